//! Signing in by OAuth: a browser, gateways and the sandbox as the sign-in server, on this machine.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use futures_util::future::join_all;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tower::ServiceExt;
use url::{Url, form_urlencoded};
use wheelhouse_sandbox::{DataSet, OAuthClient, Sandbox};
use wheelhouse_server::console::Console;
use wheelhouse_server::gateway::{Clock, Gateway, Keys, OAuthOptions, Options, SessionOptions, Upstream};
use wheelhouse_server::guard::Guard;
use wheelhouse_server::site::Site;
use wheelhouse_server::watch::{Lines, Watch};

use crate::upstream::{Asked, Recorder, answer, listen, send, text};

const TOKEN: &str = "secret-api-token";
const CLIENT: &str = "console of ours";
/// With letters that are encoded before they are sent.
const SECRET: &str = "secret-of-the-client-%+&=/";
const PUBLIC: &str = "https://console.example";
const CALLBACK: &str = "https://console.example/auth/callback";

fn session_options() -> SessionOptions {
    let keys = Keys::read(&format!("a {}", "1".repeat(64))).unwrap();
    SessionOptions { keys, idle: Duration::from_secs(3600), age: Duration::from_secs(36_000) }
}

fn oauth_options(change: impl FnOnce(&mut OAuthOptions)) -> OAuthOptions {
    let mut oauth = OAuthOptions::new(CLIENT, SECRET, Upstream::parse(PUBLIC).unwrap());
    change(&mut oauth);
    oauth
}

/// A sandbox that listens, and what it was asked behind the browser's back.
struct Server {
    origin: String,
    sandbox: Router,
    asked: Arc<Mutex<Vec<(String, String)>>>,
}

impl Server {
    async fn start() -> Self {
        let client = |id: &str, redirect_uri: &str| {
            let (id, secret, redirect_uri) = (id.to_owned(), SECRET.to_owned(), redirect_uri.to_owned());
            OAuthClient { id, secret, redirect_uri }
        };
        let sandbox = Sandbox::open(wheelhouse_sandbox::Options {
            data_set: DataSet::Empty,
            test_controls: true,
            token: Some(TOKEN.to_owned()),
            clients: vec![client(CLIENT, CALLBACK), client("another", "https://another.example/")],
            ..wheelhouse_sandbox::Options::default()
        });
        let sandbox = sandbox.unwrap().router();
        let asked: Arc<Mutex<Vec<(String, String)>>> = Arc::default();
        let (behind, kept) = (sandbox.clone(), asked.clone());
        let origin = listen(Router::new().fallback(move |request: axum::extract::Request| {
            let (behind, kept) = (behind.clone(), kept.clone());
            async move {
                let (parts, body) = request.into_parts();
                let bytes = body.collect().await.unwrap().to_bytes();
                let form = String::from_utf8(bytes.to_vec()).unwrap();
                kept.lock().unwrap().push((parts.uri.path().to_owned(), form));
                behind.oneshot(Request::from_parts(parts, Body::from(bytes))).await.unwrap()
            }
        }))
        .await;
        Self { origin, sandbox, asked }
    }

    fn options(&self) -> Options {
        let upstream = |path: &str| Upstream::parse(&format!("{}{path}", self.origin)).unwrap();
        Options {
            sessions: Some(session_options()),
            oauth: Some(oauth_options(|_| ())),
            ..Options::new(upstream("/api"), upstream("/auth"))
        }
    }

    fn gateway(&self) -> Router {
        Gateway::new(self.options()).unwrap().router()
    }

    /// The forms that gateways sent since this was last called, by grant type or path.
    fn forms(&self) -> Vec<String> {
        let all = std::mem::take(&mut *self.asked.lock().unwrap());
        let kind = |path: String, form: &str| match path.as_str() {
            "/auth/oauth2/token" => Some(fields(form)["grant_type"].clone()),
            _ => path.strip_prefix("/auth/").map(str::to_owned),
        };
        all.into_iter().filter_map(|(path, form)| kind(path, &form)).collect()
    }

    async fn ask(&self, request: Request<Body>) -> Response<Body> {
        self.sandbox.clone().oneshot(request).await.unwrap()
    }

    /// Has the clock go on; gateways do not know.
    async fn advance(&self, seconds: u32) {
        let body = json!({"advance_seconds": seconds}).to_string();
        let request = Request::post("/_sandbox/clock").body(Body::from(body)).unwrap();
        assert_eq!(self.ask(request).await.status(), StatusCode::OK);
    }

    /// What the sandbox's page answers to somebody who was sent there and presses a button.
    async fn decides(&self, location: &str, decision: &str) -> String {
        let url = Url::parse(location).unwrap();
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(url.query_pairs()).append_pair("decision", decision).append_pair("api_token", TOKEN);
        let request = Request::post(url.path()).header("host", url.authority());
        let response = self.ask(request.body(Body::from(form.finish())).unwrap()).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        header(&response, "location")
    }
}

fn fields(form: &str) -> BTreeMap<String, String> {
    form_urlencoded::parse(form.as_bytes()).into_owned().collect()
}

fn header(response: &Response<Body>, name: &str) -> String {
    response.headers().get(name).unwrap().to_str().unwrap().to_owned()
}

/// Cookies, kept and sent as browsers do.
#[derive(Clone, Default)]
struct Browser(BTreeMap<String, String>);

