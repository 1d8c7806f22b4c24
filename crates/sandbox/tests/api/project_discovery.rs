use serde_json::Value;
use wheelhouse_sandbox::{DataSet, Storage};

use crate::common::{Client, SHOP, TELEMETRY, TICKETS, open, sandbox};

fn ids(list: &Value) -> Vec<&str> {
    list["projects"].as_array().unwrap().iter().map(|project| project["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_person_finds_the_projects_they_may_know_of() {
    let sandbox = sandbox();
    let (admin, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    let all = admin.get("/locate").await.ok();
    assert_eq!(all["count"], 9);
    assert!(ids(&all).contains(&TICKETS), "as a guest too");
    let mine = viewer.get("/locate").await.ok();
    assert_eq!(mine["count"], 5);
    assert!(ids(&mine).contains(&SHOP) && !ids(&mine).contains(&TELEMETRY));

    let me = admin.get("/users/me").await.ok()["id"].as_str().unwrap().to_owned();
    let owned = admin.get(&format!("/locate?filter[owner]={me}")).await.ok();
    assert_eq!(owned["count"], 6);
    assert!(owned["projects"].as_array().unwrap().iter().all(|project| project["owner"] == me.as_str()));
    assert_eq!(admin.get("/locate?filter[owner]=nobody").await.ok()["count"], 0);
    admin.get("/locate?page=0").await.refused(400);
}

#[tokio::test]
async fn a_place_leads_to_the_project() {
    let sandbox = sandbox();
    let (admin, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    let found = admin.get(&format!("/locate/{SHOP}")).await.ok();
    assert_eq!(admin.get(found["endpoint"].as_str().unwrap()).await.ok()["id"], SHOP);
    assert_eq!(found["subscription_id"], "41207");
    assert_eq!(found["owner_info"]["display_name"], "Niamh Okonjo-Byrne");
    viewer.get(&format!("/locate/{TELEMETRY}")).await.refused(404);
}

#[tokio::test]
async fn a_long_list_comes_in_pages() {
    let client = Client::admin(&open(DataSet::Large, Storage::Memory)).await;
    let (mut path, mut seen) = ("/locate".to_owned(), 0);
    loop {
        let page = client.get(&path).await.ok();
        assert_eq!(page["count"], 1_000);
        seen += ids(&page).len();
        let Some(next) = page["_links"]["next"]["href"].as_str() else { break };
        path = next.to_owned();
    }
    assert_eq!(seen, 1_000);
}
