use serde_json::{Value, json};

use crate::common::{Client, DONE, SHOP, TELEMETRY, sandbox};

fn environment(id: &str) -> String {
    format!("/projects/{SHOP}/environments/{id}")
}

async fn current(client: &Client, id: &str) -> Value {
    client.get(&format!("{}/deployments/current", environment(id))).await.ok()
}

fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

async fn commit(client: &Client, id: &str, path: &str, text: Value) {
    client.control("POST", &format!("commit/{SHOP}/{id}"), json!({"path": path, "text": text})).await.ok();
}

#[tokio::test]
async fn what_runs_is_what_the_code_says() {
    let client = Client::admin(&sandbox()).await;
    let seen = current(&client, "main").await;
    assert_eq!(client.get(&format!("{}/deployments", environment("main"))).await.ok(), json!([seen]));
    let app = &seen["webapps"]["app"];
    assert_eq!((&app["type"], &app["size"], &app["disk"]), (&json!("nodejs:22"), &json!("M"), &json!(2048)));
    assert_eq!(app["relationships"]["finder"], json!({"service": "search", "endpoint": "opensearch"}));
    assert_eq!(app["mounts"]["var/uploads"], json!({"source": "local", "source_path": "uploads", "service": null}));
    assert_eq!(app["crons"]["catalogue"]["spec"], "15 3 * * *");
    assert_eq!(
        (&app["crons"]["catalogue"]["timeout"], &app["crons"]["receipts"]["timeout"]),
        (&json!(7200), &json!(86_400))
    );
    assert_eq!(keys(&app["operations"]), ["clear-cache", "health", "reindex"]);
    assert_eq!(
        (&app["operations"]["reindex"]["role"], &app["operations"]["health"]["role"]),
        (&json!("admin"), &json!("viewer"))
    );
    assert_eq!(keys(&app["source"]["operations"]), ["check", "release", "update-dependencies"]);
    assert!(app["hooks"]["deploy"].as_str().unwrap().contains("./bin/deploy"));
    assert_eq!(app["web"]["commands"]["start"], "node dist/server.js");
    let worker = &seen["workers"]["app--queue"];
    assert_eq!((&worker["app"], &worker["type"], &worker["size"]), (&json!("app"), &json!("nodejs:22"), &json!("S")));
    assert_eq!(worker["relationships"], app["relationships"], "with what its application has");
    assert_eq!(worker["worker"]["commands"]["start"], "node dist/worker.js --queue orders");
    assert_eq!(keys(&seen["services"]), ["cache", "db", "search"]);
    assert_eq!(
        (&seen["services"]["db"]["type"], &seen["services"]["db"]["disk"]),
        (&json!("postgresql:16"), &json!(4096))
    );
    // What Git calls the folder of the application.
    let head = client.get(&environment("main")).await.ok()["head_commit"].as_str().unwrap().to_owned();
    assert_eq!(app["tree_id"], client.get(&format!("/projects/{SHOP}/git/commits/{head}")).await.ok()["tree"]);

    assert_eq!(
        (&seen["environment_info"]["is_main"], &seen["environment_info"]["reference"]),
        (&json!(true), &json!("refs/heads/main"))
    );
    assert_eq!(
        (&seen["project_info"]["title"], &seen["subscription"]["plan"]),
        (&json!("Lakeside Shop"), &json!("large"))
    );
    let roles: Vec<&str> = seen["access"].as_array().unwrap().iter().map(|who| who["role"].as_str().unwrap()).collect();
    assert_eq!(roles, ["viewer", "viewer"]);
    let below = current(&client, "gift-cards-b3m9q").await;
    let roles: Vec<&str> =
        below["access"].as_array().unwrap().iter().map(|who| who["role"].as_str().unwrap()).collect();
    assert!(roles.contains(&"admin"), "Priyanka is admin on development environments: {roles:?}");
}

