use serde_json::{Value, json};

use crate::common::{Client, DONE, SHOP, TICKETS, activity, sandbox};

fn path(environment: &str) -> String {
    format!("/projects/{SHOP}/environments/{environment}/variables")
}

fn named<'a>(list: &'a Value, name: &str) -> Option<&'a Value> {
    list.as_array().unwrap().iter().find(|variable| variable["name"] == name)
}

#[tokio::test]
async fn a_variable_is_made_read_changed_and_deleted() {
    let client = Client::admin(&sandbox()).await;
    let answer =
        client.post(&path("staging"), json!({"name": "env:DEBUG", "value": "on", "is_inheritable": false})).await;
    assert_eq!(answer.status, 201);
    let written = answer.ok();
    let entity = &written["_embedded"]["entity"];
    assert_eq!((&entity["environment"], &entity["inherited"]), (&json!("staging"), &json!(false)));
    assert_eq!((&entity["is_enabled"], &entity["is_inheritable"]), (&json!(true), &json!(false)));
    let started = activity(&written);
    assert_eq!(started["type"], "environment.variable.create");
    assert_eq!(started["environments"], json!(["staging"]));
    assert_eq!(started["text"], "Ada Lovelace created variable env:DEBUG on environment staging");
    assert_eq!(started["payload"]["environment"]["id"], "staging");

    let one = format!("{}/env:DEBUG", path("staging"));
    assert_eq!(client.get(&one).await.ok(), *entity);
    let changed = client.patch(&one, json!({"is_enabled": false})).await.ok();
    assert_eq!(changed["_embedded"]["entity"]["is_enabled"], false);
    assert_eq!(changed["_embedded"]["entity"]["value"], "on");
    client.delete(&one).await.ok();
    client.get(&one).await.refused(404);
    let conflict = client.post(&path("staging"), json!({"name": "env:PAYMENT_MODE", "value": "x"})).await.refused(409);
    assert!(conflict["detail"]["name"].is_string());
}

#[tokio::test]
async fn children_inherit_what_is_inheritable_and_not_set_nearer() {
    let client = Client::admin(&sandbox()).await;
    let main = client.get(&path("main")).await.ok();
    assert!(main.as_array().unwrap().iter().all(|variable| variable["inherited"] == false));
    // new-checkout is under staging, which is under main.
    let child = client.get(&path("new-checkout-x7k2a")).await.ok();
    let flags = named(&child, "feature_flags").unwrap();
    assert_eq!((&flags["inherited"], &flags["environment"]), (&json!(false), &json!("new-checkout-x7k2a")));
    let level = named(&child, "env:LOG_LEVEL").unwrap();
    assert_eq!(
        (&level["inherited"], &level["environment"], &level["value"]),
        (&json!(true), &json!("staging"), &json!("debug"))
    );
    assert_eq!(level["_links"]["#edit"], Value::Null, "changed where it was set");
    assert_eq!(client.get(&format!("{}/env:LOG_LEVEL", path("new-checkout-x7k2a"))).await.ok(), *level);
    assert_eq!(named(&child, "env:SMTP_PASSWORD"), None, "not inheritable");
    assert_eq!(named(&child, "env:TZ"), None, "the project's are listed with the project");

    // An inherited one cannot be changed here, but one of the same name can be made.
    client.patch(&format!("{}/env:LOG_LEVEL", path("new-checkout-x7k2a")), json!({"value": "x"})).await.refused(404);
    client.post(&path("new-checkout-x7k2a"), json!({"name": "env:LOG_LEVEL", "value": "trace"})).await.ok();
    let child = client.get(&path("vat-rounding-t5w1z")).await.ok();
    assert_eq!(named(&child, "env:LOG_LEVEL").unwrap()["value"], "trace");
}

#[tokio::test]
async fn the_role_on_the_environments_type_decides() {
    let client = Client::admin(&sandbox()).await;
    let body = json!({"name": "env:GUEST", "value": "1"});
    let at = |environment: &str| format!("/projects/{TICKETS}/environments/{environment}/variables");
    let refused = client.post(&at("main"), body.clone()).await.refused(403);
    assert!(refused["detail"].as_str().unwrap().contains("production"), "{refused}");
    client.post(&at("upgrade-runtime-k4s8h"), body).await.ok();
}

#[tokio::test]
async fn an_environment_that_does_not_run_does_not_redeploy() {
    let client = Client::admin(&sandbox()).await;
    let environment = format!("/projects/{SHOP}/environments/faster-search-p2d6n");
    let written = client.post(&format!("{environment}/variables"), json!({"name": "a", "value": "b"})).await.ok();
    client.advance(DONE).await;
    let done = client.get(activity(&written)["_links"]["self"]["href"].as_str().unwrap()).await.ok();
    assert_eq!((&done["state"], &done["result"]), (&json!("complete"), &json!("success")));
    let environment = client.get(&environment).await.ok();
    assert_eq!((&environment["status"], &environment["deployment_state"]), (&json!("inactive"), &Value::Null));
}
