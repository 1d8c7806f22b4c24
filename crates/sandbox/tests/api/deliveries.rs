//! What integrations are told of activities.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::handler::Handler;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use tokio::net::TcpListener;

use wheelhouse_sandbox::{Options, Sandbox};

use crate::common::{Client, DONE, RUNNING, SHOP, activity, sandbox};

/// What a receiver was sent: where, and what.
type Heard = Arc<Mutex<Vec<(String, Value)>>>;

const KEY: &str = "a shared key";

async fn hear(State(heard): State<Heard>, uri: Uri, headers: HeaderMap, body: String) -> Response {
    assert_eq!(headers[header::CONTENT_TYPE], "application/json");
    let signature = headers.get("x-jws-signature").map(|value| value.to_str().unwrap());
    assert_eq!(signature, uri.path().contains("signed").then(|| signed(&body, KEY)).as_deref());
    heard.lock().unwrap().push((uri.path().to_owned(), serde_json::from_str(&body).unwrap()));
    match uri.path() {
        "/elsewhere" => (StatusCode::FOUND, [(header::LOCATION, "/away")]).into_response(),
        "/broken" => (StatusCode::INTERNAL_SERVER_ERROR, "It broke").into_response(),
        _ => "Thank you".into_response(),
    }
}

/// A JSON Web Signature that leaves out what it signs, as a receiver makes it to compare.
fn signed(body: &str, key: &str) -> String {
    let head = BASE64_URL_SAFE_NO_PAD.encode(r#"{"alg":"HS256","b64":false,"crit":["b64"]}"#);
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).unwrap();
    mac.update(format!("{head}.{body}").as_bytes());
    format!("{head}..{}", BASE64_URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}

/// Whoever is told, on its own port.
async fn receiver() -> (String, Heard) {
    serve(hear).await
}

async fn serve<H: Handler<T, Heard>, T: 'static>(hear: H) -> (String, Heard) {
    let heard = Heard::default();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let router = Router::new().fallback(hear).with_state(heard.clone());
    tokio::spawn(async move { axum::serve(listener, router).await });
    (origin, heard)
}

impl Client {
    pub async fn integrate(&self, body: Value) -> String {
        let made = self.post(&format!("/projects/{SHOP}/integrations"), body).await.ok();
        made["_embedded"]["entity"]["id"].as_str().unwrap().to_owned()
    }

    pub async fn deliver(&self) -> i64 {
        self.control("POST", "deliver", Value::Null).await.ok()["delivered"].as_i64().unwrap()
    }

    /// How telling an integration went, the newest first.
    pub async fn told(&self, integration: &str) -> Vec<Value> {
        let ways = ["email", "pagerduty", "slack", "webhook"].map(|way| format!("&type=integration.health.{way}"));
        let kinds = format!("type=integration.webhook&type=integration.script{}", ways.concat());
        let list = self.get(&format!("/projects/{SHOP}/activities?{kinds}&count=50")).await.ok();
        list.as_array().unwrap().iter().filter(|one| one["integration"] == integration).cloned().collect()
    }

