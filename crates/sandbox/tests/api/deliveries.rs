//! What integrations are told of activities.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::common::{Client, DONE, RUNNING, SHOP, activity, sandbox};

/// What a receiver was sent: where, and what.
type Heard = Arc<Mutex<Vec<(String, Value)>>>;

async fn hear(State(heard): State<Heard>, uri: Uri, headers: HeaderMap, body: String) -> Response {
    assert_eq!(headers[header::CONTENT_TYPE], "application/json");
    heard.lock().unwrap().push((uri.path().to_owned(), serde_json::from_str(&body).unwrap()));
    match uri.path() {
        "/elsewhere" => (StatusCode::FOUND, [(header::LOCATION, "/away")]).into_response(),
        "/broken" => (StatusCode::INTERNAL_SERVER_ERROR, "It broke").into_response(),
        _ => "Thank you".into_response(),
    }
}

/// Whoever is told, on a port of its own.
async fn receiver() -> (String, Heard) {
    let heard = Heard::default();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let router = Router::new().fallback(hear).with_state(heard.clone());
    tokio::spawn(async move { axum::serve(listener, router).await });
    (origin, heard)
}

impl Client {
    async fn integrate(&self, body: Value) -> String {
        let made = self.post(&format!("/projects/{SHOP}/integrations"), body).await.ok();
        made["_embedded"]["entity"]["id"].as_str().unwrap().to_owned()
    }

    async fn deliver(&self) -> i64 {
        self.control("POST", "deliver", Value::Null).await.ok()["delivered"].as_i64().unwrap()
    }

    /// How telling an integration went, the newest first.
    async fn told(&self, integration: &str) -> Vec<Value> {
        let kinds = "type=integration.webhook&type=integration.script";
        let list = self.get(&format!("/projects/{SHOP}/activities?{kinds}&count=50")).await.ok();
        list.as_array().unwrap().iter().filter(|one| one["integration"] == integration).cloned().collect()
    }

