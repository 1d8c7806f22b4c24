use serde_json::Value;

use crate::common::{Client, DONE, RUNNING, SHOP, TICKETS, activity, sandbox};

#[tokio::test]
async fn the_git_server_runs_since_its_last_restart_has_ended() {
    let client = Client::admin(&sandbox()).await;
    let path = format!("/projects/{SHOP}/system");
    let before = client.get(&path).await.ok();
    assert!(before["version"].is_string() && before["image"].is_string());
    let restart = before["_links"]["#restart"]["href"].as_str().unwrap();
    let started = activity(&client.send("POST", restart, None).await.ok());
    assert_eq!(started["text"], "Niamh Okonjo-Byrne restarted the Git server");
    client.advance(RUNNING).await;
    assert_eq!(client.get(&path).await.ok()["started_at"], before["started_at"], "not yet");
    client.advance(DONE).await;
    let done = client.get(started["_links"]["self"]["href"].as_str().unwrap()).await.ok();
    assert_eq!(client.get(&path).await.ok()["started_at"], done["completed_at"]);
}

#[tokio::test]
async fn a_restart_that_was_cancelled_was_none() {
    let client = Client::admin(&sandbox()).await;
    let path = format!("/projects/{SHOP}/system");
    let before = client.get(&path).await.ok();
    let started = activity(&client.send("POST", &format!("{path}/restart"), None).await.ok());
    client.send("POST", started["_links"]["#cancel"]["href"].as_str().unwrap(), None).await.ok();
    client.advance(DONE).await;
    assert_eq!(client.get(&path).await.ok(), before);
}

#[tokio::test]
async fn who_may_only_look_does_not_restart() {
    let sandbox = sandbox();
    let (admin, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    let seen = viewer.get(&format!("/projects/{SHOP}/system")).await.ok();
    assert_eq!(seen["_links"]["#restart"], Value::Null);
    viewer.send("POST", &format!("/projects/{SHOP}/system/restart"), None).await.refused(403);
    admin.send("POST", &format!("/projects/{TICKETS}/system/restart"), None).await.refused(403);
}
