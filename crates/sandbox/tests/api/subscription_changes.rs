//! What changes and ends subscriptions, and what that would cost.

use serde_json::{Value, json};

use crate::common::{Client, DONE, LAKESIDE, SHOP, sandbox};

const SUBSCRIPTION: &str = "/organizations/01HV3K8Q2M5WXT9C7ZRB4NDPEA/subscriptions/41207";
/// Of the newsletter: standard, four environments.
const SMALL: &str = "/organizations/01HV3K8Q2M5WXT9C7ZRB4NDPEA/subscriptions/41233";

async fn records(client: &Client, kind: &str, query: &str) -> Vec<Value> {
    let path = format!("/organizations/{LAKESIDE}/records/{kind}?filter[subscription_id]=41233{query}");
    client.get(&path).await.ok()["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_project_has_what_its_subscription_buys_at_once() {
    let client = Client::admin(&sandbox()).await;
    let before = client.get(SMALL).await.ok();
    assert_eq!((&before["plan"], &before["environments"]), (&json!("standard"), &json!(4)));
    let body = json!({"plan": "large", "environments": 9, "storage": 30_720, "backups": "premium"});
    let changed = client.patch(SMALL, body).await.ok();
    assert_eq!((&changed["plan"], &changed["environments"]), (&json!("large"), &json!(9)));
    assert_eq!((&changed["storage"], &client.get(SMALL).await.ok()), (&json!(30_720), &changed));
    // The project's limits and capabilities follow.
    let project = client.get("/projects/newsletter7vb").await.ok();
    assert_eq!(project["subscription"]["plan"], "large");
    assert_eq!(project["subscription"]["environments"], 9);
    let can = client.get("/projects/newsletter7vb/capabilities").await.ok();
    assert_eq!((&can["metrics"]["max_range"], &can["data_retention"]["enabled"]), (&json!("30d"), &json!(true)));
    let newest = client.get("/projects/newsletter7vb/activities?count=1").await.ok()[0].clone();
    assert_eq!(newest["type"], "environment.subscription.update");
    assert_eq!(
        (&newest["parameters"]["from"]["plan"], &newest["parameters"]["to"]["plan"]),
        (&json!("standard"), &json!("large"))
    );
    // The records say since when.
    let plans = records(&client, "plan", "").await;
    let facts: Vec<_> = plans.iter().map(|plan| (plan["plan"].as_str().unwrap(), plan["end"].is_null())).collect();
    assert_eq!(facts, [("large", true), ("standard", false)]);
    assert_eq!((&plans[0]["start"], &plans[0]["options"]), (&plans[1]["end"], &json!(["backups:premium"])));
    let storage = records(&client, "usage", "&filter[usage_group]=storage").await;
    let quantities: Vec<_> = storage.iter().map(|record| record["quantity"].as_i64().unwrap()).collect();
    assert_eq!(quantities, [30_720, 20_480]);
    // What is left out stays, and the same again changes nothing.
    client.advance(DONE).await;
    client.patch(SMALL, json!({"plan": "large", "backups": ""})).await.ok();
    assert_eq!(records(&client, "plan", "").await[0]["options"], json!([]));
    assert_eq!(client.get(SMALL).await.ok()["environments"], 9);
    let count = records(&client, "plan", "").await.len();
    client.advance(DONE).await;
    client.patch(SMALL, json!({"plan": "large", "environments": 9})).await.ok();
    assert_eq!(records(&client, "plan", "").await.len(), count);
}

#[tokio::test]
async fn what_cannot_be_bought_is_refused_and_changes_nothing() {
    let sandbox = sandbox();
    let client = Client::admin(&sandbox).await;
    let before = client.get(SUBSCRIPTION).await.ok();
    for (field, body) in [
        ("plan", json!({"plan": "gigantic"})),
        ("plan", json!({"plan": "storage"})),
        ("environments", json!({"plan": "large", "environments": 1})),
        ("environments", json!({"environments": 0})),
        ("storage", json!({"storage": 5_121})),
        ("big_dev", json!({"plan": "large", "big_dev": "enormous"})),
        ("blackfire", json!({"plan": "xlarge", "environments": 20, "blackfire": "gold"})),
    ] {
        let refused = client.patch(SUBSCRIPTION, body).await.refused(400);
        assert_eq!(refused["violations"][0]["field"], field, "{refused}");
    }
    assert_eq!(client.get(SUBSCRIPTION).await.ok(), before);
    // Its members see it, and have no say.
    let viewer = Client::viewer(&sandbox).await;
    viewer.patch(SUBSCRIPTION, json!({"plan": "large"})).await.refused(403);
    viewer.delete(SUBSCRIPTION).await.refused(403);
    viewer.get(&format!("{SUBSCRIPTION}/estimate?plan=large")).await.refused(403);
    // One that is being set up has to be there first.
    let podcast = format!("/organizations/{LAKESIDE}/subscriptions/41272");
    client.patch(&podcast, json!({"plan": "large"})).await.refused(409);
    client.patch(&format!("/organizations/{LAKESIDE}/subscriptions/1"), json!({"plan": "large"})).await.refused(404);
    let others = "/organizations/01HX7T4N9Z1KQFM2C8VYW6SJRB/subscriptions/41207";
    client.patch(others, json!({"plan": "large"})).await.refused(404);
}

/// Storage is for each environment by itself: the largest has to fit.
#[tokio::test]
async fn there_is_no_less_storage_than_disks_that_are_declared() {
    let client = Client::admin(&sandbox()).await;
    let path = format!("/projects/{SHOP}/environments/main/deployments/current");
    let deployment = client.get(&path).await.ok();
    let disks = |kind: &str| {
        let all = deployment[kind].as_object().unwrap().values();
        all.filter_map(|container| container["disk"].as_i64()).sum::<i64>()
    };
    let needed = disks("webapps") + disks("services");
    let storage = (needed + 1023) / 1024 * 1024;
    let before = client.get(SUBSCRIPTION).await.ok();
    assert!(storage > 1024 && before["storage"].as_i64().unwrap() > storage, "{needed}");
    let refused = client.patch(SUBSCRIPTION, json!({"storage": storage - 1024})).await.refused(400);
    assert_eq!(refused["violations"][0]["field"], "storage", "{refused}");
    let why = refused["violations"][0]["message"].as_str().unwrap();
    assert!(why.contains(&format!("main have {needed} MiB")), "{refused}");
    assert_eq!(client.get(SUBSCRIPTION).await.ok(), before);
    let changed = client.patch(SUBSCRIPTION, json!({"storage": storage})).await.ok();
    assert_eq!(changed["storage"], storage);
}

#[tokio::test]
async fn a_project_goes_with_its_subscription_and_what_it_cost_stays() {
    let client = Client::admin(&sandbox()).await;
    client.delete(SMALL).await.done();
    client.get(SMALL).await.refused(404);
    client.get("/projects/newsletter7vb").await.refused(404);
    client.delete(SMALL).await.refused(404);
    assert!(records(&client, "plan", "").await[0]["end"].is_string());
    let last = records(&client, "usage", "&filter[usage_group]=environments").await;
    assert_eq!(last[0]["quantity"], 0);
    // Nobody has its number again.
    let list = format!("/organizations/{LAKESIDE}/subscriptions");
    let made = client.post(&list, json!({"project_region": "eu-2.platform.sh"})).await.ok();
    assert_ne!(made["id"], "41233");
    // A project that is deleted as such ends its subscription as well.
    client.delete(&format!("/projects/{SHOP}")).await.ok();
    let path = format!("/organizations/{LAKESIDE}/records/plan?filter[subscription_id]=41207");
    assert!(client.get(&path).await.ok()["items"][0]["end"].is_string());
}

#[tokio::test]
async fn an_estimate_is_of_what_is_asked_and_else_of_what_there_is() {
    let client = Client::admin(&sandbox()).await;
    let estimate = async |query: &str| client.get(&format!("{SUBSCRIPTION}/estimate?{query}")).await;
    // Twelve environments, 20 GiB, six people, and more backups.
    let now = estimate("plan=large").await.ok();
    assert_eq!(
        now,
        json!({"plan": "£140.00", "user_licenses": "£40.00", "environments": "£49.50", "storage": "£72.00", "total": "£325.50", "options": {"backups": "£24.00"}})
    );
    let less = estimate("plan=standard&environments=3&storage=5120&user_licenses=1").await.ok();
    assert_eq!((&less["plan"], &less["total"]), (&json!("£39.00"), &json!("£63.00")));
    let parts = estimate("plan=large&format=complex").await.ok();
    assert_eq!(parts["total"]["amount"].to_string(), "325.50");
    assert_eq!(parts["options"]["backups"]["currency_code"], "GBP");
    estimate("environments=3").await.refused(400);
    estimate("plan=gigantic").await.refused(400);
}
