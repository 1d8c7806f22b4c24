use serde_json::{Value, json};

use crate::common::{Client, JO, MERCY, NIAMH, PRIYANKA, SHOP, TEO, WIREMU, XIMENA, activity, fault, sandbox};

const LIST: &str = "/projects/shop4k2mq7xwa/access";
const USERS: &str = "/projects/shop4k2mq7xwa/user-access";

/// What a person has in the shop.
async fn has(client: &Client, user: &str) -> Value {
    client.get(&format!("{USERS}/{user}")).await.ok()["permissions"].clone()
}

fn grant(user: &str, permissions: &[&str]) -> Value {
    json!({"user_id": user, "permissions": permissions})
}

#[tokio::test]
async fn the_deprecated_list_gives_changes_and_takes_a_role_on_the_whole_project() {
    let client = Client::admin(&sandbox()).await;
    let made = client.post(LIST, json!({"role": "viewer", "email": "JO@lakeside-media.example"})).await;
    assert_eq!(made.status, 201);
    let made = made.ok();
    assert_eq!(activity(&made)["type"], "project.access.create");
    let path = format!("{LIST}/{JO}");
    let entry = client.get(&path).await.ok();
    assert_eq!((&entry["id"], &entry["user"], &entry["role"]), (&json!(JO), &json!(JO), &json!("viewer")));
    assert_eq!(entry["_links"]["#edit"]["href"], format!("/api{path}"));
    assert_eq!(client.get(LIST).await.ok().as_array().unwrap().len(), 3);
    let changed = client.patch(&path, json!({"role": "admin"})).await.ok();
    assert_eq!(changed["_embedded"]["entity"]["role"], "admin");
    assert_eq!(activity(&changed)["type"], "project.access.update");
    assert_eq!(has(&client, JO).await, json!(["admin"]));
    let same = client.patch(&path, json!({})).await.ok();
    assert_eq!((&same["_embedded"]["entity"]["role"], &same["_embedded"]["activities"]), (&json!("admin"), &json!([])));
    assert_eq!(activity(&client.delete(&path).await.ok())["type"], "project.access.delete");
    client.get(&path).await.refused(404);
    client.get(&format!("{USERS}/{JO}")).await.refused(404);
}

#[tokio::test]
async fn the_deprecated_list_has_nobody_with_roles_on_types_alone() {
    let client = Client::admin(&sandbox()).await;
    client.post(USERS, json!([grant(JO, &["staging:viewer"])])).await.done();
    let list = client.get(LIST).await.ok();
    assert!(list.as_array().unwrap().iter().all(|entry| entry["user"] != JO), "{list}");
    client.get(&format!("{LIST}/{JO}")).await.refused(404);
    client.post(LIST, json!({"role": "viewer", "user": JO})).await.ok();
    assert_eq!(has(&client, JO).await, json!(["viewer", "staging:viewer"]));
    // Who is removed from the project has nothing left there.
    client.delete(&format!("{LIST}/{JO}")).await.ok();
    client.get(&format!("{USERS}/{JO}")).await.refused(404);
}

#[tokio::test]
async fn who_is_no_member_of_the_organization_is_told_from_nobody_by_nobody() {
    let client = Client::admin(&sandbox()).await;
    for (field, value) in [
        ("user", MERCY),
        ("user", "9b8f4a3e-0000-4000-8000-000000000000"),
        ("email", "mercy@harbor-festival.example"),
        ("email", "nobody@harbor-festival.example"),
    ] {
        let refused = client.post(LIST, json!({"role": "viewer", field: value})).await.refused(400);
        let said = refused["detail"][field].as_str().unwrap();
        assert_eq!(said, "No member of the project’s organization is found by this. Invite them instead.");
    }
    let refused = client.post(LIST, json!({"role": "viewer"})).await.refused(400);
    assert!(refused["detail"]["user"].is_string(), "{refused}");
    let both = json!({"role": "viewer", "user": JO, "email": "teo@lakeside-media.example"});
    assert!(client.post(LIST, both).await.refused(400)["detail"]["email"].is_string());
    let refused = client.post(LIST, json!({"role": "admin", "user": TEO})).await.refused(409);
    assert!(refused["detail"]["user"].as_str().unwrap().contains("already has access"), "{refused}");
}

