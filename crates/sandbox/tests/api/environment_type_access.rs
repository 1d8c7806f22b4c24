use serde_json::json;

use crate::common::{Client, JO, PRIYANKA, SHOP, TEO, activity, sandbox};

const STAGING: &str = "/projects/shop4k2mq7xwa/environment-types/staging/access";

#[tokio::test]
async fn a_role_on_a_type_is_given_changed_and_taken() {
    let client = Client::admin(&sandbox()).await;
    let user = format!("/projects/{SHOP}/user-access/{JO}");
    let made = client.post(STAGING, json!({"role": "contributor", "user": JO})).await;
    assert_eq!(made.status, 201);
    assert_eq!(activity(&made.ok())["type"], "environment_type.access.create");
    assert_eq!(client.get(&user).await.ok()["permissions"], json!(["staging:contributor"]));
    let path = format!("{STAGING}/{JO}");
    let entry = client.get(&path).await.ok();
    assert_eq!((&entry["user"], &entry["role"]), (&json!(JO), &json!("contributor")));
    assert_eq!(entry["_links"]["#delete"]["href"], format!("/api{path}"));
    let changed = client.patch(&path, json!({"role": "admin"})).await.ok();
    assert_eq!(activity(&changed)["type"], "environment_type.access.update");
    assert_eq!(client.get(&path).await.ok(), changed["_embedded"]["entity"]);
    client.patch(&path, json!({})).await.ok();
    assert_eq!(client.get(&user).await.ok()["permissions"], json!(["staging:admin"]));
    assert_eq!(activity(&client.delete(&path).await.ok())["type"], "environment_type.access.delete");
    // It was all that there was.
    client.get(&user).await.refused(404);
    client.get(&path).await.refused(404);
}

#[tokio::test]
async fn roles_elsewhere_in_the_project_stay() {
    let client = Client::admin(&sandbox()).await;
    let user = |id: &str| format!("/projects/{SHOP}/user-access/{id}");
    client.delete(&format!("{STAGING}/{PRIYANKA}")).await.ok();
    assert_eq!(client.get(&user(PRIYANKA)).await.ok()["permissions"], json!(["viewer", "development:admin"]));
    client.post(STAGING, json!({"role": "admin", "email": "teo@lakeside-media.example"})).await.ok();
    assert_eq!(client.get(&user(TEO)).await.ok()["permissions"], json!(["viewer", "staging:admin"]));
    let development = STAGING.replace("staging", "development");
    let list = client.get(&development).await.ok();
    assert_eq!((list.as_array().unwrap().len(), &list[0]["user"]), (1, &json!(PRIYANKA)));
    client.get(&format!("{}/{TEO}", STAGING.replace("staging", "production"))).await.refused(404);
}

#[tokio::test]
async fn what_cannot_be_is_refused() {
    let sandbox = sandbox();
    let (client, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    let twice = client.post(STAGING, json!({"role": "viewer", "user": PRIYANKA})).await;
    assert_eq!(twice.headers["content-type"], "application/json");
    assert!(twice.refused(409)["detail"]["user"].as_str().unwrap().contains("already has a role on staging"));
    client.get(&STAGING.replace("staging", "testing")).await.refused(404);
    client.post(&STAGING.replace("staging", "testing"), json!({"role": "viewer", "user": JO})).await.refused(404);
    client.post(STAGING, json!({"role": "viewer", "email": "nobody@lakeside-media.example"})).await.refused(400);
    client.post(STAGING, json!({"role": "owner", "user": JO})).await.refused(400);
    viewer.post(STAGING, json!({"role": "viewer", "user": JO})).await.refused(403);
    assert!(viewer.get(STAGING).await.ok()[0]["_links"]["#edit"].is_null());
    // Who is admin of a type alone manages nobody's access to it.
    let contributor = Client::named(&sandbox, "Priyanka").await;
    let development = STAGING.replace("staging", "development");
    contributor.post(&development, json!({"role": "viewer", "user": JO})).await.refused(403);
    let links =
        contributor.get(&format!("/projects/{SHOP}/environments/gift-cards-b3m9q")).await.ok()["_links"].clone();
    assert!(links["#edit"].is_object() && links["#manage-access"].is_null(), "{links}");
}
