use serde_json::{Value, json};

use crate::common::{Client, DONE, SHOP, TICKETS, activity, sandbox};

fn path(environment: &str) -> String {
    format!("/projects/{SHOP}/environments/{environment}/variables")
}

fn named<'a>(list: &'a Value, name: &str) -> Option<&'a Value> {
    list.as_array().unwrap().iter().find(|variable| variable["name"] == name)
}

#[tokio::test]
async fn a_variable_that_is_not_enabled_is_none() {
    let client = Client::admin(&sandbox()).await;
    let environment = format!("/projects/{SHOP}/environments/main");
    let seen = async |name: &str| {
        let current = client.get(&format!("{environment}/deployments/current")).await.ok();
        current["variables"].as_array().unwrap().iter().find(|one| one["name"] == name).cloned()
    };
    let of_project = seen("env:TZ").await.unwrap();
    let body = json!({"name": "env:TZ", "value": "Mars/Olympus", "is_enabled": false});
    let written = client.post(&format!("{environment}/variables"), body).await.ok();
    client.finish(&written).await;
    assert_eq!(seen("env:TZ").await.unwrap(), of_project, "the project's is seen");
    let link = written["_embedded"]["entity"]["_links"]["#edit"]["href"].as_str().unwrap();
    let written = client.patch(link, json!({"is_enabled": true})).await.ok();
    client.finish(&written).await;
    assert_eq!(seen("env:TZ").await.unwrap()["value"], "Mars/Olympus");
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
    assert_eq!(started["text"], "Niamh Okonjo-Byrne created variable env:DEBUG on environment staging");
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
async fn what_is_inherited_is_as_it_is_where_it_was_set() {
    let client = Client::admin(&sandbox()).await;
    let make = async |environment: &str, body: Value| client.post(&path(environment), body).await.ok();
    make("main", json!({"name": "env:SECRET", "value": "not-to-be-seen", "is_sensitive": true})).await;
    make("main", json!({"name": "env:OFF", "value": "1", "is_enabled": false})).await;
    let child = client.get(&path("vat-rounding-t5w1z")).await.ok();
    let secret = named(&child, "env:SECRET").unwrap();
    assert_eq!(
        (&secret["inherited"], &secret["is_sensitive"], secret.get("value")),
        (&json!(true), &json!(true), None)
    );
    assert_eq!((&secret["environment"], &secret["is_inheritable"]), (&json!("main"), &json!(true)));
    let off = named(&child, "env:OFF").unwrap();
    assert_eq!(
        (&off["inherited"], &off["is_enabled"]),
        (&json!(true), &json!(false)),
        "listed, though nothing sees it"
    );

    // One of the same name that is not enabled hides the parent's from what is below.
    make("staging", json!({"name": "env:SECRET", "value": "plain", "is_enabled": false})).await;
    let child = client.get(&path("vat-rounding-t5w1z")).await.ok();
    let nearest = named(&child, "env:SECRET").unwrap();
    assert_eq!((&nearest["environment"], &nearest["value"]), (&json!("staging"), &json!("plain")));
    // One that is not inheritable hides nothing.
    client.patch(&format!("{}/env:SECRET", path("staging")), json!({"is_inheritable": false})).await.ok();
    let child = client.get(&path("vat-rounding-t5w1z")).await.ok();
    assert_eq!(named(&child, "env:SECRET").unwrap()["environment"], "main");
    let own = client.get(&path("staging")).await.ok();
    assert_eq!(named(&own, "env:SECRET").unwrap()["inherited"], false);
    // No longer inherited once it is gone, or not inheritable.
    client.patch(&format!("{}/env:SECRET", path("main")), json!({"is_inheritable": false})).await.ok();
    client.delete(&format!("{}/env:OFF", path("main"))).await.ok();
    let child = client.get(&path("vat-rounding-t5w1z")).await.ok();
    assert_eq!((named(&child, "env:SECRET"), named(&child, "env:OFF")), (None, None));
    client.get(&format!("{}/env:SECRET", path("vat-rounding-t5w1z"))).await.refused(404);
}

#[tokio::test]
async fn a_sensitive_value_is_never_told_again() {
    let client = Client::admin(&sandbox()).await;
    let body = json!({"name": "env:SECRET", "value": "not-to-be-seen", "is_sensitive": true});
    let written = client.post(&path("staging"), body).await.ok();
    let one = format!("{}/env:SECRET", path("staging"));
    let refused = client.patch(&one, json!({"is_sensitive": false})).await.refused(400);
    assert!(refused["detail"]["is_sensitive"].is_string(), "{refused}");
    let changed = client.patch(&one, json!({"value": "not-to-be-seen either"})).await.ok();
    client.advance(DONE).await;
    let project = format!("/projects/{SHOP}");
    let mut told = vec![written.to_string(), changed.to_string()];
    for path in [
        one,
        path("staging"),
        path("gift-cards-b3m9q"),
        format!("{project}/environments/staging/deployments"),
        format!("{project}/environments/gift-cards-b3m9q/deployments"),
        format!("{project}/environments/staging/activities"),
        format!("{project}/activities/{}/log", activity(&changed)["id"].as_str().unwrap()),
    ] {
        told.push(client.get(&path).await.text);
    }
    assert!(told.iter().all(|text| !text.contains("not-to-be-seen")), "{told:?}");
    assert!(told[6].contains("env:SECRET"));
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
