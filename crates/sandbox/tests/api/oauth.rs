//! Signing in to a program by OAuth, as a browser and the program see it.

use std::collections::BTreeMap;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use wheelhouse_sandbox::{DataSet, OAuthClient, Options, Sandbox, Storage};

use crate::common::{Answer, Client, TOKEN, send};

const SECRET: &str = "of+the%client";
const CALLBACK: &str = "https://console.example/auth/callback";
const VERIFIER: &str = "a-verifier-that-only-the-client-knows-0123456";
const HOST: &str = "sandbox.example";

fn open(storage: Storage) -> Sandbox {
    let client = |id: &str, redirect_uri: &str| OAuthClient {
        id: id.to_owned(),
        secret: SECRET.to_owned(),
        redirect_uri: redirect_uri.to_owned(),
    };
    let clients = vec![client("console", CALLBACK), client("other", "https://other.example/?tenant=1")];
    let options = Options { storage, data_set: DataSet::Empty, test_controls: true, ..Options::default() };
    Sandbox::open(Options { token: Some(TOKEN.to_owned()), clients, ..options }).unwrap()
}

fn sandbox() -> Sandbox {
    open(Storage::Memory)
}

fn encoded(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

fn challenge() -> String {
    BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER))
}

/// What the console asks for, with a few fields changed: empty ones are left out.
fn asked(changes: &[(&str, &str)]) -> String {
    let challenge = challenge();
    let mut fields = BTreeMap::from([
        ("response_type", "code"),
        ("client_id", "console"),
        ("redirect_uri", CALLBACK),
        ("state", "a state & \"more\""),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
    ]);
    fields.extend(changes.iter().copied());
    encoded(&fields.into_iter().filter(|(_, value)| !value.is_empty()).collect::<Vec<_>>())
}

async fn page(router: &Router, query: &str) -> Answer {
    let request = Request::get(format!("/auth/oauth2/authorize?{query}")).header("host", HOST);
    send(router, request.body(Body::empty()).unwrap()).await
}

async fn press(router: &Router, query: &str, button: &str, token: &str) -> Answer {
    let form = format!("{query}&{}", encoded(&[("decision", button), ("api_token", token)]));
    let request = Request::post("/auth/oauth2/authorize").header("host", HOST);
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    send(router, request.body(Body::from(form)).unwrap()).await
}

/// What the browser is led back with.
fn led_back(answer: &Answer, to: &str) -> BTreeMap<String, String> {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    assert_eq!(answer.headers["cache-control"], "no-store");
    let location = answer.headers["location"].to_str().unwrap();
    let query = location.strip_prefix(to).unwrap_or_else(|| panic!("{location}")).get(1..).unwrap();
    form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}

async fn code(router: &Router, changes: &[(&str, &str)]) -> String {
    led_back(&press(router, &asked(changes), "allow", TOKEN).await, CALLBACK)["code"].clone()
}

async fn ask_as(router: &Router, client: &str, path: &str, pairs: &[(&str, &str)]) -> Answer {
    let secret: String = form_urlencoded::byte_serialize(SECRET.as_bytes()).collect();
    let basic = BASE64_STANDARD.encode(format!("{client}:{secret}"));
    let request = Request::post(format!("/auth/oauth2/{path}")).header("authorization", format!("Basic {basic}"));
    send(router, request.header("host", HOST).body(Body::from(encoded(pairs))).unwrap()).await
}

async fn exchange(router: &Router, changes: &[(&str, &str)]) -> Answer {
    let fields = [("grant_type", "authorization_code"), ("redirect_uri", CALLBACK), ("code_verifier", VERIFIER)];
    let mut fields = BTreeMap::from(fields);
    fields.extend(changes.iter().copied());
    ask_as(router, "console", "token", &fields.into_iter().collect::<Vec<_>>()).await
}

async fn renew(router: &Router, refresh_token: &str) -> Answer {
    let fields = [("grant_type", "refresh_token"), ("refresh_token", refresh_token)];
    ask_as(router, "console", "token", &fields).await
}

fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_else(|| panic!("no {key}: {value}")).to_owned()
}

/// Tokens of somebody who has signed in.
async fn signed_in(router: &Router) -> Value {
    let code = code(router, &[]).await;
    exchange(router, &[("code", &code)]).await.ok()
}

fn client(router: &Router, tokens: &Value) -> Client {
    Client { router: router.clone(), token: text(tokens, "access_token") }
}

