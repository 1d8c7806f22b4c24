use serde_json::{Value, json};

use crate::common::{Client, LAKESIDE, SHOP, TELEMETRY, sandbox};

const NEWSROOM: &str = "/teams/01HZC2D7M4VQ8XKE5W3R9TBN6F";

fn labels(list: &Value) -> Vec<&str> {
    list["items"].as_array().unwrap().iter().map(|team| team["label"].as_str().unwrap()).collect()
}

fn members(team: &str) -> String {
    format!("{team}/members")
}

/// A new team of the organization, and its address.
async fn team(client: &Client, permissions: &[&str]) -> String {
    let body = json!({"organization_id": LAKESIDE, "label": "Made", "project_permissions": permissions});
    let made = client.post("/teams", body).await.ok();
    format!("/teams/{}", made["id"].as_str().unwrap())
}

#[tokio::test]
async fn a_team_opens_the_projects_of_its_organization_as_far_as_it_says() {
    let admin = Client::admin(&sandbox()).await;
    let noor = admin.person("noor").await;
    let shop = format!("/projects/{SHOP}");
    noor.get(&shop).await.refused(404);
    let team = team(&admin, &[]).await;
    admin.post(&members(&team), json!({"user_id": noor.id().await})).await.ok();
    // A team without permissions opens nothing.
    noor.get(&shop).await.refused(404);
    assert_eq!(admin.get(&team).await.ok()["counts"], json!({"member_count": 1, "project_count": 0}));

    let opened = admin.patch(&team, json!({"project_permissions": ["viewer", "development:admin"]})).await.ok();
    assert_eq!(opened["counts"], json!({"member_count": 1, "project_count": 6}));
    let seen = noor.get(&shop).await.ok();
    assert_eq!(seen["_links"]["#edit"], Value::Null);
    let back_up =
        async |environment: &str| noor.post(&format!("{shop}/environments/{environment}/backup"), json!({})).await;
    back_up("gift-cards-b3m9q").await.ok();
    back_up("main").await.refused(403);
    // By every way to it.
    let projects = noor.get("/locate").await.ok();
    assert_eq!(projects["count"], 6);
    let subscriptions = noor.get(&format!("/organizations/{LAKESIDE}/subscriptions")).await.ok();
    assert_eq!(subscriptions["count"], 6);
    noor.get(&format!("/organizations/{LAKESIDE}/subscriptions/41207")).await.ok();
    // Nothing of other organizations.
    noor.get(&format!("/projects/{TELEMETRY}")).await.refused(404);

    admin.patch(&team, json!({"project_permissions": ["admin"]})).await.ok();
    noor.patch(&shop, json!({"title": "Noor’s"})).await.ok();
    noor.delete(&shop).await.refused(403);
    admin.delete(&format!("{}/{}", members(&team), noor.id().await)).await.done();
    noor.get(&shop).await.refused(404);
    noor.get(&format!("/organizations/{LAKESIDE}/subscriptions/41207")).await.refused(404);
    assert_eq!(noor.get("/locate").await.ok()["count"], 0);
}

#[tokio::test]
async fn what_several_teams_and_the_project_say_counts_together() {
    let admin = Client::admin(&sandbox()).await;
    let tomasz = admin.person("tomasz").await;
    let back_up = async |environment: &str| {
        tomasz.post(&format!("/projects/{SHOP}/environments/{environment}/backup"), json!({})).await
    };
    back_up("gift-cards-b3m9q").await.ok();
    back_up("staging").await.refused(403);
    let staging = team(&admin, &["staging:contributor"]).await;
    admin.post(&members(&staging), json!({"user_id": tomasz.id().await})).await.ok();
    back_up("staging").await.ok();
    admin.delete(NEWSROOM).await.done();
    back_up("staging").await.ok();
    back_up("gift-cards-b3m9q").await.refused(403);
    admin.delete(&staging).await.done();
    tomasz.get(&format!("/projects/{SHOP}")).await.refused(404);
}

