//! Resources that a request chooses: containers have fixed sizes here, and nothing else is pretended.

use serde_json::{Value, json};

use crate::common::{Client, SHOP, sandbox};

fn path(environment: &str, action: &str) -> String {
    format!("/projects/{SHOP}/environments/{environment}/{action}")
}

/// Each action with its body, the field that chooses and a choice.
async fn choices(client: &Client) -> Vec<(String, Value, &'static str, Value)> {
    let backups = client.get(&path("main", "backups")).await.ok();
    let backup = backups[0]["id"].as_str().unwrap();
    let init = |choice: &str| json!({"init": choice});
    let restore = json!({"environment_name": null, "branch_from": null, "restore_code": false});
    let branch = json!({"name": "sized", "title": "Sized", "clone_parent": false, "type": "development"});
    let synchronize = json!({"synchronize_code": false, "rebase": false, "synchronize_data": true});
    vec![
        (path("faster-search-p2d6n", "activate"), json!({}), "resources", init("parent")),
        (path("gift-cards-b3m9q", "branch"), branch, "resources", init("minimum")),
        (path("gift-cards-b3m9q", "merge"), json!({}), "resources", init("child")),
        (path("gift-cards-b3m9q", "synchronize"), synchronize, "synchronize_resources", json!(true)),
        (path("main", &format!("backups/{backup}/restore")), restore, "resources", init("backup")),
    ]
}

#[tokio::test]
async fn a_choice_that_nothing_would_follow_is_refused_in_words() {
    let client = Client::admin(&sandbox()).await;
    for (path, body, field, choice) in choices(&client).await {
        let mut chosen = body.clone();
        chosen[field] = choice;
        let refused = client.post(&path, chosen).await.refused(400);
        let said = refused["detail"].as_object().unwrap().iter().find(|(at, _)| at.starts_with(field));
        assert!(said.unwrap().1.as_str().unwrap().contains("fixed sizes"), "{path}: {refused}");
    }
}

#[tokio::test]
async fn no_choice_is_none_however_it_is_said() {
    for none in [json!(null), json!({}), json!({"init": null})] {
        for number in 0..choices(&Client::admin(&sandbox()).await).await.len() {
            let client = Client::admin(&sandbox()).await;
            let (path, mut body, field, _) = choices(&client).await.swap_remove(number);
            body[field] = if field == "resources" { none.clone() } else { json!(false) };
            let written = client.post(&path, body).await;
            assert!(written.status.is_success(), "{path}: {}", written.text);
            client.finish(&written.ok()).await;
        }
    }
}

#[tokio::test]
async fn a_choice_that_is_none_of_those_is_refused() {
    let client = Client::admin(&sandbox()).await;
    let refused = client.post(&path("faster-search-p2d6n", "activate"), json!({"resources": {"init": "huge"}})).await;
    assert!(refused.refused(400)["detail"]["resources.init"].is_string());
    // Nothing has to be said.
    client.send("POST", &path("faster-search-p2d6n", "activate"), None).await.ok();
}
