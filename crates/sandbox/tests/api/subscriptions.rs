use serde_json::Value;
use wheelhouse_sandbox::{DataSet, Storage};

use crate::common::{Client, LAKESIDE, open, sandbox};

fn titles(list: &Value) -> Vec<&str> {
    list["items"].as_array().unwrap().iter().map(|item| item["project_title"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn an_organizations_projects_are_its_subscriptions() {
    let client = Client::admin(&sandbox()).await;
    let path = format!("/organizations/{LAKESIDE}/subscriptions");
    let list = client.get(&path).await.ok();
    assert_eq!(list["count"], 6);
    assert_eq!(titles(&list)[0], "Lakeside Shop");
    let first = &list["items"][0];
    assert_eq!(first["project_region_label"], "Ireland (eu-5)");
    assert_eq!(first["owner_info"]["display_name"], "Niamh Okonjo-Byrne");
    client.get(first["project_endpoint"].as_str().unwrap()).await.ok();
    assert_eq!(titles(&client.get(&format!("{path}?filter[status]=suspended")).await.ok()), ["Summer Campaign 2023"]);
    client.get(&format!("{path}?filter[status]=sleeping")).await.refused(400);
    client.get(&format!("{path}?page=0")).await.refused(400);
    client.get("/organizations/nowhere/subscriptions").await.refused(404);
}

#[tokio::test]
async fn who_may_not_list_projects_sees_their_own() {
    let viewer = Client::viewer(&sandbox()).await;
    let all = viewer.get(&format!("/organizations/{LAKESIDE}/subscriptions")).await.ok();
    assert_eq!(all["count"], 6, "may list all of this one");
    let own = viewer.get("/organizations/01HX7T4N9Z1KQFM2C8VYW6SJRB/subscriptions").await.ok();
    assert_eq!(titles(&own), ["Customer Portal"]);
    viewer.get("/organizations/01J2B6W3RD8HXPK5T0MQN9YCVG/subscriptions").await.refused(404);
}

#[tokio::test]
async fn pages_are_numbered() {
    let client = Client::admin(&open(DataSet::Large, Storage::Memory)).await;
    let organization = client.get("/organizations").await.ok()["items"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("/organizations/{organization}/subscriptions");
    let only = client.get(&path).await.ok();
    assert_eq!((titles(&only).len(), &only["_links"]["next"]), (50, &Value::Null));
    let beyond = client.get(&format!("{path}?page=2&filter[status]=active")).await.ok();
    assert_eq!(titles(&beyond).len(), 0);
    let previous = beyond["_links"]["previous"]["href"].as_str().unwrap();
    assert!(previous.contains("filter%5Bstatus%5D=active"));
    assert!(!titles(&client.get(previous).await.ok()).is_empty());
}