#[tokio::test]
async fn routes_are_at_the_domains_of_the_environment() {
    let client = Client::admin(&sandbox()).await;
    let main = current(&client, "main").await;
    assert_eq!(
        keys(&main["routes"]),
        [
            "https://api.lakeside-shop.example/",
            "https://gifts.lakeside-shop.example/",
            "https://journal.lakeside-shop.example/",
            "https://lakeside-shop.example/",
            "https://www.lakeside-shop.example/",
        ]
    );
    let www = &main["routes"]["https://www.lakeside-shop.example/"];
    assert_eq!(
        (&www["to"], &www["original_url"]),
        (&json!("https://lakeside-shop.example/"), &json!("https://www.{default}/"))
    );
    let domain = client.get(&environment("staging")).await.ok()["default_domain"].as_str().unwrap().to_owned();
    let staging = current(&client, "staging").await;
    let shop = &staging["routes"][format!("https://{domain}/")];
    assert_eq!((&shop["primary"], &shop["production_url"]), (&json!(true), &json!("https://lakeside-shop.example/")));

    // A domain that stands for the project's on it.
    let body = json!({"name": "staging.lakeside-shop.example", "replacement_for": "lakeside-shop.example"});
    client.post(&format!("{}/domains", environment("staging")), body).await.ok();
    let staging = current(&client, "staging").await;
    assert!(keys(&staging["routes"]).contains(&"https://www.staging.lakeside-shop.example/"), "{}", staging["routes"]);
    // A host of other people's.
    commit(&client, "staging", ".platform/routes.yaml", json!("\"https://other.example/\": {type: upstream, upstream: \"app:http\"}\n\"https://{all}/x\": {type: proxy, to: \"https://a.example/\"}\n")).await;
    client.advance(DONE).await;
    assert_eq!(
        keys(&current(&client, "staging").await["routes"]),
        [format!("https://other.example.{domain}/"), "https://staging.lakeside-shop.example/x".to_owned(),]
    );
}

#[tokio::test]
async fn values_that_are_sensitive_are_hidden_and_the_nearest_is_seen() {
    let client = Client::admin(&sandbox()).await;
    let one = |deployment: &Value, name: &str| {
        deployment["variables"].as_array().unwrap().iter().find(|variable| variable["name"] == name).cloned()
    };
    let main = current(&client, "main").await;
    assert_eq!(one(&main, "env:STRIPE_SECRET_KEY").unwrap().get("value"), None);
    assert!(!main.to_string().contains("not-a-real"), "in no other place either");
    assert_eq!(one(&main, "env:NODE_ENV").unwrap()["value"], "production", "the project's");
    assert_eq!(one(&main, "env:MAINTENANCE_MESSAGE"), None, "not enabled");
    let path = format!("{}/variables", environment("gift-cards-b3m9q"));
    client.post(&path, json!({"name": "env:NODE_ENV", "value": "test"})).await.ok();
    let child = current(&client, "gift-cards-b3m9q").await;
    assert_eq!(one(&child, "env:NODE_ENV").unwrap()["value"], "test", "before the project's");
    assert_eq!(one(&child, "env:LOG_LEVEL").unwrap()["value"], "debug", "inherited");
    assert_eq!(one(&child, "env:SMTP_PASSWORD"), None, "not inheritable");
    assert!(child["fingerprint"] != main["fingerprint"]);
}