    pub async fn log(&self, activity: &Value) -> String {
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
    hook("early", json!({"states": ["pending", "pending", "in_progress", "cancelled"]})).await;
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

#[tokio::test(flavor = "multi_thread")]
async fn a_script_runs_with_the_activity_that_it_follows() {
    let (origin, heard) = receiver().await;
    let client = Client::admin(&sandbox()).await;
    let integrate =
        |script: String| client.integrate(json!({"type": "script", "script": script, "events": ["environment.push"]}));
    let good = integrate(format!(
        "const answer = fetch('{origin}/told', {{method: 'post', headers: {{'Content-Type': 'application/json'}}, \
         body: JSON.stringify({{branch: activity.payload.environment.name}})}}); \
         console.log(activity.type, answer.status, answer.ok, answer.text())"
    ))
    .await;
    let bad = integrate("console.log('so far'); throw new Error('and no further')".to_owned()).await;
    client.commit(SHOP, "staging", "script.md", "1").await;
    client.advance(DONE).await;
    client.deliver().await;
    client.advance(1.0).await;
    assert_eq!(*heard.lock().unwrap(), [("/told".to_owned(), json!({"branch": "staging"}))]);
    for (script, result, text, says) in [
        (good, "success", "Ran a script for environment.push (complete)", "environment.push 200 true Thank you"),
        (bad, "failure", "A script for environment.push (complete) failed", "so far\nError: and no further"),
    ] {
        let [how] = client.told(&script).await.try_into().unwrap();
        assert_eq!((&how["type"], &how["result"]), (&json!("integration.script"), &json!(result)));
        assert_eq!(how["text"], text);
        let log = client.log(&how).await;
        assert!(log.contains(says), "{log}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_webhook_with_a_key_is_sent_is_signed() {
    let (origin, heard) = receiver().await;
    let client = Client::admin(&sandbox()).await;
    let body = |path: &str, key: Value| {
        let url = format!("{origin}/{path}");
        json!({"type": "webhook", "url": url, "events": ["environment.push"], "shared_key": key})
    };
    let hook = client.integrate(body("signed", json!(KEY))).await;
    client.integrate(body("plain", Value::Null)).await;
    client.commit(SHOP, "staging", "signed.md", "1").await;
    client.advance(DONE).await;
    client.deliver().await;
    let mut paths: Vec<String> = heard.lock().unwrap().iter().map(|(path, _)| path.clone()).collect();
    paths.sort();
    assert_eq!(paths, ["/plain", "/signed"]);
    client.advance(1.0).await;
    let [how] = client.told(&hook).await.try_into().unwrap();
    let log = client.log(&how).await;
    assert!(log.contains("Signed: X-JWS-Signature\n") && !log.contains(KEY), "{log}");
    assert!(!how.to_string().contains(KEY), "{how}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_fills_up_is_told_in_every_way_that_can_be() {
    let (origin, heard) = receiver().await;
    let client = Client::admin(&sandbox()).await;
    let mut ways = Vec::new();
    for (body, says) in [
        (json!({"type": "health.webhook", "url": format!("{origin}/signed"), "shared_key": KEY}), "Answered 200"),
        (json!({"type": "health.pagerduty", "routing_key": "r"}), "POST https://events.pagerduty.com/v2/enqueue\nNot"),
        (
            json!({"type": "health.slack", "channel": "#ops", "token": "t"}),
            "POST https://slack.com/api/chat.postMessage\nNot",
        ),
        (json!({"type": "health.email", "recipients": ["a@example.com"]}), "--mail-server smtp://HOST"),
    ] {
        ways.push((client.integrate(body).await, says));
    }
    client.advance(DONE).await;
    let mut levels = Vec::new();
    // The disk of the database has 4 GiB.
    for mebibytes in [1_000_i64, 3_400, 3_300, 3_800, 1_000] {
        let written = json!({"service": "db", "size_bytes": mebibytes << 20});
        client.control("POST", &format!("data/{SHOP}/staging"), written).await.ok();
        client.deliver().await;
        client.advance(1.0).await;
        let heard = std::mem::take(&mut *heard.lock().unwrap());
        levels.push(heard.iter().map(|(_, told)| told["level"].clone()).collect::<Vec<_>>());
        assert!(heard.iter().all(|(_, told)| told["service"] == "db" && told["environment"] == "staging"), "{heard:?}");
    }
    let told = |level: &str| vec![json!(level)];
    assert_eq!(levels, [vec![], told("warning"), vec![], told("critical"), told("ok")]);
    for (way, says) in ways {
        let how = client.told(&way).await;
        assert_eq!(how.len(), 3, "{says}");
        let is_good = says == "Answered 200";
        assert_eq!(how[0]["result"], if is_good { "success" } else { "failure" }, "{says}");
        assert_eq!(how[0]["parameters"], json!({"environment": "staging", "service": "db", "level": "ok"}));
        let log = client.log(&how[0]).await;
        assert!(log.contains(says), "{log}");
    }
    // What has no disk of its own is never full.
    let written = json!({"service": "cache", "size_bytes": i64::MAX});
    client.control("POST", &format!("data/{SHOP}/staging"), written).await.ok();
    assert_eq!(client.deliver().await, 0);
}

/// Slack, as far as it takes messages: each with the token that came with it.
async fn slack(State(heard): State<Heard>, uri: Uri, headers: HeaderMap, body: String) -> Response {
    assert_eq!((uri.path(), uri.query()), ("/api/chat.postMessage", None));
    assert_eq!(headers[header::CONTENT_TYPE], "application/json; charset=utf-8");
    let token = headers[header::AUTHORIZATION].to_str().unwrap().strip_prefix("Bearer ").unwrap().to_owned();
    let answer = match token.as_str() {
        GOOD => json!({"ok": true, "ts": "1", "echo": token}),
        LIMITED => return (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "30")]).into_response(),
        ODD => json!({"ok": false, "error": token}),
        _ => json!({"ok": false, "error": "invalid_auth"}),
    };
    heard.lock().unwrap().push((token, serde_json::from_str(&body).unwrap()));
    answer.to_string().into_response()
}

const GOOD: &str = "xoxb-1-good";
const BAD: &str = "xoxb-2-bad";
const LIMITED: &str = "xoxb-3-limited";
const ODD: &str = "xoxb-4-odd";

#[tokio::test(flavor = "multi_thread")]
async fn slack_is_posted_to_with_the_bots_token() {
    let (origin, heard) = serve(slack).await;
    let options = Options { test_controls: true, slack_api: format!("{origin}/api"), ..Options::default() };
    let client = Client::admin(&Sandbox::open(options).unwrap()).await;
    let integrate = |token: &str| client.integrate(json!({"type": "health.slack", "channel": "#ops", "token": token}));
    let ways = [
        (integrate(GOOD).await, GOOD, "POST {}/api/chat.postMessage\nAnswered 200\n"),
        (integrate(BAD).await, BAD, "Answered 200\nSlack posted nothing: invalid_auth"),
        (integrate(LIMITED).await, LIMITED, "Answered 429\nSlack posted nothing: its answer does not say why"),
        (integrate(ODD).await, ODD, "Answered 200\nSlack posted nothing: its answer does not say why"),
    ];
    client.advance(DONE).await;
    let fill = async |mebibytes: i64| {
        let written = json!({"service": "db", "size_bytes": mebibytes << 20});
        client.control("POST", &format!("data/{SHOP}/staging"), written).await.ok();
        client.deliver().await;
        client.advance(1.0).await;
        std::mem::take(&mut *heard.lock().unwrap())
    };
    let told = fill(3_400).await;
    let (_, message) = told.iter().find(|(token, _)| token == GOOD).unwrap();
    assert_eq!(*message, json!({"channel": "#ops", "text": "The disk of db in staging fills up: 16% are free."}));
    for (way, token, says) in &ways {
        let [how] = client.told(way).await.try_into().unwrap();
        assert_eq!(how["result"], if *token == GOOD { "success" } else { "failure" }, "{token}");
        let log = client.log(&how).await;
        assert!(log.contains(&says.replace("{}", &origin)) && !log.contains(token), "{log}");
        assert!(!how.to_string().contains(token), "{how}");
    }
    // A change that names no token keeps the one that is there.
    let [(good, ..), (bad, ..), ..] = &ways;
    let change = async |id: &str, body: Value| {
        let written = client.patch(&format!("/projects/{SHOP}/integrations/{id}"), body).await;
        assert!(!written.text.contains("xoxb"), "{}", written.text);
        written.ok();
    };
    change(good, json!({"type": "health.slack", "channel": "#shop"})).await;
    change(bad, json!({"type": "health.slack", "token": GOOD})).await;
    client.advance(DONE).await;
    let told = fill(3_800).await;
    let mut channels: Vec<&Value> =
        told.iter().filter(|(token, _)| token == GOOD).map(|(_, body)| &body["channel"]).collect();
    channels.sort_by_key(|channel| channel.to_string());
    assert_eq!(channels, ["#ops", "#shop"]);
    assert!(told.iter().all(|(token, _)| token != BAD), "{told:?}");
    let list = client.get(&format!("/projects/{SHOP}/integrations")).await.text;
    assert!(!list.contains("xoxb"), "{list}");
    // The demo's own was never given a token.
    let list: Value = serde_json::from_str(&list).unwrap();
    let demo = list.as_array().unwrap().iter().find(|one| one["channel"] == "#shop-alerts").unwrap();
    let how = client.told(demo["id"].as_str().unwrap()).await;
    assert!(client.log(&how[0]).await.contains("There is no bot token"));
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
    // A code host has no token, but the key.
    let nobody = Client { token: String::new(), ..client.clone() };
    let answer = nobody.post(hook, json!({"ref": "refs/heads/main"})).await.ok();
    assert_eq!(activity(&answer)["type"], "integration.github.fetch");
    let (bare, key) = hook.split_once("?key=").unwrap();
    assert!(key.len() >= 32, "{key}");
    for wrong in [bare.to_owned(), format!("{bare}?key="), format!("{bare}?key={}x", &key[1..])] {
        nobody.post(&wrong, json!({})).await.refused(401);
    }
    let other = bare.replace("/hook", "");
    nobody.get(&format!("{other}?key={key}")).await.refused(401);
    client.get(hook).await.refused(405);
    let webhook = format!("{}/hook", of("webhook")["_links"]["self"]["href"].as_str().unwrap());
    client.post(&webhook, json!({})).await.refused(404);
}
