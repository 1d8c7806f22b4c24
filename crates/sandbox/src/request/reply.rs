//! Every answer that is no refusal.

use axum::body::Body;
use axum::http::header::{self, HeaderValue};
use axum::http::{Response, StatusCode};
use serde_json::{Value, json};

use crate::error::ApiError;

/// How a handler ends.
pub type Answer = Result<Reply, ApiError>;

/// What a handler answers.
#[derive(Clone, Debug)]
pub struct Reply {
    pub status: StatusCode,
    /// Empty where there is no body.
    pub content_type: &'static str,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn json(value: &Value) -> Self {
        // JSON can always be written as JSON.
        Self {
            status: StatusCode::OK,
            content_type: "application/json",
            body: serde_json::to_vec(value).unwrap_or_default(),
        }
    }

    /// Done, with nothing to say.
    pub fn nothing() -> Self {
        Self { status: StatusCode::NO_CONTENT, content_type: "", body: Vec::new() }
    }

    /// Lines of JSON, as logs are sent.
    pub fn json_stream(lines: String) -> Self {
        Self { status: StatusCode::OK, content_type: "application/x-json-stream", body: lines.into_bytes() }
    }

    /// A file.
    pub fn pdf(body: Vec<u8>) -> Self {
        Self { status: StatusCode::OK, content_type: "application/pdf", body }
    }

    /// What a POST made, where the answer is that and nothing else.
    pub fn made(entity: &Value) -> Self {
        Self { status: StatusCode::CREATED, ..Self::json(entity) }
    }

    /// What a POST made.
    pub fn created(entity: &Value, activities: Vec<Value>) -> Self {
        let embedded = json!({"entity": entity, "activities": activities});
        Self::written(StatusCode::CREATED, "Created", &embedded)
    }

    /// What a PATCH changed.
    pub fn updated(entity: &Value, activities: Vec<Value>) -> Self {
        let embedded = json!({"entity": entity, "activities": activities});
        Self::written(StatusCode::OK, "OK", &embedded)
    }

    /// What was set off, where there is no entity to show.
    pub fn accepted(activities: Vec<Value>) -> Self {
        Self::written(StatusCode::OK, "OK", &json!({"activities": activities}))
    }

    fn written(status: StatusCode, name: &str, embedded: &Value) -> Self {
        let body = json!({"status": name, "code": status.as_u16(), "_embedded": embedded});
        Self { status, ..Self::json(&body) }
    }

    pub fn render(self) -> Response<Body> {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        if !self.content_type.is_empty() {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.content_type));
        }
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }
}
