use serde_json::{Value, json};

use crate::common::{Client, SHOP, TICKETS, activity, names, sandbox};

fn path() -> String {
    format!("/projects/{SHOP}/variables")
}

#[tokio::test]
async fn a_variable_is_made_read_changed_and_deleted() {
    let client = Client::admin(&sandbox()).await;
    let answer = client.post(&path(), json!({"name": "env:DEBUG", "value": "on"})).await;
    assert_eq!(answer.status, 201);
    let written = answer.ok();
    assert_eq!(written["status"], "Created");
    let entity = &written["_embedded"]["entity"];
    assert_eq!(
        (&entity["id"], &entity["visible_build"], &entity["is_json"]),
        (&json!("env:DEBUG"), &json!(true), &json!(false))
    );
    let link = entity["_links"]["#edit"]["href"].as_str().unwrap();
    assert_eq!(client.get(link).await.ok(), *entity);
    assert!(names(&client.get(&path()).await.ok()).contains(&"env:DEBUG".to_owned()));

    let activity = activity(&written);
    assert_eq!(activity["type"], "project.variable.create");
    assert_eq!(activity["text"], "Niamh Okonjo-Byrne created variable env:DEBUG");
    assert_eq!(activity["environments"], json!(["main"]));
    assert_eq!(activity["payload"]["variable"]["name"], "env:DEBUG");
    assert_eq!(activity["payload"]["user"]["display_name"], "Niamh Okonjo-Byrne");

    let changed = client.patch(link, json!({"value": "off"})).await.ok();
    assert_eq!(changed["_embedded"]["entity"]["value"], "off");
    assert_eq!(changed["_embedded"]["entity"]["visible_build"], true);
    assert_eq!(changed["_embedded"]["entity"]["created_at"], entity["created_at"]);
    assert_eq!(crate::common::activity(&changed)["type"], "project.variable.update");

    let deleted = client.delete(link).await.ok();
    assert_eq!(crate::common::activity(&deleted)["type"], "project.variable.delete");
    client.get(link).await.refused(404);
    client.delete(link).await.refused(404);
    client.patch(link, json!({"value": "x"})).await.refused(404);
}

#[tokio::test]
async fn names_are_unique_and_can_change() {
    let client = Client::admin(&sandbox()).await;
    let conflict = client.post(&path(), json!({"name": "env:TZ", "value": "UTC"})).await.refused(409);
    assert!(conflict["detail"]["name"].as_str().unwrap().contains("already exists"));
    let conflict = client.patch(&format!("{}/env:TZ", path()), json!({"name": "env:NODE_ENV"})).await.refused(409);
    assert!(conflict["detail"]["name"].is_string());
    let renamed = client.patch(&format!("{}/env:TZ", path()), json!({"name": "env:TIME_ZONE"})).await.ok();
    assert_eq!(renamed["_embedded"]["entity"]["id"], "env:TIME_ZONE");
    client.get(&format!("{}/env:TZ", path())).await.refused(404);
    assert_eq!(client.get(&format!("{}/env%3ATIME_ZONE", path())).await.ok()["value"], "Europe/London");
    // Writing a variable under its own name is no conflict.
    client.patch(&format!("{}/env:TIME_ZONE", path()), json!({"name": "env:TIME_ZONE"})).await.ok();
}

#[tokio::test]
async fn a_sensitive_value_is_never_answered_and_stays_sensitive() {
    let client = Client::admin(&sandbox()).await;
    let secret = "hunter2hunter2";
    let body = json!({"name": "env:SECRET", "value": secret, "is_sensitive": true});
    let answers = [
        client.post(&path(), body).await,
        client.get(&path()).await,
        client.get(&format!("{}/env:SECRET", path())).await,
        client.patch(&format!("{}/env:SECRET", path()), json!({"visible_build": false})).await,
        client.get(&format!("/projects/{SHOP}/activities")).await,
    ];
    for answer in answers {
        assert!(answer.status.is_success());
        assert!(!answer.text.contains(secret), "{}", answer.text);
    }
    let refused = client.patch(&format!("{}/env:SECRET", path()), json!({"is_sensitive": false})).await.refused(400);
    assert!(refused["detail"]["is_sensitive"].is_string());
    let seen = client.get(&format!("{}/env:SECRET", path())).await.ok();
    assert_eq!((seen.get("value"), &seen["visible_build"]), (None, &json!(false)));
}