#[tokio::test]
async fn access_is_granted_to_several_people_or_to_none() {
    let client = Client::admin(&sandbox()).await;
    let body = json!([
        grant(JO, &["production:viewer", "viewer", "staging:viewer", "staging:admin"]),
        grant(WIREMU, &["admin"])
    ]);
    client.post(USERS, body).await.done();
    // In the order of the reference, the greatest of each.
    assert_eq!(has(&client, JO).await, json!(["viewer", "staging:admin", "production:viewer"]));
    let wanted = [
        (json!([grant(NIAMH, &["viewer"]), grant(JO, &["admin"])]), 409, "1.user_id"),
        (json!([grant(NIAMH, &["viewer"]), grant(NIAMH, &["viewer"])]), 409, "1.user_id"),
        (json!([grant(NIAMH, &["viewer"]), grant(MERCY, &["viewer"])]), 400, "1.user_id"),
        (json!([grant(NIAMH, &["viewer"]), grant(XIMENA, &[])]), 400, "1.permissions"),
        (json!([grant(NIAMH, &["viewer"]), grant(XIMENA, &["contributor"])]), 400, "1.permissions"),
        (json!([grant(NIAMH, &["viewer"]), 7]), 400, "1"),
    ];
    for (body, status, field) in wanted {
        let answer = client.post(USERS, body).await;
        assert_eq!(answer.headers["content-type"], "application/problem+json");
        let refused = answer.refused(status);
        assert!(!fault(&refused, field).is_empty(), "{refused}");
        client.get(&format!("{USERS}/{NIAMH}")).await.refused(404);
    }
    let refused = client.post(USERS, json!([])).await.refused(400);
    assert_eq!(refused["detail"], "The list is empty. Add at least one entry.");
}

#[tokio::test]
async fn who_is_added_automatically_is_a_member_of_the_organization_from_then_on() {
    let client = Client::admin(&sandbox()).await;
    let mut body = grant(MERCY, &["viewer"]);
    body["auto_add_member"] = json!(false);
    let refused = client.post(USERS, json!([body])).await.refused(400);
    assert!(fault(&refused, "0.user_id").contains("member"), "{refused}");
    body["auto_add_member"] = json!(true);
    client.post(USERS, json!([body])).await.done();
    assert_eq!(has(&client, MERCY).await, json!(["viewer"]));
    // A member, who can be given more without being added.
    client.delete(&format!("{USERS}/{MERCY}")).await.done();
    client.post(USERS, json!([grant(MERCY, &["admin"])])).await.done();
    let mut nobody = grant("9b8f4a3e-0000-4000-8000-000000000000", &["viewer"]);
    nobody["auto_add_member"] = json!(true);
    client.post(USERS, json!([nobody])).await.refused(404);
}

#[tokio::test]
async fn access_is_changed_and_removed_with_times_that_say_so() {
    let client = Client::admin(&sandbox()).await;
    client.control("POST", "clock", json!({"stop": true})).await.ok();
    let path = format!("{USERS}/{PRIYANKA}");
    let before = client.get(&path).await.ok();
    client.advance(60.0).await;
    client.patch(&path, json!({"permissions": ["production:viewer"]})).await.done();
    let after = client.get(&path).await.ok();
    assert_eq!(after["permissions"], json!(["production:viewer"]));
    assert_eq!(after["granted_at"], before["granted_at"]);
    assert!(after["updated_at"].as_str() > before["updated_at"].as_str());
    assert_eq!((&after["project_title"], &after["project_id"]), (&json!("Lakeside Shop"), &json!(SHOP)));
    for body in [json!({}), json!({"permissions": []}), json!({"permissions": null})] {
        assert!(!fault(&client.patch(&path, body).await.refused(400), "permissions").is_empty());
    }
    client.delete(&path).await.done();
    client.delete(&path).await.refused(404);
    client.patch(&path, json!({"permissions": ["viewer"]})).await.refused(404);
}

#[tokio::test]
async fn what_comes_with_the_organization_is_not_taken_here() {
    let client = Client::admin(&sandbox()).await;
    for (user, why) in [(NIAMH, "owning the organization"), (WIREMU, "admin permission")] {
        for path in [format!("{USERS}/{user}"), format!("{LIST}/{user}")] {
            let refused = client.delete(&path).await.refused(404);
            assert!(refused["detail"].as_str().unwrap().contains(why), "{refused}");
        }
    }
    client.get(&format!("/projects/{SHOP}")).await.ok();
}

#[tokio::test]
async fn admins_may_leave_and_so_may_the_last_of_them() {
    let sandbox = sandbox();
    let ximena = Client::named(&sandbox, "Ximena").await;
    let path = format!("/projects/telemetry6gwz/user-access/{XIMENA}");
    ximena.patch(&path, json!({"permissions": ["viewer"]})).await.done();
    ximena.patch(&path, json!({"permissions": ["admin"]})).await.refused(403);
    // The owner of the organization still is one.
    let niamh = Client::admin(&sandbox).await;
    niamh.delete(&path).await.done();
    ximena.get("/projects/telemetry6gwz").await.refused(404);
}

