//! Source and runtime operations.

use serde_json::{Value, json};

use crate::common::{Client, DONE, SHOP, TICKETS, activity, sandbox};

fn environment(id: &str) -> String {
    format!("/projects/{SHOP}/environments/{id}")
}

fn run(id: &str) -> String {
    format!("{}/deployments/current/operations", environment(id))
}

async fn source(client: &Client, id: &str, operation: &str, variables: Value) -> Value {
    let body = json!({"operation": operation, "variables": variables});
    activity(&client.post(&format!("{}/source-operation", environment(id)), body).await.ok())
}

async fn head(client: &Client, id: &str) -> String {
    client.get(&environment(id)).await.ok()["head_commit"].as_str().unwrap().to_owned()
}

async fn commit(client: &Client, id: &str) -> Value {
    client.get(&format!("/projects/{SHOP}/git/commits/{}", head(client, id).await)).await.ok()
}

/// A file of an environment's newest commit, at the root.
async fn file(client: &Client, id: &str, name: &str) -> Option<Value> {
    let tree = client.get(&format!("/projects/{SHOP}/git/trees/{}", head(client, id).await)).await.ok();
    let entry = tree["tree"].as_array().unwrap().iter().find(|entry| entry["path"] == name)?.clone();
    let blob = client.get(&format!("/projects/{SHOP}/git/blobs/{}", entry["sha"].as_str().unwrap())).await.ok();
    serde_json::from_str(blob["content"].as_str().unwrap()).ok()
}

fn link(resource: &Value, relation: &str) -> String {
    resource["_links"][relation]["href"].as_str().unwrap_or_else(|| panic!("no {relation}: {resource}")).to_owned()
}

async fn log(client: &Client, started: &Value) -> String {
    client.get(&link(started, "log")).await.text
}

#[tokio::test]
async fn source_operations_are_those_of_the_newest_code() {
    let client = Client::admin(&sandbox()).await;
    let path = format!("{}/source-operations", environment("staging"));
    let all = client.get(&path).await.ok();
    let names: Vec<_> = all.as_array().unwrap().iter().map(|one| one["operation"].as_str().unwrap()).collect();
    assert_eq!(names, ["update-dependencies", "release", "check"], "in the order of the file");
    assert_eq!((&all[1]["id"], &all[1]["app"]), (&json!("app:release"), &json!("app")));
    assert!(all[1]["command"].as_str().unwrap().contains("npm version patch"));
    let app = "name: app\ntype: \"nodejs:22\"\nsource:\n    operations:\n        only: {command: npm update}\n";
    let body = json!({"path": ".platform.app.yaml", "text": app});
    client.control("POST", &format!("commit/{SHOP}/staging"), body).await.ok();
    assert_eq!(client.get(&path).await.ok().as_array().unwrap().len(), 1);
    assert_eq!(client.get("/projects/portal5hq2ndc/environments/rewrite/source-operations").await.ok(), json!([]));
}

#[tokio::test]
async fn a_source_operation_commits_to_the_branch_and_the_environment_redeploys() {
    let client = Client::admin(&sandbox()).await;
    let id = "gift-cards-b3m9q";
    let before = head(&client, id).await;
    let ahead = async |client: &Client| {
        client.get(&environment(id)).await.ok()["merge_info"]["commits_ahead"].as_i64().unwrap()
    };
    let was = ahead(&client).await;
    let started = source(&client, id, "update-dependencies", json!({})).await;
    assert_eq!((&started["type"], &started["environments"]), (&json!("environment.source-operation"), &json!([id])));
    assert_eq!(head(&client, id).await, before, "not before the end");
    client.advance(DONE).await;
    let made = commit(&client, id).await;
    assert_eq!((&made["parents"], &made["message"]), (&json!([before]), &json!("Update dependencies\n")));
    assert_eq!(made["author"]["email"], client.get("/users/me").await.ok()["email"]);
    assert_eq!(ahead(&client).await, was + 1);
    let version = |lock: &Value| {
        lock["packages"].as_object().unwrap().values().nth(1).unwrap()["version"].as_str().unwrap().to_owned()
    };
    let first = file(&client, id, "package-lock.json").await.unwrap();
    let done = client.get(&link(&started, "self")).await.ok();
    assert_eq!(done["result"], "success");
    let current = client.get(&format!("{}/deployments/current", environment(id))).await.ok();
    assert_eq!(current["updated_at"], done["completed_at"], "it was deployed");
    let short = made["id"].as_str().unwrap().get(..7).unwrap().to_owned();
    assert!(log(&client, &started).await.contains(&short), "the log names the commit");
    // Again: newer once more.
    source(&client, id, "app:update-dependencies", json!({})).await;
    client.advance(DONE).await;
    assert!(version(&file(&client, id, "package-lock.json").await.unwrap()) != version(&first));
}

#[tokio::test]
async fn it_sees_variables_and_tells_nobody_their_values() {
    let client = Client::admin(&sandbox()).await;
    let started = source(&client, "staging", "release", json!({"env": {"TICKET": "LM-204"}})).await;
    client.advance(DONE).await;
    assert_eq!(commit(&client, "staging").await["message"], "Release for LM-204\n");
    assert_eq!(file(&client, "staging", "package.json").await.unwrap()["version"], "1.3.1");
    let secret = source(&client, "staging", "update-dependencies", json!({"env": {"TOKEN": "not-to-be-seen"}})).await;
    client.advance(DONE).await;
    assert!(!secret.to_string().contains("not-to-be-seen") && !log(&client, &secret).await.contains("not-to-be-seen"));
    assert!(log(&client, &secret).await.contains("TOKEN"));
    assert!(started["payload"]["operation"]["variables"] == json!(["TICKET"]));
}

