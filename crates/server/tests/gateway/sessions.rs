//! The gateway's own sessions: the browser holds nothing that it could lose.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use futures_util::future::join_all;
use serde_json::Value;
use wheelhouse_server::gateway::{Clock, Gateway, Keys, Options, SessionOptions};

use crate::upstream::{Asked, Recorder, answer, send, text};

const GOOD: &str = "secret-api-token";

/// An installation whose access tokens are numbered, and that answers with `api` what is no exchange.
async fn installation(
    api: impl Fn(&Asked) -> Response<Body> + Clone + Send + Sync + 'static,
) -> (Recorder, Arc<AtomicUsize>) {
    installation_with(r#", "expires_in": 900"#, api).await
}

/// The same, whose access tokens last as it says.
async fn installation_with(
    lasts: &'static str,
    api: impl Fn(&Asked) -> Response<Body> + Clone + Send + Sync + 'static,
) -> (Recorder, Arc<AtomicUsize>) {
    let exchanges = Arc::new(AtomicUsize::new(0));
    let count = exchanges.clone();
    let upstream = Recorder::start(move |asked| {
        if asked.target != "/in/oauth2/token" {
            return api(asked);
        }
        let number = count.fetch_add(1, Ordering::SeqCst) + 1;
        if !asked.body.ends_with(GOOD.as_bytes()) {
            return answer(StatusCode::UNAUTHORIZED, &[], r#"{"error": "invalid_grant"}"#);
        }
        let body = format!(r#"{{"access_token": "secret-access-{number}"{lasts}, "token_type": "bearer"}}"#);
        answer(StatusCode::OK, &[("content-type", "application/json")], body)
    })
    .await;
    (upstream, exchanges)
}

async fn plain() -> (Recorder, Arc<AtomicUsize>) {
    installation(|_| Response::new(Body::from("passed"))).await
}

fn key(name: &str, digit: &str) -> String {
    format!("{name} {}\n", digit.repeat(64))
}

fn gateway(upstream: &Recorder, keys: &str) -> Router {
    gateway_with(upstream, keys, |_| ())
}

fn gateway_with(upstream: &Recorder, keys: &str, change: impl FnOnce(&mut Options)) -> Router {
    let mut options = upstream.options();
    let keys = Keys::read(keys).unwrap();
    options.sessions = Some(SessionOptions { keys, idle: Duration::from_secs(3600), age: Duration::from_secs(36_000) });
    change(&mut options);
    Gateway::new(options).unwrap().router()
}

fn ours(method: &str, target: &str, cookie: Option<&str>) -> axum::http::request::Builder {
    let request = Request::builder().method(method).uri(target).header("x-wheelhouse", "1");
    match cookie {
        Some(cookie) => request.header("cookie", format!("theme=dark; {cookie}")),
        None => request,
    }
}

async fn begin(gateway: &Router, token: &str) -> Response<Body> {
    let body = serde_json::json!({"api_token": token}).to_string();
    let request = ours("POST", "/auth/session", None).header("content-type", "application/json");
    send(gateway, request.body(Body::from(body)).unwrap()).await
}

/// The cookie of a session, as a browser sends it back.
async fn signed_in(gateway: &Router) -> String {
    let response = begin(gateway, GOOD).await;
    assert_eq!(response.status(), StatusCode::OK);
    cookie(&response).split(';').next().unwrap().to_owned()
}

fn cookie(response: &Response<Body>) -> String {
    response.headers().get("set-cookie").unwrap().to_str().unwrap().to_owned()
}

async fn ask(gateway: &Router, method: &str, target: &str, cookie: Option<&str>) -> Response<Body> {
    send(gateway, ours(method, target, cookie).body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn rfc10017_6_1_3_2_the_browser_holds_a_sealed_cookie_and_no_token() {
    let (upstream, _) = plain().await;
    let response = begin(&gateway(&upstream, &key("a", "1")), GOOD).await;
    let cookie = cookie(&response);
    assert!(cookie.starts_with("__Host-wheelhouse=a."), "{cookie}");
    for part in ["; Path=/;", "; Secure;", "; HttpOnly;", "; SameSite=Strict", "; Max-Age=3600;"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Domain") && !cookie.contains("secret"), "{cookie}");
    let body: Value = serde_json::from_str(&text(response).await).unwrap();
    assert_eq!((body["expires_in"].as_i64(), body["name"].as_str().unwrap().len()), (Some(3600), 12));
}

#[tokio::test]
async fn rfc10017_6_1_3_6_a_request_goes_in_the_name_of_its_session() {
    let (upstream, exchanges) = plain().await;
    let gateway = gateway(&upstream, &key("a", "1"));
    let cookie = signed_in(&gateway).await;
    upstream.take();
    for _ in 0..3 {
        let request = ours("GET", "/api/me", Some(&cookie)).header("authorization", "Bearer of-mine");
        let response = send(&gateway, request.body(Body::empty()).unwrap()).await;
        assert_eq!(text(response).await, "passed");
    }
    for asked in upstream.take() {
        assert_eq!(asked.headers.get("authorization").unwrap(), "Bearer secret-access-1");
        assert!(!asked.headers.contains_key("cookie") && !asked.headers.contains_key("x-wheelhouse"));
    }
    assert_eq!(exchanges.load(Ordering::SeqCst), 1);
    assert_eq!(ask(&gateway, "GET", "/auth/session", Some(&cookie)).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn rfc10017_6_1_3_3_2_who_has_no_session_or_is_no_page_of_ours_gets_nowhere() {
    let (upstream, _) = plain().await;
    let gateway = gateway(&upstream, &key("a", "1"));
    let cookie = signed_in(&gateway).await;
    upstream.take();
    let (name, value) = cookie.split_once('=').unwrap();
    let mut forged = value.to_owned().into_bytes();
    *forged.last_mut().unwrap() = b'!';
    let forged = format!("{name}={}", String::from_utf8(forged).unwrap());
    for bad in
        [None, Some("other=1"), Some("__Host-wheelhouse="), Some(forged.as_str()), Some(&format!("{cookie}; {cookie}"))]
    {
        for method in ["GET", "DELETE"] {
            let response = ask(&gateway, method, "/api/ssh_keys/1", bad).await;
            assert_eq!(response.status(), StatusCode::UNAUTHORIZED, "{bad:?}");
        }
        assert_eq!(text(ask(&gateway, "GET", "/auth/session", bad).await).await, "{}", "{bad:?}");
    }
    for (method, target) in
        [("GET", "/api/me"), ("DELETE", "/api/ssh_keys/1"), ("GET", "/auth/session"), ("DELETE", "/auth/session")]
    {
        let request = Request::builder().method(method).uri(target).header("cookie", &cookie);
        let response = send(&gateway, request.body(Body::empty()).unwrap()).await;
        assert_eq!(response.status(), StatusCode::FORBIDDEN, "{method} {target}");
    }
    let bearer = ours("GET", "/api/me", None).header("authorization", "Bearer of-mine").body(Body::empty()).unwrap();
    assert_eq!(send(&gateway, bearer).await.status(), StatusCode::UNAUTHORIZED);
    assert!(upstream.take().is_empty());
}

#[tokio::test]
async fn rfc10017_6_1_3_3_1_a_page_elsewhere_does_nothing_in_somebodys_name() {
    let (upstream, exchanges) = plain().await;
    let gateway = gateway(&upstream, &key("a", "1"));
    let cookie = signed_in(&gateway).await;
    upstream.take();
    let count = exchanges.load(Ordering::SeqCst);
    let body = serde_json::json!({"api_token": GOOD}).to_string();
    for (name, value) in [
        ("origin", "https://elsewhere.example"),
        ("origin", "https://console.example.elsewhere.example"),
        ("origin", "http://console.example:81"),
        ("origin", "null"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
    ] {
        for (method, target, body) in [
            ("DELETE", "/api/ssh_keys/1", ""),
            ("POST", "/auth/session", body.as_str()),
            ("DELETE", "/auth/session", ""),
        ] {
            let request = ours(method, target, Some(&cookie)).header("content-type", "application/json");
            let request = request.header("host", "console.example").header(name, value);
            let response = send(&gateway, request.body(Body::from(body.to_owned())).unwrap()).await;
            assert_eq!(response.status(), StatusCode::FORBIDDEN, "{method} {target} {name}: {value}");
            assert!(!response.headers().contains_key("set-cookie"), "{method} {target}");
        }
    }
    assert!(upstream.take().is_empty());
    assert_eq!(exchanges.load(Ordering::SeqCst), count);
}

#[tokio::test]
async fn rfc10017_6_1_3_3_2_no_page_elsewhere_is_told_that_it_may() {
    let (upstream, _) = installation(|_| {
        let headers = [("access-control-allow-origin", "*"), ("access-control-allow-headers", "*")];
        answer(StatusCode::OK, &headers, "passed")
    })
    .await;
    let gateway = gateway(&upstream, &key("a", "1"));
    let cookie = signed_in(&gateway).await;
    for (method, target) in [("OPTIONS", "/api/me"), ("OPTIONS", "/auth/session"), ("GET", "/api/me")] {
        let request = ours(method, target, Some(&cookie)).header("origin", "https://elsewhere.example");
        let request = request.header("access-control-request-headers", "x-wheelhouse");
        let response = send(&gateway, request.body(Body::empty()).unwrap()).await;
        assert!(method == "GET" || !response.status().is_success(), "{method} {target}");
        let allows = |name: &axum::http::HeaderName| name.as_str().starts_with("access-control-");
        assert!(!response.headers().keys().any(allows), "{method} {target}");
    }
}

#[tokio::test]
async fn a_page_of_one_person_does_not_act_as_another_who_has_signed_in_since() {
    let (upstream, _) = plain().await;
    let gateway = gateway(&upstream, &key("a", "1"));
    let name = |response| async {
        let body: Value = serde_json::from_str(&text(response).await).unwrap();
        body["name"].as_str().unwrap().to_owned()
    };
    let first = begin(&gateway, GOOD).await;
    let first_cookie = cookie(&first);
    let first = name(first).await;
    let second = begin(&gateway, &format!("another-{GOOD}")).await;
    let second_cookie = cookie(&second).split(';').next().unwrap().to_owned();
    let second = name(second).await;
    assert_ne!(first, second);
    upstream.take();
    let asked = |method: &str, target: &str, said: &str| {
        let request = Request::builder().method(method).uri(target).header("cookie", &second_cookie);
        send(&gateway, request.header("x-wheelhouse", said).body(Body::empty()).unwrap())
    };
    for (method, target) in [("GET", "/api/me"), ("DELETE", "/api/ssh_keys/1")] {
        assert_eq!(asked(method, target, &first).await.status(), StatusCode::UNAUTHORIZED, "{method}");
        assert_eq!(asked(method, target, &second).await.status(), StatusCode::OK, "{method}");
    }
    assert_eq!(text(asked("GET", "/auth/session", &first).await).await, "{}");
    assert_eq!(name(asked("GET", "/auth/session", &second).await).await, second);
    assert_eq!(upstream.take().len(), 2);
    // It is the same for all sessions of a token, and a page that knows none yet is told.
    assert_eq!(name(begin(&gateway, GOOD).await).await, first);
    let held = first_cookie.split(';').next().unwrap();
    assert_eq!(name(ask(&gateway, "GET", "/auth/session", Some(held)).await).await, first);
}

#[tokio::test]
async fn rfc10017_6_1_4_2_no_access_token_is_given_to_anybody() {
    let (upstream, _) = plain().await;
    let gateway = gateway(&upstream, &key("a", "1"));
    assert_eq!(ask(&gateway, "POST", "/auth/oauth2/token", None).await.status(), StatusCode::NOT_FOUND);
    assert!(upstream.take().is_empty());
    // And without sessions there are none.
    let without = upstream.gateway();
    assert_eq!(ask(&without, "GET", "/auth/session", None).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_session_begins_with_a_good_token_alone() {
    let (upstream, _) = plain().await;
    let gateway = gateway(&upstream, &key("a", "1"));
    let response = begin(&gateway, "wrong").await;
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    assert!(!response.headers().contains_key("set-cookie"));
    let upstream_asked = upstream.take().len();
    for (kind, body) in [
        ("application/json", ""),
        ("application/json", "{}"),
        ("application/json", r#"{"api_token": " "}"#),
        ("text/plain", r#"{"api_token": "secret-api-token"}"#),
    ] {
        let request = ours("POST", "/auth/session", None).header("content-type", kind).body(Body::from(body)).unwrap();
        assert_eq!(send(&gateway, request).await.status(), StatusCode::BAD_REQUEST, "{kind} {body}");
    }
    assert_eq!((upstream_asked, upstream.take().len()), (1, 0));
}

#[tokio::test]
async fn many_requests_at_once_are_one_exchange() {
    let (upstream, exchanges) = plain().await;
    let cookie = signed_in(&gateway(&upstream, &key("a", "1"))).await;
    // Another gateway, which has no access token yet.
    let gateway = gateway(&upstream, &key("a", "1"));
    exchanges.store(0, Ordering::SeqCst);
    let all = join_all((0..512).map(|_| ask(&gateway, "GET", "/api/me", Some(&cookie)))).await;
    assert!(all.iter().all(|response| response.status() == StatusCode::OK));
    assert_eq!(exchanges.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn however_the_end_of_an_access_token_is_told_many_requests_are_one_exchange() {
    for (lasts, seconds) in [
        ("", 300),
        (r#", "expires_in": null"#, 300),
        (r#", "expires_in": 0"#, 300),
        (r#", "expires_in": "900""#, 900),
        (r#", "expires_in": 30"#, 30),
    ] {
        let (upstream, exchanges) = installation_with(lasts, |_| Response::new(Body::empty())).await;
        let clock = Clock::default();
        let gateway = gateway_with(&upstream, &key("a", "1"), |options| options.clock = clock.clone());
        let cookie = signed_in(&gateway).await;
        let all = join_all((0..512).map(|_| ask(&gateway, "GET", "/api/me", Some(&cookie)))).await;
        assert!(all.iter().all(|response| response.status() == StatusCode::OK), "{lasts}");
        assert_eq!(exchanges.load(Ordering::SeqCst), 1, "{lasts}");
        clock.forward(Duration::from_secs(seconds));
        let all = join_all((0..512).map(|_| ask(&gateway, "GET", "/api/me", Some(&cookie)))).await;
        assert!(all.iter().all(|response| response.status() == StatusCode::OK), "{lasts}");
        assert_eq!(exchanges.load(Ordering::SeqCst), 2, "{lasts}");
    }
}

#[tokio::test]
async fn many_with_a_token_that_was_taken_back_are_one_exchange_as_well() {
    let (upstream, exchanges) = plain().await;
    let gateway = gateway(&upstream, &key("a", "1"));
    let all = join_all((0..64).map(|_| begin(&gateway, "taken back"))).await;
    assert!(all.iter().all(|response| response.status() == StatusCode::UNAUTHORIZED));
    assert_eq!(exchanges.load(Ordering::SeqCst), 1);
    begin(&gateway, "taken back").await;
    assert_eq!(exchanges.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn an_access_token_that_was_refused_is_exchanged_for_the_next_request() {
    let (upstream, exchanges) = installation(|asked| {
        let first = asked.headers.get("authorization").is_some_and(|value| value == "Bearer secret-access-1");
        answer(if first { StatusCode::UNAUTHORIZED } else { StatusCode::OK }, &[], "")
    })
    .await;
    let gateway = gateway(&upstream, &key("a", "1"));
    let cookie = signed_in(&gateway).await;
    // Not sent again by the gateway itself.
    assert_eq!(ask(&gateway, "DELETE", "/api/ssh_keys/1", Some(&cookie)).await.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(ask(&gateway, "DELETE", "/api/ssh_keys/1", Some(&cookie)).await.status(), StatusCode::OK);
    assert_eq!(exchanges.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_stronger_sign_in_is_asked_for_and_the_token_kept() {
    let challenge = [("www-authenticate", "Bearer error=\"insufficient_user_authentication\"")];
    let (upstream, exchanges) = installation(move |_| answer(StatusCode::UNAUTHORIZED, &challenge, "")).await;
    let gateway = gateway(&upstream, &key("a", "1"));
    let cookie = signed_in(&gateway).await;
    for _ in 0..2 {
        let response = ask(&gateway, "GET", "/api/me", Some(&cookie)).await;
        assert_eq!(response.headers().get("www-authenticate").unwrap(), challenge[0].1);
    }
    assert_eq!(exchanges.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn whoever_signs_in_again_has_an_access_token_of_that_moment() {
    let (upstream, exchanges) = plain().await;
    let gateway = gateway(&upstream, &key("a", "1"));
    for times in 1..=2 {
        let cookie = signed_in(&gateway).await;
        assert_eq!(ask(&gateway, "GET", "/api/me", Some(&cookie)).await.status(), StatusCode::OK);
        assert_eq!(exchanges.load(Ordering::SeqCst), times);
    }
}

#[tokio::test]
async fn gateways_share_keys_and_nothing_else() {
    let (upstream, _) = plain().await;
    let (old, new) = (key("old", "1"), key("new", "2"));
    let one = gateway(&upstream, &old);
    let cookie = signed_in(&one).await;
    let rolled = gateway(&upstream, &format!("{new}{old}"));
    assert_eq!(ask(&rolled, "GET", "/api/me", Some(&cookie)).await.status(), StatusCode::OK);
    assert!(signed_in(&rolled).await.starts_with("__Host-wheelhouse=new."));
    let without = gateway(&upstream, &new);
    assert_eq!(ask(&without, "GET", "/api/me", Some(&cookie)).await.status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_session_is_ended_by_taking_its_cookie() {
    let (upstream, _) = plain().await;
    let gateway = gateway(&upstream, &key("a", "1"));
    let held = signed_in(&gateway).await;
    let response = ask(&gateway, "DELETE", "/auth/session", Some(&held)).await;
    assert!(cookie(&response).starts_with("__Host-wheelhouse=; Path=/; Max-Age=0;"));
    let body: Value = serde_json::from_str(&text(response).await).unwrap();
    assert_eq!(body, serde_json::json!({}));
}

#[tokio::test]
async fn a_copy_of_a_cookie_is_good_until_its_key_has_gone() {
    let (upstream, _) = plain().await;
    let one = gateway(&upstream, &key("a", "1"));
    let copy = signed_in(&one).await;
    ask(&one, "DELETE", "/auth/session", Some(&copy)).await;
    // Nothing is kept of a session that could end it.
    assert_eq!(ask(&one, "GET", "/api/me", Some(&copy)).await.status(), StatusCode::OK);
    upstream.take();
    for keys in [key("b", "1"), key("a", "2")] {
        let replaced = gateway(&upstream, &keys);
        assert_eq!(ask(&replaced, "GET", "/api/me", Some(&copy)).await.status(), StatusCode::UNAUTHORIZED, "{keys}");
    }
    assert!(upstream.take().is_empty());
}