#[tokio::test]
async fn teams_are_listed_to_those_in_them_and_to_those_who_manage_members() {
    let admin = Client::admin(&sandbox()).await;
    let all = admin.get("/teams").await.ok();
    assert_eq!((labels(&all), &all["count"]), (vec!["Newsroom", "Platform"], &json!(2)));
    let organizations = admin.get(all["_links"]["ref:organizations:0"]["href"].as_str().unwrap()).await.ok();
    assert_eq!(organizations[LAKESIDE]["label"], "Lakeside Media");
    assert_eq!(labels(&admin.person("aoife").await.get("/teams").await.ok()), ["Newsroom", "Platform"]);
    for (username, seen) in [("tomasz", &["Newsroom"][..]), ("kwame", &["Platform"]), ("jo", &[]), ("sybren", &[])] {
        assert_eq!(labels(&admin.person(username).await.get("/teams").await.ok()), seen, "{username}");
    }
    assert_eq!(labels(&admin.get("/teams?sort=-label").await.ok()), ["Platform", "Newsroom"]);
    for (query, count) in [
        (format!("filter[organization_id]={LAKESIDE}"), 2),
        ("filter[organization_id]=other".to_owned(), 0),
        ("filter[updated_at][lt]=2000-01-01T00:00:00Z".to_owned(), 0),
    ] {
        assert_eq!(admin.get(&format!("/teams?{query}")).await.ok()["count"], count, "{query}");
    }
    admin.get("/teams?sort=organization_id").await.refused(400);
    let first = admin.get("/teams?page[size]=1").await.ok();
    let next = admin.get(first["_links"]["next"]["href"].as_str().unwrap()).await.ok();
    assert_eq!(labels(&next), ["Platform"]);
}

#[tokio::test]
async fn a_persons_teams_are_theirs_and_their_managers_to_know() {
    let admin = Client::admin(&sandbox()).await;
    let tomasz = admin.person("tomasz").await;
    let path = format!("/users/{}/teams", tomasz.id().await);
    for client in [&tomasz, &admin, &admin.person("aoife").await] {
        let list = client.get(&path).await.ok();
        assert_eq!((labels(&list), &list["count"]), (vec!["Newsroom"], &json!(1)));
    }
    for username in ["jo", "kwame", "sybren"] {
        let refused = admin.person(username).await.get(&path).await.refused(403);
        assert!(refused["detail"].as_str().unwrap().contains("manage members"));
    }
    assert_eq!(admin.get(&format!("{path}?filter[organization_id]=other")).await.ok()["count"], 0);
    // Teams of other organizations are nothing that these managers know of.
    let sybren = admin.person("sybren").await;
    let northwind = "01HX7T4N9Z1KQFM2C8VYW6SJRB";
    let body = json!({"organization_id": northwind, "label": "Lab"});
    let lab = sybren.post("/teams", body).await.ok();
    let lab = format!("/teams/{}", lab["id"].as_str().unwrap());
    sybren.post(&format!("/organizations/{northwind}/members"), json!({"user_id": tomasz.id().await})).await.ok();
    sybren.post(&members(&lab), json!({"user_id": tomasz.id().await})).await.ok();
    let aoife = admin.person("aoife").await;
    assert_eq!(tomasz.get(&path).await.ok()["count"], 2);
    assert_eq!(labels(&aoife.get(&path).await.ok()), ["Newsroom"]);
    assert_eq!(labels(&sybren.get(&path).await.ok()), ["Lab"]);
    aoife.get(&lab).await.refused(404);
}

