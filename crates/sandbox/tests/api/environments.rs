use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::common::{Client, DONE, SHOP, TICKETS, sandbox};

#[tokio::test]
async fn environments_are_a_tree_with_every_state() {
    let client = Client::admin(&sandbox()).await;
    let list = client.get(&format!("/projects/{SHOP}/environments")).await.ok();
    let list = list.as_array().unwrap();
    let ids: BTreeSet<&str> = list.iter().map(|environment| environment["id"].as_str().unwrap()).collect();
    assert_eq!(list[0]["id"], "main");
    assert_eq!(list[0]["is_main"], true);
    for environment in &list[1..] {
        assert!(ids.contains(environment["parent"].as_str().unwrap()));
    }
    let states: BTreeSet<&str> = list.iter().map(|environment| environment["status"].as_str().unwrap()).collect();
    assert_eq!(states, BTreeSet::from(["active", "dirty", "inactive", "paused"]));
    let slashed = list.iter().find(|environment| environment["name"] == "feature/new-checkout").unwrap();
    assert_eq!(slashed["id"], "new-checkout-x7k2a");
}

#[tokio::test]
async fn routes_lead_to_where_what_is_deployed_answers() {
    let client = Client::admin(&sandbox()).await;
    let path = |id: &str| format!("/projects/{SHOP}/environments/{id}");
    for id in ["main", "staging"] {
        let deployed = client.get(&format!("{}/deployments/current", path(id))).await.ok()["routes"].clone();
        let links = client.get(&path(id)).await.ok()["_links"]["pf:routes"].clone();
        let urls: Vec<&str> = links.as_array().unwrap().iter().map(|link| link["href"].as_str().unwrap()).collect();
        let (all, primary) = (deployed.as_object().unwrap(), &deployed[urls[0]]["primary"]);
        assert_eq!((urls.len(), primary), (all.len(), &json!(true)), "{id}");
        assert!(urls.iter().all(|url| all.contains_key(*url)), "{urls:?}");
    }
    let listed = client.get(&format!("/projects/{SHOP}/environments")).await.ok();
    let main = client.get(&path("main")).await.ok();
    assert_eq!(listed[0]["_links"]["pf:routes"], main["_links"]["pf:routes"]);
    // What is not running answers nowhere.
    assert_eq!(client.get(&path("load-test")).await.ok()["_links"]["pf:routes"], serde_json::Value::Null);
}

#[tokio::test]
async fn actions_follow_from_role_and_state() {
    let sandbox = sandbox();
    let (admin, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    let links = async |client: &Client, project: &str, environment: &str| {
        client.get(&format!("/projects/{project}/environments/{environment}")).await.ok()["_links"].clone()
    };
    let main = links(&admin, SHOP, "main").await;
    assert!(main["#redeploy"].is_object() && main["#branch"].is_object() && main["pf:routes"].is_array());
    assert_eq!(main["#delete"], Value::Null, "production is never deleted");
    assert_eq!(main["#merge"], Value::Null, "there is nothing to merge it into");
    let inactive = links(&admin, SHOP, "faster-search-p2d6n").await;
    assert!(inactive["#activate"].is_object() && inactive["#delete"].is_object());
    assert_eq!(inactive["#redeploy"], Value::Null);
    let paused = links(&admin, SHOP, "load-test").await;
    assert!(paused["#resume"].is_object());
    assert_eq!(paused["#activate"], Value::Null);

    let seen = links(&viewer, SHOP, "main").await;
    assert!(seen["self"].is_object());
    assert!(seen.as_object().unwrap().keys().all(|relation| !relation.starts_with('#')), "{seen}");
    // Admin of development environments only.
    assert!(links(&admin, TICKETS, "upgrade-runtime-k4s8h").await["#manage-variables"].is_object());
    assert_eq!(links(&admin, TICKETS, "main").await["#manage-variables"], Value::Null);
}

#[tokio::test]
async fn an_environment_is_dirty_until_its_deployment_ends() {
    let client = Client::admin(&sandbox()).await;
    let path = format!("/projects/{SHOP}/environments/staging");
    let before = client.get(&path).await.ok();
    assert_eq!(before["status"], "active");
    client.post(&format!("{path}/variables"), json!({"name": "env:NEW", "value": "1"})).await.ok();
    let during = client.get(&path).await.ok();
    assert_eq!((&during["status"], &during["is_dirty"]), (&json!("dirty"), &json!(true)));
    client.advance(DONE).await;
    let after = client.get(&path).await.ok();
    assert_eq!((&after["status"], &after["is_dirty"]), (&json!("active"), &json!(false)));
    let deployed =
        |environment: &Value| environment["deployment_state"]["last_deployment_at"].as_str().unwrap().to_owned();
    assert!(deployed(&after) > deployed(&before));
}

#[tokio::test]
async fn in_every_project_environments_and_branches_belong_together() {
    let client = Client::admin(&sandbox()).await;
    for project in [SHOP, "magazine3tq5z", "newsletter7vb", "designdocs2xk", "campaign23old", "portal5hq2ndc", TICKETS]
    {
        let environments = client.get(&format!("/projects/{project}/environments")).await.ok();
        let environments = environments.as_array().unwrap();
        let refs = client.get(&format!("/projects/{project}/git/refs")).await.ok();
        let branches: BTreeSet<(&str, &str)> = refs
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|found| Some((found["ref"].as_str()?.strip_prefix("refs/heads/")?, found["sha"].as_str()?)))
            .collect();
        let with_code = environments.iter().filter(|environment| environment["has_code"] == true);
        let heads = with_code
            .map(|environment| (environment["name"].as_str().unwrap(), environment["head_commit"].as_str().unwrap()));
        assert_eq!(heads.collect::<BTreeSet<_>>(), branches, "{project}");
        for environment in environments.iter().filter(|environment| environment["parent"].is_string()) {
            let parent = environments.iter().find(|other| other["id"] == environment["parent"]).unwrap();
            let reference = format!("refs/heads/{}", parent["name"].as_str().unwrap());
            assert_eq!(environment["merge_info"]["parent_ref"], json!(reference));
        }
    }
}
