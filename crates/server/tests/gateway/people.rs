//! An installation that is for some people only, by what the API says of whoever is signed in.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use futures_util::future::join_all;
use serde_json::{Value, json};
use wheelhouse_server::gateway::{AllowList, Clock, Gateway, Keys, OAuthOptions, Options, SessionOptions, Upstream};

use crate::upstream::{Recorder, answer, send, text};

const ID: &str = "7d0b5c64-5c1f-4b9e-8b39-1f2f5a0c9d11";
const ORGANIZATION: &str = "01JQZ8K3V5W7X9Y1A2B3C4D5E6";
const ME: &str = "/v1/users/me";

/// An API with one user, whose answers about them can be changed.
#[derive(Clone)]
struct Api {
    recorder: Recorder,
    me: Arc<Mutex<(StatusCode, Value)>>,
    organizations: Arc<Mutex<Value>>,
    challenges: Arc<AtomicBool>,
    clock: Clock,
}

impl Api {
    async fn start() -> Self {
        let user = json!({"id": ID, "username": "ada", "email": "ada@example.com", "email_verified": true});
        let me = Arc::new(Mutex::new((StatusCode::OK, user)));
        let organizations = Arc::new(Mutex::new(json!({"items": [{"id": ORGANIZATION, "name": "acme"}]})));
        let challenges = Arc::new(AtomicBool::new(false));
        let (user, owned, asks) = (me.clone(), organizations.clone(), challenges.clone());
        let exchanges = Arc::new(AtomicUsize::new(0));
        let recorder = Recorder::start(move |asked| match asked.target.as_str() {
            "/in/oauth2/token" => {
                let number = exchanges.fetch_add(1, Ordering::SeqCst);
                answer(
                    StatusCode::OK,
                    &[],
                    json!({"access_token": format!("access-{number}"), "refresh_token": "r"}).to_string(),
                )
            }
            ME if asks.load(Ordering::SeqCst) => {
                let challenge = "Bearer error=\"insufficient_user_authentication\", acr_values=\"urn:mfa\"";
                answer(StatusCode::UNAUTHORIZED, &[("www-authenticate", challenge)], "")
            }
            ME => {
                let (status, body) = user.lock().unwrap().clone();
                answer(status, &[], body.to_string())
            }
            "/v1/users/7d0b5c64-5c1f-4b9e-8b39-1f2f5a0c9d11/organizations?page%5Bsize%5D=100" => {
                answer(StatusCode::OK, &[], owned.lock().unwrap().to_string())
            }
            "/v1/users/second" => {
                answer(StatusCode::OK, &[], json!({"items": [{"id": "b", "name": "second"}]}).to_string())
            }
            _ => Response::new(Body::from("passed")),
        })
        .await;
        Self { recorder, me, organizations, challenges, clock: Clock::default() }
    }

    fn options(&self, people: &[&str], organizations: &[&str]) -> Options {
        let owned = |list: &[&str]| list.iter().map(|entry| (*entry).to_owned()).collect();
        let keys = Keys::read(&format!("a {}", "1".repeat(64))).unwrap();
        let (idle, age) = (Duration::from_secs(3600), Duration::from_secs(36_000));
        Options {
            sessions: Some(SessionOptions { keys, idle, age }),
            allowed: AllowList { people: owned(people), organizations: owned(organizations) },
            clock: self.clock.clone(),
            ..self.recorder.options()
        }
    }

    fn gateway(&self, people: &[&str], organizations: &[&str]) -> Router {
        Gateway::new(self.options(people, organizations)).unwrap().router()
    }

    /// What arrived since this was last called, beside exchanges.
    fn asked(&self) -> Vec<String> {
        let all = self.recorder.take().into_iter().map(|asked| asked.target);
        all.filter(|target| target != "/in/oauth2/token").collect()
    }

    fn says(&self, status: StatusCode, body: Value) {
        *self.me.lock().unwrap() = (status, body);
    }
}

