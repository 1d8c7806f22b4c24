use serde_json::{Value, json};

use crate::common::{Client, LAKESIDE, sandbox};

const DAY: f64 = 86_400.0;

fn list() -> String {
    format!("/organizations/{LAKESIDE}/invitations")
}

fn at(invitation: &Value) -> String {
    format!("{}/{}", list(), invitation["id"].as_str().unwrap())
}

fn emails(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|invitation| invitation["email"].as_str().unwrap()).collect()
}

async fn accept(client: &Client, invitation: &Value) -> Value {
    let control = format!("invitations/{}/accept", invitation["id"].as_str().unwrap());
    client.control("POST", &control, Value::Null).await.ok()
}

#[tokio::test]
async fn who_accepts_an_invitation_is_a_member_who_may_do_what_it_says() {
    let admin = Client::admin(&sandbox()).await;
    let body = json!({"email": "New.Person@example.com", "permissions": ["billing", "projects:list"]});
    let made = admin.person("aoife").await.post(&list(), body).await;
    assert_eq!(made.status, 201);
    let made = made.ok();
    assert_eq!((&made["state"], &made["finished_at"]), (&json!("pending"), &Value::Null));
    assert_eq!((&made["email"], &made["organization_id"]), (&json!("New.Person@example.com"), &json!(LAKESIDE)));
    assert_eq!(made["owner"]["display_name"], "Aoife Brennan");
    let user = accept(&admin, &made).await["user_id"].as_str().unwrap().to_owned();
    let member = admin.get(&format!("/organizations/{LAKESIDE}/members/{user}")).await.ok();
    assert_eq!((&member["permissions"], &member["owner"]), (&json!(["billing", "projects:list"]), &json!(false)));
    let person = admin.user(&user).await;
    assert_eq!(person.get("/users/me").await.ok()["email"], "New.Person@example.com");
    assert_eq!(person.get("/organizations").await.ok()["count"], 1);
    assert!(!emails(&admin.get(&list()).await.ok()).contains(&"New.Person@example.com"));
    let accepted = admin.get(&format!("{}?filter[state]=accepted&sort=-updated_at", list())).await.ok()[0].clone();
    assert_eq!((&accepted["id"], &accepted["_links"]["#delete"]), (&made["id"], &Value::Null));
    assert_eq!(accepted["finished_at"], accepted["updated_at"]);
    // Once is enough.
    let control = format!("invitations/{}/accept", made["id"].as_str().unwrap());
    admin.control("POST", &control, Value::Null).await.refused(404);
    admin.delete(&at(&made)).await.refused(404);
    let again = admin.post(&list(), json!({"email": "new.person@example.com", "permissions": []})).await.refused(400);
    assert!(again["detail"]["email"].as_str().unwrap().contains("member already"), "{again}");
}

#[tokio::test]
async fn while_one_is_pending_another_has_to_be_forced() {
    let admin = Client::admin(&sandbox()).await;
    let invite = async |body: Value| admin.post(&list(), body).await;
    let first = invite(json!({"email": "a@example.com", "permissions": []})).await.ok();
    let refused = invite(json!({"email": "A@example.com", "permissions": ["plans"]})).await.refused(409);
    assert!(refused["detail"]["email"].as_str().unwrap().contains("pending"), "{refused}");
    invite(json!({"email": "a@example.com", "permissions": ["plans"], "force": false})).await.refused(409);
    let second = invite(json!({"email": "A@example.com", "permissions": ["plans"], "force": true})).await.ok();
    assert_ne!(first["id"], second["id"]);
    let cancelled = admin.get(&format!("{}?filter[state]=cancelled&sort=-updated_at", list())).await.ok();
    assert_eq!(cancelled[0]["id"], first["id"]);
    assert!(cancelled[0]["finished_at"].is_string());
    admin
        .control("POST", &format!("invitations/{}/accept", first["id"].as_str().unwrap()), Value::Null)
        .await
        .refused(404);
    // Nothing is pending elsewhere because of it, and forcing needs nothing to be pending.
    invite(json!({"email": "b@example.com", "permissions": [], "force": true})).await.ok();
}

