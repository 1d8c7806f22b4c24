//! What passes of heads, and where links lead afterwards.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};
use wheelhouse_server::gateway::{Gateway, Upstream};

use crate::upstream::{Recorder, answer, get, request, send, text};

#[tokio::test]
async fn of_a_request_only_what_an_api_needs_arrives() {
    let upstream = Recorder::plain().await;
    let kept = [
        ("accept", "application/json"),
        ("authorization", "Bearer secret"),
        ("content-type", "application/json"),
        ("if-none-match", "\"a\""),
        ("last-event-id", "7"),
        ("user-agent", "test"),
    ];
    let left = [
        ("accept-encoding", "br"),
        ("connection", "x-mine"),
        ("cookie", "a=b"),
        ("forwarded", "for=1.2.3.4"),
        ("keep-alive", "timeout=5"),
        ("origin", "https://console.example"),
        ("proxy-authorization", "Basic x"),
        ("range", "bytes=0-1"),
        ("referer", "https://console.example/projects/secret"),
        ("te", "trailers"),
        ("upgrade", "websocket"),
        ("x-forwarded-host", "evil.example"),
        ("x-http-method-override", "DELETE"),
        ("x-mine", "1"),
        ("x-original-url", "/admin"),
    ];
    let mut request = Request::post("/api/ssh_keys").header("host", "console.example");
    for (name, value) in kept.into_iter().chain(left) {
        request = request.header(name, value);
    }
    send(&upstream.gateway(), request.body(Body::from("{}")).unwrap()).await;
    let asked = upstream.take().remove(0);
    assert_eq!(asked.body, b"{}");
    for (name, value) in kept {
        assert_eq!(asked.headers.get(name).unwrap(), value, "{name}");
    }
    for (name, _) in left {
        assert!(!asked.headers.contains_key(name), "{name}");
    }
    assert_eq!(asked.headers.get("host").unwrap(), upstream.origin.strip_prefix("http://").unwrap());
}

#[tokio::test]
async fn of_an_answer_only_what_a_page_needs_comes_back() {
    let kept = [
        ("content-disposition", "attachment"),
        ("content-type", "text/plain"),
        ("etag", "\"a\""),
        ("retry-after", "7"),
        ("www-authenticate", "Bearer error=\"insufficient_user_authentication\""),
    ];
    let left = [
        ("access-control-allow-origin", "*"),
        ("alt-svc", "h3=\":443\""),
        ("clear-site-data", "\"*\""),
        ("connection", "x-mine"),
        ("content-security-policy", "default-src *"),
        ("link", "<https://evil.example/x.js>; rel=preload"),
        ("refresh", "0; url=https://evil.example"),
        ("server", "secret/1.0"),
        ("service-worker-allowed", "/"),
        ("set-cookie", "a=b"),
        ("sourcemap", "https://evil.example"),
        ("x-mine", "1"),
    ];
    let all: Vec<_> = kept.into_iter().chain(left).collect();
    let upstream = Recorder::start(move |_| answer(StatusCode::UNAUTHORIZED, &all, "no")).await;
    let response = get(&upstream.gateway(), "/api/me").await;
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    for (name, value) in kept {
        assert_eq!(response.headers().get(name).unwrap(), value, "{name}");
    }
    for (name, _) in left {
        assert!(!response.headers().contains_key(name), "{name}");
    }
    assert_eq!(response.headers().get("cache-control").unwrap(), "no-store");
    assert_eq!(text(response).await, "no");
}

#[tokio::test]
async fn a_browser_is_not_made_to_ask_for_a_password() {
    let headers = [("www-authenticate", "Basic realm=\"x\"")];
    let upstream = Recorder::start(move |_| answer(StatusCode::UNAUTHORIZED, &headers, "")).await;
    assert!(!get(&upstream.gateway(), "/api/me").await.headers().contains_key("www-authenticate"));
}

