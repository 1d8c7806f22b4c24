//! A whole installation: what every answer carries, and what is known of it while it runs.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, Response, StatusCode};
use http_body_util::BodyExt;
use serde_json::Value;
use tokio::net::TcpListener;
use tower::ServiceExt;
use wheelhouse_server::console::Console;
use wheelhouse_server::gateway::{Gateway, Options, Upstream};
use wheelhouse_server::guard::Guard;
use wheelhouse_server::serve::{Limits, serve};
use wheelhouse_server::site::Site;
use wheelhouse_server::watch::{Lines, Watch};

/// What a log was told.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Installation {
    router: Router,
    watch: Arc<Watch>,
    kept: Kept,
}

impl Installation {
    async fn start(encrypted_only: bool) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let api = Router::new().fallback(|| async { "secret-answer" });
        tokio::spawn(serve(listener, api, Limits::of_process(), std::future::pending()));
        let dist = tempfile::tempdir().unwrap();
        std::fs::write(dist.path().join("index.html"), "page").unwrap();
        std::fs::write(dist.path().join("config.json"), r#"{"api": "https://elsewhere.example", "auth": "/x"}"#)
            .unwrap();
        let upstream = Upstream::parse(&origin).unwrap();
        let kept = Kept::default();
        let watch = Watch::new(Some(Lines::new(kept.clone())));
        let site = Site {
            console: Console::load_with(dist.path(), r#"{"api":"/api","auth":"/auth"}"#.to_owned()).unwrap(),
            gateway: Gateway::new(Options::new(upstream.clone(), upstream)).unwrap(),
            guard: Guard::new(IpAddr::V4(Ipv4Addr::LOCALHOST), &["console.example".to_owned()]),
            watch: watch.clone(),
            encrypted_only,
        };
        Self { router: site.router(), watch, kept }
    }

    async fn send(&self, method: &str, target: &str, headers: &[(&str, &str)]) -> Response<Body> {
        let mut request = Request::builder().method(Method::from_bytes(method.as_bytes()).unwrap()).uri(target);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
    }

    /// The lines of the log, which ends with this.
    fn log(&self) -> String {
        self.watch.finish();
        String::from_utf8(self.kept.0.lock().unwrap().clone()).unwrap()
    }
}

const HOST: (&str, &str) = ("host", "console.example");

async fn text(response: Response<Body>) -> String {
    String::from_utf8(response.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap()
}

/// Method, address, headers, and the status of the answer.
type Kind = (&'static str, &'static str, &'static [(&'static str, &'static str)], u16);

/// Each kind of answer there is.
const KINDS: &[Kind] = &[
    ("GET", "/", &[HOST], 200),
    ("GET", "/projects/a", &[HOST, ("accept", "text/html")], 200),
    ("GET", "/config.json", &[HOST], 200),
    ("GET", "/none.js", &[HOST], 404),
    ("POST", "/", &[HOST], 405),
    ("GET", "/api/me", &[HOST], 200),
    ("GET", "/api/nowhere", &[HOST], 404),
    ("PUT", "/api/me", &[HOST], 405),
    ("POST", "/auth/oauth2/token", &[HOST], 200),
    ("GET", "/auth/nowhere", &[HOST], 404),
    ("POST", "/api/ssh_keys", &[HOST, ("sec-fetch-site", "cross-site")], 403),
    ("GET", "/api/me", &[("host", "rebound.example")], 421),
    ("GET", "/", &[HOST, ("origin", "https://elsewhere.example")], 403),
    ("GET", "/healthz", &[("host", "10.0.0.7:7080")], 200),
    ("GET", "/readyz", &[], 200),
    ("POST", "/healthz", &[], 405),
];

#[tokio::test]
async fn rfc10017_6_1_4_1_every_kind_of_answer_is_kept_in() {
    for encrypted_only in [false, true] {
        let installation = Installation::start(encrypted_only).await;
        for (method, target, headers, status) in KINDS {
            let response = installation.send(method, target, headers).await;
            assert_eq!(response.status(), *status, "{method} {target}");
            let header = |name: &str| {
                let mut all = response.headers().get_all(name).iter().map(|value| value.to_str().unwrap().to_owned());
                let (one, other) = (all.next(), all.next());
                assert!(other.is_none(), "{method} {target} has two of {name}");
                one.unwrap_or_default()
            };
            assert_eq!(header("x-content-type-options"), "nosniff", "{method} {target}");
            assert_eq!(header("referrer-policy"), "no-referrer");
            assert_eq!(header("cross-origin-opener-policy"), "same-origin");
            assert_eq!(header("cross-origin-resource-policy"), "same-origin");
            assert!(header("permissions-policy").contains("camera=()"));
            let policy = header("content-security-policy");
            assert!(policy.starts_with("default-src 'none';"), "{policy}");
            assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
            assert!(!policy.contains("elsewhere"), "{policy}");
            assert_eq!(header("strict-transport-security").contains("max-age="), encrypted_only, "{method} {target}");
            assert!(!header("cache-control").is_empty() || *status == 405, "{method} {target}");
            assert!((16..=36).contains(&header("x-request-id").len()), "{method} {target}");
        }
    }
}

#[tokio::test]
async fn the_console_is_told_to_come_to_the_gateway() {
    let installation = Installation::start(false).await;
    let config = text(installation.send("GET", "/config.json", &[HOST]).await).await;
    assert_eq!(config, r#"{"api":"/api","auth":"/auth"}"#);
}

#[tokio::test]
async fn each_request_is_a_line_and_no_line_has_a_secret() {
    let installation = Installation::start(false).await;
    let secrets: &[(&str, &str)] = &[
        HOST,
        ("authorization", "Bearer secret-token"),
        ("cookie", "secret=1"),
        ("x-request-id", "secret-in-an-id-of-a-request"),
        ("user-agent", "secret"),
        ("referer", "https://console.example/secret"),
    ];
    let targets = [
        "/api/users/email=secret%40b.c",
        "/api/projects/secret?secret=secret",
        "/api/secret",
        "/auth/secret",
        "/secret",
        "/auth/oauth2/token?secret",
    ];
    for target in targets {
        for method in ["GET", "POST", "SECRET"] {
            installation.send(method, target, secrets).await;
        }
    }
    installation.send("GET", "/", &[("host", "secret.example")]).await;
    installation.send("GET", "/api/me", &[HOST, ("x-request-id", "0123456789abcdef-0")]).await;
    let log = installation.log();
    assert!(!log.to_lowercase().contains("secret"), "{log}");
    let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), targets.len() * 3 + 2);
    assert_eq!(lines[0]["operation"], "get-a-user-by-email");
    let last = lines.last().unwrap();
    assert_eq!((&last["request_id"], &last["method"]), (&"0123456789abcdef-0".into(), &"GET".into()));
    assert_eq!((&last["status"], &last["operation"]), (&200.into(), &"get-current-logged-in-user-info".into()));
    assert!(last["milliseconds"].is_u64() && last["time"].is_string());
    let refused = lines.iter().find(|line| line["refused"] == "method").unwrap();
    assert_eq!(refused["status"], 405);
    let mut ids: Vec<&str> = lines.iter().map(|line| line["request_id"].as_str().unwrap()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), lines.len());
}

#[tokio::test]
async fn what_happened_is_counted() {
    let installation = Installation::start(false).await;
    for _ in 0..3 {
        installation.send("GET", "/api/me", &[HOST]).await;
    }
    installation.send("PUT", "/api/me", &[HOST]).await;
    installation.send("GET", "/", &[HOST]).await;
    // People do not reach it.
    assert_eq!(installation.send("GET", "/metrics", &[HOST]).await.status(), StatusCode::NOT_FOUND);
    let numbers = installation.watch.numbers();
    let response = numbers.oneshot(Request::get("/metrics").body(Body::empty()).unwrap()).await.unwrap();
    assert!(
        response.headers().get("content-type").unwrap().to_str().unwrap().starts_with("application/openmetrics-text")
    );
    let text = text(response).await;
    for line in [
        "wheelhouse_requests_total{operation=\"get-current-logged-in-user-info\",status=\"200\"} 3",
        "wheelhouse_requests_total{operation=\"file\",status=\"200\"} 1",
        "wheelhouse_refusals_total{why=\"method\"} 1",
        "wheelhouse_answer_seconds_count 3",
        "wheelhouse_requests_under_way 0",
        "# EOF",
    ] {
        assert!(text.lines().any(|found| found == line), "{line} is not in\n{text}");
    }
}

#[tokio::test]
async fn who_is_about_to_leave_says_so() {
    let installation = Installation::start(false).await;
    installation.watch.leave();
    assert_eq!(installation.send("GET", "/readyz", &[]).await.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(installation.send("GET", "/healthz", &[]).await.status(), StatusCode::OK);
    assert_eq!(installation.send("GET", "/api/me", &[HOST]).await.status(), StatusCode::OK);
}
