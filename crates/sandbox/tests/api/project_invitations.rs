use serde_json::{Value, json};

use crate::common::{Client, JO, NIAMH, PRIYANKA, SHOP, sandbox};

const LIST: &str = "/projects/shop4k2mq7xwa/invitations";

/// Seconds that an invitation can be accepted for.
const LIFETIME: f64 = 14.0 * 86_400.0;

fn emails(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|item| item["email"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn somebody_is_asked_and_has_what_was_said_once_they_accept() {
    let client = Client::admin(&sandbox()).await;
    let body =
        json!({"email": "ada@made.example", "role": "viewer", "permissions": [{"type": "staging", "role": "admin"}]});
    let made = client.post(LIST, body).await.ok();
    assert_eq!(
        (&made["state"], &made["role"], &made["finished_at"]),
        (&json!("pending"), &json!("viewer"), &Value::Null)
    );
    assert_eq!(made["owner"], json!({"id": NIAMH, "display_name": "Niamh Okonjo-Byrne"}));
    let staging = json!({"id": "staging", "type": "staging", "role": "admin", "title": "Staging"});
    assert_eq!(made["environments"], json!([staging]));
    assert_eq!(emails(&client.get(LIST).await.ok()), ["mira.solberg@agency.example", "ada@made.example"]);
    let id = made["id"].as_str().unwrap();
    let mail = client.control("GET", "mail/ada@made.example", Value::Null).await.ok();
    assert_eq!(mail, json!([{"kind": "project_invitation", "address": "ada@made.example", "invitation": id}]));
    let accepted = client.control("POST", &format!("invitations/{id}/accept"), json!({})).await.ok();
    let user = accepted["user_id"].as_str().unwrap();
    let access = client.get(&format!("/projects/{SHOP}/user-access/{user}")).await.ok();
    assert_eq!(access["permissions"], json!(["viewer", "staging:admin"]));
    assert_eq!(client.get(&format!("/users/{user}")).await.ok()["email"], "ada@made.example");
    assert_eq!(emails(&client.get(LIST).await.ok()), ["mira.solberg@agency.example"]);
    client.control("POST", &format!("invitations/{id}/accept"), json!({})).await.refused(404);
    let done = client.get(&format!("{LIST}?filter[state]=accepted")).await.ok();
    assert_eq!((emails(&done), &done[0]["finished_at"]), (vec!["ada@made.example"], &done[0]["updated_at"]));
    // They are a member of the organization: more can be given without adding them.
    let grant = json!([{"project_id": "magazine3tq5z", "permissions": ["viewer"]}]);
    client.post(&format!("/users/{user}/project-access"), grant).await.done();
}

#[tokio::test]
async fn who_has_an_account_keeps_what_they_have() {
    let client = Client::admin(&sandbox()).await;
    let body = json!({"email": "Jo@lakeside-media.example", "permissions": [{"type": "production", "role": "viewer"}]});
    let id = client.post(LIST, body).await.ok()["id"].as_str().unwrap().to_owned();
    assert_eq!(client.control("GET", &format!("mail/{JO}"), Value::Null).await.ok()[0]["invitation"], id.as_str());
    let access = format!("/projects/{SHOP}/user-access");
    client.post(&access, json!([{"user_id": JO, "permissions": ["staging:admin", "production:admin"]}])).await.done();
    client.control("POST", &format!("invitations/{id}/accept"), json!({})).await.ok();
    let now = client.get(&format!("{access}/{JO}")).await.ok();
    assert_eq!(now["permissions"], json!(["staging:admin", "production:admin"]));
    let refused = client.post(LIST, json!({"email": "jo@lakeside-media.example", "role": "admin"})).await.refused(400);
    assert!(refused["detail"]["email"].as_str().unwrap().contains("already has access"), "{refused}");
}

#[tokio::test]
async fn an_address_has_one_pending_invitation_unless_another_takes_its_place() {
    let client = Client::admin(&sandbox()).await;
    let again = json!({"email": "MIRA.solberg@agency.example", "role": "admin"});
    let refused = client.post(LIST, again.clone()).await.refused(409);
    assert!(refused["detail"]["email"].as_str().unwrap().contains("force"), "{refused}");
    let mut forced = again;
    forced["force"] = json!(true);
    let made = client.post(LIST, forced).await.ok();
    let pending = client.get(LIST).await.ok();
    assert_eq!((pending.as_array().unwrap().len(), &pending[0]), (1, &made));
    let cancelled = client.get(&format!("{LIST}?filter[state]=cancelled")).await.ok();
    assert_eq!(emails(&cancelled), ["mira.solberg@agency.example"]);
    assert!(cancelled[0]["finished_at"].is_string() && cancelled[0]["_links"]["#delete"].is_null());
}

#[tokio::test]
async fn invitations_run_out_by_the_clock() {
    let sandbox = sandbox();
    let client = Client::admin(&sandbox).await;
    client.control("POST", "clock", json!({"stop": true})).await.ok();
    let made = client.post(LIST, json!({"email": "ada@made.example", "role": "viewer"})).await.ok();
    client.advance(LIFETIME - 1.0).await;
    let client = Client::admin(&sandbox).await;
    assert_eq!(emails(&client.get(LIST).await.ok()), ["ada@made.example"]);
    client.advance(1.0).await;
    assert!(client.get(LIST).await.ok().as_array().unwrap().is_empty());
    let failed = client.get(&format!("{LIST}?filter[state]=error&sort=updated_at")).await.ok();
    let all = ["caspar.lund@studio.example", "mira.solberg@agency.example", "ada@made.example"];
    assert_eq!(emails(&failed), all);
    assert!(failed[2]["finished_at"].as_str() > made["updated_at"].as_str());
    let id = made["id"].as_str().unwrap();
    client.control("POST", &format!("invitations/{id}/accept"), json!({})).await.refused(404);
    client.delete(&format!("{LIST}/{id}")).await.refused(404);
    assert_eq!(client.control("GET", "mail/ada@made.example", Value::Null).await.ok(), json!([]));
    client.post(LIST, json!({"email": "ada@made.example", "role": "viewer"})).await.ok();
}

#[tokio::test]
async fn a_pending_invitation_is_cancelled_by_admins_alone() {
    let sandbox = sandbox();
    let (client, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    let pending = client.get(LIST).await.ok()[0].clone();
    let link = pending["_links"]["#delete"]["href"].as_str().unwrap();
    viewer.delete(link).await.refused(403);
    viewer.get(LIST).await.refused(403);
    Client::named(&sandbox, "Ximena").await.get(LIST).await.refused(404);
    client.delete(&link.replace(SHOP, "magazine3tq5z")).await.refused(404);
    client.delete(link).await.done();
    client.delete(link).await.refused(404);
    assert!(client.get(LIST).await.ok().as_array().unwrap().is_empty());
}

#[tokio::test]
async fn roles_are_for_types_and_named_environments_stand_for_theirs() {
    let client = Client::admin(&sandbox()).await;
    let asked = |more: Value| {
        let mut body = json!({"email": "ada@made.example", "force": true});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    let environments = json!([{"id": "main", "role": "viewer"}, {"id": "gift-cards-b3m9q", "role": "contributor"}]);
    let made = client.post(LIST, asked(json!({"role": null, "environments": environments}))).await.ok();
    let told: Vec<_> = made["environments"].as_array().unwrap().iter().map(|of| (&of["type"], &of["role"])).collect();
    assert_eq!(told, [(&json!("development"), &json!("contributor")), (&json!("production"), &json!("viewer"))]);
    assert_eq!(made["role"], Value::Null);
    for (more, field) in [
        (json!({}), "role"),
        (json!({"role": null, "permissions": [], "environments": []}), "role"),
        (json!({"role": "contributor"}), "role"),
        (json!({"permissions": [{"type": "testing", "role": "viewer"}]}), "permissions.0.type"),
        (json!({"environments": [{"id": "nowhere", "role": "viewer"}]}), "environments.0.id"),
        (
            json!({"permissions": [{"type": "staging", "role": "viewer"}], "environments": [{"id": "staging", "role": "admin"}]}),
            "environments.0.role",
        ),
        (json!({"email": "no address", "role": "viewer"}), "email"),
    ] {
        let refused = client.post(LIST, asked(more)).await.refused(400);
        assert!(refused["detail"][field].is_string(), "{field}: {refused}");
    }
    assert_eq!(emails(&client.get(LIST).await.ok())[1], "ada@made.example", "what is refused cancels nothing");
}

#[tokio::test]
async fn invitations_are_listed_in_pages() {
    let client = Client::admin(&sandbox()).await;
    client.control("POST", "clock", json!({"stop": true})).await.ok();
    client.delete(&format!("/projects/{SHOP}/user-access/{PRIYANKA}")).await.done();
    for name in ["ada", "bo", "cy"] {
        client.advance(1.0).await;
        client.post(LIST, json!({"email": format!("{name}@made.example"), "role": "viewer"})).await.ok();
    }
    let all = client.get(&format!("{LIST}?sort=-updated_at")).await.ok();
    assert_eq!(emails(&all)[..3], ["cy@made.example", "bo@made.example", "ada@made.example"]);
    let (mut paged, mut after) = (Vec::new(), String::new());
    loop {
        let page = client.get(&format!("{LIST}?sort=-updated_at&page[size]=1{after}")).await.ok();
        let Some(item) = page.as_array().unwrap().first().cloned() else { break };
        after = format!("&page[after]={}", item["id"].as_str().unwrap());
        paged.push(item);
    }
    assert_eq!(json!(paged), all);
    let before = format!("{LIST}?sort=-updated_at&page[size]=2&page[before]={}", all[2]["id"].as_str().unwrap());
    assert_eq!(client.get(&before).await.ok(), json!([all[0], all[1]]));
    client.get(&format!("{LIST}?page[after]=nothing")).await.refused(400);
    client.get(&format!("{LIST}?filter[state][like]=x")).await.refused(400);
    let both = client.get(&format!("{LIST}?filter[state][in]=pending,error")).await.ok();
    assert_eq!(both.as_array().unwrap().len(), 5);
}
