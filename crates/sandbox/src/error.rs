//! Every refusal, in the API's forms.

use std::time::Duration;

use axum::body::Body;
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{Response, StatusCode};
use serde_json::{Map, Value, json};
use wheelhouse_contract::FieldError;

use crate::git;

/// A request that is answered with an error.
#[derive(Clone, Debug)]
pub struct ApiError {
    status: StatusCode,
    message: String,
    /// Boxed: errors are passed on everywhere, and a JSON value is large.
    detail: Box<Value>,
    /// OAuth's name for the error.
    code: Option<&'static str>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl ApiError {
    fn new(status: StatusCode, message: impl Into<String>, detail: impl Into<Value>) -> Self {
        Self { status, message: message.into(), detail: Box::new(detail.into()), code: None, headers: Vec::new() }
    }

    pub fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "The request isn’t valid.", detail.into())
    }

    /// 400 with a message at each field.
    pub fn fields(errors: &[FieldError]) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "The request body isn’t valid.", by_field(errors))
    }

    /// 400 with a message at each parameter of the query.
    pub fn parameters(errors: &[FieldError]) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "The request’s query isn’t valid.", by_field(errors))
    }

    /// 409 with a message at the field that collides.
    pub fn conflict(field: &str, message: impl Into<String>) -> Self {
        let message = message.into();
        let detail = by_field(&[FieldError::new(field, message.clone())]);
        Self::new(StatusCode::CONFLICT, message, detail)
    }

    /// 409: the state of things forbids it; the sentence says why and what to do about it.
    pub fn not_now(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, "This cannot be done now.", detail.into())
    }

    /// 401: who asks is not known (any more).
    pub fn invalid_token(description: &str) -> Self {
        let mut error = Self::new(StatusCode::UNAUTHORIZED, "You are not signed in.", description);
        error.code = Some("invalid_token");
        let challenge =
            format!("Bearer realm=\"sandbox\", error=\"invalid_token\", error_description=\"{description}\"");
        error.headers.extend(HeaderValue::from_str(&challenge).map(|value| (header::WWW_AUTHENTICATE, value)));
        error
    }

    /// 401 for a program that signs in by name and password.
    pub fn no_password(detail: &str) -> Self {
        let mut error = Self::new(StatusCode::UNAUTHORIZED, "You are not signed in.", detail);
        let challenge = HeaderValue::from_static("Basic realm=\"Wheelhouse sandbox\", charset=\"UTF-8\"");
        error.headers.push((header::WWW_AUTHENTICATE, challenge));
        error
    }

    /// A refused token exchange, in OAuth's form.
    pub fn oauth(status: StatusCode, code: &'static str, description: &str) -> Self {
        let mut error = Self::new(status, description, description);
        error.code = Some(code);
        error
    }

    /// 401: a client of OAuth is not known, or its secret is another.
    pub fn invalid_client() -> Self {
        let mut error = Self::oauth(StatusCode::UNAUTHORIZED, "invalid_client", "The client is not known.");
        error.headers.push((header::WWW_AUTHENTICATE, HeaderValue::from_static("Basic realm=\"OAuth clients\"")));
        error
    }

    /// 402 that says of what there is no more, and where more comes from.
    pub fn payment_required(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::PAYMENT_REQUIRED, "The plan doesn’t include more.", detail.into())
    }

    /// 403 that says what is missing and who can grant it.
    pub fn forbidden(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "You don’t have permission to do this.", detail.into())
    }

    /// 404; `what` as in "There is no project x.".
    pub fn not_found(what: impl std::fmt::Display) -> Self {
        Self::new(StatusCode::NOT_FOUND, "Not found.", format!("There is no {what}."))
    }

    /// 405 with the methods there are.
    pub fn method_not_allowed(allowed: &str) -> Self {
        let detail = format!("Only {allowed} can be used here.");
        let mut error = Self::new(StatusCode::METHOD_NOT_ALLOWED, "This method cannot be used here.", detail);
        error.headers.extend(HeaderValue::from_str(allowed).map(|value| (header::ALLOW, value)));
        error
    }

    pub fn too_large(limit: usize) -> Self {
        let detail = format!("A request body may have {} KiB at most.", limit / 1024);
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "The request body is too large.", detail)
    }

    pub fn too_slow(patience: Duration) -> Self {
        let detail = format!("The body of a request has to be here within {} seconds.", patience.as_secs());
        Self::new(StatusCode::REQUEST_TIMEOUT, "The request took too long to arrive.", detail)
    }

    /// 501: what it takes is not there.
    pub fn not_implemented(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_IMPLEMENTED, "The sandbox cannot do this here.", detail.into())
    }

    pub fn internal(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong in the sandbox.", detail.into())
    }

    /// 507: nothing can be written.
    fn full() -> Self {
        let detail = "Nothing could be changed. What is there can be read; make room, and try again.";
        Self::new(StatusCode::INSUFFICIENT_STORAGE, "The disk of the sandbox is full.", detail)
    }

    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// What is wrong, in words; empty when it is said by field.
    pub fn detail(&self) -> String {
        self.detail.as_str().unwrap_or_default().to_owned()
    }

    /// What is wrong, in one line for who reads no fields.
    pub fn words(&self) -> String {
        match &*self.detail {
            Value::Object(fields) => fields.values().filter_map(Value::as_str).collect::<Vec<_>>().join(" "),
            detail => detail.as_str().unwrap_or(&self.message).to_owned(),
        }
    }

    /// As an answer to a program that shows text and reads no JSON.
    pub fn render_text(self) -> Response<Body> {
        let mut response = Response::new(Body::from(format!("{}\n", self.words())));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.extend(self.headers);
        response
    }

    /// As an answer. `problem` is the form of sections that answer `application/problem+json`.
    pub fn render(self, problem: bool) -> Response<Body> {
        let title = self.status.canonical_reason().unwrap_or("Error");
        let code = self.status.as_u16();
        let mut body = if problem {
            let detail = match &*self.detail {
                Value::Object(_) => json!(self.message),
                detail => detail.clone(),
            };
            json!({"type": "about:blank", "status": code, "title": title, "message": self.message, "detail": detail})
        } else {
            json!({"status": "error", "code": code, "title": title, "message": self.message, "detail": self.detail})
        };
        if let (Some(map), true) = (body.as_object_mut(), problem) {
            map.extend(violations(&self.detail).map(|list| ("violations".to_owned(), list)));
        }
        if let (Some(map), Some(error)) = (body.as_object_mut(), self.code) {
            map.insert("error".to_owned(), json!(error));
            map.insert("error_description".to_owned(), *self.detail);
        }
        let mut response = Response::new(Body::from(body.to_string()));
        *response.status_mut() = self.status;
        let kind = if problem { "application/problem+json" } else { "application/json" };
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.extend(self.headers);
        response
    }
}

/// Whether the database has no room to write.
pub fn is_disk_full(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull)
}

impl From<rusqlite::Error> for ApiError {
    fn from(error: rusqlite::Error) -> Self {
        if is_disk_full(&error) {
            return Self::full();
        }
        Self::internal(error.to_string())
    }
}

impl From<git::Error> for ApiError {
    fn from(error: git::Error) -> Self {
        if matches!(&error, git::Error::Files(error) if error.kind() == std::io::ErrorKind::StorageFull) {
            return Self::full();
        }
        if matches!(error, git::Error::NoGit) {
            return Self::not_implemented(format!("{error}."));
        }
        Self::internal(format!("The Git repository: {error}."))
    }
}

/// `{field: message}`, the first message of each field.
fn by_field(errors: &[FieldError]) -> Value {
    let mut map = Map::new();
    for error in errors {
        map.entry(error.field.clone()).or_insert_with(|| json!(error.message));
    }
    Value::Object(map)
}

/// A detail by field as problem+json lists it.
fn violations(detail: &Value) -> Option<Value> {
    let fields = detail.as_object()?;
    Some(fields.iter().map(|(field, message)| json!({"field": field, "message": message})).collect())
}