#[tokio::test]
async fn somebody_allows_a_program_and_it_acts_in_their_name() {
    let sandbox = sandbox();
    let router = sandbox.router();
    let told = led_back(&press(&router, &asked(&[]), "allow", &format!(" {TOKEN} ")).await, CALLBACK);
    assert_eq!(told["state"], "a state & \"more\"");
    assert_eq!(told["iss"], format!("http://{HOST}/auth"));
    let answer = exchange(&router, &[("code", &told["code"])]).await;
    assert_eq!(answer.headers["cache-control"], "no-store");
    let tokens = answer.ok();
    assert_eq!((&tokens["expires_in"], &tokens["token_type"]), (&json!(900), &json!("Bearer")));
    let client = client(&router, &tokens);
    assert_eq!(client.id().await, Client::admin(&sandbox).await.id().await);
    client.advance(1000.0).await;
    client.get("/users/me").await.refused(401);
}

#[tokio::test]
async fn the_page_is_a_plain_form_that_can_do_nothing_else() {
    let router = sandbox().router();
    let answer = page(&router, &asked(&[("state", "\"><script>")])).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.headers["content-type"], "text/html; charset=utf-8");
    assert_eq!(answer.headers["cache-control"], "no-store");
    let policy = answer.headers["content-security-policy"].to_str().unwrap();
    for directive in [
        "default-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self' https://console.example;",
        "style-src 'sha256-",
    ] {
        assert!(policy.contains(directive), "{policy}");
    }
    assert!(!policy.contains("script") && !policy.contains("unsafe"), "{policy}");
    let style = answer.text.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    assert!(policy.contains(&BASE64_STANDARD.encode(Sha256::digest(style))), "{policy}");
    for part in [
        "<html lang=\"en\">",
        "<strong>console</strong>",
        "<label for=\"api_token\">",
        "id=\"api_token\" name=\"api_token\" type=\"password\"",
        "value=\"allow\"",
        "value=\"cancel\" formnovalidate",
        "name=\"state\" value=\"&quot;&gt;&lt;script&gt;\"",
    ] {
        assert!(answer.text.contains(part), "{part}: {}", answer.text);
    }
    assert!(!answer.text.contains("<script"), "{}", answer.text);
    let wrong = press(&router, &asked(&[]), "allow", "no such token").await;
    assert_eq!(wrong.status, StatusCode::FORBIDDEN);
    assert!(wrong.text.contains("role=\"alert\"") && wrong.text.contains("aria-describedby=\"wrong\""));
    assert!(!wrong.text.contains("no such token") && !wrong.headers.contains_key("location"));
}

#[tokio::test]
async fn who_asks_wrongly_for_a_program_is_told_and_led_nowhere() {
    let router = sandbox().router();
    let twice = format!("{}&{}", asked(&[]), encoded(&[("redirect_uri", "https://evil.example/")]));
    for query in [
        asked(&[("client_id", "nobody")]),
        asked(&[("client_id", "")]),
        asked(&[("redirect_uri", "")]),
        asked(&[("redirect_uri", "https://evil.example/")]),
        asked(&[("redirect_uri", &format!("{CALLBACK}/"))]),
        asked(&[("redirect_uri", &format!("{CALLBACK}?a=b"))]),
        asked(&[("redirect_uri", "https://other.example/?tenant=1")]),
        asked(&[("redirect_uri", "HTTPS://console.example/auth/callback")]),
        twice,
        String::new(),
    ] {
        for answer in [page(&router, &query).await, press(&router, &query, "allow", TOKEN).await] {
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
            assert!(!answer.headers.contains_key("location") && answer.text.contains("<h1>"), "{query}");
        }
    }
    // The one and only of an address with its own query.
    let other = asked(&[("client_id", "other"), ("redirect_uri", "https://other.example/?tenant=1")]);
    let answer = press(&router, &other, "allow", TOKEN).await;
    assert!(led_back(&answer, "https://other.example/?tenant=1").contains_key("code"));
}

