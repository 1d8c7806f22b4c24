//! What happens to environments by itself as time goes by.

use serde_json::{Value, json};

use crate::common::{Client, DONE, SHOP, activity, sandbox};
use wheelhouse_sandbox::Sandbox;

const DAY: f64 = 24.0 * 3600.0;
const HOUR: f64 = 3600.0;

fn path(environment: &str) -> String {
    format!("/projects/{SHOP}/environments/{environment}")
}

async fn seen(client: &Client, environment: &str) -> Value {
    client.get(&path(environment)).await.ok()
}

async fn act(client: &Client, environment: &str, action: &str) -> Value {
    client.post(&format!("{}/{action}", path(environment)), json!({})).await.ok()
}

/// Signs in again: tokens last for less than what goes by here.
async fn after(sandbox: &Sandbox, seconds: f64) -> Client {
    Client::admin(sandbox).await.advance(seconds).await;
    Client::admin(sandbox).await
}

async fn automated(client: &Client, environment: &str) -> Vec<Value> {
    let all = client.get(&format!("{}/backups", path(environment))).await.ok();
    all.as_array().unwrap().iter().filter(|backup| backup["automated"] == true).cloned().collect()
}

#[tokio::test]
async fn a_redeployment_resumes_what_is_paused() {
    let client = Client::admin(&sandbox()).await;
    let data = client.data(SHOP, "load-test").await;
    let paused = seen(&client, "load-test").await;
    assert_eq!(paused["status"], "paused");
    assert!(paused["_links"]["#redeploy"].is_object());
    let written = act(&client, "load-test", "redeploy").await;
    assert_eq!(activity(&written)["type"], "environment.redeploy");
    assert_eq!(seen(&client, "load-test").await["status"], "paused", "not before it is complete");
    client.finish(&written).await;
    assert_eq!(seen(&client, "load-test").await["status"], "active");
    assert_eq!(client.data(SHOP, "load-test").await, data);
}

#[tokio::test]
async fn a_push_resumes_what_is_paused() {
    let client = Client::admin(&sandbox()).await;
    let commit = client.commit(SHOP, "load-test", "docs/pushed.md", "1").await;
    client.advance(DONE).await;
    let after = seen(&client, "load-test").await;
    assert_eq!((&after["status"], &after["head_commit"]), (&json!("active"), &json!(commit)));
    assert_eq!(after["has_deployment"], true);
}

#[tokio::test]
async fn a_merge_resumes_what_is_paused() {
    let client = Client::admin(&sandbox()).await;
    let below = "email-templates-c8r4v";
    client.patch(&format!("/projects/{SHOP}/environments/{below}"), json!({"parent": "load-test"})).await.ok();
    client.advance(DONE).await;
    let data = client.data(SHOP, "load-test").await;
    client.commit(SHOP, below, "docs/merged.md", "1").await;
    client.advance(DONE).await;
    let merged = client.finish(&act(&client, below, "merge").await).await;
    assert_eq!(merged["environments"], json!(["load-test"]));
    let after = seen(&client, "load-test").await;
    assert_eq!((&after["status"], &after["head_commit"]), (&json!("active"), &merged["parameters"]["commit"]));
    assert_eq!(client.data(SHOP, "load-test").await, data);
}

#[tokio::test]
async fn a_redeployment_that_is_cancelled_leaves_it_paused() {
    let client = Client::admin(&sandbox()).await;
    let written = act(&client, "load-test", "redeploy").await;
    client.post(activity(&written)["_links"]["#cancel"]["href"].as_str().unwrap(), json!({})).await.ok();
    client.advance(DONE).await;
    assert_eq!(seen(&client, "load-test").await["status"], "paused");
}

#[tokio::test]
async fn development_environments_are_paused_when_nobody_redeploys_them_for_two_weeks() {
    let sandbox = sandbox();
    let client = after(&sandbox, 10.0 * DAY).await;
    // What is redeployed starts over.
    let written = act(&client, "email-templates-c8r4v", "redeploy").await;
    client.finish(&written).await;
    let client = after(&sandbox, 4.0 * DAY).await;
    assert_eq!(seen(&client, "email-templates-c8r4v").await["status"], "active");
    let idle = seen(&client, "gift-cards-b3m9q").await;
    assert_eq!(idle["status"], "paused");
    let list = client.get(&format!("{}/activities?type=environment.pause", path("gift-cards-b3m9q"))).await.ok();
    let paused = &list[0];
    assert_eq!((&paused["state"], &paused["result"]), (&json!("complete"), &json!("success")));
    assert_eq!(paused["text"], "Automatically paused environment gift-cards-b3m9q");
    assert!(paused["payload"].get("user").is_none() && !paused["description"].as_str().unwrap().contains("<user"));
    let time = |value: &Value| value.as_str().unwrap().to_owned();
    assert!(time(&paused["created_at"])[..10] > time(&idle["deployment_state"]["last_deployment_at"])[..10]);
    for other in ["main", "staging"] {
        assert_eq!(seen(&client, other).await["status"], "active", "{other}");
    }
    let client = after(&sandbox, 14.0 * DAY).await;
    assert_eq!(seen(&client, "email-templates-c8r4v").await["status"], "paused");
    let written = act(&client, "gift-cards-b3m9q", "resume").await;
    client.finish(&written).await;
    assert_eq!(seen(&client, "gift-cards-b3m9q").await["status"], "active");
}

