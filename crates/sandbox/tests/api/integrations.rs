use serde_json::{Value, json};
use wheelhouse_contract::Described;
use wheelhouse_contract::sections::integrations::IntegrationCreateInput;
use wheelhouse_sandbox::{DataSet, Storage};

use crate::common::{Client, SHOP, TICKETS, activity, open, sandbox};

/// A secret that is used and cannot be read back.
const BOT: &str = "xoxb-nobody-reads-this";
const SECRET: &str = "hunter2-hunter2";
/// A secret that can be read back.
const SHARED: &str = "between-us-between-us";

fn path(project: &str) -> String {
    format!("/projects/{project}/integrations")
}

/// Every kind, with a secret wherever one is taken, and without what is optional.
fn every_kind() -> Vec<Value> {
    let url = "https://a.example/b";
    vec![
        json!({"type": "github", "repository": "acme/shop", "token": SECRET}),
        json!({"type": "gitlab", "project": "acme/tools/shop", "token": SECRET}),
        json!({"type": "bitbucket", "repository": "acme/shop", "app_credentials": {"key": "acme", "secret": SECRET}}),
        json!({"type": "bitbucket", "repository": "acme/shop",
            "addon_credentials": {"addon_key": "a", "client_key": "b", "shared_secret": SECRET}}),
        json!({"type": "bitbucket_server", "url": url, "username": "acme", "token": SECRET, "project": "SHOP", "repository": "shop"}),
        json!({"type": "health.email", "recipients": ["ops@a.example"]}),
        json!({"type": "health.slack", "channel": "#ops", "token": BOT}),
        json!({"type": "health.pagerduty", "routing_key": SHARED}),
        json!({"type": "health.webhook", "url": url, "shared_key": SHARED}),
        json!({"type": "webhook", "url": url, "shared_key": SHARED}),
        json!({"type": "script", "script": "console.log(activity.text)"}),
        json!({"type": "cdn.fastly", "service_id": "abc", "token": SECRET}),
        json!({"type": "blackfire"}),
        json!({"type": "newrelic", "url": url, "license_key": SECRET}),
        json!({"type": "splunk", "url": url, "index": "main", "token": SECRET}),
        json!({"type": "sumologic", "url": url}),
        json!({"type": "syslog", "host": "logs.a.example", "auth_token": SECRET}),
        json!({"type": "httplog", "url": url, "headers": {"authorization": SHARED}}),
        json!({"type": "otlplog", "url": url, "headers": {"authorization": SHARED}}),
    ]
}

#[tokio::test]
async fn every_kind_is_added_listed_and_deleted_and_tells_no_secret() {
    let folder = tempfile::tempdir().unwrap();
    let client = Client::admin(&open(DataSet::Demo, Storage::Directory(folder.path().to_owned()))).await;
    // No code host yet.
    let path = path("newsletter7vb");
    let mut seen = Vec::new();
    for body in every_kind() {
        let kind = body["type"].as_str().unwrap();
        let answer = client.post(&path, body.clone()).await;
        assert_eq!(answer.status, 201, "{kind}: {}", answer.text);
        assert!(!answer.text.contains(SECRET) && !answer.text.contains(BOT), "{kind}: {}", answer.text);
        let written = answer.ok();
        let entity = &written["_embedded"]["entity"];
        for (key, value) in body.as_object().unwrap() {
            if value != BOT && !value.to_string().contains(SECRET) {
                assert_eq!(entity[key], *value, "{kind}: {key}");
            }
        }
        assert_eq!(activity(&written)["type"], "integration.create");
        assert!(!activity(&written).to_string().contains(SHARED), "activities are seen by more people");
        let link = entity["_links"]["#delete"]["href"].as_str().unwrap();
        let list = client.get(&path).await;
        assert!(list.json().as_array().unwrap().contains(entity), "{kind}");
        assert_eq!(client.get(link).await.ok(), *entity);
        assert!(!list.text.contains(SECRET) && !list.text.contains(BOT));
        let deleted = client.delete(link).await.ok();
        assert_eq!(activity(&deleted)["type"], "integration.delete");
        client.get(link).await.refused(404);
        seen.push(kind.to_owned());
    }
    for variant in IntegrationCreateInput::BODY.variants.unwrap().list {
        assert!(seen.iter().any(|kind| kind == variant.value), "{} is tested too", variant.value);
    }
    let activities = client.get("/projects/newsletter7vb/activities?count=100").await.text;
    assert!([SECRET, SHARED, BOT].iter().all(|secret| !activities.contains(secret)));
    for file in std::fs::read_dir(folder.path()).unwrap().filter_map(Result::ok).filter(|file| file.path().is_file()) {
        let bytes = std::fs::read(file.path()).unwrap();
        assert!(!bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes()), "a secret is in {file:?}");
    }
}

