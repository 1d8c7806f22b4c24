use serde_json::{Value, json};

use crate::common::{Client, SHOP, TELEMETRY, activity, sandbox};

fn path(project: &str) -> String {
    format!("/projects/{project}/settings")
}

#[tokio::test]
async fn what_is_changed_is_kept_for_this_project_alone() {
    let client = Client::admin(&sandbox()).await;
    let before = client.get(&path(SHOP)).await.ok();
    assert_eq!(before["build_resources"], json!({"cpu": 1.0, "memory": 2048}));
    let written = client.patch(&path(SHOP), json!({"build_resources": {"memory": 4096}})).await.ok();
    let entity = &written["_embedded"]["entity"];
    assert_eq!(entity["build_resources"], json!({"cpu": 1.0, "memory": 4096}));
    assert_eq!(activity(&written)["type"], "project.settings.update");
    assert_eq!(activity(&written)["payload"]["settings"], json!({"build_resources": {"memory": 4096}}));
    let initialize = json!({"profile": "Node.js", "repository": "https://github.com/lakeside/template@main"});
    client.patch(&path(SHOP), json!({"initialize": initialize, "build_resources": {"cpu": 2.5}})).await.ok();
    let after = client.get(&path(SHOP)).await.ok();
    assert_eq!((&after["build_resources"], &after["initialize"]), (&json!({"cpu": 2.5, "memory": 4096}), &initialize));
    assert_eq!(after["certificate_style"], before["certificate_style"]);
    assert_eq!(client.get(&path(TELEMETRY)).await.ok()["build_resources"]["memory"], 2048);
}

#[tokio::test]
async fn what_goes_too_far_is_refused_at_its_field() {
    let client = Client::admin(&sandbox()).await;
    let window = |time: &str| json!({"maintenance_window": {"recurrence": {"interval": "weekly", "day_of_week": 6, "time": time}}});
    for (body, field) in [
        (json!({"build_resources": {"cpu": 0}}), "build_resources.cpu"),
        (json!({"build_resources": {"cpu": 8.1}}), "build_resources.cpu"),
        (json!({"build_resources": {"memory": 1}}), "build_resources.memory"),
        (json!({"build_resources": {"memory": 20_000}}), "build_resources.memory"),
        (window("24:00"), "maintenance_window.recurrence.time"),
        (window("+1:00"), "maintenance_window.recurrence.time"),
        (json!({"data_retention": {"live": {"default_config": {}}}}), "data_retention"),
        (json!({"data_retention": {"staging": {}}}), "data_retention"),
        (json!({"initialize": "x"}), "initialize"),
        (json!({"product_name": "Mine"}), "product_name"),
    ] {
        let refused = client.patch(&path(SHOP), body.clone()).await.refused(400);
        assert!(refused["detail"][field].is_string(), "{body}: {refused}");
    }
    client.patch(&path(SHOP), window("03:00")).await.ok();
    let kept = client.get(&path(SHOP)).await.ok();
    assert_eq!(kept["maintenance_window"]["recurrence"]["time"], "03:00");
    client.patch(&path(SHOP), json!({"maintenance_window": null})).await.ok();
    assert_eq!(client.get(&path(SHOP)).await.ok()["maintenance_window"], Value::Null);
}

#[tokio::test]
async fn only_an_admin_changes_settings() {
    let sandbox = sandbox();
    let viewer = Client::viewer(&sandbox).await;
    assert_eq!(viewer.get(&path(SHOP)).await.ok()["_links"]["#edit"], Value::Null);
    let refused = viewer.patch(&path(SHOP), json!({"build_resources": {"cpu": 2}})).await.refused(403);
    assert!(refused["detail"].as_str().unwrap().contains("admin role"));
    let admin = Client::admin(&sandbox).await;
    assert!(admin.get(&path(SHOP)).await.ok()["_links"]["#edit"].is_object());
    assert_eq!(admin.get(&path(SHOP)).await.ok()["build_resources"]["cpu"], 1.0);
}
