//! Faults on request: what a network and an API can do to a client, for tests.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{Response, StatusCode};
use serde::Deserialize;
use serde_json::Value;

use crate::error::ApiError;

/// `POST /_sandbox/faults`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// An operation's id, `sign-in`, `activity-log`, or `*` for any.
    pub operation: String,
    pub fault: Fault,
    /// How many requests it strikes.
    #[serde(default = "once")]
    pub times: u32,
}

fn once() -> u32 {
    1
}

/// What goes wrong. `delay_ms` goes with each of the others.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Fault {
    /// Waits so long before anything else, in milliseconds of real time.
    delay_ms: u64,
    /// Answers with this status, and `body`, `content_type` and `headers`.
    status: Option<u16>,
    /// A text is sent as it is, other JSON as JSON. Without a status: instead of the body of a good answer.
    body: Option<Value>,
    content_type: Option<String>,
    headers: BTreeMap<String, String>,
    /// Closes the connection without an answer.
    drop: bool,
    /// Answers with what is no JSON.
    malformed: bool,
    /// Answers with the first half of the body.
    truncate: bool,
    /// Answers as if the access token had expired.
    expired_token: bool,
    /// Whether the operation is done first. Replaced, malformed and truncated answers are always `after`.
    when: When,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum When {
    #[default]
    Before,
    After,
}

/// The faults that wait for a request.
#[derive(Default)]
pub struct Faults(Mutex<Vec<Request>>);

impl Faults {
    pub fn add(&self, request: Request) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(request);
    }

    pub fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// The fault that strikes a request to this operation, the oldest first.
    pub fn take(&self, operation: &str) -> Option<Fault> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let strikes =
            |request: &&mut Request| request.times > 0 && (request.operation == operation || request.operation == "*");
        let struck = waiting.iter_mut().find(strikes)?;
        struck.times = struck.times.saturating_sub(1);
        let fault = struck.fault.clone();
        waiting.retain(|request| request.times > 0);
        Some(fault)
    }
}

/// What acting on a request came to.
pub struct Acted {
    response: Response<Body>,
    /// Whether the operation was done.
    done: bool,
}

impl Acted {
    pub fn done(response: Response<Body>) -> Self {
        Self { response, done: true }
    }

    pub fn refused(response: Response<Body>) -> Self {
        Self { response, done: false }
    }
}

/// Acts on a request, with the fault that strikes it.
pub async fn around(fault: Option<Fault>, act: impl Future<Output = Acted>) -> Response<Body> {
    let Some(fault) = fault else { return act.await.response };
    if fault.delay_ms > 0 {
        tokio::time::sleep(Duration::from_millis(fault.delay_ms)).await;
    }
    if fault.when == When::Before
        && let Some(response) = fault.instead()
    {
        return response;
    }
    let acted = act.await;
    if let Some(response) = fault.instead() {
        return response;
    }
    if acted.done { fault.spoil(acted.response).await } else { acted.response }
}

impl Fault {
    /// The answer that hides whatever the operation says.
    fn instead(&self) -> Option<Response<Body>> {
        if self.drop {
            return Some(broken());
        }
        if self.expired_token {
            return Some(ApiError::invalid_token("The access token has expired").render(false));
        }
        let status = StatusCode::from_u16(self.status?).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = Response::new(Body::from(self.body.as_ref().map(text).unwrap_or_default()));
        *response.status_mut() = status;
        self.set_headers(&mut response);
        Some(response)
    }

    /// A good answer, made bad.
    async fn spoil(&self, response: Response<Body>) -> Response<Body> {
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default();
        let bytes = if let Some(body) = &self.body {
            Bytes::from(text(body))
        } else if self.malformed {
            Bytes::from_static(b"{\"id\": \"x\", \"items\": [1, 2,, <oops>")
        } else if self.truncate {
            bytes.slice(..bytes.len() / 2)
        } else {
            bytes
        };
        let mut response = Response::from_parts(parts, Body::from(bytes));
        self.set_headers(&mut response);
        response
    }

    fn set_headers(&self, response: &mut Response<Body>) {
        let headers = response.headers_mut();
        let kind = self.content_type.as_deref().and_then(|kind| HeaderValue::from_str(kind).ok());
        match kind {
            Some(kind) => {
                headers.insert(header::CONTENT_TYPE, kind);
            }
            None => {
                headers.entry(header::CONTENT_TYPE).or_insert(HeaderValue::from_static("application/json"));
            }
        }
        for (name, value) in &self.headers {
            if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::from_str(value)) {
                headers.insert(name, value);
            }
        }
    }
}

fn text(body: &Value) -> String {
    body.as_str().map_or_else(|| body.to_string(), str::to_owned)
}

/// An answer whose body fails before its first byte: the server closes the connection with nothing sent.
fn broken() -> Response<Body> {
    Response::new(Body::new(Broken))
}

struct Broken;

impl axum::body::HttpBody for Broken {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<Bytes>, std::io::Error>>> {
        std::task::Poll::Ready(Some(Err(std::io::ErrorKind::ConnectionAborted.into())))
    }
}