#[tokio::test]
async fn what_is_left_out_has_its_default() {
    let client = Client::admin(&sandbox()).await;
    let make = async |body: Value| client.post(&path("newsletter7vb"), body).await.ok()["_embedded"]["entity"].clone();
    let made = make(json!({"type": "webhook", "url": "https://a.example/"})).await;
    assert_eq!((&made["events"], &made["environments"]), (&json!(["*"]), &json!(["*"])));
    assert_eq!((&made["excluded_environments"], &made["states"]), (&json!([]), &json!(["complete"])));
    assert_eq!((&made["result"], &made["role"]), (&json!("*"), &json!("events")));
    let made = make(json!({"type": "gitlab", "project": "acme/shop", "token": SECRET})).await;
    assert_eq!((&made["base_url"], &made["fetch_branches"]), (&json!("https://gitlab.com"), &json!(true)));
    assert_eq!((&made["token_expires_at"], &made["role"]), (&Value::Null, &json!("repository")));
    let made = make(json!({"type": "syslog", "host": "logs.a.example"})).await;
    assert_eq!((&made["port"], &made["protocol"], &made["tls_verify"]), (&json!(6514), &json!("tls"), &json!(true)));
}

#[tokio::test]
async fn a_project_has_one_code_host() {
    let client = Client::admin(&sandbox()).await;
    let body = json!({"type": "gitlab", "project": "acme/shop", "token": SECRET});
    let conflict = client.post(&path(SHOP), body.clone()).await.refused(409);
    let message = conflict["detail"]["type"].as_str().unwrap();
    assert!(message.contains("GitHub (lakeside-media/shop)"), "{message}");
    let list = client.get(&path(SHOP)).await.ok();
    let github = list.as_array().unwrap().iter().find(|item| item["type"] == "github").unwrap();
    client.delete(github["_links"]["#delete"]["href"].as_str().unwrap()).await.ok();
    let written = client.post(&path(SHOP), body).await.ok();
    let started = written["_embedded"]["activities"].as_array().unwrap();
    let kinds: Vec<&Value> = started.iter().map(|activity| &activity["type"]).collect();
    assert_eq!(kinds, ["integration.create", "integration.gitlab.fetch"]);
    assert!(written["_embedded"]["entity"]["_links"]["#hook"]["href"].as_str().unwrap().contains("/hook?key="));
}

#[tokio::test]
async fn a_change_keeps_what_it_does_not_name() {
    let client = Client::admin(&sandbox()).await;
    let list = client.get(&path(SHOP)).await.ok();
    let webhook = list.as_array().unwrap().iter().find(|item| item["type"] == "webhook").unwrap();
    let link = webhook["_links"]["#edit"]["href"].as_str().unwrap();
    let written = client.patch(link, json!({"type": "webhook", "result": "failure", "shared_key": SHARED})).await;
    assert_eq!(activity(&written.ok())["type"], "integration.update");
    let after = client.get(link).await.ok();
    assert_eq!(after["shared_key"], SHARED);
    assert_eq!(
        (&after["result"], &after["url"], &after["events"]),
        (&json!("failure"), &webhook["url"], &webhook["events"])
    );
    assert_eq!(after["created_at"], webhook["created_at"]);
    let refused = client.patch(link, json!({"type": "script", "script": "1"})).await.refused(400);
    assert!(refused["detail"]["type"].as_str().unwrap().contains("webhook"));
    assert_eq!(client.get(link).await.ok(), after);
}

