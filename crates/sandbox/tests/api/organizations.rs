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

#[tokio::test]
async fn whoever_creates_an_organization_owns_it_and_nobody_else_sees_it() {
    let sandbox = sandbox();
    let (admin, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    let made =
        viewer.post("/organizations", json!({"name": "night-shift", "label": " Night Shift ", "country": "SE"})).await;
    assert_eq!(made.status, 201);
    let made = made.ok();
    assert_eq!(
        (&made["name"], &made["label"], &made["country"]),
        (&json!("night-shift"), &json!("Night Shift"), &json!("SE"))
    );
    assert_eq!((&made["owner_id"], &made["status"]), (&json!(viewer.id().await), &json!("active")));
    assert_eq!(made["id"].as_str().unwrap().len(), 26);
    let path = format!("/organizations/{}", made["id"].as_str().unwrap());
    assert_eq!(viewer.get(&path).await.ok(), made);
    for relation in ["update", "delete", "members", "create-member", "create-subscription"] {
        assert!(made["_links"][relation]["href"].is_string(), "{relation}");
    }
    assert_eq!(
        names(&viewer.get("/organizations").await.ok()["items"]),
        ["lakeside-media", "night-shift", "northwind-labs"]
    );
    let members = viewer.get(&format!("{path}/members")).await.ok();
    assert_eq!((&members["count"], &members["items"][0]["owner"]), (&json!(1), &json!(true)));
    for path in [
        path.clone(),
        format!("{path}/members"),
        format!("{path}/invitations"),
        "/organizations/name=night-shift".to_owned(),
    ] {
        admin.get(&path).await.refused(404);
    }
    admin.delete(&path).await.refused(404);
}

#[tokio::test]
async fn a_name_is_given_or_follows_from_the_label_and_nobody_else_has_it() {
    let client = Client::admin(&sandbox()).await;
    let create = async |body: Value| client.post("/organizations", body).await;
    for (label, name) in [
        ("Lakeside Media", "lakeside-media-2"),
        ("Lakeside  Media!", "lakeside-media-3"),
        ("Ø", "organization"),
        ("R&D / 2026", "r-d-2026"),
    ] {
        let made = create(json!({"label": label})).await.ok();
        // Where it says no country, it has its owner's.
        assert_eq!((&made["name"], &made["country"]), (&json!(name), &json!("IE")));
    }
    let refused = create(json!({"label": "Other", "name": "lakeside-media"})).await.refused(400);
    assert_eq!(refused["violations"][0]["field"], "name");
    for name in ["Upper", "-start", "two words", "a"] {
        assert_eq!(
            create(json!({"label": "Other", "name": name})).await.refused(400)["violations"][0]["field"],
            "name"
        );
    }
    assert_eq!(
        create(json!({"label": "Other", "country": "XX"})).await.refused(400)["violations"][0]["field"],
        "country"
    );
    let somebody = client.get("/users/username=teo").await.ok()["id"].clone();
    create(json!({"label": "Other", "owner_id": somebody})).await.refused(403);
    create(json!({"label": "Other", "owner_id": client.id().await})).await.ok();
}

#[tokio::test]
async fn an_organization_is_changed_by_its_admins() {
    let admin = Client::admin(&sandbox()).await;
    let path = format!("/organizations/{LAKESIDE}");
    let before = admin.get(&path).await.ok();
    for body in [json!({"label": "Lakeside"}), json!({"name": "lakeside", "country": "IE"})] {
        let after = admin.person("wiremu").await.patch(&path, body.clone()).await.ok();
        for (field, value) in body.as_object().unwrap() {
            assert_eq!(&after[field], value);
        }
    }
    let after = admin.get("/organizations/name=lakeside").await.ok();
    assert_eq!((&after["id"], &after["label"]), (&before["id"], &json!("Lakeside")));
    assert!(after["updated_at"].as_str() > before["updated_at"].as_str());
    let refused = admin.patch(&path, json!({"name": "northwind-labs"})).await.refused(409);
    assert_eq!(refused["violations"][0]["field"], "name");
    admin.patch(&path, json!({"name": "lakeside"})).await.ok();
    for username in ["aoife", "jo", "priyanka", "tomasz"] {
        let person = admin.person(username).await;
        assert_eq!(person.get(&path).await.ok()["_links"]["update"], Value::Null);
        person.patch(&path, json!({"label": "Mine"})).await.refused(403);
    }
}

#[tokio::test]
async fn an_organization_is_deleted_by_its_owner_when_it_has_no_projects() {
    let client = Client::admin(&sandbox()).await;
    let refused = client.delete(&format!("/organizations/{LAKESIDE}")).await.refused(400);
    assert_eq!(refused["detail"], "Lakeside Media still has 6 projects. Delete them first.");
    let id = crate::account::organization(&client).await;
    let path = format!("/organizations/{id}");
    let team = client.post("/teams", json!({"organization_id": id, "label": "All"})).await.ok();
    client.post(&format!("{path}/invitations"), json!({"email": "new@example.com", "permissions": []})).await.ok();
    let teo = client.person("teo").await;
    let id = teo.id().await;
    client.patch(&format!("{path}/members/{id}"), json!({"permissions": ["admin"]})).await.ok();
    teo.delete(&path).await.refused(403);
    client.delete(&path).await.done();
    client.get(&path).await.refused(404);
    client.get(team["_links"]["self"]["href"].as_str().unwrap()).await.refused(404);
    assert_eq!(client.get("/organizations").await.ok()["count"], 3);
}
