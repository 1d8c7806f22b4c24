use serde_json::{Value, json};

use crate::common::{Client, DONE, SHOP, TICKETS, activity, sandbox};

pub fn environment(id: &str) -> String {
    format!("/projects/{SHOP}/environments/{id}")
}

pub async fn list(client: &Client, id: &str) -> Vec<Value> {
    client.get(&format!("{}/backups", environment(id))).await.ok().as_array().unwrap().clone()
}

pub async fn data(client: &Client, id: &str) -> Value {
    client.control("GET", &format!("data/{SHOP}/{id}"), Value::Null).await.ok()
}

pub async fn write(client: &Client, id: &str, revision: &str) {
    let body = json!({"service": "db", "revision": revision, "size_bytes": 1_000_000});
    client.control("POST", &format!("data/{SHOP}/{id}"), body).await.ok();
}

pub async fn push(client: &Client, id: &str, text: &str) -> String {
    let body = json!({"path": "docs/note.md", "text": text});
    let pushed = client.control("POST", &format!("commit/{SHOP}/{id}"), body).await.ok();
    pushed["commit"].as_str().unwrap().to_owned()
}

pub async fn head(client: &Client, id: &str) -> String {
    let head = client.get(&environment(id)).await.ok()["head_commit"].as_str().unwrap().to_owned();
    let name = client.get(&environment(id)).await.ok()["name"].as_str().unwrap().replace('/', "%2F");
    let reference = client.get(&format!("/projects/{SHOP}/git/refs/heads%2F{name}")).await.ok();
    assert_eq!(reference["sha"], head, "the branch is where the environment says");
    head
}

/// Makes a backup, and answers it.
pub async fn backup(client: &Client, id: &str, safe: bool) -> Value {
    let started = activity(&client.post(&format!("{}/backup", environment(id)), json!({"safe": safe})).await.ok());
    client.advance(DONE).await;
    let made = started["payload"]["backup"]["id"].as_str().unwrap();
    client.get(&format!("{}/backups/{made}", environment(id))).await.ok()
}

pub fn restore(to: Option<&str>, code: bool) -> Value {
    json!({"environment_name": to, "branch_from": null, "restore_code": code})
}

pub fn link(resource: &Value, relation: &str) -> String {
    resource["_links"][relation]["href"].as_str().unwrap_or_else(|| panic!("no {relation}: {resource}")).to_owned()
}

pub async fn outcome(client: &Client, started: &Value) -> Value {
    client.get(&link(started, "self")).await.ok()
}

#[tokio::test]
async fn a_backup_is_there_when_its_activity_is_complete() {
    let client = Client::admin(&sandbox()).await;
    write(&client, "staging", "one").await;
    let (before, held) = (list(&client, "staging").await, data(&client, "staging").await);
    let written = client.post(&format!("{}/backup", environment("staging")), json!({"safe": false})).await.ok();
    let started = activity(&written);
    assert_eq!((&started["type"], &started["environments"]), (&json!("environment.backup"), &json!(["staging"])));
    assert_eq!(list(&client, "staging").await, before, "not before the end");
    client.advance(DONE).await;
    let after = list(&client, "staging").await;
    assert_eq!(after.len(), before.len() + 1);
    let made = &after[0];
    assert_eq!(made["id"], started["payload"]["backup"]["id"]);
    assert_eq!(*made, client.get(&link(made, "self")).await.ok());
    assert_eq!(made["commit_id"], head(&client, "staging").await);
    let size: i64 = held.as_array().unwrap().iter().map(|data| data["size_bytes"].as_i64().unwrap()).sum();
    assert_eq!((&made["size_used"], &made["size_of_volumes"]), (&json!(size), &json!(7_168_i64 * 1024 * 1024)));
    assert_eq!((&made["safe"], &made["automated"], &made["index"]), (&json!(false), &json!(false), &Value::Null));
    assert_eq!((&made["status"], &made["restorable"]), (&json!("CREATED"), &json!(true)));
    let done = outcome(&client, &started).await;
    assert_eq!(made["created_at"], done["completed_at"]);
    assert_eq!(client.get(&environment("staging")).await.ok()["last_backup_at"], made["created_at"]);
    let log = client.get(&link(&started, "log")).await.text;
    assert!(log.contains("'search' (opensearch:2)") && log.contains("mounts of application 'app'"), "{log}");
}

#[tokio::test]
async fn a_backup_that_is_cancelled_is_none() {
    let client = Client::admin(&sandbox()).await;
    let before = list(&client, "staging").await;
    let started =
        activity(&client.post(&format!("{}/backup", environment("staging")), json!({"safe": true})).await.ok());
    client.post(&link(&started, "#cancel"), json!({})).await.ok();
    client.advance(DONE).await;
    assert_eq!(list(&client, "staging").await, before);
}