#[tokio::test]
async fn what_else_is_wrong_is_told_to_the_program() {
    let router = sandbox().router();
    for (change, error) in [
        (("response_type", "token"), "unsupported_response_type"),
        (("response_type", ""), "unsupported_response_type"),
        (("code_challenge", ""), "invalid_request"),
        (("code_challenge", "short"), "invalid_request"),
        (("code_challenge_method", "plain"), "invalid_request"),
        (("code_challenge_method", ""), "invalid_request"),
        (("response_mode", "fragment"), "invalid_request"),
        (("max_age", "soon"), "invalid_request"),
        (("prompt", "none"), "login_required"),
        (("nonce", &"n".repeat(3000)), "invalid_request"),
    ] {
        for answer in [page(&router, &asked(&[change])).await, press(&router, &asked(&[change]), "allow", TOKEN).await]
        {
            let told = led_back(&answer, CALLBACK);
            assert_eq!(told["error"], error, "{change:?}");
            assert_eq!(
                (told["state"].as_str(), told["iss"].as_str()),
                ("a state & \"more\"", "http://sandbox.example/auth")
            );
            assert!(!told.contains_key("code"));
        }
    }
    let twice = format!("{}&state=other", asked(&[]));
    let told = led_back(&page(&router, &twice).await, CALLBACK);
    assert_eq!(told["error"], "invalid_request");
    let told = led_back(&press(&router, &asked(&[("state", "")]), "cancel", "").await, CALLBACK);
    assert_eq!((told["error"].as_str(), told.contains_key("state")), ("access_denied", false));
    for method in ["PUT", "DELETE"] {
        let request = Request::builder().method(method).uri("/auth/oauth2/authorize").body(Body::empty()).unwrap();
        send(&router, request).await.refused(405);
    }
}

#[tokio::test]
async fn a_code_is_for_its_program_address_and_verifier() {
    let router = sandbox().router();
    let other = VERIFIER.replace('a', "b");
    for change in
        [("redirect_uri", "https://console.example/"), ("code_verifier", other.as_str()), ("code_verifier", "plain")]
    {
        let code = code(&router, &[]).await;
        assert_eq!(exchange(&router, &[("code", &code), change]).await.refused(400)["error"], "invalid_grant");
        // Whoever tried has used it.
        assert_eq!(exchange(&router, &[("code", &code)]).await.refused(400)["error"], "invalid_grant");
    }
    for missing in ["redirect_uri", "code_verifier", "code"] {
        let code = code(&router, &[]).await;
        let answer = exchange(&router, &[("code", &code), (missing, "")]).await;
        assert_eq!(answer.refused(400)["error"], "invalid_request", "{missing}");
    }
    let code = code(&router, &[]).await;
    let fields = [
        ("grant_type", "authorization_code"),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
        ("code", &code),
    ];
    assert_eq!(ask_as(&router, "other", "token", &fields).await.refused(400)["error"], "invalid_grant");
    // That of another program changes nothing.
    exchange(&router, &[("code", &code)]).await.ok();
}

#[tokio::test]
async fn a_code_lasts_a_minute_and_is_good_once() {
    let sandbox = sandbox();
    let router = sandbox.router();
    let admin = Client::admin(&sandbox).await;
    let late = code(&router, &[]).await;
    admin.advance(61.0).await;
    assert_eq!(exchange(&router, &[("code", &late)]).await.refused(400)["error"], "invalid_grant");
    let code = code(&router, &[]).await;
    admin.advance(50.0).await;
    let tokens = exchange(&router, &[("code", &code)]).await.ok();
    client(&router, &tokens).get("/users/me").await.ok();
    // Used again, it ends what it was exchanged for: one of the two has stolen it.
    assert_eq!(exchange(&router, &[("code", &code)]).await.refused(400)["error"], "invalid_grant");
    client(&router, &tokens).get("/users/me").await.refused(401);
    renew(&router, &text(&tokens, "refresh_token")).await.refused(400);
    admin.get("/users/me").await.ok();
}

#[tokio::test]
async fn of_a_hundred_who_bring_one_code_at_once_one_gets_tokens() {
    let router = sandbox().router();
    let code = code(&router, &[]).await;
    let all = (0..100).map(|_| {
        let (router, code) = (router.clone(), code.clone());
        tokio::spawn(async move { exchange(&router, &[("code", &code)]).await })
    });
    let mut given = Vec::new();
    for one in all.collect::<Vec<_>>() {
        let answer = one.await.unwrap();
        if answer.status.is_success() {
            given.push(answer.json());
        }
    }
    assert_eq!(given.len(), 1);
    // And those are gone, as the others came as well.
    client(&router, &given[0]).get("/users/me").await.refused(401);
}