#[tokio::test]
async fn only_what_runs_is_a_deployment() {
    let client = Client::admin(&sandbox()).await;
    let before = current(&client, "staging").await;
    let services = "db:\n    type: \"postgresql:17\"\n    disk: 512\n";
    commit(&client, "staging", ".platform/services.yaml", json!(services)).await;
    let list = client.get(&format!("{}/deployments", environment("staging"))).await.ok();
    assert_eq!((&list[0]["id"], &list[1]), (&json!("current"), &Value::Null), "not what is about to run");
    assert_eq!(keys(&list[0]["services"]).len(), 3);
    for other in ["next", "nothing"] {
        let refused = client.get(&format!("{}/deployments/{other}", environment("staging"))).await.refused(404);
        assert!(refused["detail"].as_str().unwrap().contains("only current"), "{refused}");
    }
    client.advance(DONE).await;
    let now = current(&client, "staging").await;
    assert_eq!((&now["services"]["db"]["type"], keys(&now["services"])), (&json!("postgresql:17"), vec!["db"]));
    assert!(now["updated_at"] != before["updated_at"]);

    client
        .post(&format!("{}/variables", environment("staging")), json!({"name": "FAIL_DEPLOY", "value": "1"}))
        .await
        .ok();
    commit(&client, "staging", ".platform/services.yaml", Value::Null).await;
    client.advance(DONE).await;
    let kept = current(&client, "staging").await;
    assert_eq!(keys(&kept["services"]), ["db"], "the deployment failed");
    assert_eq!(client.get(&environment("staging")).await.ok()["status"], "dirty");
}

#[tokio::test]
async fn several_applications_and_a_broken_one() {
    let client = Client::admin(&sandbox()).await;
    let apps = "- name: front\n  type: \"php:8.4\"\n  source: {root: front}\n  workers: {q: {commands: {start: run}}}\n- name: api\n  type: \"python:3.13\"\n";
    commit(&client, "staging", ".platform/applications.yaml", json!(apps)).await;
    commit(&client, "staging", "other/.platform.app.yaml", json!("name: other\ntype: \"golang:1.24\"\n")).await;
    commit(&client, "staging", ".platform.app.yaml", json!("name: [")).await;
    client.advance(DONE).await;
    let seen = current(&client, "staging").await;
    assert_eq!((keys(&seen["webapps"]), keys(&seen["workers"])), (vec!["api", "front", "other"], vec!["front--q"]));
    assert_eq!(seen["webapps"]["api"]["size"], "AUTO");
    let tree = seen["webapps"]["other"]["tree_id"].as_str().unwrap();
    assert_eq!(
        client.get(&format!("/projects/{SHOP}/git/trees/{tree}")).await.ok()["tree"][0]["path"],
        ".platform.app.yaml"
    );
}

#[tokio::test]
async fn nothing_runs_where_nothing_is_deployed() {
    let sandbox = sandbox();
    let client = Client::admin(&sandbox).await;
    let path = format!("{}/deployments", environment("faster-search-p2d6n"));
    assert_eq!(client.get(&path).await.ok(), json!([]));
    let refused = client.get(&format!("{path}/current")).await.refused(404);
    assert!(refused["detail"].as_str().unwrap().contains("activate"), "{refused}");
    // Nor where there was no first deployment yet: that is not the same as being inactive.
    let variable = json!({"name": "FAIL_DEPLOY", "value": "1"});
    client.post("/projects/portal5hq2ndc/variables", variable).await.ok();
    let rewrite = "/projects/portal5hq2ndc/environments/rewrite";
    assert_eq!(client.get(&format!("{rewrite}/deployments")).await.ok(), json!([]));
    let files = json!([{"path": "README.md", "contents": "T3du"}]);
    let body = json!({"profile": "", "repository": "", "config": null, "files": files});
    client.post(&format!("{rewrite}/initialize"), body).await.ok();
    client.advance(DONE).await;
    let refused = client.get(&format!("{rewrite}/deployments/current")).await.refused(404);
    assert!(refused["detail"].as_str().unwrap().contains("nothing of it was deployed"), "{refused}");
    // What is paused is deployed still.
    assert_eq!(current(&client, "load-test").await["environment_info"]["status"], "paused");
    let viewer = Client::viewer(&sandbox).await;
    assert_eq!(current(&viewer, "main").await["webapps"], current(&client, "main").await["webapps"]);
    viewer.get(&format!("/projects/{TELEMETRY}/environments/main/deployments/current")).await.refused(404);
}
