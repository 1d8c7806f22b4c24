use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::common::{Client, DONE, RUNNING, SHOP, TICKETS, activity, sandbox};

const STAGING: &str = "/projects/shop4k2mq7xwa/environments/staging";

fn body(name: &str) -> Value {
    json!({"title": "A new thing", "name": name, "clone_parent": true, "type": "development"})
}

async fn environment(client: &Client, id: &str) -> Value {
    client.get(&format!("/projects/{SHOP}/environments/{id}")).await.ok()
}

#[tokio::test]
async fn a_branch_is_there_at_once_and_runs_with_its_parents_data_in_the_end() {
    let client = Client::admin(&sandbox()).await;
    let parent = environment(&client, "staging").await;
    let written = client.post(&format!("{STAGING}/branch"), body("feature/New_Thing")).await.ok();
    let made = &written["_embedded"]["entity"];
    let id = made["id"].as_str().unwrap();
    assert!(id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "{id}");
    assert_eq!((&made["name"], &made["title"]), (&json!("feature/New_Thing"), &json!("A new thing")));
    assert_eq!((&made["parent"], &made["type"]), (&json!("staging"), &json!("development")));
    assert_eq!((&made["status"], &made["default_domain"]), (&json!("dirty"), &Value::Null));
    assert_eq!(made["head_commit"], parent["head_commit"]);
    assert_eq!((&made["enable_smtp"], &made["restrict_robots"]), (&json!(false), &json!(true)));
    assert_eq!(made["_links"]["#merge"], Value::Null, "there is nothing to merge yet");
    let started = activity(&written);
    assert_eq!((&started["type"], &started["environments"]), (&json!("environment.branch"), &json!([id])));
    assert_eq!(started["payload"]["environment"]["name"], "feature/New_Thing");
    assert_eq!(started["payload"]["parent"]["id"], "staging");
    let outcome = &started["payload"]["outcome"];
    assert_eq!(
        (&outcome["id"], &outcome["type"], &outcome["parent"]),
        (&json!(id), &json!("development"), &json!("staging"))
    );
    assert!(client.data(SHOP, id).await.is_empty());
    let reference = client.get(&format!("/projects/{SHOP}/git/refs/heads%2Ffeature%2FNew_Thing")).await.ok();
    assert_eq!(reference["sha"], parent["head_commit"]);

    let done = client.finish(&written).await;
    let log = client.get(done["_links"]["log"]["href"].as_str().unwrap()).await.text;
    for line in ["Branching staging", "Cloning data of 'db'", "Building application", "is complete"] {
        assert!(log.contains(line), "{line}: {log}");
    }
    let made = environment(&client, id).await;
    assert_eq!((&made["status"], &made["has_deployment"]), (&json!("active"), &json!(true)));
    assert_eq!(client.data(SHOP, id).await, client.data(SHOP, "staging").await);
    // From then on each has its own.
    client.write_data(SHOP, id, "db").await;
    assert_ne!(client.data(SHOP, id).await, client.data(SHOP, "staging").await);
}

#[tokio::test]
async fn without_a_copy_the_services_are_empty() {
    let client = Client::admin(&sandbox()).await;
    let mut asked = body("bare");
    asked["clone_parent"] = json!(false);
    asked["type"] = json!("staging");
    let written = client.post(&format!("{STAGING}/branch"), asked).await.ok();
    client.finish(&written).await;
    let (own, above) = (client.data(SHOP, "bare").await, client.data(SHOP, "staging").await);
    assert_eq!(own.keys().collect::<Vec<_>>(), above.keys().collect::<Vec<_>>());
    assert!(own.iter().all(|(service, revision)| *revision != above[service]));
    let made = environment(&client, "bare").await;
    assert_eq!((&made["type"], &made["clone_parent_on_create"]), (&json!("staging"), &json!(false)));
}