#[tokio::test]
async fn a_team_is_made_changed_and_deleted_by_those_who_manage_members() {
    let admin = Client::admin(&sandbox()).await;
    let aoife = admin.person("aoife").await;
    let body =
        json!({"organization_id": LAKESIDE, "label": " Night shift ", "project_permissions": ["viewer", "viewer"]});
    let made = aoife.post("/teams", body.clone()).await;
    assert_eq!(made.status, 201);
    let made = made.ok();
    assert_eq!((&made["label"], &made["project_permissions"]), (&json!("Night shift"), &json!(["viewer"])));
    let path = format!("/teams/{}", made["id"].as_str().unwrap());
    assert_eq!(aoife.get(&path).await.ok(), made);
    let renamed = aoife.patch(&path, json!({"label": "Day shift"})).await.ok();
    assert_eq!((&renamed["label"], &renamed["project_permissions"]), (&json!("Day shift"), &json!(["viewer"])));
    assert!(renamed["updated_at"].as_str() > made["updated_at"].as_str());
    for username in ["jo", "noor", "kwame", "ilse", "priyanka", "teo", "tomasz"] {
        let person = admin.person(username).await;
        person.post("/teams", body.clone()).await.refused(403);
        for path in [path.clone(), members(&path)] {
            person.get(&path).await.refused(403);
        }
        person.patch(&path, json!({"label": "Mine"})).await.refused(403);
        person.post(&members(&path), json!({"user_id": person.id().await})).await.refused(403);
        person.delete(&path).await.refused(403);
    }
    for organization in ["01J2B6W3RD8HXPK5T0MQN9YCVG", "nothing"] {
        let body = json!({"organization_id": organization, "label": "X"});
        let refused = aoife.post("/teams", body).await.refused(400);
        assert!(refused["detail"]["organization_id"].is_string());
    }
    for (body, field) in
        [(json!({"label": ""}), "label"), (json!({"project_permissions": ["owner"]}), "project_permissions")]
    {
        assert!(aoife.patch(&path, body).await.refused(400)["detail"][field].is_string());
    }
    let sybren = admin.person("sybren").await;
    sybren.get(&path).await.refused(404);
    sybren.delete(&path).await.refused(404);
    aoife.delete(&path).await.done();
    aoife.get(&path).await.refused(404);
}

#[tokio::test]
async fn people_in_a_team_see_it_and_who_else_is_in_it() {
    let admin = Client::admin(&sandbox()).await;
    let tomasz = admin.person("tomasz").await;
    let seen = tomasz.get(NEWSROOM).await.ok();
    assert_eq!((&seen["_links"]["#edit"], &seen["_links"]["#delete"]), (&Value::Null, &Value::Null));
    let list = tomasz.get(seen["_links"]["members"]["href"].as_str().unwrap()).await.ok();
    assert_eq!(list["items"].as_array().unwrap().len(), 2);
    let people = tomasz.get(list["_links"]["ref:users:0"]["href"].as_str().unwrap()).await.ok();
    assert_eq!(people.as_object().unwrap().len(), 2);
    let teams = tomasz.get(list["_links"]["ref:teams:0"]["href"].as_str().unwrap()).await.ok();
    assert_eq!(teams.as_object().unwrap().values().next().unwrap()["label"], "Newsroom");
    let own = format!("{}/{}", members(NEWSROOM), tomasz.id().await);
    assert_eq!(tomasz.get(&own).await.ok()["_links"]["#delete"], Value::Null);
    tomasz.delete(&own).await.refused(403);
    assert_eq!(admin.get(&own).await.ok()["_links"]["#delete"]["href"], format!("/api{own}"));
    tomasz.patch(NEWSROOM, json!({"label": "Mine"})).await.refused(403);
}

#[tokio::test]
async fn a_team_takes_members_of_its_organization_once() {
    let admin = Client::admin(&sandbox()).await;
    let add = async |user: &str| admin.post(&members(NEWSROOM), json!({"user_id": user})).await;
    let jo = admin.id_of("jo").await;
    let made = add(&jo).await;
    assert_eq!(made.status, 201);
    assert_eq!(made.ok()["user_id"], json!(jo));
    assert_eq!(admin.get(NEWSROOM).await.ok()["counts"]["member_count"], 3);
    for user in [&jo, &admin.id_of("sybren").await, "nobody"] {
        assert!(add(user).await.refused(400)["detail"]["user_id"].is_string());
    }
    // The owner is a member as others are.
    add(&admin.id().await).await.ok();
    let path = format!("{}/{jo}", members(NEWSROOM));
    admin.delete(&path).await.done();
    admin.get(&path).await.refused(404);
    admin.delete(&path).await.refused(404);
}

#[tokio::test]
async fn links_to_teams_and_organizations_are_signed_and_say_null_for_what_is_gone() {
    let admin = Client::admin(&sandbox()).await;
    let list = admin.get(&members(NEWSROOM)).await.ok();
    let href = list["_links"]["ref:teams:0"]["href"].as_str().unwrap();
    let (address, _) = href.split_once("&sig=").unwrap();
    admin.get(&format!("{address}&sig=00ff")).await.refused(400);
    admin.get(&href.replace("/ref/teams", "/ref/organizations")).await.refused(400);
    admin.delete(NEWSROOM).await.done();
    assert_eq!(admin.get(href).await.ok(), json!({"01HZC2D7M4VQ8XKE5W3R9TBN6F": null}));
}