#[tokio::test]
async fn a_pending_invitation_is_cancelled_once() {
    let admin = Client::admin(&sandbox()).await;
    let pending = admin.get(&list()).await.ok();
    assert_eq!(emails(&pending), ["theo.marchetti@agency.example", "rosa.duarte@freelance.example"]);
    assert_eq!(pending[0]["_links"]["#delete"]["href"], format!("/api{}", at(&pending[0])));
    admin.delete(&at(&pending[0])).await.done();
    admin.delete(&at(&pending[0])).await.refused(404);
    assert_eq!(emails(&admin.get(&list()).await.ok()), ["rosa.duarte@freelance.example"]);
    let elsewhere = at(&pending[1]).replace(LAKESIDE, "01HX7T4N9Z1KQFM2C8VYW6SJRB");
    admin.delete(&elsewhere).await.refused(404);
    // Who was not taken in can be asked again.
    admin.post(&list(), json!({"email": "theo.marchetti@agency.example", "permissions": []})).await.ok();
}

#[tokio::test]
async fn what_nobody_accepts_in_two_weeks_is_in_error() {
    let admin = Client::admin(&sandbox()).await;
    let id = admin.id().await;
    let failed = async || admin.get(&format!("{}?filter[state]=error", list())).await.ok();
    assert_eq!(emails(&failed().await), ["hanne.bakke@studio.example"]);
    let made = admin.post(&list(), json!({"email": "late@example.com", "permissions": []})).await.ok();
    admin.advance(13.9 * DAY).await;
    let admin = admin.user(&id).await;
    assert_eq!(emails(&admin.get(&list()).await.ok()), ["late@example.com"]);
    admin.advance(0.2 * DAY).await;
    let admin = admin.user(&id).await;
    assert_eq!(admin.get(&list()).await.ok(), json!([]));
    let failed = admin.get(&format!("{}?filter[state][in]=error,pending&sort=-updated_at", list())).await.ok();
    assert_eq!((&failed[0]["id"], &failed[0]["state"]), (&made["id"], &json!("error")));
    assert_eq!(failed[0]["finished_at"], failed[0]["updated_at"]);
    admin
        .control("POST", &format!("invitations/{}/accept", made["id"].as_str().unwrap()), Value::Null)
        .await
        .refused(404);
    admin.delete(&at(&made)).await.refused(404);
    admin.post(&list(), json!({"email": "late@example.com", "permissions": []})).await.ok();
}

#[tokio::test]
async fn only_who_manages_members_invites_and_knows_who_is_invited() {
    let admin = Client::admin(&sandbox()).await;
    let pending = admin.get(&list()).await.ok();
    let body = json!({"email": "a@example.com", "permissions": ["billing"]});
    for username in ["jo", "noor", "kwame", "ilse", "priyanka", "teo", "tomasz"] {
        let person = admin.person(username).await;
        person.get(&list()).await.refused(403);
        person.post(&list(), body.clone()).await.refused(403);
        person.delete(&at(&pending[0])).await.refused(403);
    }
    admin.person("sybren").await.get(&list()).await.refused(404);
    let aoife = admin.person("aoife").await;
    aoife.post(&list(), json!({"email": "a@example.com", "permissions": ["admin"]})).await.refused(403);
    let powerful = admin.post(&list(), json!({"email": "a@example.com", "permissions": ["admin"]})).await.ok();
    aoife.post(&list(), json!({"email": "a@example.com", "permissions": [], "force": true})).await.refused(403);
    aoife.delete(&at(&powerful)).await.refused(403);
    let seen = aoife.get(&list()).await.ok();
    let of = |id: &Value| seen.as_array().unwrap().iter().find(|found| found["id"] == *id).unwrap()["_links"].clone();
    assert_eq!(of(&powerful["id"])["#delete"], Value::Null);
    assert!(of(&pending[0]["id"])["#delete"].is_object());
}

#[tokio::test]
async fn a_list_is_whole_unless_its_size_is_asked_for() {
    let admin = Client::admin(&sandbox()).await;
    for number in 0..30 {
        let body = json!({"email": format!("person{number}@example.com"), "permissions": []});
        admin.post(&list(), body).await.ok();
    }
    assert_eq!(admin.get(&list()).await.ok().as_array().unwrap().len(), 32);
    assert_eq!(admin.get(&format!("{}?page[size]=5", list())).await.ok().as_array().unwrap().len(), 5);
    for (body, field) in [
        (json!({"email": "nobody", "permissions": []}), "email"),
        (json!({"email": "a@example.com"}), "permissions"),
        (json!({"email": "a@example.com", "permissions": ["owner"]}), "permissions"),
    ] {
        assert!(admin.post(&list(), body).await.refused(400)["detail"][field].is_string(), "{field}");
    }
}
