//! Pages elsewhere reach nothing, by whatever name they come.
#![allow(clippy::unwrap_used)]

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::routing::any;
use tower::ServiceExt;
use wheelhouse_server::guard::{Guard, name};

const LOOPBACK: &str = "127.0.0.1";

async fn answered(listening: &str, host: Option<&str>, origin: Option<&str>) -> StatusCode {
    let here = Router::new().route("/_sandbox/reset", any(|| async { "done" }));
    let router = Guard::new(listening.parse().unwrap(), &["Console.example".to_owned()]).protect(here);
    let mut request = Request::post("/_sandbox/reset");
    for (name, value) in [("host", host), ("origin", origin)] {
        if let Some(value) = value {
            request = request.header(name, value);
        }
    }
    router.oneshot(request.body(Body::empty()).unwrap()).await.unwrap().status()
}

#[tokio::test]
async fn names_of_this_machine_and_those_that_were_given_are_let_in() {
    for host in
        ["localhost", "LOCALHOST:7070", "localhost.", "127.0.0.1:7070", "127.0.0.2", "[::1]:7070", "console.example:80"]
    {
        assert_eq!(answered(LOOPBACK, Some(host), None).await, StatusCode::OK, "{host}");
    }
    assert_eq!(answered("192.168.1.5", Some("192.168.1.5:7070"), None).await, StatusCode::OK);
}

#[test]
fn what_would_let_nobody_in_is_no_name() {
    for (given, host) in [
        ("Console.example.com", "console.example.com"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("192.168.1.5", "192.168.1.5"),
        ("[fe80::1]", "fe80::1"),
        ("fe80::1", "fe80::1"),
    ] {
        assert_eq!(name(given).unwrap(), host, "{given}");
    }
    for (given, why) in [
        ("console.example.com:8443", "port"),
        ("[::1]:8443", "port"),
        ("https://console.example.com", "is an address"),
        ("console.example.com/console", "path"),
        ("*.example.com", "no host"),
        ("a b", "no host"),
        ("", "no host"),
    ] {
        let said = name(given).unwrap_err().to_string();
        assert!(said.starts_with(&format!("`{given}`")) && said.contains(why), "{said}");
    }
}

#[tokio::test]
async fn a_name_that_was_made_to_lead_here_is_refused() {
    let refused = StatusCode::MISDIRECTED_REQUEST;
    for host in [
        "rebound.example",
        "localhost.rebound.example",
        "127.0.0.1.rebound.example",
        "192.168.1.5",
        "",
        "a b",
        "x@localhost:1:2",
    ] {
        assert_eq!(answered(LOOPBACK, Some(host), None).await, refused, "{host}");
    }
    assert_eq!(answered(LOOPBACK, None, None).await, refused);
    // Which address of the machine it is cannot matter, which name does.
    assert_eq!(answered("0.0.0.0", Some("192.168.1.5"), None).await, StatusCode::OK);
    assert_eq!(answered("0.0.0.0", Some("[fe80::1]:7070"), None).await, StatusCode::OK);
    assert_eq!(answered("0.0.0.0", Some("rebound.example"), None).await, refused);
}

#[tokio::test]
async fn posts_of_foreign_pages_are_refused() {
    let post = |origin| answered(LOOPBACK, Some("127.0.0.1:7070"), Some(origin));
    for origin in ["http://127.0.0.1:7070", "http://localhost:7071", "https://console.example", "http://[::1]:1"] {
        assert_eq!(post(origin).await, StatusCode::OK, "{origin}");
    }
    for origin in ["https://elsewhere.example", "null", "", "http://192.168.1.9", "http://127.0.0.1.elsewhere.example"]
    {
        assert_eq!(post(origin).await, StatusCode::FORBIDDEN, "{origin}");
    }
    // Another machine's pages are foreign even where every address is listened on.
    let wide = |origin| answered("0.0.0.0", Some("192.168.1.5:7070"), Some(origin));
    assert_eq!(wide("http://192.168.1.5:7070").await, StatusCode::OK);
    assert_eq!(wide("https://elsewhere.example").await, StatusCode::FORBIDDEN);
}
