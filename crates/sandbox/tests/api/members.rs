use serde_json::{Value, json};
use wheelhouse_sandbox::{DataSet, Storage};

use crate::common::{Client, LAKESIDE, SHOP, open, sandbox};

fn path(user: &str) -> String {
    format!("/organizations/{LAKESIDE}/members/{user}")
}

#[tokio::test]
async fn members_are_listed_to_those_who_manage_them() {
    let sandbox = sandbox();
    let admin = Client::admin(&sandbox).await;
    let list = format!("/organizations/{LAKESIDE}/members");
    let all = admin.get(&list).await.ok();
    assert_eq!((&all["count"], all["items"].as_array().unwrap().len()), (&json!(10), 10));
    let owner = all["items"].as_array().unwrap().iter().find(|member| member["owner"] == true).unwrap();
    assert_eq!((&owner["user_id"], &owner["permissions"]), (&json!(admin.id().await), &json!([])));
    assert_eq!((&owner["_links"]["update"], &owner["_links"]["delete"]), (&Value::Null, &Value::Null));
    let people = admin.get(all["_links"]["ref:users:0"]["href"].as_str().unwrap()).await.ok();
    for member in all["items"].as_array().unwrap() {
        assert!(people[member["user_id"].as_str().unwrap()]["email"].is_string());
    }
    // Who belonged to it and left is none.
    assert!(!people.to_string().contains("lucia"));
    for username in ["aoife", "wiremu"] {
        assert_eq!(admin.person(username).await.get(&list).await.ok()["count"], 10);
    }
    for username in ["jo", "noor", "kwame", "ilse", "priyanka", "teo", "tomasz"] {
        let person = admin.person(username).await;
        person.get(&list).await.refused(403);
        assert_eq!(person.get(&format!("/organizations/{LAKESIDE}")).await.ok()["_links"]["members"], Value::Null);
        // One's own membership is no secret.
        let own = person.get(&path(&person.id().await)).await.ok();
        assert_eq!((&own["owner"], &own["_links"]["update"]), (&json!(false), &Value::Null));
        person.get(&path(&admin.id().await)).await.refused(403);
    }
    admin.person("sybren").await.get(&list).await.refused(404);
}

#[tokio::test]
async fn members_are_filtered_sorted_and_paged() {
    let client = Client::admin(&open(DataSet::Crowd, Storage::Memory)).await;
    let list = "/organizations/name=crowd/members";
    let found = async |query: &str| client.get(&format!("{list}?{query}")).await.ok();
    assert_eq!(found("").await["count"], 1_000);
    assert_eq!(found("filter[permissions]=billing").await["count"], 100);
    assert_eq!(found("filter[permissions][in]=billing,plans").await["count"], 200);
    let first = found("page[size]=100").await;
    let next = client.get(first["_links"]["next"]["href"].as_str().unwrap()).await.ok();
    assert_ne!(first["items"][0], next["items"][0]);
    let back = client.get(next["_links"]["previous"]["href"].as_str().unwrap()).await.ok();
    assert_eq!(back["items"], first["items"]);
    let newest = found("sort=-created_at&page[size]=1").await;
    assert!(newest["items"][0]["created_at"].as_str() > first["items"][0]["created_at"].as_str());
    client.get(&format!("{list}?sort=user_id")).await.refused(400);
}

#[tokio::test]
async fn a_person_with_an_account_is_made_a_member_and_does_what_they_may() {
    let admin = Client::admin(&sandbox()).await;
    let sybren = admin.person("sybren").await;
    let list = format!("/organizations/{LAKESIDE}/members");
    sybren.get(&format!("/organizations/{LAKESIDE}")).await.refused(404);
    let body = json!({"user_id": sybren.id().await, "permissions": ["members", "members"]});
    let made = admin.person("aoife").await.post(&list, body.clone()).await;
    assert_eq!(made.status, 201);
    let made = made.ok();
    assert_eq!((&made["permissions"], &made["owner"]), (&json!(["members"]), &json!(false)));
    assert_eq!(admin.get(&path(&sybren.id().await)).await.ok()["id"], made["id"]);
    assert_eq!(sybren.get(&list).await.ok()["count"], 11);
    let refused = admin.post(&list, body).await.refused(400);
    assert_eq!(refused["violations"][0]["field"], "user_id");
    let refused = admin.post(&list, json!({"user_id": "nobody"})).await.refused(400);
    assert_eq!(refused["violations"][0]["field"], "user_id");
    let refused = admin.post(&list, json!({"user_id": "x", "permissions": ["everything"]})).await.refused(400);
    assert_eq!(refused["violations"][0]["field"], "permissions");
    admin.person("jo").await.post(&list, json!({"user_id": admin.id_of("mercy").await})).await.refused(403);
}