#[tokio::test]
async fn a_backup_is_deleted_when_its_activity_is_complete() {
    let client = Client::admin(&sandbox()).await;
    let made = list(&client, "main").await.remove(0);
    let path = link(&made, "self");
    let started = activity(&client.delete(&link(&made, "#delete")).await.ok());
    assert_eq!(started["type"], "environment.backup.delete");
    let going = client.get(&path).await.ok();
    assert_eq!((&going["status"], &going["restorable"]), (&json!("DELETING"), &json!(false)));
    assert_eq!((&going["_links"]["#restore"], &going["_links"]["#delete"]), (&Value::Null, &Value::Null));
    for refused in [client.delete(&path).await, client.post(&format!("{path}/restore"), restore(None, true)).await] {
        assert!(refused.refused(409)["detail"].as_str().unwrap().contains("being deleted"));
    }
    client.advance(DONE).await;
    client.get(&path).await.refused(404);
    let left = list(&client, "main").await;
    assert_eq!(client.get(&environment("main")).await.ok()["last_backup_at"], left[0]["created_at"]);

    // One whose deletion is cancelled stays.
    let started = activity(&client.delete(&link(&left[0], "#delete")).await.ok());
    client.post(&link(&started, "#cancel"), json!({})).await.ok();
    client.advance(DONE).await;
    assert_eq!(list(&client, "main").await[0], left[0]);

    // Nor does one go that is being restored.
    client.post(&link(&left[0], "#restore"), restore(Some("staging"), true)).await.ok();
    let refused = client.delete(&link(&left[0], "#delete")).await.refused(409);
    assert!(refused["detail"].as_str().unwrap().contains("restored"), "{refused}");
}

#[tokio::test]
async fn backups_expire_by_the_clock_and_by_the_plan() {
    let sandbox = sandbox();
    let client = Client::admin(&sandbox).await;
    let before = list(&client, "main").await;
    let oldest = before.last().unwrap();
    assert_eq!((&oldest["automated"], &oldest["index"]), (&json!(true), &json!(1)));
    let development = client.get("/projects/designdocs2xk/environments/main/backups").await.ok();
    assert_eq!(development.as_array().unwrap().len(), 2);
    client.advance(3.0 * 3600.0).await;
    let client = Client::admin(&sandbox).await;
    assert_eq!(list(&client, "main").await, before[..before.len() - 1]);
    client.get(&link(oldest, "self")).await.refused(404);
    client.post(&format!("{}/restore", link(oldest, "self")), restore(None, true)).await.refused(404);
    // Two days on the smallest plan, thirty on the largest.
    client.advance(45.0 * 3600.0).await;
    let client = Client::admin(&sandbox).await;
    let path = "/projects/designdocs2xk/environments/main";
    let left = client.get(&format!("{path}/backups")).await.ok();
    let is_new = |backup: &Value| !development.as_array().unwrap().iter().any(|old| old["id"] == backup["id"]);
    assert!(left.as_array().unwrap().iter().all(is_new), "only what was made since: {left}");
    assert_eq!(client.get(path).await.ok()["last_backup_at"], left[0]["created_at"]);
    let kept = list(&client, "main").await;
    assert_eq!(kept.iter().filter(|backup| before.contains(backup)).count(), before.len() - 1);
}

#[tokio::test]
async fn states_and_roles_decide() {
    let sandbox = sandbox();
    let (admin, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    for (id, way) in [("load-test", "Resume"), ("faster-search-p2d6n", "Activate")] {
        let refused = admin.post(&format!("{}/backup", environment(id)), json!({"safe": true})).await.refused(409);
        assert!(refused["detail"].as_str().unwrap().contains(way), "{refused}");
        assert_eq!(admin.get(&environment(id)).await.ok()["_links"]["#backup"], Value::Null);
    }
    let seen = &list(&viewer, "main").await[0];
    assert_eq!((&seen["_links"]["#restore"], &seen["_links"]["#delete"]), (&Value::Null, &Value::Null));
    viewer.post(&format!("{}/restore", link(seen, "self")), restore(None, true)).await.refused(403);
    viewer.delete(&link(seen, "self")).await.refused(403);
    let guest = format!("/projects/{TICKETS}/environments/main");
    let refused = admin.post(&format!("{guest}/backup"), json!({"safe": true})).await.refused(403);
    assert!(refused["detail"].as_str().unwrap().contains("contributor role on production"), "{refused}");
}
