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
async fn the_git_server_is_for_who_is_privileged() {
    let sandbox = sandbox();
    let (admin, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    let system = |project: &str| format!("/projects/{project}/system");
    for refused in [
        viewer.get(&system(SHOP)).await,
        viewer.send("POST", &format!("{}/restart", system(SHOP)), None).await,
        admin.get(&system(TICKETS)).await,
        admin.send("POST", &format!("{}/restart", system(TICKETS)), None).await,
    ] {
        assert!(refused.refused(403)["detail"].as_str().unwrap().contains("admin role"));
    }
    let links = |project: Value| project["_links"]["system"].clone();
    let path = format!("/projects/{SHOP}");
    assert_eq!(links(viewer.get(&path).await.ok()), Value::Null);
    assert!(links(admin.get(&path).await.ok())["href"].is_string());
}
