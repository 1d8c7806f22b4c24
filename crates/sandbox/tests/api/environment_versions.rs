use serde_json::{Value, json};

use crate::common::{Client, SHOP, activity, sandbox};

const MAIN: &str = "/projects/shop4k2mq7xwa/environments/main/versions";

fn routing(percentage: i64) -> Value {
    json!({"routing": {"percentage": percentage}})
}

async fn shares(client: &Client, path: &str) -> Vec<i64> {
    let list = client.get(path).await.ok();
    list.as_array().unwrap().iter().map(|version| version["routing"]["percentage"].as_i64().unwrap()).collect()
}

#[tokio::test]
async fn versions_share_a_hundred_visitors_and_the_main_one_has_the_rest() {
    let client = Client::admin(&sandbox()).await;
    let path = format!("/projects/{SHOP}/environments/staging/versions");
    assert_eq!(shares(&client, &path).await, [100]);
    let written = client.post(&path, routing(30)).await.ok();
    assert_eq!(activity(&written)["type"], "environment.version.create");
    let version = &written["_embedded"]["entity"];
    assert_eq!(
        version["commit"],
        client.get(&format!("/projects/{SHOP}/environments/staging")).await.ok()["head_commit"]
    );
    assert_eq!(version["locked"], false);
    assert_eq!(shares(&client, &path).await, [70, 30]);
    let own = version["_links"]["#edit"]["href"].as_str().unwrap().to_owned();
    // It stays at its commit, the main one goes on.
    let pushed = client.commit(SHOP, "staging", "docs/more.md", "more\n").await;
    let list = client.get(&path).await.ok();
    assert_eq!((&list[0]["commit"], &list[1]["commit"]), (&json!(pushed), &version["commit"]));
    let written = client.patch(&own, routing(45)).await.ok();
    assert_eq!(activity(&written)["type"], "environment.version.update");
    client.post(&path, json!({})).await.ok();
    assert_eq!(shares(&client, &path).await, [55, 45, 0]);
    let answer = client.post(&path, routing(56)).await.refused(400);
    assert!(answer["detail"]["routing.percentage"].as_str().unwrap().contains("55"), "{answer}");
    client.patch(&own, routing(100)).await.ok();
    assert_eq!(shares(&client, &path).await, [0, 100, 0]);
    let written = client.delete(&own).await.ok();
    assert_eq!(activity(&written)["type"], "environment.version.delete");
    assert_eq!(shares(&client, &path).await, [100, 0]);
    client.get(&own).await.refused(404);
}

#[tokio::test]
async fn the_main_version_is_locked() {
    let sandbox = sandbox();
    let (client, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    let main = client.get(&format!("{MAIN}/main")).await.ok();
    assert_eq!((&main["locked"], &main["_links"]["#delete"]), (&json!(true), &Value::Null));
    client.patch(&format!("{MAIN}/main"), routing(10)).await.refused(409);
    let answer = client.delete(&format!("{MAIN}/main")).await.refused(409);
    assert!(answer["detail"].as_str().unwrap().contains("locked"), "{answer}");
    client.delete(&format!("{MAIN}/nothing")).await.refused(404);
    assert_eq!(shares(&viewer, MAIN).await, [95, 5]);
    viewer.post(MAIN, routing(1)).await.refused(403);
    viewer.delete(&format!("{MAIN}/ba3oamemad2qp")).await.refused(403);
}

#[tokio::test]
async fn what_is_not_deployed_has_its_main_version_and_no_other() {
    let client = Client::admin(&sandbox()).await;
    let path = format!("/projects/{SHOP}/environments/gift-cards-b3m9q");
    client.post(&format!("{path}/versions"), routing(10)).await.ok();
    let written = client.post(&format!("{path}/deactivate"), json!({})).await.ok();
    client.finish(&written).await;
    assert_eq!(shares(&client, &format!("{path}/versions")).await, [100]);
    client.post(&format!("{path}/versions"), routing(10)).await.refused(409);
    let main = client.get(&format!("{path}/versions/main")).await.ok();
    assert_eq!(main["commit"], client.get(&path).await.ok()["head_commit"]);
    let empty = client.get("/projects/portal5hq2ndc/environments/rewrite/versions").await.ok();
    assert_eq!((&empty[0]["id"], &empty[0]["commit"], &empty[1]), (&json!("main"), &Value::Null, &Value::Null));
}