#[tokio::test]
async fn one_that_commits_nothing_changes_nothing() {
    let client = Client::admin(&sandbox()).await;
    let before = head(&client, "staging").await;
    let started = source(&client, "staging", "check", json!({})).await;
    client.advance(DONE).await;
    assert_eq!(client.get(&link(&started, "self")).await.ok()["result"], "success");
    assert_eq!(head(&client, "staging").await, before);
    assert!(log(&client, &started).await.contains("Nothing was committed"));
    // Nor does one that is cancelled.
    let started = source(&client, "staging", "release", json!({})).await;
    client.post(&link(&started, "#cancel"), json!({})).await.ok();
    client.advance(DONE).await;
    assert_eq!(head(&client, "staging").await, before);
}

#[tokio::test]
async fn source_operations_are_refused_with_words() {
    let sandbox = sandbox();
    let (admin, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    let path = |id: &str| format!("{}/source-operation", environment(id));
    let body = |operation: &str| json!({"operation": operation, "variables": {}});
    let refused = admin.post(&path("staging"), body("nothing")).await.refused(400);
    assert!(refused["detail"]["operation"].as_str().unwrap().contains("nothing"), "{refused}");
    for (id, way) in [("load-test", "Resume"), ("faster-search-p2d6n", "Activate")] {
        let refused = admin.post(&path(id), body("check")).await.refused(409);
        assert!(refused["detail"].as_str().unwrap().contains(way), "{refused}");
    }
    admin.post(&path("staging"), body("release")).await.ok();
    let refused = admin.post(&path("staging"), body("release")).await.refused(409);
    assert!(refused["detail"].as_str().unwrap().contains("in progress"), "{refused}");
    viewer.post(&path("staging"), body("check")).await.refused(403);
}

#[tokio::test]
async fn a_runtime_operation_runs_where_the_deployment_does() {
    let client = Client::admin(&sandbox()).await;
    let body = json!({"service": "app", "operation": "reindex", "parameters": ["--since", "2025-01-01"]});
    let started = activity(&client.post(&run("main"), body).await.ok());
    assert_eq!((&started["type"], &started["environments"]), (&json!("environment.operation"), &json!(["main"])));
    assert_eq!(
        started["payload"]["operation"],
        json!({"service": "app", "operation": "reindex", "parameters": ["--since", "2025-01-01"]})
    );
    client.advance(DONE).await;
    let done = client.get(&link(&started, "self")).await.ok();
    assert_eq!((&done["result"], &done["commands"][0]["exit_code"]), (&json!("success"), &json!(0)));
    let log = log(&client, &started).await;
    assert!(log.contains("+ node dist/catalogue/search.js --rebuild") && log.contains("--since"), "{log}");
    // A worker's.
    client.post(&run("main"), json!({"service": "app--queue", "operation": "drain"})).await.ok();
}

#[tokio::test]
async fn only_operations_of_what_runs_now_are_run() {
    let client = Client::admin(&sandbox()).await;
    let app =
        "name: app\ntype: \"nodejs:22\"\noperations:\n    fails:\n        commands: {start: \"echo no; exit 3\"}\n";
    let body = json!({"path": ".platform.app.yaml", "text": app});
    client.control("POST", &format!("commit/{SHOP}/staging"), body).await.ok();
    let fails = json!({"service": "app", "operation": "fails"});
    let refused = client.post(&run("staging"), fails.clone()).await.refused(400);
    assert!(refused["detail"]["operation"].as_str().unwrap().contains("that runs"), "{refused}");
    client.post(&format!("{}/deployments/next/operations", environment("staging")), fails.clone()).await.refused(404);
    client.advance(DONE).await;
    let started = activity(&client.post(&run("staging"), fails).await.ok());
    client.advance(DONE).await;
    let done = client.get(&link(&started, "self")).await.ok();
    assert_eq!((&done["result"], &done["failure_reason"]), (&json!("failure"), &json!("shell")));
    assert_eq!(done["commands"][0]["exit_code"], 3);
    let refused = client.post(&run("staging"), json!({"service": "app", "operation": "health"})).await.refused(400);
    assert!(refused["detail"]["operation"].is_string(), "no longer there: {refused}");
    let refused = client.post(&run("staging"), json!({"service": "db", "operation": "health"})).await.refused(400);
    assert!(refused["detail"]["service"].as_str().unwrap().contains("app"), "{refused}");
}

#[tokio::test]
async fn who_may_run_it_the_operation_says() {
    let sandbox = sandbox();
    let (admin, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    viewer.post(&run("main"), json!({"service": "app", "operation": "health"})).await.ok();
    for (operation, role) in [("clear-cache", "contributor"), ("reindex", "admin")] {
        let refused = viewer.post(&run("main"), json!({"service": "app", "operation": operation})).await.refused(403);
        assert!(refused["detail"].as_str().unwrap().contains(role), "{refused}");
    }
    let refused = admin.post(&run("load-test"), json!({"service": "app", "operation": "health"})).await.refused(409);
    assert!(refused["detail"].as_str().unwrap().contains("Resume"), "{refused}");
    admin.post(&run("faster-search-p2d6n"), json!({"service": "app", "operation": "health"})).await.refused(404);
    // On the smallest plan there are none.
    let path = "/projects/designdocs2xk/environments/main/deployments/current/operations";
    let refused = admin.post(path, json!({"service": "app", "operation": "x"})).await.refused(403);
    assert!(refused["detail"].as_str().unwrap().contains("plan"), "{refused}");
    let guest = format!("/projects/{TICKETS}/environments/main/deployments/current/operations");
    admin.post(&guest, json!({"service": "app", "operation": "x"})).await.refused(400);
}