#[tokio::test]
async fn refresh_tokens_rotate_and_one_that_is_used_again_ends_its_sign_in_alone() {
    let sandbox = sandbox();
    let router = sandbox.router();
    let (first, other) = (signed_in(&router).await, signed_in(&router).await);
    let second = renew(&router, &text(&first, "refresh_token")).await.ok();
    let third = renew(&router, &text(&second, "refresh_token")).await.ok();
    let mut all = [&first, &second, &third, &other].map(|tokens| text(tokens, "refresh_token"));
    all.sort_unstable();
    assert!(all.windows(2).all(|two| two[0] != two[1]));
    for tokens in [&first, &second, &third] {
        client(&router, tokens).get("/users/me").await.ok();
    }
    assert_eq!(renew(&router, &text(&first, "refresh_token")).await.refused(400)["error"], "invalid_grant");
    for tokens in [&first, &second, &third] {
        client(&router, tokens).get("/users/me").await.refused(401);
        renew(&router, &text(tokens, "refresh_token")).await.refused(400);
    }
    client(&router, &other).get("/users/me").await.ok();
    let other = renew(&router, &text(&other, "refresh_token")).await.ok();
    // Of another program it is none, and that ends nothing.
    let fields = [("grant_type", "refresh_token"), ("refresh_token", &text(&other, "refresh_token"))];
    assert_eq!(ask_as(&router, "other", "token", &fields).await.refused(400)["error"], "invalid_grant");
    renew(&router, &text(&other, "refresh_token")).await.ok();
}

#[tokio::test]
async fn a_refresh_token_lasts_two_weeks_and_no_longer_than_what_was_signed_in_with() {
    let sandbox = sandbox();
    let router = sandbox.router();
    let tokens = signed_in(&router).await;
    let admin = Client::admin(&sandbox).await;
    admin.advance(13.0 * 86_400.0).await;
    let tokens = renew(&router, &text(&tokens, "refresh_token")).await.ok();
    admin.advance(15.0 * 86_400.0).await;
    renew(&router, &text(&tokens, "refresh_token")).await.refused(400);

    let admin = Client::admin(&sandbox).await;
    let id = admin.id().await;
    let api_token = admin.api_token(&id).await;
    let (asked, late) = (asked(&[]), press(&router, &asked(&[]), "allow", &api_token).await);
    let code = led_back(&press(&router, &asked, "allow", &api_token).await, CALLBACK)["code"].clone();
    let tokens = exchange(&router, &[("code", &code)]).await.ok();
    let list = admin.get(&format!("/users/{id}/api-tokens")).await.ok();
    let made = list.as_array().unwrap().iter().find(|token| token["name"] == "Made by a control").unwrap().clone();
    admin.delete(&format!("/users/{id}/api-tokens/{}", text(&made, "id"))).await;
    client(&router, &tokens).get("/users/me").await.refused(401);
    renew(&router, &text(&tokens, "refresh_token")).await.refused(400);
    exchange(&router, &[("code", &led_back(&late, CALLBACK)["code"])]).await.refused(400);
}

#[tokio::test]
async fn what_is_taken_back_is_good_no_more() {
    let router = sandbox().router();
    let (one, other) = (signed_in(&router).await, signed_in(&router).await);
    let revoke = async |client: &str, token: &str| ask_as(&router, client, "revoke", &[("token", token)]).await;
    // By another program, or what is none: nothing happens, and nothing is told.
    for (client, token) in
        [("other", text(&one, "refresh_token")), ("other", text(&one, "access_token")), ("console", "x".into())]
    {
        let answer = revoke(client, &token).await;
        assert_eq!((answer.status, answer.text.as_str()), (StatusCode::OK, ""));
    }
    client(&router, &one).get("/users/me").await.ok();
    // An access token alone.
    assert_eq!(revoke("console", &text(&one, "access_token")).await.status, StatusCode::OK);
    client(&router, &one).get("/users/me").await.refused(401);
    let one = renew(&router, &text(&one, "refresh_token")).await.ok();
    // A refresh token, with everything.
    assert_eq!(revoke("console", &text(&one, "refresh_token")).await.status, StatusCode::OK);
    client(&router, &one).get("/users/me").await.refused(401);
    renew(&router, &text(&one, "refresh_token")).await.refused(400);
    client(&router, &other).get("/users/me").await.ok();
    assert_eq!(ask_as(&router, "console", "revoke", &[]).await.refused(400)["error"], "invalid_request");
    let get = Request::get("/auth/oauth2/revoke").body(Body::empty()).unwrap();
    send(&router, get).await.refused(405);
}

