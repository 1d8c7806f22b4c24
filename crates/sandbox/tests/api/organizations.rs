use serde_json::{Value, json};
use wheelhouse_sandbox::{DataSet, Storage};

use crate::common::{Client, LAKESIDE, names, open, sandbox};

fn link<'a>(list: &'a Value, relation: &str) -> Option<&'a str> {
    list["_links"][relation]["href"].as_str()
}

#[tokio::test]
async fn an_organization_is_found_by_its_name_as_well() {
    let client = Client::admin(&sandbox()).await;
    let by_id = client.get(&format!("/organizations/{LAKESIDE}")).await.ok();
    assert_eq!(client.get("/organizations/name=lakeside-media").await.ok(), by_id);
    for below in ["subscriptions", "regions"] {
        client.get(&format!("/organizations/name=lakeside-media/{below}")).await.ok();
    }
    client.get("/organizations/name=nobody").await.refused(404);
}

#[tokio::test]
async fn a_person_sees_the_organizations_they_have_a_part_in() {
    let sandbox = sandbox();
    let (admin, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    let list = admin.get("/organizations").await.ok();
    assert_eq!(names(&list["items"]), ["harbor-festival", "lakeside-media", "northwind-labs"]);
    assert_eq!(list["count"], 3);
    assert_eq!(names(&viewer.get("/organizations").await.ok()["items"]), ["lakeside-media", "northwind-labs"]);
    let me = admin.get("/users/me").await.ok();
    let mine = admin.get(&format!("/users/{}/organizations", me["id"].as_str().unwrap())).await.ok();
    assert_eq!(mine["items"], list["items"]);
    let other = viewer.get(&format!("/users/{}/organizations", me["id"].as_str().unwrap())).await;
    other.refused(403);
    viewer.get("/organizations/01J2B6W3RD8HXPK5T0MQN9YCVG").await.refused(404);
    let by_name = admin.get("/organizations/name=lakeside-media").await.ok();
    assert_eq!(by_name["id"], LAKESIDE);
}

#[tokio::test]
async fn links_are_named_without_a_hash_and_follow_the_permissions() {
    let sandbox = sandbox();
    let (admin, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    let path = format!("/organizations/{LAKESIDE}");
    let owned = admin.get(&path).await.ok();
    assert!(owned["_links"]["delete"].is_object() && owned["_links"]["create-subscription"].is_object());
    let seen = viewer.get(&path).await.ok();
    for relation in ["delete", "update", "create-member", "create-subscription", "orders"] {
        assert_eq!(seen["_links"][relation], Value::Null, "{relation}");
    }
}

#[tokio::test]
async fn pages_go_forth_and_back_in_every_order() {
    let client = Client::admin(&open(DataSet::Large, Storage::Memory)).await;
    for sort in ["name", "-name", "created_at", "-updated_at"] {
        let whole = names(&client.get(&format!("/organizations?sort={sort}&page[size]=100")).await.ok()["items"]);
        assert_eq!(whole.len(), 20);
        let mut forth = Vec::new();
        let mut page = client.get(&format!("/organizations?sort={sort}&page[size]=6")).await.ok();
        assert_eq!(link(&page, "previous"), None);
        loop {
            assert_eq!(page["count"], 20);
            forth.extend(names(&page["items"]));
            let Some(next) = link(&page, "next") else { break };
            page = client.get(next).await.ok();
        }
        assert_eq!(forth, whole, "{sort}");
        let mut back = names(&page["items"]);
        while let Some(previous) = link(&page, "previous") {
            page = client.get(previous).await.ok();
            back = [names(&page["items"]), back].concat();
        }
        assert_eq!(back, whole, "{sort}");
    }
}

#[tokio::test]
async fn filters_sorts_and_bounds() {
    let client = Client::admin(&open(DataSet::Large, Storage::Memory)).await;
    let found =
        async |query: &str| names(&client.get(&format!("/organizations?page[size]=100&{query}")).await.ok()["items"]);
    assert_eq!(found("filter[name]=org-07").await, ["org-07"]);
    assert_eq!(found("filter[name][eq]=org-07").await, ["org-07"]);
    assert_eq!(found("filter[name][in]=org-07,org-09").await, ["org-07", "org-09"]);
    assert_eq!(found("filter[label][contains]=TION%2011").await, ["org-11"]);
    assert_eq!(found("filter[name][starts]=org-1").await.len(), 10);
    assert_eq!(found("filter[name][ends]=9").await, ["org-09", "org-19"]);
    assert_eq!(found("filter[status][neq]=active").await, Vec::<String>::new());
    assert_eq!(found("filter[updated_at][gt]=2000-01-01T00:00:00Z").await.len(), 20);
    assert_eq!(found("filter[updated_at][lt]=2000-01-01T00:00:00Z").await.len(), 0);
    assert_eq!(found("filter[capabilites]=custom_domains").await.len(), 20);
    for (query, field) in [
        ("page[size]=0", "page[size]"),
        ("page[size]=101", "page[size]"),
        ("page[size]=many", "page[size]"),
        ("sort=owner_id", "sort"),
        ("page[after]=nonsense", "page[after]"),
        ("filter[name][like]=x", "filter[name]"),
        ("filter[updated_at][gt]=x", "filter[updated_at]"),
    ] {
        let refused = client.get(&format!("/organizations?{query}")).await.refused(400);
        assert_eq!(refused["violations"][0]["field"], field, "{refused}");
    }
}

#[tokio::test]
async fn signed_links_resolve_the_people_that_a_list_names() {
    let sandbox = sandbox();
    let client = Client::admin(&sandbox).await;
    let list = client.get("/organizations").await.ok();
    let href = link(&list, "ref:users:0").unwrap();
    let people = client.get(href).await.ok();
    for organization in list["items"].as_array().unwrap() {
        assert!(people[organization["owner_id"].as_str().unwrap()]["first_name"].is_string());
    }
    let (address, signature) = href.split_once("&sig=").unwrap();
    client.get(address).await.refused(400);
    client.get(&format!("{address}&sig=00ff")).await.refused(400);
    client.get(&format!("{address}&sig=zz")).await.refused(400);
    client.get(&format!("/ref/users?in=someone-else&sig={signature}")).await.refused(400);
    // Another sandbox signs otherwise.
    let other = Client::admin(&crate::common::sandbox()).await;
    other.get(href).await.refused(400);
    assert_eq!(people.as_object().unwrap().len(), 3);
    assert_ne!(people, json!({}));
}
