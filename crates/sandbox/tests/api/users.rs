use serde_json::{Value, json};

use wheelhouse_sandbox::{DataSet, Storage};

use crate::account::account;
use crate::common::{Client, LAKESIDE, TICKETS, open, sandbox};

const MERCY: &str = "mercy@harbor-festival.example";

#[tokio::test]
async fn a_person_is_found_by_id_email_address_and_username_by_who_shares_something_with_them() {
    let sandbox = sandbox();
    let (admin, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    let mercy = admin.get(&format!("/users/email={MERCY}")).await.ok();
    assert_eq!((&mercy["username"], &mercy["email_verified"]), (&json!("mercy"), &json!(false)));
    assert_eq!(admin.get("/users/email=MERCY%40harbor-festival.example").await.ok(), mercy);
    assert_eq!(admin.get("/users/username=Mercy").await.ok(), mercy);
    let id = mercy["id"].as_str().unwrap();
    assert_eq!(admin.get(&format!("/users/{id}")).await.ok(), mercy);
    // The viewer has no part in the festival: to them there is no such person, by whichever way they ask.
    for path in [format!("/users/{id}"), format!("/users/email={MERCY}"), "/users/username=mercy".to_owned()] {
        let refused = viewer.get(&path).await.refused(404);
        let nobody = path.replace(id, "nobody").replace("mercy", "nobody");
        let missing = viewer.get(&nobody).await.refused(404);
        assert_eq!(refused.to_string().replace(id, "nobody").replace("mercy", "nobody"), missing.to_string());
    }
    assert_eq!(viewer.get("/users/username=niamh").await.ok()["id"], admin.id().await.as_str());
}

#[tokio::test]
async fn one_project_in_common_is_enough_to_know_of_somebody() {
    let folder = tempfile::tempdir().unwrap();
    let sandbox = open(DataSet::Demo, Storage::Directory(folder.path().to_owned()));
    let viewer = Client::viewer(&sandbox).await;
    viewer.get("/users/username=mercy").await.refused(404);
    let file = rusqlite::Connection::open(folder.path().join("sandbox.sqlite3")).unwrap();
    let add = "INSERT INTO project_members (project_id, user_id, permissions_json) VALUES (?, ?, '[\"viewer\"]')";
    file.execute(add, [TICKETS, &viewer.id().await]).unwrap();
    viewer.get("/users/username=mercy").await.ok();
    viewer.get("/organizations/01J2B6W3RD8HXPK5T0MQN9YCVG").await.refused(404);
}

#[tokio::test]
async fn people_change_what_is_said_of_them_and_nobody_else_does() {
    let sandbox = sandbox();
    let (admin, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    let path = account(&admin).await;
    let before = admin.get(&path).await.ok();
    let change = json!({
        "username": "niamh.ob", "first_name": "Neave", "last_name": "", "company": "Own Company", "website": "",
        "country": "FR", "picture": "https://pictures.example/neave.png",
    });
    let after = admin.patch(&path, change.clone()).await.ok();
    for (field, value) in change.as_object().unwrap() {
        assert_eq!(&after[field], value, "{field}");
    }
    assert!(after["updated_at"].as_str() > before["updated_at"].as_str());
    assert_eq!(admin.get("/users/me").await.ok(), after);
    assert_eq!(viewer.get("/users/username=niamh.ob").await.ok(), after);
    viewer.get("/users/username=niamh").await.refused(404);
    assert_eq!(admin.patch(&path, json!({"last_name": "O"})).await.ok()["first_name"], "Neave");
    let refused = viewer.patch(&path, json!({"first_name": "X"})).await.refused(403);
    assert!(refused["detail"].as_str().unwrap().contains("You need"));
}

#[tokio::test]
async fn what_cannot_be_said_of_a_person_is_refused_where_it_stands() {
    let client = Client::admin(&sandbox()).await;
    let path = account(&client).await;
    let before = client.get(&path).await.ok();
    for (field, values) in [
        ("username", vec!["a", "two words", ".dot", "teo", "TEO"]),
        ("first_name", vec!["", "\u{202e}Niamh"]),
        ("picture", vec!["pictures/a.png", "javascript:alert(1)", "//evil.example/a", "/api/pictures/made-up"]),
        ("website", vec!["example.com", "ftp://example.com", "https://name:password@example.com"]),
        ("country", vec!["", "ie", "IRL", "XX"]),
    ] {
        for value in values {
            let refused = client.patch(&path, json!({field: value})).await.refused(400);
            assert!(refused["detail"][field].is_string(), "{field} {value}: {refused}");
        }
    }
    let refused = client.patch(&path, json!({"username": "Teo"})).await.refused(400);
    assert_eq!(refused["detail"]["username"], "Teo is taken. Choose another username.");
    client.patch(&path, json!({"email": "x@example.com"})).await.refused(400);
    assert_eq!(client.get(&path).await.ok(), before);
    // The letters' case alone may change.
    assert_eq!(client.patch(&path, json!({"username": "Niamh"})).await.ok()["username"], "Niamh");
}

#[tokio::test]
async fn an_email_address_changes_when_the_new_one_is_confirmed() {
    let client = Client::admin(&sandbox()).await;
    let (id, path) = (client.id().await, format!("{}/emailaddress", account(&client).await));
    client.post(&path, json!({"email_address": "niamh@new.example"})).await.done();
    client.post(&path, json!({"email_address": "niamh@newer.example"})).await.done();
    let me = client.get("/users/me").await.ok();
    assert_eq!((&me["email"], &me["email_verified"]), (&json!("niamh@lakeside-media.example"), &json!(true)));
    let mail = client.control("GET", &format!("mail/{id}"), Value::Null).await.ok();
    assert_eq!(mail, json!([{"kind": "email_address", "address": "niamh@newer.example"}]));
    let follow = async || client.control("POST", &format!("mail/{id}"), json!({"kind": "email_address"})).await;
    follow().await.ok();
    let me = client.get("/users/me").await.ok();
    assert_eq!((&me["email"], &me["email_verified"]), (&json!("niamh@newer.example"), &json!(true)));
    follow().await.refused(404);
    // A link is good for a day.
    client.post(&path, json!({"email_address": "niamh@late.example"})).await.done();
    client.advance(86_401.0).await;
    follow().await.refused(404);
}

#[tokio::test]
async fn an_email_address_that_another_has_or_that_is_confirmed_already_is_refused() {
    let sandbox = sandbox();
    let (admin, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    let path = format!("{}/emailaddress", account(&admin).await);
    let refused = admin.post(&path, json!({"email_address": "Teo@lakeside-media.example"})).await.refused(409);
    assert!(refused["detail"]["email_address"].is_string());
    let own = json!({"email_address": "niamh@lakeside-media.example"});
    assert!(admin.post(&path, own.clone()).await.refused(400)["detail"]["email_address"].is_string());
    admin.post(&path, json!({"email_address": "no address"})).await.refused(400);
    viewer.post(&path, json!({"email_address": "x@example.com"})).await.refused(403);
    // Whoever never confirmed theirs asks for another e-mail so.
    let id = admin.id().await;
    admin.control("POST", &format!("standing/{id}"), json!({"email_verified": false})).await.ok();
    assert_eq!(admin.get("/users/me").await.ok()["email_verified"], false);
    admin.post(&path, own).await.done();
    admin.control("POST", &format!("mail/{id}"), json!({"kind": "email_address"})).await.ok();
    assert_eq!(admin.get("/users/me").await.ok()["email_verified"], true);
}

#[tokio::test]
async fn a_password_is_reset_by_an_email_to_its_person() {
    let sandbox = sandbox();
    let (admin, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    let (id, path) = (admin.id().await, format!("{}/resetpassword", account(&admin).await));
    viewer.send("POST", &path, None).await.refused(403);
    admin.send("POST", &path, None).await.done();
    let mail = admin.control("GET", &format!("mail/{id}"), Value::Null).await.ok();
    assert_eq!(mail, json!([{"kind": "password", "address": "niamh@lakeside-media.example"}]));
}

#[tokio::test]
async fn who_has_something_to_verify_is_told_what_and_creates_no_projects() {
    let sandbox = sandbox();
    let (admin, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    let asked = async |client: &Client| {
        let phone = client.send("POST", "/me/phone", None).await.ok();
        (phone["verify_phone"].clone(), client.send("POST", "/me/verification", None).await.ok())
    };
    assert_eq!(asked(&admin).await, (json!(false), json!({"state": false, "type": ""})));
    assert_eq!(asked(&viewer).await, (json!(true), json!({"state": true, "type": "phone"})));
    let subscriptions = format!("/organizations/{LAKESIDE}/subscriptions");
    let standing = format!("standing/{}", admin.id().await);
    for (kind, is_phone) in [("phone", true), ("staff", false)] {
        admin.control("POST", &standing, json!({"verification": kind})).await.ok();
        assert_eq!(asked(&admin).await, (json!(is_phone), json!({"state": true, "type": kind})));
        let check = admin.get(&format!("{subscriptions}/can-create")).await.ok();
        assert_eq!(check["can_create"], false);
        assert_eq!(check["required_action"]["action"], "verification");
        assert_eq!(check["required_action"]["type"], kind);
        let refused = admin.post(&subscriptions, json!({"project_region": "eu-2.platform.sh"})).await.refused(403);
        assert_eq!(refused["detail"], check["message"]);
    }
    admin.control("POST", &standing, json!({"verification": ""})).await.ok();
    admin.post(&subscriptions, json!({"project_region": "eu-2.platform.sh"})).await.ok();
}

#[tokio::test]
async fn older_clients_are_told_who_is_signed_in_with_all_their_projects() {
    let sandbox = sandbox();
    let (admin, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    let me = admin.get("/me").await.ok();
    assert_eq!((&me["id"], &me["uuid"], &me["status"]), (&json!(admin.id().await), &me["id"], &json!(1)));
    assert_eq!(
        (&me["display_name"], &me["mail"]),
        (&json!("Niamh Okonjo-Byrne"), &json!("niamh@lakeside-media.example"))
    );
    let projects = me["projects"].as_array().unwrap();
    assert_eq!(projects.len(), 9);
    assert_eq!(
        (&projects[0]["title"], &projects[0]["region_label"]),
        (&json!("Lakeside Shop"), &json!("Ireland (eu-5)"))
    );
    assert_eq!(projects[0]["owner_info"]["username"], "niamh");
    let seen = viewer.get("/me").await.ok();
    assert_eq!(seen["projects"].as_array().unwrap().len(), 5);
}
