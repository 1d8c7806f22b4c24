//! What is known of a server while it runs: a line for each request, counters, and whether it is well.
//!
//! Nothing that a client sends is written but identifiers that only name a request: no path, query, header or body. The
//! operation says which path it was.

mod lines;
mod metrics;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue, Response, StatusCode};
use axum::middleware::{self, Next};
use axum::{Router, routing};
use rand::Rng;
use serde_json::json;

pub use lines::{Lines, now};
pub use metrics::Metrics;

/// Under which name a request's identifier travels.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What is no operation of the API: it says nothing of how quick that is.
const OURS: [&str; 4] = ["other", "file", "health", "login"];

/// What an answer was for. Whoever answers leaves it in the answer's extensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// An operation's id, or another name that is known beforehand.
    pub operation: &'static str,
    /// Why the server answered itself.
    pub refused: Option<&'static str>,
}

/// The eyes on one server.
#[derive(Debug)]
pub struct Watch {
    log: Option<Lines>,
    pub metrics: Metrics,
    ready: AtomicBool,
}

impl Watch {
    /// With a log, or without.
    pub fn new(log: Option<Lines>) -> Arc<Self> {
        Arc::new(Self { log, metrics: Metrics::new(), ready: AtomicBool::new(true) })
    }

    /// Has `/readyz` say that no more requests should come.
    pub fn leave(&self) {
        self.ready.store(false, Ordering::Relaxed);
    }

    /// Writes what is left to be written.
    pub fn finish(&self) {
        if let Some(log) = &self.log {
            log.finish();
        }
    }

    /// Counts and writes down what the router answers, and names each request.
    pub fn over(self: &Arc<Self>, router: Router) -> Router {
        let watch = self.clone();
        router.layer(middleware::from_fn(move |request: Request, next: Next| {
            let watch = watch.clone();
            async move { watch.see(request, next).await }
        }))
    }

    async fn see(&self, mut request: Request, next: Next) -> Response<Body> {
        let (begun, under_way) = (Instant::now(), self.metrics.begun());
        let id = request.headers().get(REQUEST_ID).filter(|id| is_id(id)).cloned().unwrap_or_else(random_id);
        let method = method_of(&request);
        request.headers_mut().insert(REQUEST_ID, id.clone());
        let mut response = next.run(request).await;
        drop(under_way);
        let (took, status) = (begun.elapsed(), response.status().as_u16());
        let seen = response.extensions().get::<Seen>().copied().unwrap_or(Seen { operation: "other", refused: None });
        self.metrics.answered(seen.operation, status);
        match seen.refused {
            Some(why) => self.metrics.refused(why),
            None if !OURS.contains(&seen.operation) => self.metrics.took(took),
            None => {}
        }
        if let Some(log) = &self.log {
            let mut line = json!({
                "time": now(),
                "event": "request",
                "request_id": id.to_str().unwrap_or_default(),
                "method": method,
                "operation": seen.operation,
                "status": status,
                "milliseconds": u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
            });
            if let (Some(why), Some(line)) = (seen.refused, line.as_object_mut()) {
                line.insert("refused".to_owned(), why.into());
            }
            if !log.write(&line) {
                self.metrics.lost_line();
            }
        }
        response.headers_mut().insert(REQUEST_ID, id);
        response
    }

    /// `/healthz`: the server answers. `/readyz`: it will go on to. Whether an upstream is well is not said: no gateway
    /// would be better off for being taken away.
    pub fn health(self: &Arc<Self>) -> Router {
        let watch = self.clone();
        let ready = move || {
            let is_ready = watch.ready.load(Ordering::Relaxed);
            async move {
                if is_ready {
                    said(StatusCode::OK, "ready\n")
                } else {
                    said(StatusCode::SERVICE_UNAVAILABLE, "leaving\n")
                }
            }
        };
        Router::new()
            .route("/healthz", routing::get(|| async { said(StatusCode::OK, "well\n") }))
            .route("/readyz", routing::get(ready))
    }

    /// `/metrics`, for an address that people do not reach.
    pub fn numbers(self: &Arc<Self>) -> Router {
        let watch = self.clone();
        Router::new().route(
            "/metrics",
            routing::get(move || {
                let text = watch.metrics.text();
                async move { ([(CONTENT_TYPE, metrics::CONTENT_TYPE)], text) }
            }),
        )
    }
}

fn said(status: StatusCode, text: &'static str) -> Response<Body> {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.extensions_mut().insert(Seen { operation: "health", refused: None });
    response
}

/// Whether it is an identifier as balancers make them. Others could say anything, and are not written.
fn is_id(value: &HeaderValue) -> bool {
    let bytes = value.as_bytes();
    (16..=36).contains(&bytes.len()) && bytes.iter().all(|byte| byte.is_ascii_hexdigit() || *byte == b'-')
}

fn random_id() -> HeaderValue {
    let text = format!("{:016x}{:016x}", rand::rng().next_u64(), rand::rng().next_u64());
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("0"))
}

/// The method, where it is one of those that exist: it, too, could say anything.
fn method_of(request: &Request) -> &'static str {
    const KNOWN: [&str; 7] = ["GET", "HEAD", "POST", "PATCH", "PUT", "DELETE", "OPTIONS"];
    KNOWN.into_iter().find(|known| *known == request.method().as_str()).unwrap_or("other")
}
