//! An upstream that keeps what it was asked, and answers as a test wants.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Response, StatusCode};
use http_body_util::BodyExt;
use tokio::net::TcpListener;
use tower::ServiceExt;
use wheelhouse_server::gateway::{Gateway, Options, Upstream};
use wheelhouse_server::serve::{Limits, serve};

/// What arrived: its head, and its body.
#[derive(Clone, Debug)]
pub struct Asked {
    pub method: String,
    /// The path and query, as they were sent.
    pub target: String,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

#[derive(Clone)]
pub struct Recorder {
    pub origin: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Recorder {
    /// Answers every request as `answer` does, once its body has come.
    pub async fn start(answer: impl Fn(&Asked) -> Response<Body> + Clone + Send + Sync + 'static) -> Self {
        let asked: Arc<Mutex<Vec<Asked>>> = Arc::default();
        let kept = asked.clone();
        let origin = listen(Router::new().fallback(move |request: Request| {
            let (kept, answer) = (kept.clone(), answer.clone());
            async move {
                let (parts, body) = request.into_parts();
                let Ok(body) = body.collect().await else { return Response::new(Body::empty()) };
                let asked = seen(&parts, body.to_bytes().to_vec());
                let response = answer(&asked);
                kept.lock().unwrap().push(asked);
                response
            }
        }))
        .await;
        Self { origin, asked }
    }

    pub async fn plain() -> Self {
        Self::start(|_| Response::new(Body::from("passed"))).await
    }

    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    /// What arrived since this was last called.
    pub fn take(&self) -> Vec<Asked> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }

    /// A gateway before it: the API at `/v1`, signing in at `/in`.
    pub fn options(&self) -> Options {
        options(&self.origin)
    }

    pub fn gateway(&self) -> Router {
        Gateway::new(self.options()).unwrap().router()
    }
}

fn seen(parts: &Parts, body: Vec<u8>) -> Asked {
    Asked { method: parts.method.to_string(), target: parts.uri.to_string(), headers: parts.headers.clone(), body }
}

pub fn options(origin: &str) -> Options {
    let upstream = |path: &str| Upstream::parse(&format!("{origin}{path}")).unwrap();
    Options::new(upstream("/v1"), upstream("/in"))
}

/// Serves on a free port for as long as the test runs.
pub async fn listen(router: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let ample = Duration::from_secs(600);
    let limits = Limits { head: ample, write: ample, connections: 1024, farewell: Duration::ZERO };
    tokio::spawn(serve(listener, router, limits, std::future::pending()));
    format!("http://{address}")
}

pub async fn send(gateway: &Router, request: Request) -> Response<Body> {
    gateway.clone().oneshot(request).await.unwrap()
}

/// A request without a body.
pub fn request(method: &str, target: &str) -> Request {
    Request::builder().method(method).uri(target).body(Body::empty()).unwrap()
}

pub async fn get(gateway: &Router, target: &str) -> Response<Body> {
    send(gateway, request("GET", target)).await
}

pub async fn text(response: Response<Body>) -> String {
    String::from_utf8(response.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap()
}

/// An answer with these headers.
pub fn answer(status: StatusCode, headers: &[(&str, &str)], body: impl Into<Body>) -> Response<Body> {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response.body(body.into()).unwrap()
}