    async fn log(&self, activity: &Value) -> String {
        self.get(activity["_links"]["self"]["href"].as_str().unwrap()).await.ok()["log"].as_str().unwrap().to_owned()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_webhook_is_told_of_what_it_follows_once() {
    let (origin, heard) = receiver().await;
    let client = Client::admin(&sandbox()).await;
    let body = json!({"type": "webhook", "url": format!("{origin}/hook"), "events": ["environment.*"], "environments": ["staging"]});
    let hook = client.integrate(body).await;
    client.commit(SHOP, "staging", "told.md", "1").await;
    client.commit(SHOP, "main", "not-told.md", "1").await;
    client.deliver().await;
    assert_eq!(heard.lock().unwrap().len(), 0, "not before it is complete");
    client.advance(DONE).await;
    client.deliver().await;
    client.deliver().await;
    let heard = heard.lock().unwrap().clone();
    let [(path, told)] = heard.as_slice() else { panic!("told {} times", heard.len()) };
    assert_eq!(
        (path.as_str(), &told["type"], &told["state"]),
        ("/hook", &json!("environment.push"), &json!("complete"))
    );
    assert_eq!((&told["result"], &told["environments"]), (&json!("success"), &json!(["staging"])));
    assert_eq!(told["payload"]["commits"].as_array().unwrap().len(), 1);
    assert!(told["log"].as_str().unwrap().contains("Deployment of staging is complete"));

    client.advance(1.0).await;
    let [how] = client.told(&hook).await.try_into().unwrap();
    assert_eq!(
        (&how["type"], &how["state"], &how["result"]),
        (&json!("integration.webhook"), &json!("complete"), &json!("success"))
    );
    assert_eq!((&how["payload"]["integration"]["id"], &how["environments"]), (&json!(hook), &json!(["staging"])));
    assert_eq!(how["parameters"], json!({"activity": told["id"], "state": "complete"}));
    assert!(how["text"].as_str().unwrap().starts_with("Told the webhook http://127.0.0.1:"), "{how}");
    let log = client.log(&how).await;
    assert!(log.contains("Answered 200\n") && log.contains("Thank you"), "{log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn states_results_and_environments_narrow_what_is_told() {
    let (origin, heard) = receiver().await;
    let client = Client::admin(&sandbox()).await;
    let hook = |path: &str, more: Value| {
        let mut body = json!({"type": "webhook", "url": format!("{origin}/{path}"), "events": ["environment.push"]});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        client.integrate(body)
    };
    hook("early", json!({"states": ["pending", "in_progress", "cancelled"]})).await;
    hook("failed", json!({"result": "failure"})).await;
    hook("others", json!({"excluded_environments": ["stag*"]})).await;
    let gone = hook("gone", json!({})).await;
    client.advance(DONE).await;
    let seen = || {
        let heard = std::mem::take(&mut *heard.lock().unwrap());
        heard.into_iter().map(|(path, told)| format!("{path} {}", told["state"].as_str().unwrap())).collect::<Vec<_>>()
    };
    client.control("POST", "clock", json!({"stop": true})).await.ok();
    client.commit(SHOP, "staging", "a.md", "1").await;
    client.deliver().await;
    assert_eq!(seen(), ["/early pending"]);
    client.advance(RUNNING).await;
    client.deliver().await;
    assert_eq!(seen(), ["/early in_progress"]);
    client.delete(&format!("/projects/{SHOP}/integrations/{gone}")).await.ok();
    client.advance(DONE).await;
    client.deliver().await;
    assert_eq!(seen(), [""; 0]);

    let variable = json!({"name": "FAIL_DEPLOY", "value": "1"});
    client.post(&format!("/projects/{SHOP}/variables"), variable).await.ok();
    client.advance(DONE).await;
    client.commit(SHOP, "main", "b.md", "1").await;
    client.advance(DONE).await;
    client.deliver().await;
    let mut told = seen();
    told.sort();
    assert_eq!(told, ["/early complete", "/early complete", "/failed complete", "/others complete"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_allowed_or_goes_wrong_is_in_the_log() {
    let (origin, heard) = receiver().await;
    let client = Client::admin(&sandbox()).await;
    let mut hooks = Vec::new();
    for (url, says) in [
        ("https://hooks.example.com/x".to_owned(), "Not allowed"),
        (format!("{origin}/elsewhere"), "Answered 302"),
        (format!("{origin}/broken"), "Answered 500\n  It broke"),
        ("http://127.0.0.1:1/".to_owned(), "Could not be delivered"),
    ] {
        hooks.push((
            client.integrate(json!({"type": "webhook", "url": url, "events": ["environment.push"]})).await,
            says,
        ));
    }
    let script = json!({"type": "script", "script": "1", "events": ["environment.push"]});
    hooks.push((client.integrate(script).await, "The sandbox runs no scripts"));
    client.commit(SHOP, "staging", "wrong.md", "1").await;
    client.advance(DONE).await;
    client.deliver().await;
    client.advance(1.0).await;
    for (hook, says) in hooks {
        let [how] = client.told(&hook).await.try_into().unwrap();
        assert_eq!((&how["state"], &how["result"]), (&json!("complete"), &json!("failure")), "{says}");
        assert!(how["text"].as_str().unwrap().starts_with("Could not tell "), "{how}");
        let log = client.log(&how).await;
        assert!(log.contains(says), "{log}");
    }
    let mut heard: Vec<String> = heard.lock().unwrap().iter().map(|(path, _)| path.clone()).collect();
    heard.sort();
    assert_eq!(heard, ["/broken", "/elsewhere"], "no redirection is followed");
}

#[tokio::test]
async fn the_hook_of_a_code_host_has_it_fetched() {
    let sandbox = sandbox();
    let client = Client::admin(&sandbox).await;
    let list = client.get(&format!("/projects/{SHOP}/integrations")).await.ok();
    let of = |kind: &str| list.as_array().unwrap().iter().find(|one| one["type"] == kind).unwrap().clone();
    let github = of("github");
    let hook = github["_links"]["#hook"]["href"].as_str().unwrap();
    let answer = client.post(hook, json!({"ref": "refs/heads/main"})).await.ok();
    let started = activity(&answer);
    assert_eq!((&started["type"], &started["integration"]), (&json!("integration.github.fetch"), &github["id"]));
    assert_eq!(started["payload"]["integration"]["repository"], github["repository"]);
    client.finish(&answer).await;
    Client::viewer(&sandbox).await.post(hook, json!({})).await.refused(403);
    let stranger = Client { token: "wrong".to_owned(), ..client.clone() };
    stranger.post(hook, json!({})).await.refused(401);
    client.get(hook).await.refused(405);
    let webhook = format!("{}/hook", of("webhook")["_links"]["self"]["href"].as_str().unwrap());
    client.post(&webhook, json!({})).await.refused(404);
}