#[tokio::test]
async fn what_becomes_sensitive_later_is_in_no_activity() {
    let client = Client::admin(&sandbox()).await;
    client.post(&path(), json!({"name": "env:LATER", "value": "hunter2hunter2"})).await.ok();
    client.patch(&format!("{}/env:LATER", path()), json!({"is_sensitive": true})).await.ok();
    let activities = client.get(&format!("/projects/{SHOP}/activities")).await;
    assert!(activities.text.contains("env:LATER") && !activities.text.contains("hunter2"), "{}", activities.text);
}

#[tokio::test]
async fn json_is_checked_against_what_is_kept() {
    let client = Client::admin(&sandbox()).await;
    let bad = json!({"name": "config", "value": "{\"a\":", "is_json": true});
    assert!(client.post(&path(), bad).await.refused(400)["detail"]["value"].as_str().unwrap().contains("line 1"));
    // The kept value is no JSON.
    let refused = client.patch(&format!("{}/env:TZ", path()), json!({"is_json": true})).await.refused(400);
    assert!(refused["detail"]["value"].is_string());
    // The kept variable is JSON.
    let refused = client.patch(&format!("{}/prices", path()), json!({"value": "free"})).await.refused(400);
    assert!(refused["detail"]["value"].is_string());
    client.patch(&format!("{}/prices", path()), json!({"value": "free", "is_json": false})).await.ok();
    client.patch(&format!("{}/env:TZ", path()), json!({"value": "[1]", "is_json": true})).await.ok();
}

#[tokio::test]
async fn a_refused_write_changes_nothing() {
    let sandbox = sandbox();
    let (admin, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    let state = async || {
        let variables = admin.get(&path()).await.text;
        (variables, admin.get(&format!("/projects/{SHOP}/activities")).await.text)
    };
    let before = state().await;
    viewer.post(&path(), json!({"name": "a", "value": "b"})).await.refused(403);
    viewer.delete(&format!("{}/env:TZ", path())).await.refused(403);
    admin.post(&path(), json!({"name": "a b", "value": "b"})).await.refused(400);
    admin.patch(&format!("{}/env:TZ", path()), json!({"value": "x", "name": "prices"})).await.refused(409);
    assert_eq!(state().await, before);
    admin.post(&format!("/projects/{TICKETS}/variables"), json!({"name": "a", "value": "b"})).await.refused(403);
}

#[tokio::test]
async fn hostile_text_is_kept_as_it_is_and_escaped_in_html() {
    let client = Client::admin(&sandbox()).await;
    let value = "</script><img src=x onerror=alert(1)> \u{1} ' OR 1=1 -- 🦆";
    let written = client.post(&path(), json!({"name": "hostile", "value": value})).await.ok();
    assert_eq!(written["_embedded"]["entity"]["value"], value);
    assert_eq!(client.get(&format!("{}/hostile", path())).await.ok()["value"], value);
    let attributes = json!({"<b>": "<script>"});
    let changed = client.patch(&format!("{}/hostile", path()), json!({"attributes": attributes})).await.ok();
    assert_eq!(changed["_embedded"]["entity"]["attributes"], attributes);
}

#[tokio::test]
async fn empty_and_blank_values_are_kept_and_a_nul_is_refused() {
    let client = Client::admin(&sandbox()).await;
    for (name, value) in [("empty", ""), ("blank", " \n"), ("number", "8.10")] {
        client.post(&path(), json!({"name": name, "value": value})).await.ok();
        assert_eq!(client.get(&format!("{}/{name}", path())).await.ok()["value"], value);
    }
    client.post(&path(), json!({"name": "nul", "value": "a\0"})).await.refused(400);
}

#[tokio::test]
async fn links_of_a_variable_follow_the_role() {
    let sandbox = sandbox();
    let item = async |client: Client| client.get(&path()).await.ok()[0]["_links"].clone();
    assert!(item(Client::admin(&sandbox).await).await["#delete"].is_object());
    assert_eq!(item(Client::viewer(&sandbox).await).await["#delete"], Value::Null);
}