#[tokio::test]
async fn production_is_backed_up_every_day_for_as_long_as_the_plan_keeps_it() {
    let sandbox = sandbox();
    let client = Client::admin(&sandbox).await;
    let before = automated(&client, "main").await;
    let client = after(&sandbox, DAY).await;
    let now = automated(&client, "main").await;
    let newest = &now[0];
    assert_eq!(newest["index"].as_i64(), before[0]["index"].as_i64().map(|index| index + 1));
    assert_eq!((&newest["safe"], &newest["restorable"]), (&json!(false), &json!(true)));
    let list = client.get(&format!("{}/activities?type=environment.backup", path("main"))).await.ok();
    assert_eq!(list[0]["text"], "Automatically created a backup of environment main");
    assert_eq!(list[0]["parameters"]["backup"], newest["id"]);
    assert_eq!(list[0]["completed_at"], newest["created_at"]);
    // After a year there are those of the last thirty days, of one each day.
    let client = after(&sandbox, 365.0 * DAY).await;
    assert_eq!(automated(&client, "main").await.len(), 30);
    // Nobody asked for more.
    assert!(automated(&client, "staging").await.is_empty());
}

#[tokio::test]
async fn the_setting_says_how_often_and_for_how_long() {
    let sandbox = sandbox();
    let client = Client::admin(&sandbox).await;
    let settings = format!("/projects/{SHOP}/settings");
    let of = |manual: u32, schedule: Value| json!({"max_backups": 12, "default_config": {"manual_count": manual, "schedule": schedule}});
    let often = of(2, json!([{"interval": "6h", "count": 4}, {"interval": "1d", "count": 3}]));
    let retention = json!({"staging": often, "production": of(1, json!([]))});
    client.patch(&settings, json!({"data_retention": retention})).await.ok();
    let client = after(&sandbox, 7.0 * HOUR).await;
    assert_eq!(automated(&client, "staging").await.len(), 1);
    let newest = automated(&client, "main").await[0].clone();
    let client = after(&sandbox, 10.0 * DAY).await;
    // Four of the last day, and one of each of the two days before: one that ends a day is of both.
    let kept = automated(&client, "staging").await.len();
    assert!((6..=7).contains(&kept), "{kept}");
    let on_main = automated(&client, "main").await;
    assert_eq!(on_main[0], newest, "no new ones");
    // Of those that somebody makes, the newest two stay.
    let mut made = Vec::new();
    for _ in 0..3 {
        let written = client.post(&format!("{}/backup", path("staging")), json!({"safe": false})).await.ok();
        client.finish(&written).await;
        made.push(activity(&written)["payload"]["backup"]["id"].clone());
    }
    let all = client.get(&format!("{}/backups", path("staging"))).await.ok();
    let manual: Vec<&Value> = all
        .as_array()
        .unwrap()
        .iter()
        .filter(|backup| backup["automated"] == false)
        .map(|backup| &backup["id"])
        .collect();
    assert_eq!(manual, [&made[2], &made[1]]);
    // Back to what the plan gives.
    client.patch(&settings, json!({"data_retention": null})).await.ok();
    let client = after(&sandbox, 3.0 * DAY + HOUR).await;
    assert!(automated(&client, "staging").await.is_empty());
    assert_eq!(
        automated(&client, "main").await[0]["index"].as_i64(),
        on_main[0]["index"].as_i64().map(|last| last + 3)
    );
}

#[tokio::test]
async fn a_backup_of_itself_waits_for_what_is_under_way() {
    let sandbox = sandbox();
    let client = Client::admin(&sandbox).await;
    let newest = automated(&client, "main").await[0].clone();
    // It was nine minutes more than five hours ago.
    let client = after(&sandbox, 18.0 * HOUR + 50.0 * 60.0 + 45.0).await;
    assert_eq!(automated(&client, "main").await[0], newest);
    client.control("POST", "clock", json!({"stop": true})).await.ok();
    let written = act(&client, "main", "redeploy").await;
    client.advance(600.0).await;
    let redeployed = client.get(activity(&written)["_links"]["self"]["href"].as_str().unwrap()).await.ok();
    let list = client.get(&format!("{}/activities?type=environment.backup", path("main"))).await.ok();
    let made = automated(&client, "main").await[0].clone();
    assert_eq!((&list[0]["parameters"]["backup"], &list[0]["state"]), (&made["id"], &json!("complete")));
    let time = |value: &Value| value.as_str().unwrap().to_owned();
    assert!(time(&list[0]["created_at"]) > time(&redeployed["created_at"]));
    assert!(time(&list[0]["created_at"]) < time(&redeployed["completed_at"]), "it was due meanwhile");
    assert!(time(&list[0]["started_at"]) >= time(&redeployed["completed_at"]));
}