#[tokio::test]
async fn rfc10017_6_1_3_6_nobody_is_sent_elsewhere() {
    for status in [300, 301, 302, 303, 307, 308] {
        for place in ["https://evil.example/", "/v1/me", "//evil.example", ""] {
            let status = StatusCode::from_u16(status).unwrap();
            let upstream = Recorder::start(move |_| answer(status, &[("location", place)], "go")).await;
            let gateway = upstream.gateway();
            for method in ["GET", "DELETE"] {
                let response = send(&gateway, request(method, "/api/ssh_keys/1")).await;
                assert_eq!(response.status(), StatusCode::BAD_GATEWAY);
                assert!(!response.headers().contains_key("location"));
                assert!(!text(response).await.contains("evil"));
            }
            assert_eq!(upstream.asked().len(), 2, "a redirect was followed");
        }
    }
}

#[tokio::test]
async fn what_did_not_change_is_no_redirect() {
    let upstream = Recorder::start(|_| answer(StatusCode::NOT_MODIFIED, &[("etag", "\"a\"")], "")).await;
    assert_eq!(get(&upstream.gateway(), "/api/me").await.status(), StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn links_of_the_upstream_are_the_gateways() {
    let upstream = Recorder::start(|asked| {
        let host = asked.headers.get("host").unwrap().to_str().unwrap();
        let links = json!({
            "self": {"href": format!("http://{host}/v1/projects/a%2Fb?x=1")},
            "#edit": {"href": "/v1/projects/a"},
            "pf:routes": [{"href": "https://www.shop.example/"}],
            "region": {"href": "https://region.example.com/api/projects/a"},
        });
        let body = json!({"n": 1, "url": format!("http://{host}/v1/x"), "_links": links}).to_string();
        let kind = [("content-type", "application/hal+json; charset=utf-8"), ("location", "/v1/projects/new")];
        answer(StatusCode::CREATED, &kind, body)
    })
    .await;
    let mut options = upstream.options();
    options.aliases = vec![Upstream::parse("https://region.example.com/api").unwrap()];
    let response = get(&Gateway::new(options).unwrap().router(), "/api/projects/a").await;
    assert_eq!(response.headers().get("location").unwrap(), "/api/projects/new");
    let body: Value = serde_json::from_str(&text(response).await).unwrap();
    let links = json!({
        "self": {"href": "/api/projects/a%2Fb?x=1"},
        "#edit": {"href": "/api/projects/a"},
        "pf:routes": [{"href": "https://www.shop.example/"}],
        "region": {"href": "/api/projects/a"},
    });
    assert_eq!(body["_links"], links);
    assert!(body["url"].as_str().unwrap().starts_with(&upstream.origin));
}

#[tokio::test]
async fn what_is_no_json_or_is_compressed_stays_as_it_is() {
    for kind in [
        [("content-type", "text/html"), ("etag", "\"a\"")],
        [("content-type", "application/json"), ("content-encoding", "br")],
    ] {
        let upstream = Recorder::start(move |_| answer(StatusCode::OK, &kind, r#"{"href":"/v1/me"}"#)).await;
        let response = get(&upstream.gateway(), "/api/me").await;
        assert_eq!(response.headers().get("content-length").unwrap(), "17");
        assert_eq!(text(response).await, r#"{"href":"/v1/me"}"#);
    }
}

#[tokio::test]
async fn writes_of_pages_elsewhere_are_refused() {
    let upstream = Recorder::plain().await;
    let gateway = upstream.gateway();
    for (name, value) in [
        ("origin", "https://elsewhere.example"),
        ("origin", "http://console.example:81"),
        ("origin", "null"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
    ] {
        let write = Request::delete("/api/ssh_keys/1").header("host", "console.example").header(name, value);
        let response = send(&gateway, write.body(Body::empty()).unwrap()).await;
        assert_eq!(response.status(), StatusCode::FORBIDDEN, "{name}: {value}");
    }
    assert!(upstream.take().is_empty());
    for (name, value) in [("origin", "https://console.example"), ("sec-fetch-site", "same-origin")] {
        let write = Request::delete("/api/ssh_keys/1").header("host", "console.example").header(name, value);
        assert_eq!(send(&gateway, write.body(Body::empty()).unwrap()).await.status(), StatusCode::OK, "{name}");
    }
}