impl Browser {
    fn keep(&mut self, response: &Response<Body>) {
        for cookie in response.headers().get_all("set-cookie") {
            let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            if rest.contains("Max-Age=0;") {
                self.0.remove(name);
            } else {
                self.0.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    fn request(&self, method: &str, target: &str) -> axum::http::request::Builder {
        let cookies: Vec<String> = self.0.iter().map(|(name, value)| format!("{name}={value}")).collect();
        Request::builder().method(method).uri(target).header("cookie", cookies.join("; "))
    }

    /// Navigates a tab somewhere.
    async fn go(&mut self, gateway: &Router, target: &str) -> Response<Body> {
        let request = self.request("GET", target).header("sec-fetch-site", "cross-site");
        let request = request.header("sec-fetch-mode", "navigate").header("sec-fetch-dest", "document");
        let response = send(gateway, request.body(Body::empty()).unwrap()).await;
        self.keep(&response);
        response
    }

    /// A page of the console asks.
    async fn ask(&mut self, gateway: &Router, method: &str, target: &str) -> Response<Body> {
        let request = self.request(method, target).header("x-wheelhouse", "1");
        let response = send(gateway, request.body(Body::empty()).unwrap()).await;
        self.keep(&response);
        response
    }

    async fn status(&mut self, gateway: &Router, target: &str) -> u16 {
        self.ask(gateway, "GET", target).await.status().as_u16()
    }

    /// What the gateway tells of the session.
    async fn session(&mut self, gateway: &Router) -> Value {
        serde_json::from_str(&text(self.ask(gateway, "GET", "/auth/session").await).await).unwrap()
    }

    /// Begins a sign-in, and answers where the gateway sends the browser.
    async fn begin(&mut self, gateway: &Router, query: &str) -> String {
        let response = self.go(gateway, &format!("/auth/login{query}")).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        header(&response, "location")
    }

    /// Signs in at the sandbox, up to the answer that leads to the console.
    async fn sign_in(&mut self, server: &Server, gateway: &Router) -> Response<Body> {
        let location = self.begin(gateway, "").await;
        let back = server.decides(&location, "allow").await;
        self.go(gateway, here(&back)).await
    }

    async fn signed_in(server: &Server, gateway: &Router) -> Self {
        let mut browser = Self::default();
        assert_eq!(browser.sign_in(server, gateway).await.status(), StatusCode::OK);
        browser
    }
}

/// The target of an address of the console's.
fn here(address: &str) -> &str {
    address.strip_prefix(PUBLIC).unwrap()
}

const ME: &str = "/api/users/me";

#[tokio::test]
async fn rfc10017_6_1_2_1_somebody_signs_in_and_no_token_reaches_the_browser() {
    let server = Server::start().await;
    let gateway = server.gateway();
    let mut browser = Browser::default();
    let location = browser.begin(&gateway, "?next=/projects/a%3Fb%3D1").await;
    assert!(location.starts_with(&format!("{}/auth/oauth2/authorize?", server.origin)), "{location}");
    let back = server.decides(&location, "allow").await;
    let issuer = form_urlencoded::byte_serialize(format!("{}/auth", server.origin).as_bytes()).collect::<String>();
    assert!(back.starts_with(&format!("{CALLBACK}?code=")) && back.contains(&format!("&iss={issuer}")), "{back}");
    let response = browser.go(&gateway, here(&back)).await;
    assert_eq!(response.status(), StatusCode::OK);
    let page = text(response).await;
    assert!(page.contains("<meta http-equiv=\"refresh\" content=\"0;url=/projects/a?b=1\">"), "{page}");
    assert!(!page.contains("<script") && !page.contains("style="), "{page}");
    assert_eq!(browser.0.keys().collect::<Vec<_>>(), ["__Host-wheelhouse"]);
    let me: Value = serde_json::from_str(&text(browser.ask(&gateway, "GET", ME).await).await).unwrap();
    assert!(me["id"].is_string(), "{me}");
    let session = browser.session(&gateway).await;
    assert_eq!(session["name"].as_str().unwrap().len(), 12);
    assert!((1..=900).contains(&session["expires_in"].as_i64().unwrap()), "{session}");
    assert_eq!(server.forms(), ["authorization_code"]);
}

#[tokio::test]
async fn rfc10017_6_1_3_2_the_cookies_are_the_gateways_alone_and_the_one_of_the_way_lasts_ten_minutes() {
    let server = Server::start().await;
    let gateway = server.gateway();
    let mut browser = Browser::default();
    let response = browser.go(&gateway, "/auth/login").await;
    assert_eq!(header(&response, "cache-control"), "no-store");
    let begun = header(&response, "set-cookie");
    assert!(begun.starts_with("__Host-wheelhouse-login=a."), "{begun}");
    assert!(begun.ends_with("; Path=/; Max-Age=600; Secure; HttpOnly; SameSite=Lax"), "{begun}");
    let back = server.decides(&header(&response, "location"), "allow").await;
    let response = browser.go(&gateway, here(&back)).await;
    assert_eq!(header(&response, "cache-control"), "no-store");
    let cookies: Vec<&str> =
        response.headers().get_all("set-cookie").iter().map(|value| value.to_str().unwrap()).collect();
    assert!(cookies[0].starts_with("__Host-wheelhouse=a."), "{cookies:?}");
    assert!(cookies[0].ends_with("; Path=/; Max-Age=3600; Secure; HttpOnly; SameSite=Strict"), "{cookies:?}");
    assert_eq!(cookies[1], "__Host-wheelhouse-login=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax");
    assert_eq!(cookies.len(), 2);
}

/// Goes to the callback, which is to fail, and answers what is shown.
async fn fails(browser: &mut Browser, gateway: &Router, target: &str, status: u16) -> String {
    let response = browser.go(gateway, target).await;
    assert_eq!(response.status().as_u16(), status, "{target}");
    assert_eq!(header(&response, "content-type"), "text/html; charset=utf-8");
    // Once is enough, whatever came of it.
    assert_eq!(header(&response, "set-cookie").split(';').next(), Some("__Host-wheelhouse-login="), "{target}");
    assert!(!browser.0.contains_key("__Host-wheelhouse"), "{target}");
    let page = text(response).await;
    assert!(page.contains("<a href=\"/\">"), "{page}");
    page
}

#[tokio::test]
async fn rfc10017_6_1_3_1_an_answer_to_a_sign_in_that_this_browser_did_not_begin_is_not_taken() {
    let server = Server::start().await;
    let gateway = server.gateway();
    let location = Browser::default().begin(&gateway, "").await;
    let back = server.decides(&location, "allow").await;
    let target = here(&back);
    // Without a cookie, as where somebody is sent to sign in as another.
    fails(&mut Browser::default(), &gateway, target, 400).await;
    // With the cookie of another sign-in, whose state is another.
    let mut other = Browser::default();
    other.begin(&gateway, "").await;
    fails(&mut other, &gateway, target, 400).await;
    // With the state left out, changed, or said twice.
    for change in ["", "&state=", "&state=wrong", "&state=a&state=b"] {
        let mut browser = Browser::default();
        browser.begin(&gateway, "").await;
        fails(&mut browser, &gateway, &format!("/auth/callback?code=a{change}"), 400).await;
    }
    assert!(server.forms().is_empty());
}

#[tokio::test]
async fn a_cookie_is_good_for_one_answer_and_a_code_once() {
    let server = Server::start().await;
    let gateway = server.gateway();
    let mut browser = Browser::default();
    let location = browser.begin(&gateway, "").await;
    let before = browser.clone();
    let back = server.decides(&location, "allow").await;
    assert_eq!(browser.go(&gateway, here(&back)).await.status(), StatusCode::OK);
    assert_eq!(browser.status(&gateway, ME).await, 200);
    // Again, by the button for going back.
    let mut again = Browser::default();
    fails(&mut again, &gateway, here(&back), 400).await;
    // And by whoever had both before: the code was used, so that all that came of it ends.
    fails(&mut before.clone(), &gateway, here(&back), 400).await;
    assert_eq!(server.forms(), ["authorization_code", "authorization_code"]);
    assert_eq!(browser.status(&gateway, ME).await, 401);
}

#[tokio::test]
async fn rfc10017_6_1_4_2_a_stolen_code_is_of_no_use_in_another_sign_in() {
    let server = Server::start().await;
    let gateway = server.gateway();
    let stolen = server.decides(&Browser::default().begin(&gateway, "").await, "allow").await;
    let stolen = fields(stolen.split_once('?').unwrap().1)["code"].clone();
    // The thief begins a sign-in, and puts the code into its answer: the verifier is another.
    let mut thief = Browser::default();
    let location = thief.begin(&gateway, "").await;
    let state = fields(location.split_once('?').unwrap().1)["state"].clone();
    fails(&mut thief, &gateway, &format!("/auth/callback?code={stolen}&state={state}"), 400).await;
    assert_eq!(server.forms(), ["authorization_code"]);
}

#[tokio::test]
async fn a_redirect_uri_that_was_changed_on_the_way_leads_nowhere() {
    let server = Server::start().await;
    let gateway = server.gateway();
    let location = Browser::default().begin(&gateway, "").await;
    let encoded: String = form_urlencoded::byte_serialize(CALLBACK.as_bytes()).collect();
    assert!(location.contains(&encoded), "{location}");
    for other in
        ["https://evil.example/auth/callback", "https://console.example/auth/callback/", "https://another.example/"]
    {
        let changed: String = form_urlencoded::byte_serialize(other.as_bytes()).collect();
        let url = Url::parse(&location.replace(&encoded, &changed)).unwrap();
        let target = format!("{}?{}", url.path(), url.query().unwrap());
        let response = server.ask(Request::get(target).body(Body::empty()).unwrap()).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{other}");
        assert!(!response.headers().contains_key("location"));
    }
}

#[tokio::test]
async fn nobody_is_led_elsewhere_after_signing_in() {
    let server = Server::start().await;
    let gateway = server.gateway();
    for next in [
        "//evil.example",
        "/%5Cevil.example",
        "/\\evil.example",
        "/%09/evil.example",
        "/%2509/evil.example",
        "/%0d%0aSet-Cookie:%20a=b",
        "/%00",
        "https://evil.example",
        "javascript:alert(1)",
        "/%22%3E%3Cscript%3E",
        "/auth/login",
        "&next=//evil.example",
    ] {
        let mut browser = Browser::default();
        let location = browser.begin(&gateway, &format!("?next={next}")).await;
        let back = server.decides(&location, "allow").await;
        let page = text(browser.go(&gateway, here(&back)).await).await;
        assert!(page.contains("content=\"0;url=/\"") && page.contains("<a href=\"/\">"), "{next}: {page}");
    }
}

#[tokio::test]
async fn what_the_server_refuses_is_told_and_never_as_markup() {
    let server = Server::start().await;
    let gateway = server.gateway();
    let mut browser = Browser::default();
    let back = server.decides(&browser.begin(&gateway, "").await, "cancel").await;
    let page = fails(&mut browser, &gateway, here(&back), 403).await;
    assert!(page.contains("<q>access_denied: Nobody signed in.</q>"), "{page}");
    let mut browser = Browser::default();
    let location = browser.begin(&gateway, "").await;
    let state = fields(location.split_once('?').unwrap().1)["state"].clone();
    let error = "error=%3Cscript%3E&error_description=%3Cimg%20src=x%20onerror=%22alert(1)%22%3E";
    let page = fails(&mut browser, &gateway, &format!("/auth/callback?state={state}&{error}"), 403).await;
    assert!(page.contains("&lt;script&gt;: &lt;img src=x onerror=&quot;"), "{page}");
    assert!(!page.contains("<script") && !page.contains("<img"), "{page}");
    // What comes without a sign-in of this browser's is not shown at all.
    let page = fails(&mut Browser::default(), &gateway, &format!("/auth/callback?state=a&{error}"), 400).await;
    assert!(!page.contains("script"), "{page}");
    assert!(server.forms().is_empty());
}

#[tokio::test]
async fn rfc10017_6_1_3_1_an_answer_in_the_name_of_another_server_is_not_taken() {
    let server = Server::start().await;
    let gateway = server.gateway();
    for mixed in ["&iss=https%3A%2F%2Fevil.example", "&iss="] {
        let mut browser = Browser::default();
        let back = server.decides(&browser.begin(&gateway, "").await, "allow").await;
        let without = here(&back).split("&iss=").next().unwrap();
        fails(&mut browser, &gateway, &format!("{without}{mixed}"), 502).await;
    }
    assert!(server.forms().is_empty());
    // One that does not say is taken: older servers do not.
    let mut browser = Browser::default();
    let back = server.decides(&browser.begin(&gateway, "").await, "allow").await;
    let response = browser.go(&gateway, here(&back).split("&iss=").next().unwrap()).await;
    assert_eq!(response.status(), StatusCode::OK);
}

#[tokio::test]
async fn rfc10017_6_1_3_3_only_a_tab_that_goes_there_signs_in() {
    let server = Server::start().await;
    let gateway = server.gateway();
    for target in ["/auth/login", "/auth/callback?code=a&state=b"] {
        for (site, mode, dest) in
            [("same-origin", "cors", "empty"), ("cross-site", "no-cors", "image"), ("cross-site", "navigate", "iframe")]
        {
            let request = Request::get(target).header("sec-fetch-site", site).header("sec-fetch-mode", mode);
            let request = request.header("sec-fetch-dest", dest).body(Body::empty()).unwrap();
            assert_eq!(send(&gateway, request).await.status(), StatusCode::FORBIDDEN, "{target} {mode} {dest}");
        }
        for method in ["POST", "HEAD", "DELETE"] {
            let request = Request::builder().method(method).uri(target).body(Body::empty()).unwrap();
            let response = send(&gateway, request).await;
            assert_eq!((response.status(), header(&response, "allow")), (StatusCode::METHOD_NOT_ALLOWED, "GET".into()));
        }
    }
    // Browsers that say nothing of it can sign in as well.
    let plain = Request::get("/auth/login").body(Body::empty()).unwrap();
    assert_eq!(send(&gateway, plain).await.status(), StatusCode::SEE_OTHER);
    // And where it is not set up, there is no such address.
    let mut options = server.options();
    options.oauth = None;
    let without = Gateway::new(options).unwrap().router();
    for target in ["/auth/login", "/auth/callback"] {
        let request = Request::get(target).body(Body::empty()).unwrap();
        assert_eq!(send(&without, request).await.status(), StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn rfc10017_6_1_2_2_a_session_goes_on_with_tokens_that_rotate_and_keeps_its_name() {
    let server = Server::start().await;
    let gateway = server.gateway();
    let mut browser = Browser::signed_in(&server, &gateway).await;
    let name = browser.session(&gateway).await["name"].clone();
    server.forms();
    for _ in 0..3 {
        let before = browser.0["__Host-wheelhouse"].clone();
        server.advance(1000).await;
        // The API has no more of it, which the gateway hears first from its answer.
        assert_eq!(browser.status(&gateway, ME).await, 401);
        assert_eq!(browser.status(&gateway, ME).await, 200);
        assert_ne!(browser.0["__Host-wheelhouse"], before);
        assert_eq!(browser.session(&gateway).await["name"], name);
        assert_eq!(server.forms(), ["refresh_token"]);
    }
    // Another sign-in of the same person is another session.
    let mut other = Browser::signed_in(&server, &gateway).await;
    assert_ne!(other.session(&gateway).await["name"], name);
}

#[tokio::test]
async fn a_page_of_one_sign_in_does_not_act_as_the_next() {
    let server = Server::start().await;
    let gateway = server.gateway();
    let mut browser = Browser::signed_in(&server, &gateway).await;
    let first = browser.session(&gateway).await["name"].as_str().unwrap().to_owned();
    browser.sign_in(&server, &gateway).await;
    let request = browser.request("GET", ME).header("x-wheelhouse", &first).body(Body::empty()).unwrap();
    assert_eq!(send(&gateway, request).await.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(browser.status(&gateway, ME).await, 200);
}

#[tokio::test]
async fn a_cookie_from_before_an_exchange_is_as_good_as_the_one_after() {
    let server = Server::start().await;
    let gateway = server.gateway();
    let mut browser = Browser::signed_in(&server, &gateway).await;
    let mut slow = browser.clone();
    server.advance(1000).await;
    browser.status(&gateway, ME).await;
    assert_eq!(browser.status(&gateway, ME).await, 200);
    server.forms();
    // A tab that has not heard of it yet sends the former refresh token, which is good no more.
    assert_eq!(slow.status(&gateway, ME).await, 200);
    assert_eq!(slow.0.len(), 1);
    assert!(server.forms().is_empty());
    // And it is told of the newer: another gateway gets on with what it has now.
    server.advance(1000).await;
    let other = server.gateway();
    assert_eq!((slow.status(&other, ME).await, slow.status(&other, ME).await), (401, 200));
}

#[tokio::test]
async fn rfc10017_6_1_2_2_a_refresh_token_that_somebody_else_has_used_ends_the_session() {
    let server = Server::start().await;
    let gateway = server.gateway();
    let mut browser = Browser::signed_in(&server, &gateway).await;
    let mut thief = browser.clone();
    server.advance(1000).await;
    browser.status(&gateway, ME).await;
    assert_eq!(browser.status(&gateway, ME).await, 200);
    // A gateway that knows nothing of it uses the former one again: the sandbox takes everything back.
    let other = server.gateway();
    assert_eq!((thief.status(&other, ME).await, thief.status(&other, ME).await), (401, 401));
    assert_eq!(browser.status(&gateway, ME).await, 401);
    assert_eq!(browser.status(&gateway, ME).await, 401);
    assert_eq!(text(browser.ask(&gateway, "GET", "/auth/session").await).await, "{}");
    // It is over, and nobody is asked again.
    server.forms();
    assert_eq!(browser.status(&gateway, ME).await, 401);
    assert!(server.forms().is_empty());
}

#[tokio::test]
async fn rfc10017_6_1_2_3_signing_out_takes_the_tokens_back() {
    let server = Server::start().await;
    let gateway = server.gateway();
    let mut browser = Browser::signed_in(&server, &gateway).await;
    let mut kept = browser.clone();
    let response = browser.ask(&gateway, "DELETE", "/auth/session").await;
    assert_eq!((response.status(), text(response).await.as_str()), (StatusCode::OK, r#"{"revoked":true}"#));
    assert!(browser.0.is_empty());
    assert_eq!(server.forms(), ["authorization_code", "oauth2/revoke"]);
    // Whoever has kept the cookie has nothing, here and elsewhere.
    assert_eq!(kept.status(&gateway, ME).await, 401);
    let other = server.gateway();
    assert_eq!((kept.status(&other, ME).await, kept.status(&other, ME).await), (401, 401));
}

#[tokio::test]
async fn gateways_with_one_key_are_one_to_the_browser() {
    let server = Server::start().await;
    let (one, other) = (server.gateway(), server.gateway());
    let mut browser = Browser::default();
    let back = server.decides(&browser.begin(&one, "").await, "allow").await;
    assert_eq!(browser.go(&other, here(&back)).await.status(), StatusCode::OK);
    assert_eq!((browser.status(&one, ME).await, browser.status(&other, ME).await), (200, 200));
    assert_eq!(browser.session(&one).await["name"], browser.session(&other).await["name"]);
    // Neither exchanged what the other has.
    assert_eq!(server.forms(), ["authorization_code"]);
    for (first, second) in [(&one, &other), (&other, &one)] {
        server.advance(1000).await;
        assert_eq!((browser.status(first, ME).await, browser.status(first, ME).await), (401, 200));
        assert_eq!(browser.status(second, ME).await, 200);
        assert_eq!(server.forms(), ["refresh_token"]);
    }
    browser.ask(&one, "DELETE", "/auth/session").await;
    assert_eq!(server.forms(), ["oauth2/revoke"]);
}

#[tokio::test]
async fn a_stronger_sign_in_can_be_asked_for() {
    let server = Server::start().await;
    let gateway = server.gateway();
    let mut browser = Browser::signed_in(&server, &gateway).await;
    let query = "?next=/account&prompt=login&max_age=0&acr_values=urn%3Amfa&login_hint=a&prompt_=b";
    let location = browser.begin(&gateway, query).await;
    let asked = fields(location.split_once('?').unwrap().1);
    let told = |name: &str| asked.get(name).map(String::as_str);
    assert_eq!((told("prompt"), told("max_age"), told("acr_values")), (Some("login"), Some("0"), Some("urn:mfa")));
    assert_eq!((told("login_hint"), told("next")), (None, None));
    let back = server.decides(&location, "allow").await;
    assert!(text(browser.go(&gateway, here(&back)).await).await.contains("url=/account"));
    assert_eq!(browser.status(&gateway, ME).await, 200);
}

#[tokio::test]
async fn api_tokens_are_taken_beside_it_or_not_at_all() {
    let server = Server::start().await;
    let begin = |gateway: Router| async move {
        let body = json!({"api_token": TOKEN}).to_string();
        let request = Request::post("/auth/session").header("x-wheelhouse", "1");
        let request = request.header("content-type", "application/json").body(Body::from(body)).unwrap();
        send(&gateway, request).await
    };
    let response = begin(server.gateway()).await;
    assert_eq!(response.status(), StatusCode::OK);
    let mut held = Browser::default();
    held.keep(&response);
    let mut options = server.options();
    options.oauth = Some(oauth_options(|oauth| oauth.only = true));
    let only = Gateway::new(options).unwrap().router();
    server.forms();
    let response = begin(only.clone()).await;
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
    assert!(!response.headers().contains_key("set-cookie") && text(response).await.contains("/auth/login"));
    assert!(server.forms().is_empty());
    // Who is signed in stays so, and others sign in by OAuth.
    assert_eq!(held.status(&only, ME).await, 200);
    assert_eq!(Browser::signed_in(&server, &only).await.status(&only, ME).await, 200);
}

#[tokio::test]
async fn a_gateway_that_does_not_take_part_any_more_has_no_such_sessions() {
    let server = Server::start().await;
    let mut browser = Browser::signed_in(&server, &server.gateway()).await;
    let mut options = server.options();
    options.oauth = None;
    let without = Gateway::new(options).unwrap().router();
    assert_eq!(browser.status(&without, ME).await, 401);
    assert_eq!(text(browser.ask(&without, "GET", "/auth/session").await).await, "{}");
    let mut options = server.options();
    options.sessions = None;
    assert!(Gateway::new(options).unwrap_err().to_string().contains("sessions"));
}

#[tokio::test]
async fn for_looking_only_people_sign_in_and_change_nothing() {
    let server = Server::start().await;
    let gateway = Gateway::new(Options { read_only: true, ..server.options() }).unwrap().router();
    let mut browser = Browser::signed_in(&server, &gateway).await;
    assert_eq!(browser.status(&gateway, ME).await, 200);
    let response = browser.ask(&gateway, "DELETE", "/api/ssh_keys/1").await;
    assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
}

/// A sign-in server whose tokens are numbered: `token` says what it answers besides them, given the form and the number.
async fn numbered(
    token: impl Fn(&BTreeMap<String, String>, usize) -> Response<Body> + Clone + Send + Sync + 'static,
    api: impl Fn(&Asked) -> StatusCode + Clone + Send + Sync + 'static,
) -> (Recorder, Arc<AtomicUsize>) {
    let exchanges = Arc::new(AtomicUsize::new(0));
    let count = exchanges.clone();
    let recorder = Recorder::start(move |asked| match asked.target.as_str() {
        "/in/oauth2/token" => {
            let number = count.fetch_add(1, Ordering::SeqCst) + 1;
            token(&fields(std::str::from_utf8(&asked.body).unwrap()), number)
        }
        _ => answer(api(asked), &[], "passed"),
    })
    .await;
    (recorder, exchanges)
}

fn tokens(number: usize, lifetime: i64, more: Value) -> Response<Body> {
    let mut body = json!({
        "access_token": format!("secret-access-{number}"),
        "refresh_token": format!("secret-refresh-{number}"),
        "expires_in": lifetime,
        "token_type": "Bearer",
    });
    body.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap());
    answer(StatusCode::OK, &[("content-type", "application/json")], body.to_string())
}

fn before(recorder: &Recorder) -> Router {
    at(&Clock::default(), recorder)
}

/// The same by a clock that can be moved.
fn at(clock: &Clock, recorder: &Recorder) -> Router {
    let options = Options { clock: clock.clone(), ..recorder.options() };
    let options = Options { sessions: Some(session_options()), oauth: Some(oauth_options(|_| ())), ..options };
    Gateway::new(options).unwrap().router()
}

/// Comes back to the gateway with a code, as every server would have it.
async fn comes_back(gateway: &Router) -> (Browser, Response<Body>, BTreeMap<String, String>) {
    let mut browser = Browser::default();
    let location = browser.begin(gateway, "").await;
    let asked = fields(location.split_once('?').unwrap().1);
    let response = browser.go(gateway, &format!("/auth/callback?code=secret-code&state={}", asked["state"])).await;
    (browser, response, asked)
}

#[tokio::test]
async fn rfc10017_6_1_3_1_a_code_is_exchanged_as_the_specification_says_and_not_asked_for_again() {
    let failing = |_: &BTreeMap<String, String>, _| answer(StatusCode::SERVICE_UNAVAILABLE, &[], "");
    let (recorder, exchanges) = numbered(failing, |_| StatusCode::OK).await;
    let (_, response, asked) = comes_back(&before(&recorder)).await;
    assert_eq!((response.status(), exchanges.load(Ordering::SeqCst)), (StatusCode::BAD_GATEWAY, 1));
    let sent = recorder.take().remove(0);
    let basic = sent.headers.get("authorization").unwrap().to_str().unwrap().strip_prefix("Basic ").unwrap();
    let decoded = String::from_utf8(base64::prelude::BASE64_STANDARD.decode(basic).unwrap()).unwrap();
    assert_eq!(decoded, "console+of+ours:secret-of-the-client-%25%2B%26%3D%2F");
    assert!(!sent.headers.contains_key("cookie"));
    let form = fields(std::str::from_utf8(&sent.body).unwrap());
    let told = |name: &str| form[name].as_str();
    assert_eq!((told("grant_type"), told("code")), ("authorization_code", "secret-code"));
    assert_eq!((told("redirect_uri"), form.len()), (CALLBACK, 4));
    let challenge = BASE64_URL_SAFE_NO_PAD.encode(<sha2::Sha256 as sha2::Digest>::digest(told("code_verifier")));
    assert_eq!(
        (asked["code_challenge"].as_str(), asked["code_challenge_method"].as_str()),
        (challenge.as_str(), "S256")
    );
}

#[tokio::test]
async fn a_client_that_the_server_does_not_know_is_no_fault_of_who_signs_in() {
    let refusing = |_: &BTreeMap<String, String>, _| {
        answer(StatusCode::UNAUTHORIZED, &[], json!({"error": "invalid_client"}).to_string())
    };
    let (recorder, _) = numbered(refusing, |_| StatusCode::OK).await;
    let (_, response, _) = comes_back(&before(&recorder)).await;
    assert_eq!(response.status(), StatusCode::BAD_GATEWAY);
    assert!(text(response).await.contains("client, secret"));
}

#[tokio::test]
async fn rfc10017_6_1_2_4_an_identity_of_another_sign_in_is_not_taken() {
    let soon = time::OffsetDateTime::now_utc().unix_timestamp() + 900;
    let claims: Arc<Mutex<Value>> = Arc::default();
    let given = claims.clone();
    let (recorder, _) = numbered(
        move |_, number| {
            let payload = BASE64_URL_SAFE_NO_PAD.encode(given.lock().unwrap().to_string());
            tokens(number, 900, json!({"id_token": format!("e30.{payload}.c2ln")}))
        },
        |_| StatusCode::OK,
    )
    .await;
    let gateway = before(&recorder);
    let issuer = format!("{}/in", recorder.origin);
    let good = json!({"iss": issuer, "aud": [CLIENT, "b"], "azp": CLIENT, "exp": soon, "sub": "somebody"});
    for (key, value, status) in [
        ("", Value::Null, 200),
        ("nonce", json!("of another"), 502),
        ("nonce", Value::Null, 502),
        ("iss", json!("https://evil.example"), 502),
        ("aud", json!("another"), 502),
        ("azp", json!("another"), 502),
        ("exp", json!(soon - 2000), 502),
        ("sub", json!(""), 502),
    ] {
        let mut browser = Browser::default();
        let asked = fields(browser.begin(&gateway, "").await.split_once('?').unwrap().1);
        let mut changed = good.clone();
        changed["nonce"] = json!(asked["nonce"]);
        if !key.is_empty() {
            changed[key] = value.clone();
        }
        *claims.lock().unwrap() = changed;
        let response = browser.go(&gateway, &format!("/auth/callback?code=a&state={}", asked["state"])).await;
        assert_eq!(response.status().as_u16(), status, "{key}: {value}");
        assert_eq!(browser.0.contains_key("__Host-wheelhouse"), status == 200);
    }
    // One that is none at all.
    let (recorder, _) = numbered(|_, number| tokens(number, 900, json!({"id_token": "a.b"})), |_| StatusCode::OK).await;
    assert_eq!(comes_back(&before(&recorder)).await.1.status(), StatusCode::BAD_GATEWAY);
}

#[tokio::test]
async fn at_the_moment_an_access_token_ends_512_requests_are_one_exchange() {
    let (recorder, exchanges) =
        numbered(|_, number| tokens(number, if number == 1 { 3 } else { 900 }, json!({})), |_| StatusCode::OK).await;
    let clock = Clock::default();
    let gateway = at(&clock, &recorder);
    let (browser, ..) = comes_back(&gateway).await;
    assert_eq!(browser.clone().status(&gateway, ME).await, 200);
    assert_eq!(exchanges.load(Ordering::SeqCst), 1);
    clock.forward(Duration::from_secs(3));
    recorder.take();
    let all = join_all((0..512).map(|_| {
        let (mut browser, gateway) = (browser.clone(), gateway.clone());
        async move {
            let status = browser.status(&gateway, ME).await;
            (status, browser)
        }
    }))
    .await;
    assert!(all.iter().all(|(status, _)| *status == 200));
    assert_eq!(exchanges.load(Ordering::SeqCst), 2);
    let asked = recorder.take();
    let forms: Vec<&Asked> = asked.iter().filter(|asked| asked.target == "/in/oauth2/token").collect();
    assert_eq!(forms.len(), 1);
    assert_eq!(forms[0].body, b"grant_type=refresh_token&refresh_token=secret-refresh-1");
    let new = |asked: &&Asked| asked.headers["authorization"] == "Bearer secret-access-2";
    assert_eq!(asked.iter().filter(new).count(), 512);
    // Each of them brings the refresh token that is good now.
    let mut last = all.into_iter().next_back().unwrap().1;
    assert_ne!(last.0, browser.0);
    assert_eq!(last.status(&at(&clock, &recorder), ME).await, 200);
    assert_eq!(exchanges.load(Ordering::SeqCst), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_exchange_is_brought_to_its_end_although_nobody_waits_for_it() {
    let has_begun = Arc::new(tokio::sync::Notify::new());
    let (go_on, goes_on) = std::sync::mpsc::channel();
    let (begun, goes_on) = (has_begun.clone(), Arc::new(Mutex::new(goes_on)));
    let (recorder, exchanges) = numbered(
        move |_, number| {
            if number == 2 {
                begun.notify_one();
                goes_on.lock().unwrap().recv().unwrap();
            }
            tokens(number, if number == 1 { 1 } else { 900 }, json!({}))
        },
        |_| StatusCode::OK,
    )
    .await;
    let clock = Clock::default();
    let gateway = at(&clock, &recorder);
    let (mut browser, ..) = comes_back(&gateway).await;
    clock.forward(Duration::from_secs(1));
    let (mut leaving, behind) = (browser.clone(), gateway.clone());
    let asking = tokio::spawn(async move { leaving.status(&behind, ME).await });
    has_begun.notified().await;
    // The browser has gone by the time the server answers.
    asking.abort();
    assert!(asking.await.unwrap_err().is_cancelled());
    go_on.send(()).unwrap();
    assert_eq!(browser.status(&gateway, ME).await, 200);
    assert_eq!(exchanges.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_server_that_is_away_ends_no_session() {
    let is_away = Arc::new(std::sync::atomic::AtomicBool::new(false));
    let away = is_away.clone();
    let (recorder, exchanges) = numbered(
        move |_, number| match away.load(Ordering::SeqCst) {
            true => answer(StatusCode::SERVICE_UNAVAILABLE, &[], ""),
            false => tokens(number, 1, json!({})),
        },
        |_| StatusCode::OK,
    )
    .await;
    let clock = Clock::default();
    let gateway = at(&clock, &recorder);
    let (mut browser, ..) = comes_back(&gateway).await;
    is_away.store(true, Ordering::SeqCst);
    clock.forward(Duration::from_secs(1));
    assert_eq!(browser.status(&gateway, ME).await, 502);
    assert_eq!(browser.status(&gateway, "/auth/session").await, 502);
    // Who waits hears what the one before has heard.
    exchanges.store(0, Ordering::SeqCst);
    let all = join_all((0..64).map(|_| {
        let (mut browser, gateway) = (browser.clone(), gateway.clone());
        async move { browser.status(&gateway, ME).await }
    }));
    assert!(all.await.iter().all(|status| *status == 502));
    assert_eq!(exchanges.load(Ordering::SeqCst), 1);
    is_away.store(false, Ordering::SeqCst);
    assert_eq!(browser.status(&gateway, ME).await, 200);
}

#[tokio::test]
async fn without_a_refresh_token_a_session_ends_with_its_access_token_and_not_before() {
    let (recorder, exchanges) =
        numbered(|_, number| tokens(number, 60, json!({"refresh_token": null})), |_| StatusCode::OK).await;
    let clock = Clock::default();
    let gateway = at(&clock, &recorder);
    let (mut browser, response, _) = comes_back(&gateway).await;
    assert!(header(&response, "set-cookie").contains("; Max-Age=60;"));
    // Others would be exchanged by now.
    clock.forward(Duration::from_secs(50));
    assert!(browser.session(&gateway).await["name"].is_string());
    assert_eq!(browser.status(&gateway, ME).await, 200);
    clock.forward(Duration::from_secs(10));
    assert_eq!(browser.status(&gateway, ME).await, 401);
    assert_eq!(exchanges.load(Ordering::SeqCst), 1);
    // Signing out takes back what there is.
    recorder.take();
    let (mut browser, ..) = comes_back(&gateway).await;
    browser.ask(&gateway, "DELETE", "/auth/session").await;
    let sent = recorder.take().pop().unwrap();
    assert_eq!((sent.target.as_str(), sent.method.as_str()), ("/in/oauth2/revoke", "POST"));
    assert_eq!(sent.body, b"token=secret-access-2&token_type_hint=access_token");
}

#[tokio::test]
async fn a_refresh_token_that_does_not_rotate_is_kept() {
    let (recorder, exchanges) = numbered(
        |form, number| match form["grant_type"].as_str() {
            "authorization_code" => tokens(number, 1, json!({})),
            _ => tokens(number, 1, json!({"refresh_token": null})),
        },
        |_| StatusCode::OK,
    )
    .await;
    let clock = Clock::default();
    let gateway = at(&clock, &recorder);
    let (mut browser, ..) = comes_back(&gateway).await;
    for number in 2..4 {
        clock.forward(Duration::from_secs(1));
        recorder.take();
        assert_eq!(browser.status(&gateway, ME).await, 200);
        assert_eq!(exchanges.load(Ordering::SeqCst), number);
        assert_eq!(recorder.take()[0].body, b"grant_type=refresh_token&refresh_token=secret-refresh-1");
    }
}

#[tokio::test]
async fn a_page_that_asks_how_its_session_is_has_its_tokens_renewed_before_it_needs_them() {
    let (recorder, exchanges) =
        numbered(|_, number| tokens(number, if number == 1 { 80 } else { 900 }, json!({})), |_| StatusCode::OK).await;
    let clock = Clock::default();
    let gateway = at(&clock, &recorder);
    let (mut browser, ..) = comes_back(&gateway).await;
    let session = browser.session(&gateway).await;
    assert!((1..=80).contains(&session["expires_in"].as_i64().unwrap()), "{session}");
    clock.forward(Duration::from_secs(45));
    // Twenty seconds before its end it is exchanged for a request, and twice that for a page that asks.
    assert_eq!((browser.status(&gateway, ME).await, exchanges.load(Ordering::SeqCst)), (200, 1));
    let session = browser.session(&gateway).await;
    assert!(session["expires_in"].as_i64().unwrap() > 800, "{session}");
    assert_eq!(exchanges.load(Ordering::SeqCst), 2);
    // Where the API has refused it, at once.
    let (recorder, exchanges) = numbered(
        |_, number| tokens(number, 900, json!({})),
        |asked| {
            let is_first = asked.headers["authorization"] == "Bearer secret-access-1";
            if is_first { StatusCode::UNAUTHORIZED } else { StatusCode::OK }
        },
    )
    .await;
    let gateway = before(&recorder);
    let (mut browser, ..) = comes_back(&gateway).await;
    assert_eq!(browser.status(&gateway, ME).await, 401);
    let held = browser.0.clone();
    browser.session(&gateway).await;
    assert_ne!(browser.0, held);
    assert_eq!(browser.status(&gateway, ME).await, 200);
    assert_eq!(exchanges.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn tokens_that_have_no_room_in_a_cookie_sign_nobody_in() {
    let large = json!({"refresh_token": "r".repeat(4000)});
    let (recorder, _) = numbered(move |_, number| tokens(number, 900, large.clone()), |_| StatusCode::OK).await;
    let (browser, response, _) = comes_back(&before(&recorder)).await;
    assert_eq!(response.status(), StatusCode::BAD_GATEWAY);
    assert!(browser.0.is_empty());
}

#[tokio::test]
async fn a_server_that_takes_its_time_does_not_hold_up_who_signs_out() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let origin = listen(Router::new().fallback(move |request: axum::extract::Request| {
        let count = count.clone();
        async move {
            if request.uri().path() == "/in/oauth2/revoke" {
                count.fetch_add(1, Ordering::SeqCst);
                std::future::pending::<()>().await;
            }
            tokens(1, 900, json!({}))
        }
    }))
    .await;
    let options = crate::upstream::options(&origin);
    let options = Options { sessions: Some(session_options()), oauth: Some(oauth_options(|_| ())), ..options };
    let gateway = Gateway::new(options).unwrap().router();
    let (mut browser, ..) = comes_back(&gateway).await;
    let begun = std::time::Instant::now();
    let response = browser.ask(&gateway, "DELETE", "/auth/session").await;
    assert_eq!((response.status(), text(response).await.as_str()), (StatusCode::OK, r#"{"revoked":false}"#));
    assert!(browser.0.is_empty() && begun.elapsed() < Duration::from_secs(10));
    assert_eq!(asked.load(Ordering::SeqCst), 1);
}

/// What a log was told.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn tokens_that_were_not_taken_back_are_said_and_the_session_is_over_here() {
    let api = |asked: &Asked| match asked.target.as_str() {
        "/in/oauth2/revoke" => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::OK,
    };
    let (recorder, _) = numbered(|_, number| tokens(number, 900, json!({})), api).await;
    let watch = Watch::new(None);
    let gateway = watch.over(before(&recorder));
    let (mut browser, ..) = comes_back(&gateway).await;
    let mut copy = browser.clone();
    let response = browser.ask(&gateway, "DELETE", "/auth/session").await;
    assert_eq!((response.status(), text(response).await.as_str()), (StatusCode::OK, r#"{"revoked":false}"#));
    assert!(browser.0.is_empty());
    assert_eq!(copy.status(&gateway, ME).await, 401);
    assert!(watch.metrics.text().contains("wheelhouse_refusals_total{why=\"not_revoked\"} 1"));
}

#[tokio::test]
async fn rfc10017_6_1_3_4_no_log_has_a_secret_of_a_sign_in_and_each_step_is_a_line() {
    let server = Server::start().await;
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("index.html"), "").unwrap();
    let (log, audit) = (Kept::default(), folder.path().join("audit.log"));
    let watch = Watch::new(Some(Lines::new(log.clone())));
    let site = Site {
        console: Console::load_with(folder.path(), r#"{"api":"/api","auth":"/auth"}"#.to_owned()).unwrap(),
        gateway: Gateway::new(Options { audit: Some(audit.clone()), ..server.options() }).unwrap(),
        guard: Guard::new(IpAddr::V4(Ipv4Addr::LOCALHOST), &["console.example".to_owned()]),
        watch: watch.clone(),
        encrypted_only: true,
    };
    let named = |mut request: axum::extract::Request| async {
        request.headers_mut().insert("host", "console.example".parse().unwrap());
        request
    };
    let site = site.router().layer(axum::middleware::map_request(named));
    let mut secrets = vec![TOKEN.to_owned(), SECRET.to_owned(), "secret".to_owned()];
    let mut browser = Browser::default();
    for decision in ["cancel", "allow"] {
        let location = browser.begin(&site, "?next=/secret-page&secret=1").await;
        secrets.extend(browser.0.values().cloned());
        let back = server.decides(&location, decision).await;
        let told = [fields(location.split_once('?').unwrap().1), fields(back.split_once('?').unwrap().1)];
        for name in ["state", "nonce", "code_challenge", "code"] {
            secrets.extend(told.iter().filter_map(|told| told.get(name).cloned()));
        }
        browser.go(&site, here(&back)).await;
        browser.go(&site, here(&back)).await;
    }
    secrets.extend(browser.0.values().cloned());
    for seconds in [0, 1000, 0] {
        server.advance(seconds).await;
        browser.ask(&site, "DELETE", "/api/ssh_keys/1").await;
        secrets.extend(browser.0.values().cloned());
    }
    browser.ask(&site, "DELETE", "/auth/session").await;
    // What gateways sent, tokens among it.
    for (_, form) in server.asked.lock().unwrap().iter() {
        secrets.extend(
            ["code", "code_verifier", "refresh_token", "token"].iter().filter_map(|name| fields(form).remove(*name)),
        );
    }
    watch.finish();
    let written = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let audited = std::fs::read_to_string(audit).unwrap();
    assert!(secrets.len() > 15);
    for secret in secrets {
        assert!(!written.contains(&secret) && !audited.contains(&secret), "{secret}:\n{written}\n{audited}");
    }
    let lines: Vec<Value> = written.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let seen: Vec<String> = lines
        .iter()
        .map(|line| format!("{} {} {}", line["operation"], line["status"], line["refused"]).replace('"', ""))
        .collect();
    assert_eq!(
        seen,
        [
            "login 303 null",
            "login-callback 403 sign_in_denied",
            "login-callback 400 sign_in_stale",
            "login 303 null",
            "login-callback 200 null",
            "login-callback 400 sign_in_stale",
            "delete-an-ssh-key 204 null",
            "delete-an-ssh-key 401 null",
            "delete-an-ssh-key 404 null",
            "session 200 null",
        ]
    );
    let numbers = watch.metrics.text();
    assert!(numbers.contains("wheelhouse_refusals_total{why=\"sign_in_denied\"} 1"), "{numbers}");
}

#[tokio::test]
async fn the_audit_log_knows_a_person_by_name_or_a_session() {
    let folder = tempfile::tempdir().unwrap();
    let mut whos = Vec::new();
    let server = Server::start().await;
    for scope in [None, Some("openid profile")] {
        let log = folder.path().join(format!("audit-{}", scope.is_some()));
        let mut options = Options { audit: Some(log.clone()), ..server.options() };
        options.oauth = Some(oauth_options(|oauth| oauth.scope = scope.map(str::to_owned)));
        let gateway = Gateway::new(options).unwrap().router();
        let mut names = Vec::new();
        for _ in 0..2 {
            let mut browser = Browser::signed_in(&server, &gateway).await;
            names.push(browser.session(&gateway).await["name"].clone());
            for _ in 0..2 {
                browser.ask(&gateway, "DELETE", "/api/ssh_keys/1").await;
                // Another access token makes no difference.
                server.advance(1000).await;
                browser.status(&gateway, ME).await;
            }
        }
        let text = std::fs::read_to_string(&log).unwrap();
        assert!(!text.contains("secret"), "{text}");
        let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let asked: Vec<Value> = lines.filter(|line| line["event"] == "asked").map(|line| line["who"].clone()).collect();
        assert_eq!(asked.len(), 4);
        assert!(asked[0] == asked[1] && asked[2] == asked[3], "{asked:?}");
        if scope.is_none() {
            assert_eq!((&asked[0], &asked[2]), (&names[0], &names[1]));
        }
        whos.push(asked);
    }
    assert_ne!(whos[0][0], whos[0][2]);
    assert_eq!(whos[1][0], whos[1][2]);
}