#[tokio::test]
async fn a_cancelled_branch_leaves_nothing() {
    let client = Client::admin(&sandbox()).await;
    let written = client.post(&format!("{STAGING}/branch"), body("feature/stopped")).await.ok();
    let id = written["_embedded"]["entity"]["id"].as_str().unwrap();
    client.advance(RUNNING).await;
    client.post(activity(&written)["_links"]["#cancel"]["href"].as_str().unwrap(), json!({})).await.ok();
    client.get(&format!("/projects/{SHOP}/environments/{id}")).await.refused(404);
    client.get(&format!("/projects/{SHOP}/git/refs/heads%2Ffeature%2Fstopped")).await.refused(404);
    client.advance(DONE).await;
    client.get(&format!("/projects/{SHOP}/environments/{id}")).await.refused(404);
    client.post(&format!("{STAGING}/branch"), body("feature/stopped")).await.ok();
}

#[tokio::test]
async fn names_that_cannot_be_and_kinds_that_may_not_be_are_refused() {
    let client = Client::admin(&sandbox()).await;
    for name in ["staging", "feature/gift-cards", "feature", "staging/more", "a..b", "-x", "a b", "x.lock"] {
        let answer = client.post(&format!("{STAGING}/branch"), body(name)).await.refused(400);
        assert!(answer["detail"]["name"].is_string(), "{name}: {answer}");
    }
    let mut production = body("second-production");
    production["type"] = json!("production");
    let answer = client.post(&format!("{STAGING}/branch"), production).await.refused(400);
    assert!(answer["detail"]["type"].is_string());
    for (environment, word) in [("faster-search-p2d6n", "Activate"), ("load-test", "Resume")] {
        let path = format!("/projects/{SHOP}/environments/{environment}/branch");
        let answer = client.post(&path, body("new")).await.refused(409);
        assert!(answer["detail"].as_str().unwrap().contains(word), "{answer}");
    }
    // Admin of development environments only.
    let path = format!("/projects/{TICKETS}/environments/upgrade-runtime-k4s8h/branch");
    let mut staging = body("second-staging");
    staging["type"] = json!("staging");
    let answer = client.post(&path, staging).await.refused(403);
    assert!(answer["detail"].as_str().unwrap().contains("admin role on staging environments"), "{answer}");
    client.post(&path, body("mine")).await.ok();
    client.post(&format!("/projects/{TICKETS}/environments/main/branch"), body("theirs")).await.refused(403);
}

#[tokio::test]
async fn the_plan_has_room_for_so_many() {
    let client = Client::admin(&sandbox()).await;
    // Room for three, two of which are taken.
    let path = "/projects/designdocs2xk/environments";
    let third = client.post(&format!("{path}/staging/branch"), body("third")).await.ok();
    let full = [
        client.post(&format!("{path}/staging/branch"), body("fourth")).await,
        client.post(&format!("{path}/image-pipeline-w6e2y/activate"), json!({})).await,
    ];
    for refused in full {
        let answer = refused.refused(409);
        assert!(answer["detail"].as_str().unwrap().contains("The plan allows 3"), "{answer}");
    }
    client.finish(&third).await;
    let made_room = client.post(&format!("{path}/third/deactivate"), json!({})).await.ok();
    client.finish(&made_room).await;
    client.post(&format!("{path}/image-pipeline-w6e2y/activate"), json!({})).await.ok();
}

#[tokio::test]
async fn what_is_deleted_is_gone_with_all_that_is_its() {
    let client = Client::admin(&sandbox()).await;
    let path = format!("/projects/{SHOP}/environments/faster-search-p2d6n");
    client.post(&format!("{path}/variables"), json!({"name": "env:GONE", "value": "1"})).await.ok();
    client.advance(DONE).await;
    let before = client.get(&path).await.ok();
    let written = client.delete(&path).await.ok();
    assert_eq!(activity(&written)["type"], "environment.delete");
    let during = client.get(&path).await.ok();
    assert_eq!(during["status"], "deleting");
    assert!(during["_links"]["#delete"].is_null() && during["_links"]["#activate"].is_null());
    client.post(&format!("{path}/activate"), json!({})).await.refused(409);
    client.delete(&path).await.refused(409);
    client.post(&format!("{path}/variables"), json!({"name": "env:LATE", "value": "1"})).await.refused(409);
    client.advance(DONE).await;
    client.get(&path).await.refused(404);
    let reference = before["name"].as_str().unwrap().replace('/', "%2F");
    client.get(&format!("/projects/{SHOP}/git/refs/heads%2F{reference}")).await.refused(404);
    let kept = client.get(&format!("/projects/{SHOP}/activities?count=1")).await.ok();
    assert_eq!((&kept[0]["type"], &kept[0]["state"]), (&json!("environment.delete"), &json!("complete")));
}

