use serde_json::{Value, json};

use crate::common::{Client, JO, LAKESIDE, NIAMH, PRIYANKA, SHOP, TEO, WIREMU, XIMENA, fault, sandbox};

fn path(user: &str) -> String {
    format!("/users/{user}/project-access")
}

fn projects(page: &Value) -> Vec<&str> {
    page["items"].as_array().unwrap().iter().map(|item| item["project_id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_person_has_the_projects_that_list_them() {
    let client = Client::admin(&sandbox()).await;
    let page = client.get(&path(PRIYANKA)).await.ok();
    assert_eq!(projects(&page), [SHOP, "newsletter7vb"], "by their titles");
    for item in page["items"].as_array().unwrap() {
        let project = item["project_id"].as_str().unwrap();
        let mut there = client.get(&format!("/projects/{project}/user-access/{PRIYANKA}")).await.ok();
        assert_eq!(client.get(item["_links"]["self"]["href"].as_str().unwrap()).await.ok(), *item);
        there["_links"] = item["_links"].clone();
        assert_eq!(there, *item);
    }
    assert_eq!(page["items"][0]["organization_id"], LAKESIDE);
    let latest = client.get(&format!("{}?sort=-granted_at&page[size]=1", path(PRIYANKA))).await.ok();
    assert_eq!(projects(&latest), ["newsletter7vb"]);
    let next = latest["_links"]["next"]["href"].as_str().unwrap();
    assert_eq!(projects(&client.get(next).await.ok()), [SHOP]);
    let filtered = client.get(&format!("{}?filter[organization_id]={LAKESIDE}", path(TEO))).await.ok();
    assert_eq!(filtered["items"].as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn access_is_granted_changed_and_removed_from_the_person() {
    let client = Client::admin(&sandbox()).await;
    let grants = json!([
        {"project_id": SHOP, "permissions": ["viewer"]},
        {"project_id": "designdocs2xk", "permissions": ["development:admin"]},
    ]);
    client.post(&path(JO), grants.clone()).await.done();
    assert_eq!(projects(&client.get(&path(JO)).await.ok()), ["designdocs2xk", SHOP]);
    let one = format!("{}/{SHOP}", path(JO));
    client.patch(&one, json!({"permissions": ["admin"]})).await.done();
    let there = client.get(&format!("/projects/{SHOP}/user-access/{JO}")).await.ok();
    assert_eq!(there["permissions"], json!(["admin"]));
    client.patch(&one, json!({})).await.refused(400);
    client.delete(&one).await.done();
    client.get(&one).await.refused(404);
    // All or none: they have the second already.
    let refused = client.post(&path(JO), grants).await.refused(409);
    assert!(!fault(&refused, "1.project_id").is_empty(), "{refused}");
    assert_eq!(projects(&client.get(&path(JO)).await.ok()), ["designdocs2xk"]);
    for (project, status) in [("nowhere", 404), ("telemetry6gwz", 400), ("tickets8fkw3p", 403)] {
        client.post(&path(JO), json!([{"project_id": project, "permissions": ["viewer"]}])).await.refused(status);
    }
    client
        .post("/users/nobody/project-access", json!([{"project_id": SHOP, "permissions": ["viewer"]}]))
        .await
        .refused(404);
    client.delete(&format!("{}/{SHOP}", path(WIREMU))).await.refused(404);
}

#[tokio::test]
async fn of_others_one_sees_what_is_in_the_projects_that_one_knows_of() {
    let sandbox = sandbox();
    let (teo, ximena) = (Client::viewer(&sandbox).await, Client::named(&sandbox, "Ximena").await);
    let own = teo.get(&path(TEO)).await.ok();
    assert_eq!(projects(&own).len(), 5);
    assert!(own["items"].as_array().unwrap().iter().all(|item| item["_links"].as_object().unwrap().len() == 1));
    // They meet in Northwind, and in its portal.
    assert_eq!(projects(&ximena.get(&path(TEO)).await.ok()), ["portal5hq2ndc"]);
    ximena.get(&format!("{}/{SHOP}", path(TEO))).await.refused(404);
    assert_eq!(projects(&teo.get(&path(XIMENA)).await.ok()), ["portal5hq2ndc"]);
    ximena.get(&path(PRIYANKA)).await.refused(404);
    let refused = teo.delete(&format!("{}/{SHOP}", path(TEO))).await.refused(403);
    assert!(refused["detail"].as_str().unwrap().contains("You need"), "{refused}");
    assert!(projects(&ximena.get(&path(NIAMH)).await.ok()).is_empty());
}