#[tokio::test]
async fn a_program_has_to_know_its_secret() {
    let router = sandbox().router();
    let code = code(&router, &[]).await;
    let fields = [
        ("grant_type", "authorization_code"),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
        ("code", &code),
    ];
    for credentials in
        ["console:wrong", "console:", "nobody:of%2Bthe%25client", "console:of+the%client", "platform-api-user:"]
    {
        for path in ["token", "revoke"] {
            let basic = format!("Basic {}", BASE64_STANDARD.encode(credentials));
            let request = Request::post(format!("/auth/oauth2/{path}")).header("authorization", basic);
            let answer = send(&router, request.body(Body::from(encoded(&fields))).unwrap()).await;
            assert!(answer.headers["www-authenticate"].to_str().unwrap().starts_with("Basic"));
            assert_eq!(answer.refused(401)["error"], "invalid_client", "{credentials}");
        }
    }
    let bare = Request::post("/auth/oauth2/token").body(Body::from(encoded(&fields))).unwrap();
    assert_eq!(send(&router, bare).await.refused(401)["error"], "invalid_client");
    // None of them has used the code.
    exchange(&router, &[("code", &code)]).await.ok();
    // And an API token is exchanged for nobody who has a secret.
    let fields = [("grant_type", "api_token"), ("api_token", TOKEN)];
    assert_eq!(ask_as(&router, "console", "token", &fields).await.refused(401)["error"], "invalid_client");
}

#[tokio::test]
async fn who_signed_in_is_told_to_a_program_that_asks_for_it() {
    let sandbox = sandbox();
    let router = sandbox.router();
    assert!(signed_in(&router).await.get("id_token").is_none());
    let code =
        code(&router, &[("scope", "openid offline_access"), ("nonce", "once"), ("max_age", "0"), ("prompt", "login")])
            .await;
    let tokens = exchange(&router, &[("code", &code)]).await.ok();
    assert_eq!(tokens["scope"], "openid offline_access");
    let id_token = text(&tokens, "id_token");
    let (signed, signature) = id_token.rsplit_once('.').unwrap();
    let part = |text: &str| -> Value { serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(text).unwrap()).unwrap() };
    let (head, claims) = signed.split_once('.').unwrap();
    assert_eq!(part(head)["alg"], "HS256");
    let claims = part(claims);
    assert_eq!(
        (&claims["iss"], &claims["aud"], &claims["nonce"]),
        (&json!(format!("http://{HOST}/auth")), &json!("console"), &json!("once"))
    );
    assert_eq!(claims["sub"], Client::admin(&sandbox).await.id().await);
    assert!(claims["auth_time"].as_i64().unwrap() <= claims["iat"].as_i64().unwrap());
    let mut mac = <hmac::Hmac<Sha256> as hmac::KeyInit>::new_from_slice(SECRET.as_bytes()).unwrap();
    hmac::Mac::update(&mut mac, signed.as_bytes());
    assert_eq!(BASE64_URL_SAFE_NO_PAD.encode(hmac::Mac::finalize(mac).into_bytes()), signature);
}

#[tokio::test]
async fn who_is_signed_in_stays_so_after_a_restart_and_a_reset() {
    let folder = tempfile::tempdir().unwrap();
    let storage = Storage::Directory(folder.path().to_owned());
    let (tokens, waiting) = {
        let router = open(storage.clone()).router();
        (signed_in(&router).await, code(&router, &[]).await)
    };
    let sandbox = open(storage);
    let router = sandbox.router();
    client(&router, &tokens).get("/users/me").await.ok();
    // A code is nothing to come back to.
    exchange(&router, &[("code", &waiting)]).await.refused(400);
    let tokens = renew(&router, &text(&tokens, "refresh_token")).await.ok();
    client(&router, &tokens).control("POST", "reset", json!({})).await.ok();
    client(&router, &tokens).get("/users/me").await.ok();
    renew(&router, &text(&tokens, "refresh_token")).await.ok();
}

#[tokio::test]
async fn nothing_that_is_sent_is_answered_with_a_fault() {
    let router = sandbox().router();
    let long = "x".repeat(70_000);
    for body in [
        "",
        "&&&=&",
        "%",
        "%ff=%ff",
        "client_id=console",
        "grant_type=refresh_token",
        "{\"grant_type\": \"refresh_token\"}",
        &long,
    ] {
        for path in ["authorize", "token", "revoke", "other"] {
            let request = Request::post(format!("/auth/oauth2/{path}")).body(Body::from(body.to_owned())).unwrap();
            let answer = send(&router, request).await;
            assert!(answer.status.is_client_error(), "{path} {}: {}", answer.status, answer.text);
            let target = format!("/auth/oauth2/{path}?{}", body.get(..100).unwrap_or(body));
            if let Ok(request) = Request::get(target).body(Body::empty()) {
                assert!(send(&router, request).await.status.is_client_error(), "{path} {body}");
            }
        }
    }
}