#[tokio::test]
async fn what_is_wrong_is_refused_at_its_field() {
    let client = Client::admin(&sandbox()).await;
    let bitbucket = |more: Value| {
        let mut body = json!({"type": "bitbucket", "repository": "acme/shop"});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    let (app, addon) =
        (json!({"key": "a", "secret": SECRET}), json!({"addon_key": "a", "client_key": "b", "shared_secret": SECRET}));
    for (body, field) in [
        (json!({"type": "github", "repository": "acme/tools/shop", "token": SECRET}), "repository"),
        (json!({"type": "github", "repository": "https://github.com/acme/shop", "token": SECRET}), "repository"),
        (json!({"type": "github", "repository": "acme/shop"}), "token"),
        (bitbucket(json!({"app_credentials": app, "addon_credentials": addon})), "app_credentials"),
        (bitbucket(json!({"app_credentials": {"key": "a"}})), "app_credentials.secret"),
        (json!({"type": "webhook", "url": "ftp://a.example"}), "url"),
        (json!({"type": "webhook", "url": "https://a.example", "events": ["Push!"]}), "events"),
        (json!({"type": "webhook", "url": "https://a.example", "states": ["done"]}), "states"),
        (json!({"type": "health.email", "recipients": []}), "recipients"),
        (json!({"type": "carrier.pigeon"}), "type"),
    ] {
        let answer = client.post(&path("newsletter7vb"), body.clone()).await;
        assert!(!answer.text.contains(SECRET));
        let refused = answer.refused(400);
        assert!(refused["detail"][field].is_string(), "{body}: {refused}");
    }
    assert_eq!(client.get(&path("newsletter7vb")).await.ok(), json!([]));
}

#[tokio::test]
async fn bitbucket_credentials_are_optional() {
    let client = Client::admin(&sandbox()).await;
    for none in [json!({}), json!({"app_credentials": null, "addon_credentials": null})] {
        let mut body = json!({"type": "bitbucket", "repository": "acme/shop"});
        body.as_object_mut().unwrap().extend(none.as_object().unwrap().clone());
        let written = client.post(&path("newsletter7vb"), body).await.ok();
        let made = &written["_embedded"]["entity"];
        assert_eq!((&made["app_credentials"], &made["addon_credentials"]), (&Value::Null, &Value::Null));
        client.delete(made["_links"]["#delete"]["href"].as_str().unwrap()).await.ok();
    }
}

#[tokio::test]
async fn one_kind_of_credentials_takes_the_place_of_the_other() {
    let client = Client::admin(&sandbox()).await;
    let app =
        json!({"type": "bitbucket", "repository": "acme/shop", "app_credentials": {"key": "acme", "secret": SECRET}});
    let made = client.post(&path("newsletter7vb"), app).await.ok();
    let link = made["_embedded"]["entity"]["_links"]["#edit"]["href"].as_str().unwrap();
    let addon = json!({"addon_key": "a", "client_key": "b", "shared_secret": SECRET});
    client.patch(link, json!({"type": "bitbucket", "addon_credentials": addon})).await.ok();
    let now = client.get(link).await.ok();
    assert_eq!(
        (&now["app_credentials"], &now["addon_credentials"]),
        (&Value::Null, &json!({"addon_key": "a", "client_key": "b"}))
    );
}

#[tokio::test]
async fn branches_are_pruned_only_where_they_are_fetched() {
    let client = Client::admin(&sandbox()).await;
    let body = |more: Value| {
        let mut body = json!({"type": "github", "repository": "acme/shop", "token": SECRET});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    let both = json!({"fetch_branches": false, "prune_branches": true});
    let refused = client.post(&path("newsletter7vb"), body(both.clone())).await.refused(400);
    assert!(refused["detail"]["prune_branches"].as_str().unwrap().contains("fetched"), "{refused}");
    let written = client.post(&path("newsletter7vb"), body(json!({"fetch_branches": false}))).await.ok();
    let made = &written["_embedded"]["entity"];
    assert_eq!((&made["fetch_branches"], &made["prune_branches"]), (&json!(false), &json!(false)));
    let link = made["_links"]["#edit"]["href"].as_str().unwrap();
    let refused = client.patch(link, json!({"type": "github", "prune_branches": true})).await.refused(400);
    assert!(refused["detail"]["prune_branches"].is_string(), "{refused}");
    let on = json!({"type": "github", "fetch_branches": true, "prune_branches": true});
    let on = client.patch(link, on).await.ok();
    assert_eq!(on["_embedded"]["entity"]["prune_branches"], true);
    let off = client.patch(link, json!({"type": "github", "fetch_branches": false})).await.ok();
    assert_eq!(off["_embedded"]["entity"]["prune_branches"], false, "nothing that is fetched disappears");
}

#[tokio::test]
async fn some_kinds_take_a_plan_that_is_made_for_production() {
    let client = Client::admin(&sandbox()).await;
    let body = json!({"type": "httplog", "url": "https://a.example/"});
    let refused = client.post(&path("designdocs2xk"), body).await.refused(403);
    assert!(refused["detail"].as_str().unwrap().contains("plan"));
    client.post(&path("designdocs2xk"), json!({"type": "webhook", "url": "https://a.example/"})).await.ok();
}

#[tokio::test]
async fn only_an_admin_sees_integrations() {
    let sandbox = sandbox();
    let (admin, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    let github = admin.get(&path(SHOP)).await.ok()[0]["_links"]["self"]["href"].as_str().unwrap().to_owned();
    for address in [path(SHOP), github] {
        let refused = viewer.get(&address).await.refused(403);
        assert!(refused["detail"].as_str().unwrap().contains("admin role"));
    }
    // A guest's rights are those of a guest, whoever they are elsewhere.
    admin.get(&path(TICKETS)).await.refused(403);
}
