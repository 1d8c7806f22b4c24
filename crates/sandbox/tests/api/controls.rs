use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};
use wheelhouse_sandbox::{Options, Sandbox};

use crate::common::{Client, SHOP, control, exchange, names, sandbox, try_send};

async fn fault(client: &Client, operation: &str, fault: Value) {
    client.control("POST", "faults", json!({"operation": operation, "fault": fault, "times": 1})).await.ok();
}

#[tokio::test]
async fn without_test_controls_there_are_none() {
    let router = Sandbox::open(Options::default()).unwrap().router();
    for (method, name) in [("GET", "coverage"), ("POST", "reset"), ("POST", "clock"), ("POST", "faults")] {
        control(&router, method, name, json!({})).await.refused(404);
    }
}

#[tokio::test]
async fn what_sets_a_test_up_is_not_counted() {
    let client = Client::admin(&sandbox()).await;
    client.send_with("GET", "/users/me", None, &[("x-wheelhouse-uncounted", "1")]).await.ok();
    let counts = client.control("GET", "coverage", Value::Null).await.ok()["operations"].clone();
    assert_eq!(counts["get-the-current-user"], 0);
    assert_eq!(counts.as_object().unwrap().len(), wheelhouse_contract::operations().count());
    client.get("/users/me").await.ok();
    let counts = client.control("GET", "coverage", Value::Null).await.ok()["operations"].clone();
    assert_eq!(counts["get-the-current-user"], 1);
}

#[tokio::test]
async fn a_fault_strikes_so_often_and_only_its_operation() {
    let client = Client::admin(&sandbox()).await;
    let html =
        json!({"status": 500, "body": "<html>oops", "content_type": "text/html", "headers": {"retry-after": "3"}});
    client.control("POST", "faults", json!({"operation": "get-a-project", "fault": html, "times": 2})).await.ok();
    client.get("/users/me").await.ok();
    for _ in 0..2 {
        let answer = client.get(&format!("/projects/{SHOP}")).await;
        assert_eq!((answer.status.as_u16(), answer.text.as_str()), (500, "<html>oops"));
        assert_eq!(
            (&answer.headers["content-type"], &answer.headers["retry-after"]),
            (&"text/html".parse().unwrap(), &"3".parse().unwrap())
        );
    }
    client.get(&format!("/projects/{SHOP}")).await.ok();
    client
        .control("POST", "faults", json!({"operation": "*", "fault": {"expired_token": true}, "times": 9}))
        .await
        .ok();
    assert_eq!(client.get("/users/me").await.refused(401)["error"], "invalid_token");
    client.control("DELETE", "faults", Value::Null).await.ok();
    client.get("/users/me").await.ok();
    client.control("POST", "faults", json!({"operation": "x", "fault": {"exploded": true}})).await.refused(400);
}

#[tokio::test]
async fn an_answer_can_be_lost_before_or_after_the_act() {
    let client = Client::admin(&sandbox()).await;
    let path = format!("/projects/{SHOP}/variables");
    for (when, kept) in [("before", false), ("after", true)] {
        let name = format!("env:{}", when.to_uppercase());
        fault(&client, "add-a-project-variable", json!({"drop": true, "when": when})).await;
        let request = Request::post(format!("/api{path}"))
            .header("authorization", format!("Bearer {}", client.token))
            .body(Body::from(json!({"name": name, "value": "1"}).to_string()))
            .unwrap();
        assert!(try_send(&client.router, request).await.is_none(), "there was an answer");
        assert_eq!(names(&client.get(&path).await.ok()).contains(&name), kept);
    }
}

#[tokio::test]
async fn good_answers_can_be_spoilt() {
    let client = Client::admin(&sandbox()).await;
    let good = client.get("/users/me").await.text;
    fault(&client, "get-the-current-user", json!({"truncate": true})).await;
    let half = client.get("/users/me").await;
    assert_eq!((half.status.as_u16(), half.text.as_str()), (200, &good[..good.len() / 2]));
    fault(&client, "get-the-current-user", json!({"malformed": true})).await;
    assert!(serde_json::from_str::<Value>(&client.get("/users/me").await.text).is_err());
    fault(&client, "get-the-current-user", json!({"body": {"id": null, "first_name": 7}, "delay_ms": 5})).await;
    assert_eq!(client.get("/users/me").await.ok(), json!({"id": null, "first_name": 7}));
    fault(&client, "sign-in", json!({"status": 503})).await;
    assert_eq!(exchange(&client.router, "wheelhouse-demo-admin-token").await.status, 503);
    fault(&client, "activity-log", json!({"status": 500})).await;
    let activity = client.get(&format!("/projects/{SHOP}/activities")).await.ok()[0].clone();
    assert_eq!(client.get(activity["_links"]["log"]["href"].as_str().unwrap()).await.status, 500);
}

#[tokio::test]
async fn a_reset_brings_the_data_back_and_keeps_people_signed_in() {
    let client = Client::admin(&sandbox()).await;
    let path = format!("/projects/{SHOP}/variables");
    let before = names(&client.get(&path).await.ok());
    client.post(&path, json!({"name": "env:EXTRA", "value": "1"})).await.ok();
    client.delete(&format!("{path}/env:TZ")).await.ok();
    client.advance(60.0).await;
    fault(&client, "*", json!({"status": 500})).await;
    client.control("POST", "reset", Value::Null).await.ok();
    assert_eq!(names(&client.get(&path).await.ok()), before);
    exchange(&client.router, "wheelhouse-demo-admin-token").await.ok();
    client.post(&path, json!({"name": "env:EXTRA", "value": "1"})).await.ok();
}

#[tokio::test]
async fn time_only_goes_forward() {
    let client = Client::admin(&sandbox()).await;
    for seconds in [json!(-1), json!("x"), json!(1e300)] {
        client.control("POST", "clock", json!({"advance_seconds": seconds})).await.refused(400);
    }
}

/// The sandbox's time, as its control tells it.
async fn now(client: &Client, change: Value) -> String {
    client.control("POST", "clock", change).await.ok()["now"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_stopped_clock_moves_by_steps_alone() {
    let client = Client::admin(&sandbox()).await;
    let stopped = now(&client, json!({"stop": true})).await;
    let added =
        client.post(&format!("/projects/{SHOP}/variables"), json!({"name": "env:NEW", "value": "1"})).await.ok();
    let activity =
        format!("/projects/{SHOP}/activities/{}", added["_embedded"]["activities"][0]["id"].as_str().unwrap());
    assert_eq!(client.get(&activity).await.ok()["state"], "pending");
    assert_eq!(now(&client, json!({})).await, stopped, "it went on by itself");
    client.advance(600.0).await;
    assert_eq!(client.get(&activity).await.ok()["state"], "complete");
    let moved = now(&client, json!({})).await;
    assert_eq!(now(&client, json!({"stop": true})).await, moved, "stopping it again moved it");
    let going = now(&client, json!({"stop": false})).await;
    assert!(going >= moved, "time went back");
    assert!(now(&client, json!({"advance_seconds": 1})).await > going);
    client.control("POST", "clock", json!({"stopped": true})).await.refused(400);

    let real = Client::admin(&sandbox()).await;
    client.control("POST", "clock", json!({"stop": true, "advance_seconds": 3600})).await.ok();
    client.control("POST", "reset", Value::Null).await.ok();
    assert!(now(&client, json!({})).await <= now(&real, json!({})).await, "a reset brings real time back");
    let before = now(&client, json!({})).await;
    assert_ne!(now(&client, json!({})).await, before, "a reset clock goes");
}