#[tokio::test]
async fn a_cancelled_deletion_deletes_nothing() {
    let client = Client::admin(&sandbox()).await;
    let path = format!("/projects/{SHOP}/environments/faster-search-p2d6n");
    let before = client.get(&path).await.ok();
    let written = client.delete(&path).await.ok();
    client.post(activity(&written)["_links"]["#cancel"]["href"].as_str().unwrap(), json!({})).await.ok();
    client.advance(DONE).await;
    assert_eq!(client.get(&path).await.ok(), before);
}

#[tokio::test]
async fn what_runs_has_children_or_is_production_is_not_deleted() {
    let client = Client::admin(&sandbox()).await;
    let reasons: BTreeMap<&str, &str> =
        [("main", "production"), ("gift-cards-b3m9q", "Deactivate"), ("load-test", "Deactivate")].into();
    for (environment, word) in reasons {
        let answer = client.delete(&format!("/projects/{SHOP}/environments/{environment}")).await.refused(409);
        assert!(answer["detail"].as_str().unwrap().contains(word), "{answer}");
    }
    let path = format!("/projects/{SHOP}/environments/new-checkout-x7k2a");
    let written = client.post(&format!("{path}/deactivate"), json!({})).await.ok();
    client.finish(&written).await;
    assert_eq!(client.get(&path).await.ok()["_links"]["#delete"], Value::Null);
    let answer = client.delete(&path).await.refused(409);
    assert!(answer["detail"].as_str().unwrap().contains("vat-rounding-t5w1z is a child"), "{answer}");
    let child = format!("/projects/{SHOP}/environments/vat-rounding-t5w1z");
    client.patch(&child, json!({"parent": "staging"})).await.ok();
    client.delete(&path).await.ok();
}

#[tokio::test]
async fn what_a_new_branch_takes_from_is_left_alone_meanwhile() {
    let client = Client::admin(&sandbox()).await;
    let path = format!("/projects/{SHOP}/environments/gift-cards-b3m9q");
    let written = client.post(&format!("{path}/branch"), body("one")).await.ok();
    let answer = client.post(&format!("{path}/deactivate"), json!({})).await.refused(409);
    assert!(answer["detail"].as_str().unwrap().contains("branched environment one from gift-cards-b3m9q"), "{answer}");
    // Another may be made of it, but none of what is not there yet.
    client.post(&format!("{path}/branch"), body("two")).await.ok();
    client.post(&format!("/projects/{SHOP}/environments/one/branch"), body("three")).await.refused(409);
    client.finish(&written).await;
    client.post(&format!("{path}/deactivate"), json!({})).await.ok();
}

#[tokio::test]
async fn who_is_admin_of_production_alone_branches_nothing_and_no_link_says_so() {
    let admin = Client::admin(&sandbox()).await;
    let noor = admin.person("noor").await;
    let organization = crate::common::LAKESIDE;
    let team = json!({"organization_id": organization, "label": "Made", "project_permissions": ["production:admin"]});
    let team = admin.post("/teams", team).await.ok();
    let team = team["_links"]["self"]["href"].as_str().unwrap();
    admin.post(&format!("{team}/members"), json!({"user_id": noor.id().await})).await.ok();
    let main = format!("/projects/{SHOP}/environments/main");
    let branch = async |name: &str| noor.post(&format!("{main}/branch"), json!({"name": name, "title": name})).await;
    assert!(noor.get(&main).await.ok()["_links"]["#branch"].is_null());
    branch("made").await.refused(403);
    admin.patch(team, json!({"project_permissions": ["production:admin", "development:admin"]})).await.ok();
    assert!(noor.get(&main).await.ok()["_links"]["#branch"].is_object());
    branch("made").await.ok();
}
