use serde_json::{Value, json};

use crate::common::{Client, DONE, SHOP, activity, sandbox};

fn path(environment: &str) -> String {
    format!("/projects/{SHOP}/environments/{environment}")
}

fn kinds(written: &Value) -> Vec<&str> {
    written["_embedded"]["activities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|started| started["type"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn activities_tell_of_attributes_that_changed_and_of_so_many_at_most() {
    let client = Client::admin(&sandbox()).await;
    let place = format!("/projects/{SHOP}/environments/gift-cards-b3m9q");
    let many: serde_json::Map<String, serde_json::Value> =
        (0..5_000).map(|number| (format!("a{number:05}"), json!("x"))).collect();
    let told = |written: &serde_json::Value| {
        let parameters = activity(written)["parameters"].clone();
        let of = |side: &str| parameters[side].as_object().unwrap().clone();
        (of("from"), of("to"))
    };
    let written = client.patch(&place, json!({"attributes": many})).await.ok();
    assert_eq!((told(&written).0.len(), told(&written).1.len()), (0, 100));
    assert_eq!(client.get(&place).await.ok()["attributes"].as_object().unwrap().len(), 5_000);
    let mut other = many.clone();
    other.insert("a00007".to_owned(), json!("y"));
    let (from, to) = told(&client.patch(&place, json!({"attributes": other})).await.ok());
    assert_eq!((json!(from), json!(to)), (json!({"a00007": "x"}), json!({"a00007": "y"})));
    let path = format!("/projects/{SHOP}/variables");
    let written = client.post(&path, json!({"name": "MANY", "value": "1", "attributes": many})).await.ok();
    assert_eq!(activity(&written)["payload"]["variable"]["attributes"].as_object().unwrap().len(), 100);
}

#[tokio::test]
async fn what_is_set_is_there_and_what_runs_redeploys() {
    let client = Client::admin(&sandbox()).await;
    let place = path("gift-cards-b3m9q");
    let written = client
        .patch(&place, json!({"title": " Gifts ", "type": "staging", "attributes": {"team": "checkout"}, "clone_parent_on_create": false}))
        .await
        .ok();
    let view = &written["_embedded"]["entity"];
    assert_eq!((&view["title"], &view["type"]), (&json!("Gifts"), &json!("staging")));
    assert_eq!((&view["attributes"], &view["clone_parent_on_create"]), (&json!({"team": "checkout"}), &json!(false)));
    assert_eq!(view["status"], "active", "none of these is of concern to what runs");
    client.advance(DONE).await;
    let written = client.patch(&place, json!({"enable_smtp": true, "restrict_robots": false})).await.ok();
    assert_eq!(kinds(&written), ["environment.update.smtp", "environment.update.restrict_robots"]);
    assert_eq!(written["_embedded"]["entity"]["status"], "dirty");
    client.finish(&written).await;
    let view = client.get(&place).await.ok();
    assert_eq!((&view["enable_smtp"], &view["restrict_robots"]), (&json!(true), &json!(false)));
    // What is as it was sets nothing off.
    let written = client.patch(&place, json!({"enable_smtp": true, "name": "feature/gift-cards"})).await.ok();
    assert!(kinds(&written).is_empty());
}

#[tokio::test]
async fn an_environment_is_renamed_with_its_branch() {
    let client = Client::admin(&sandbox()).await;
    let place = path("gift-cards-b3m9q");
    let branch = async |name: &str| {
        let path = format!("/projects/{SHOP}/git/refs/heads%2F{}", name.replace('/', "%2F"));
        client.get(&path).await
    };
    let before = client.get(&place).await.ok();
    let written = client.patch(&place, json!({"name": "feature/vouchers"})).await.ok();
    assert_eq!(kinds(&written), ["environment.update.name"]);
    let started = activity(&written);
    assert_eq!(
        (&started["parameters"]["from"], &started["parameters"]["to"]),
        (&json!("feature/gift-cards"), &json!("feature/vouchers"))
    );
    client.finish(&written).await;
    let after = client.get(&place).await.ok();
    assert_eq!((&after["id"], &after["name"]), (&before["id"], &json!("feature/vouchers")));
    assert_eq!((&after["head_commit"], &after["machine_name"]), (&before["head_commit"], &before["machine_name"]));
    branch("feature/gift-cards").await.refused(404);
    assert_eq!(branch("feature/vouchers").await.ok()["sha"], before["head_commit"]);
    let deployment = client.get(&format!("{place}/deployments/current")).await.ok();
    assert_eq!(deployment["environment_info"]["reference"], "refs/heads/feature/vouchers");
    // What is pushed goes to the branch of that name.
    let commit = client.commit(SHOP, "gift-cards-b3m9q", "README.md", "Vouchers\n").await;
    assert_eq!(branch("feature/vouchers").await.ok()["sha"], json!(commit));
    // A branch can become a folder of its own name, and back.
    let folder = client.patch(&place, json!({"name": "feature/vouchers/one"})).await.ok();
    assert_eq!(folder["_embedded"]["entity"]["name"], "feature/vouchers/one");
    branch("feature/vouchers/one").await.ok();
    // The default branch has another name everywhere.
    client.patch(&path("main"), json!({"name": "trunk"})).await.ok();
    assert_eq!(client.get(&format!("/projects/{SHOP}")).await.ok()["default_branch"], "trunk");
}

#[tokio::test]
async fn passwords_are_never_answered_and_kept_when_they_are_sent_back_hidden() {
    let client = Client::admin(&sandbox()).await;
    let place = path("gift-cards-b3m9q");
    let access =
        json!({"addresses": [{"permission": "deny", "address": "0.0.0.0/0"}], "basic_auth": {"ada": "open sesame"}});
    let written = client.patch(&place, json!({"http_access": access})).await.ok();
    assert_eq!(kinds(&written), ["environment.update.http_access"]);
    assert!(!written.to_string().contains("sesame"));
    let shown = client.get(&place).await.ok()["http_access"].clone();
    assert_eq!((&shown["is_enabled"], &shown["basic_auth"]), (&json!(true), &json!({"ada": "********"})));
    client.advance(DONE).await;
    let written = client.patch(&place, json!({"http_access": shown})).await.ok();
    assert!(kinds(&written).is_empty(), "what was answered and sent back changes nothing");
    let written = client.patch(&place, json!({"http_access": {"basic_auth": {"ada": "another"}}})).await.ok();
    assert_eq!(kinds(&written), ["environment.update.http_access"]);
    assert_eq!(written["_embedded"]["entity"]["http_access"]["addresses"], access["addresses"], "left out, so kept");
    // A new environment below is as closed.
    client.advance(DONE).await;
    let body = json!({"title": "x", "name": "x", "clone_parent": true, "type": "development"});
    let made = client.post(&format!("{place}/branch"), body).await.ok();
    assert_eq!(made["_embedded"]["entity"]["http_access"]["addresses"], access["addresses"]);
}

#[tokio::test]
async fn another_parent_is_one_that_is_there_and_not_below() {
    let client = Client::admin(&sandbox()).await;
    let place = path("vat-rounding-t5w1z");
    let written = client.patch(&place, json!({"parent": "main"})).await.ok();
    assert_eq!(activity(&written)["type"], "environment.update.parent");
    let view = client.get(&place).await.ok();
    assert_eq!((&view["parent"], &view["merge_info"]["parent_ref"]), (&json!("main"), &json!("refs/heads/main")));
    let (name, base) = ("fix%2Fvat-rounding", "main");
    assert_ne!(view["merge_info"]["commits_ahead"], json!(0), "{name} {base}");
    for (environment, parent) in [
        ("staging", json!("new-checkout-x7k2a")),
        ("staging", json!("staging")),
        ("staging", json!("nowhere")),
        ("staging", Value::Null),
        ("main", json!("staging")),
    ] {
        let answer = client.patch(&path(environment), json!({"parent": parent})).await.refused(400);
        assert!(answer["detail"]["parent"].is_string(), "{answer}");
    }
    client.patch(&path("main"), json!({"parent": null, "type": "production"})).await.ok();
}

#[tokio::test]
async fn what_cannot_be_is_refused_at_its_field() {
    let sandbox = sandbox();
    let (client, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    for (environment, body) in [
        ("staging", json!({"title": " "})),
        ("staging", json!({"name": "main"})),
        ("staging", json!({"name": "feature"})),
        ("staging", json!({"name": "a..b"})),
        ("staging", json!({"type": "production"})),
        ("main", json!({"type": "staging"})),
    ] {
        let field = body.as_object().unwrap().keys().next().unwrap().clone();
        let answer = client.patch(&path(environment), body).await.refused(400);
        assert!(answer["detail"][&field].is_string(), "{answer}");
    }
    viewer.patch(&path("staging"), json!({"title": "Mine"})).await.refused(403);
    // An admin of development environments makes none of them staging.
    let mine = "/projects/tickets8fkw3p/environments/upgrade-runtime-k4s8h";
    let answer = client.patch(mine, json!({"type": "staging"})).await.refused(403);
    assert!(answer["detail"].as_str().unwrap().contains("staging environments"), "{answer}");
    client.patch(mine, json!({"title": "Mine"})).await.ok();
}