async fn begin(gateway: &Router) -> Response<Body> {
    let request = Request::post("/auth/session").header("x-wheelhouse", "1").header("content-type", "application/json");
    send(gateway, request.body(Body::from(r#"{"api_token": "secret"}"#)).unwrap()).await
}

fn cookie(response: &Response<Body>) -> String {
    let cookie = response.headers().get("set-cookie").unwrap().to_str().unwrap();
    cookie.split(';').next().unwrap().to_owned()
}

async fn ask(gateway: &Router, method: &str, cookie: &str) -> Response<Body> {
    let request = Request::builder().method(method).uri("/api/ssh_keys/1").header("x-wheelhouse", "1");
    send(gateway, request.header("cookie", cookie).body(Body::empty()).unwrap()).await
}

async fn refused(response: Response<Body>, status: StatusCode, words: &str) {
    assert_eq!(response.status(), status);
    assert_eq!(response.headers().get("content-type").unwrap(), "application/problem+json");
    let body: Value = serde_json::from_str(&text(response).await).unwrap();
    assert!(body["detail"].as_str().unwrap().contains(words), "{body}");
}

#[tokio::test]
async fn who_is_listed_is_let_in_and_the_api_asked_once() {
    let api = Api::start().await;
    for (people, organizations) in [
        (&[ID][..], &[][..]),
        (&["eve", "ada"], &[]),
        (&["Ada@Example.com"], &[]),
        (&[], &["acme"]),
        (&["eve"], &[ORGANIZATION]),
    ] {
        let gateway = api.gateway(people, organizations);
        let cookie = cookie(&begin(&gateway).await);
        let all = join_all((0..32).map(|_| ask(&gateway, "DELETE", &cookie))).await;
        assert!(all.iter().all(|response| response.status() == StatusCode::OK), "{people:?} {organizations:?}");
        let asked = api.asked();
        assert_eq!(asked.iter().filter(|target| *target == ME).count(), 1, "{asked:?}");
        assert_eq!(asked.len(), 33 + usize::from(!organizations.is_empty()), "{asked:?}");
    }
}

#[tokio::test]
async fn who_is_not_listed_does_not_sign_in() {
    let api = Api::start().await;
    for (people, organizations) in [(&["eve"][..], &[][..]), (&[], &["other"]), (&["acme"], &["ada"])] {
        let gateway = api.gateway(people, organizations);
        let response = begin(&gateway).await;
        assert!(!response.headers().contains_key("set-cookie"));
        refused(response, StatusCode::FORBIDDEN, "ada@example.com is not among those who may use").await;
    }
    // An address that nobody has confirmed is anybody's.
    let mut me = api.me.lock().unwrap().1.clone();
    me["email_verified"] = false.into();
    api.says(StatusCode::OK, me);
    refused(begin(&api.gateway(&["ada@example.com"], &[])).await, StatusCode::FORBIDDEN, "Ask whoever runs it").await;
}

#[tokio::test]
async fn who_is_taken_off_the_list_gets_nowhere_with_a_session_from_before() {
    let api = Api::start().await;
    let before = cookie(&begin(&api.gateway(&["ada"], &[])).await);
    let after = api.gateway(&["eve"], &[]);
    api.asked();
    for method in ["GET", "DELETE"] {
        refused(ask(&after, method, &before).await, StatusCode::FORBIDDEN, "ada@example.com").await;
    }
    assert_eq!(api.asked(), [ME]);
    // They can still sign out.
    let request = Request::delete("/auth/session").header("x-wheelhouse", "1").header("cookie", &before);
    assert_eq!(send(&after, request.body(Body::empty()).unwrap()).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn who_leaves_an_organization_is_refused_some_minutes_later_and_let_in_as_they_sign_in_again() {
    let api = Api::start().await;
    let gateway = api.gateway(&[], &["acme"]);
    let cookie = cookie(&begin(&gateway).await);
    let was = std::mem::replace(&mut *api.organizations.lock().unwrap(), json!({"items": []}));
    assert_eq!(ask(&gateway, "DELETE", &cookie).await.status(), StatusCode::OK);
    api.clock.forward(Duration::from_secs(301));
    api.asked();
    refused(ask(&gateway, "DELETE", &cookie).await, StatusCode::FORBIDDEN, "ada@example.com").await;
    assert!(!api.asked().iter().any(|target| target.contains("ssh_keys")));
    *api.organizations.lock().unwrap() = was;
    assert_eq!(ask(&gateway, "DELETE", &cookie).await.status(), StatusCode::FORBIDDEN);
    assert_eq!(begin(&gateway).await.status(), StatusCode::OK);
    assert_eq!(ask(&gateway, "DELETE", &cookie).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn nothing_is_forwarded_while_the_api_does_not_say_who_it_is() {
    let api = Api::start().await;
    let gateway = api.gateway(&["ada"], &["acme"]);
    let good = api.me.lock().unwrap().clone();
    let cookie = cookie(&begin(&gateway).await);
    for (status, body) in [
        (StatusCode::INTERNAL_SERVER_ERROR, good.1.clone()),
        (StatusCode::FOUND, good.1.clone()),
        (StatusCode::FORBIDDEN, json!({})),
        (StatusCode::OK, json!("ada")),
        (StatusCode::OK, json!([good.1.clone()])),
        (StatusCode::OK, json!({"username": "ada"})),
        (StatusCode::OK, json!({"id": 7, "username": "ada"})),
        (StatusCode::OK, json!({"id": "../projects", "username": "ada"})),
        (StatusCode::OK, json!({"id": "", "username": "ada"})),
    ] {
        api.says(status, body.clone());
        api.clock.forward(Duration::from_secs(301));
        api.asked();
        refused(ask(&gateway, "DELETE", &cookie).await, StatusCode::BAD_GATEWAY, "Nothing was done").await;
        refused(begin(&gateway).await, StatusCode::BAD_GATEWAY, "does not say who you are").await;
        assert_eq!(api.asked(), [ME, ME], "{body}");
    }
    // It is asked again as soon as it answers.
    api.says(good.0, good.1);
    assert_eq!(ask(&gateway, "DELETE", &cookie).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn organizations_are_read_to_their_end_and_only_of_the_api() {
    let api = Api::start().await;
    let next = |href: Value| json!({"items": [{"id": "a", "name": "first"}], "_links": {"next": {"href": href}}});
    let gateway = api.gateway(&[], &["second"]);
    *api.organizations.lock().unwrap() = next(format!("{}/v1/users/second", api.recorder.origin).into());
    assert_eq!(begin(&gateway).await.status(), StatusCode::OK);
    *api.organizations.lock().unwrap() = next(Value::Null);
    assert_eq!(begin(&gateway).await.status(), StatusCode::FORBIDDEN);
    let again = format!("/v1/users/{ID}/organizations?page%5Bsize%5D=100");
    for bad in [
        next("https://elsewhere.example/v1/users/second".into()),
        next(7.into()),
        next(again.into()),
        json!({}),
        json!({"items": {}}),
        json!([]),
    ] {
        *api.organizations.lock().unwrap() = bad.clone();
        assert_eq!(begin(&gateway).await.status(), StatusCode::BAD_GATEWAY, "{bad}");
    }
}

#[tokio::test]
async fn a_token_that_is_taken_back_or_too_weak_to_say_who_it_is_asks_for_a_sign_in() {
    let api = Api::start().await;
    let gateway = api.gateway(&["ada"], &[]);
    let cookie = cookie(&begin(&gateway).await);
    api.clock.forward(Duration::from_secs(301));
    api.challenges.store(true, Ordering::SeqCst);
    let response = ask(&gateway, "DELETE", &cookie).await;
    assert!(response.headers().get("www-authenticate").unwrap().to_str().unwrap().contains("acr_values=\"urn:mfa\""));
    refused(response, StatusCode::UNAUTHORIZED, "stronger sign-in").await;
    api.challenges.store(false, Ordering::SeqCst);
    let good = api.me.lock().unwrap().clone();
    api.says(StatusCode::UNAUTHORIZED, json!({}));
    refused(ask(&gateway, "DELETE", &cookie).await, StatusCode::UNAUTHORIZED, "").await;
    // Another access token is exchanged for the next request.
    api.says(good.0, good.1);
    let before = api.recorder.take();
    assert_eq!(ask(&gateway, "DELETE", &cookie).await.status(), StatusCode::OK);
    assert!(before.iter().all(|asked| !asked.target.contains("ssh_keys")));
    assert_eq!(api.recorder.take()[0].target, "/in/oauth2/token");
}

#[tokio::test]
async fn who_signs_in_by_oauth_is_looked_up_as_well_and_their_tokens_given_back() {
    let api = Api::start().await;
    for (listed, status) in [("ada", StatusCode::OK), ("eve", StatusCode::FORBIDDEN)] {
        let mut options = api.options(&[listed], &[]);
        options.oauth = Some(OAuthOptions::new("c", "s", Upstream::parse("https://console.example").unwrap()));
        let gateway = Gateway::new(options).unwrap().router();
        let login = send(&gateway, Request::get("/auth/login").body(Body::empty()).unwrap()).await;
        let location = login.headers().get("location").unwrap().to_str().unwrap();
        let state = location.split('&').find_map(|pair| pair.strip_prefix("state=")).unwrap();
        let back = Request::get(format!("/auth/callback?code=a&state={state}")).header("cookie", cookie(&login));
        api.asked();
        let response = send(&gateway, back.body(Body::empty()).unwrap()).await;
        assert_eq!(response.status(), status);
        let set: Vec<_> =
            response.headers().get_all("set-cookie").iter().map(|value| value.to_str().unwrap()).collect();
        assert_eq!(set.iter().any(|cookie| cookie.starts_with("__Host-wheelhouse=")), listed == "ada", "{set:?}");
        let asked = api.asked();
        if listed == "ada" {
            assert_eq!(asked, [ME]);
        } else {
            assert_eq!(asked, [ME, "/in/oauth2/revoke"]);
            assert!(text(response).await.contains("<p>ada@example.com is not among those who may use"));
        }
    }
}

#[tokio::test]
async fn the_audit_log_has_the_id_that_the_api_told_beside_the_digest() {
    let api = Api::start().await;
    let folder = tempfile::tempdir().unwrap();
    for (people, user_id) in [(&["ada"][..], Value::from(ID)), (&[], Value::Null)] {
        let log = folder.path().join(format!("audit-{}", people.len()));
        let gateway = Gateway::new(Options { audit: Some(log.clone()), ..api.options(people, &[]) }).unwrap().router();
        let cookie = cookie(&begin(&gateway).await);
        ask(&gateway, "DELETE", &cookie).await;
        let line = std::fs::read_to_string(&log).unwrap();
        let line: Value = serde_json::from_str(line.lines().next().unwrap()).unwrap();
        assert_eq!((&line["user_id"], line["who"].as_str().unwrap().len()), (&user_id, 12));
    }
}

#[tokio::test]
async fn a_list_takes_sessions() {
    let api = Api::start().await;
    let options = Options { sessions: None, ..api.options(&["ada"], &[]) };
    assert!(Gateway::new(options).unwrap_err().to_string().contains("takes sessions"));
}