#[tokio::test]
async fn only_admins_of_the_project_manage_access_and_links_say_so() {
    let sandbox = sandbox();
    let (viewer, contributor) = (Client::viewer(&sandbox).await, Client::named(&sandbox, "Priyanka").await);
    for client in [&viewer, &contributor] {
        let list = client.get(USERS).await.ok();
        assert!(list["items"].as_array().unwrap().iter().all(|item| item["_links"].as_object().unwrap().len() == 1));
        assert_eq!(client.get(LIST).await.ok()[0]["_links"]["#edit"], Value::Null);
        let links = client.get(&format!("/projects/{SHOP}")).await.ok()["_links"].clone();
        assert_eq!((&links["#access"], &links["access"]["href"]), (&Value::Null, &json!(format!("/api{LIST}"))));
        client.post(USERS, json!([grant(JO, &["viewer"])])).await.refused(403);
        client.patch(&format!("{USERS}/{TEO}"), json!({"permissions": ["admin"]})).await.refused(403);
        client.delete(&format!("{USERS}/{TEO}")).await.refused(403);
    }
    let admin = Client::named(&sandbox, "Wiremu").await;
    let item = admin.get(&format!("{USERS}/{TEO}")).await.ok();
    let link = |method: &str| json!({"href": format!("/api{USERS}/{TEO}"), "method": method});
    assert_eq!((&item["_links"]["update"], &item["_links"]["delete"]), (&link("PATCH"), &link("DELETE")));
    for relation in ["access", "#access"] {
        let links = admin.get(&format!("/projects/{SHOP}")).await.ok()["_links"].clone();
        admin.get(links[relation]["href"].as_str().unwrap()).await.ok();
    }
    let links = admin.get(&format!("/projects/{SHOP}/environments/staging")).await.ok()["_links"].clone();
    let roles = admin.get(links["#manage-access"]["href"].as_str().unwrap()).await.ok();
    assert_eq!(roles[0]["user"], PRIYANKA);
    let stranger = Client::named(&sandbox, "Ximena").await;
    stranger.get(USERS).await.refused(404);
    stranger.get(LIST).await.refused(404);
}

#[tokio::test]
async fn there_are_as_many_people_as_licenses() {
    let client = Client::admin(&sandbox()).await;
    // Two have access, one is asked, and there are six licenses.
    client
        .post(USERS, json!([grant(JO, &["viewer"]), grant(WIREMU, &["viewer"]), grant(NIAMH, &["viewer"])]))
        .await
        .done();
    let mut one_more = grant(MERCY, &["viewer"]);
    one_more["auto_add_member"] = json!(true);
    let refused = client.post(USERS, json!([one_more])).await.refused(402);
    assert!(refused["detail"].as_str().unwrap().contains("6 user licenses"), "{refused}");
    let invitations = format!("/projects/{SHOP}/invitations");
    client.post(&invitations, json!({"email": "one@more.example", "role": "viewer"})).await.refused(402);
    client.delete(&format!("{USERS}/{NIAMH}")).await.done();
    client.post(USERS, json!([one_more])).await.done();
}

#[tokio::test]
async fn access_is_listed_in_pages_and_sorted_by_its_times() {
    let client = Client::admin(&sandbox()).await;
    client.post(USERS, json!([grant(JO, &["viewer"]), grant(WIREMU, &["admin"])])).await.done();
    let users = |page: &Value| -> Vec<String> {
        page["items"].as_array().unwrap().iter().map(|item| item["user_id"].as_str().unwrap().to_owned()).collect()
    };
    let all = users(&client.get(USERS).await.ok());
    assert_eq!(all[..2], [TEO, PRIYANKA]);
    let mut paged = Vec::new();
    let mut next = Some(format!("{USERS}?page[size]=1&sort=-granted_at"));
    while let Some(path) = next {
        let page = client.get(&path).await.ok();
        paged.extend(users(&page));
        next = page["_links"]["next"]["href"].as_str().map(str::to_owned);
    }
    assert_eq!(paged, all.into_iter().rev().collect::<Vec<_>>());
    client.get(&format!("{USERS}?page[size]=201")).await.refused(400);
    client.get(&format!("{USERS}?sort=project_title")).await.refused(400);
    let people = client.get(USERS).await.ok()["_links"]["ref:users:0"]["href"].as_str().unwrap().to_owned();
    assert_eq!(client.get(&people).await.ok()[PRIYANKA]["first_name"], "Priyanka");
}
