use axum::body::Body;
use axum::http::Request;
use serde_json::json;

use crate::common::{Client, exchange, sandbox, send};

#[tokio::test]
async fn an_api_token_is_exchanged_for_an_access_token() {
    let answer = exchange(&sandbox().router(), "wheelhouse-demo-admin-token").await;
    assert_eq!(answer.headers["cache-control"], "no-store");
    let token = answer.ok();
    assert_eq!(token["expires_in"], 900);
    assert_eq!(token["token_type"], "bearer");
    assert!(token["access_token"].as_str().unwrap().len() > 30);
}

#[tokio::test]
async fn a_wrong_token_client_or_grant_is_refused() {
    let router = sandbox().router();
    let wrong = exchange(&router, "no such token").await.refused(401);
    assert_eq!(wrong["error"], "invalid_grant");
    assert!(wrong["error_description"].is_string());

    let form = |authorization: &str, form: &str| {
        Request::builder()
            .method("POST")
            .uri("/auth/oauth2/token")
            .header("authorization", authorization)
            .body(Body::from(form.to_owned()))
            .unwrap()
    };
    let good = "Basic cGxhdGZvcm0tYXBpLXVzZXI6";
    let token = "grant_type=api_token&api_token=wheelhouse-demo-admin-token";
    let answer = send(&router, form("Basic bm9ib2R5Og==", token)).await;
    assert_eq!(answer.refused(401)["error"], "invalid_client");
    let answer = send(&router, form(good, "grant_type=password&api_token=x")).await;
    assert_eq!(answer.refused(400)["error"], "unsupported_grant_type");
    let answer = send(&router, form(good, "grant_type=api_token")).await;
    assert_eq!(answer.refused(400)["error"], "invalid_request");
    // As JSON, which a client for JavaScript sends.
    let json = r#"{"grant_type": "api_token", "api_token": "wheelhouse-demo-admin-token"}"#;
    assert_eq!(send(&router, form(good, json)).await.status, 200);
    for (wrong, error) in
        [(r#"{"grant_type": "api_token", "api_token": 1}"#, "invalid_request"), ("{}", "unsupported_grant_type")]
    {
        assert_eq!(send(&router, form(good, wrong)).await.refused(400)["error"], error);
    }
    // The command line's client.
    assert_eq!(send(&router, form("Basic cGxhdGZvcm0tY2xpOg==", token)).await.status, 200);
    let get = Request::get("/auth/oauth2/token").body(Body::empty()).unwrap();
    send(&router, get).await.refused(405);
}

#[tokio::test]
async fn an_access_token_lasts_900_seconds() {
    let sandbox = sandbox();
    let client = Client::admin(&sandbox).await;
    client.get("/users/me").await.ok();
    client.advance(880.0).await;
    client.get("/users/me").await.ok();
    client.advance(30.0).await;
    let answer = client.get("/users/me").await;
    let challenge = answer.headers["www-authenticate"].to_str().unwrap().to_owned();
    assert!(challenge.starts_with("Bearer") && challenge.contains("invalid_token"), "{challenge}");
    assert_eq!(answer.refused(401)["error"], "invalid_token");
    // Renewed by exchanging again.
    Client::admin(&sandbox).await.get("/users/me").await.ok();
}

#[tokio::test]
async fn who_is_not_signed_in_gets_nothing() {
    let sandbox = sandbox();
    let stranger = Client { router: sandbox.router(), token: "made-up".to_owned() };
    for path in ["/users/me", "/projects/shop4k2mq7xwa", "/nowhere"] {
        stranger.get(path).await.refused(401);
    }
    let bare = Request::get("/api/users/me").body(Body::empty()).unwrap();
    send(&sandbox.router(), bare).await.refused(401);
}

#[tokio::test]
async fn the_current_user_is_who_signed_in() {
    let sandbox = sandbox();
    let me = Client::admin(&sandbox).await.get("/users/me").await.ok();
    assert_eq!((&me["first_name"], &me["last_name"]), (&json!("Niamh"), &json!("Okonjo-Byrne")));
    let me = Client::viewer(&sandbox).await.get("/users/me").await.ok();
    assert_eq!(me["username"], "teo");
}