#[tokio::test]
async fn what_a_member_may_do_changes_at_once() {
    let admin = Client::admin(&sandbox()).await;
    let tomasz = admin.person("tomasz").await;
    let member = path(&tomasz.id().await);
    let create = format!("/organizations/{LAKESIDE}/subscriptions");
    let body = json!({"project_region": "eu-2.platform.sh"});
    tomasz.post(&create, body.clone()).await.refused(403);
    admin.patch(&member, json!({"permissions": ["projects:create"]})).await.ok();
    tomasz.post(&create, body.clone()).await.ok();
    let after = admin.patch(&member, json!({"permissions": []})).await.ok();
    assert_eq!(after["permissions"], json!([]));
    tomasz.post(&create, body).await.refused(403);
    tomasz.patch(&member, json!({"permissions": ["members"]})).await.refused(403);
    // Nothing that is said changes nothing.
    assert_eq!(admin.patch(&member, json!({})).await.ok()["permissions"], json!([]));
}

#[tokio::test]
async fn only_admins_make_admins_and_change_them() {
    let admin = Client::admin(&sandbox()).await;
    let (aoife, wiremu) = (admin.person("aoife").await, admin.person("wiremu").await);
    let (own, of_wiremu) = (path(&aoife.id().await), path(&wiremu.id().await));
    aoife.patch(&own, json!({"permissions": ["members", "admin"]})).await.refused(403);
    aoife.patch(&of_wiremu, json!({"permissions": []})).await.refused(403);
    aoife.delete(&of_wiremu).await.refused(403);
    let seen = aoife.get(&of_wiremu).await.ok();
    assert_eq!((&seen["_links"]["update"], &seen["_links"]["delete"]), (&Value::Null, &Value::Null));
    let list = format!("/organizations/{LAKESIDE}/members");
    let sybren = admin.id_of("sybren").await;
    aoife.post(&list, json!({"user_id": sybren, "permissions": ["admin"]})).await.refused(403);
    // What is less than that they give, to themselves as well.
    aoife.patch(&own, json!({"permissions": ["members", "billing"]})).await.ok();
    wiremu.patch(&own, json!({"permissions": ["admin"]})).await.ok();
    aoife.patch(&of_wiremu, json!({"permissions": []})).await.ok();
}

#[tokio::test]
async fn the_owner_stays_and_can_do_everything() {
    let admin = Client::admin(&sandbox()).await;
    let wiremu = admin.person("wiremu").await;
    let owner = path(&admin.id().await);
    for client in [&admin, &wiremu] {
        client.patch(&owner, json!({"permissions": ["billing"]})).await.refused(400);
        client.delete(&owner).await.refused(400);
    }
}

#[tokio::test]
async fn who_is_removed_has_no_part_in_teams_and_projects_any_more() {
    let admin = Client::admin(&sandbox()).await;
    let priyanka = admin.person("priyanka").await;
    let teams = admin.get("/teams").await.ok();
    let newsroom = teams["items"][0]["_links"]["members"]["href"].as_str().unwrap().to_owned();
    admin.post(&newsroom, json!({"user_id": priyanka.id().await})).await.ok();
    for project in [SHOP, "newsletter7vb"] {
        priyanka.get(&format!("/projects/{project}")).await.ok();
    }
    admin.person("aoife").await.delete(&path(&priyanka.id().await)).await.done();
    for path in [
        format!("/projects/{SHOP}"),
        "/projects/newsletter7vb".to_owned(),
        format!("/organizations/{LAKESIDE}"),
        path(&priyanka.id().await),
        newsroom.clone(),
    ] {
        priyanka.get(&path).await.refused(404);
    }
    assert_eq!(priyanka.get("/organizations").await.ok()["count"], 0);
    assert_eq!(priyanka.get(&format!("/users/{}/teams", priyanka.id().await)).await.ok()["count"], 0);
    admin.get(&path(&priyanka.id().await)).await.refused(404);
    admin.delete(&path(&priyanka.id().await)).await.refused(404);
    // Made a member again they have what a new member has.
    let list = format!("/organizations/{LAKESIDE}/members");
    admin.post(&list, json!({"user_id": priyanka.id().await})).await.ok();
    priyanka.get(&format!("/projects/{SHOP}")).await.refused(404);
}

#[tokio::test]
async fn a_member_may_leave() {
    let admin = Client::admin(&sandbox()).await;
    let tomasz = admin.person("tomasz").await;
    let own = path(&tomasz.id().await);
    assert!(tomasz.get(&own).await.ok()["_links"]["delete"]["href"].is_string());
    tomasz.delete(&path(&admin.id_of("jo").await)).await.refused(403);
    tomasz.delete(&own).await.done();
    tomasz.get(&format!("/organizations/{LAKESIDE}")).await.refused(404);
}
