use serde_json::{Value, json};

use crate::common::{Client, SHOP, sandbox};

#[tokio::test]
async fn a_project_has_three_types_and_says_who_manages_access_to_them() {
    let sandbox = sandbox();
    let (admin, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    let list = admin.get(&format!("/projects/{SHOP}/environment-types")).await.ok();
    let ids: Vec<&str> = list.as_array().unwrap().iter().map(|kind| kind["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["development", "production", "staging"]);
    for kind in list.as_array().unwrap() {
        let one = admin.get(kind["_links"]["self"]["href"].as_str().unwrap()).await.ok();
        assert_eq!(one, *kind);
        assert!(one["_links"]["#access"]["href"].as_str().unwrap().ends_with("/access"));
    }
    let seen = viewer.get(&format!("/projects/{SHOP}/environment-types/staging")).await.ok();
    assert_eq!((&seen["attributes"], &seen["_links"]["#access"]), (&json!({}), &Value::Null));
    admin.get(&format!("/projects/{SHOP}/environment-types/testing")).await.refused(404);
}
