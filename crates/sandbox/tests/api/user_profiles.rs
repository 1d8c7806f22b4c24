use serde_json::{Value, json};

use crate::common::{Client, SHOP, activity, sandbox};

async fn profile(client: &Client) -> String {
    format!("/profiles/{}", client.id().await)
}

#[tokio::test]
async fn people_read_their_own_profile_and_no_other() {
    let sandbox = sandbox();
    let (admin, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    let path = profile(&admin).await;
    let own = admin.get(&path).await.ok();
    assert_eq!((&own["display_name"], &own["currency"]), (&json!("Niamh Okonjo-Byrne"), &json!("EUR")));
    assert_eq!((&own["company_name"], &own["type"]), (&json!("Lakeside Media"), &json!("user")));
    let list = admin.get("/profiles").await.ok();
    assert_eq!((&list["count"], &list["profiles"]), (&json!(1), &json!([own])));
    let list = viewer.get("/profiles").await.ok();
    assert_eq!(list["profiles"][0]["username"], "teo");
    // Who works with somebody knows that they are there; nobody else does.
    let mercy = admin.get("/users/username=mercy").await.ok();
    for (path, status) in [(path, 403), (format!("/profiles/{}", mercy["id"].as_str().unwrap()), 404)] {
        viewer.get(&path).await.refused(status);
        viewer.get(&format!("{path}/address")).await.refused(status);
        viewer.patch(&path, json!({"marketing": true})).await.refused(status);
        viewer.patch(&format!("{path}/address"), json!({"locality": "X"})).await.refused(status);
    }
}

#[tokio::test]
async fn a_profile_keeps_what_it_is_told() {
    let client = Client::admin(&sandbox()).await;
    let path = profile(&client).await;
    let change = json!({
        "display_name": "Captain Niamh", "username": "captain", "company_type": "Agency", "company_name": "Sea Change",
        "vat_number": "IE 1234567T", "company_role": "Captain", "marketing": false, "ui_colorscheme": "dark",
        "default_catalog": "https://catalog.example/all.json", "project_options_url": "",
        "picture": "https://pictures.example/niamh.png",
    });
    let changed = client.patch(&path, change.clone()).await.ok();
    for (field, value) in change.as_object().unwrap() {
        assert_eq!(&changed[field], value, "{field}");
    }
    assert_eq!(client.get(&path).await.ok(), changed);
    // It is one person: what the account and the profile share is the same.
    let me = client.get("/users/me").await.ok();
    assert_eq!((&me["username"], &me["company"]), (&json!("captain"), &json!("Sea Change")));
    assert_eq!(client.get("/me").await.ok()["display_name"], "Captain Niamh");
    let body = json!({"name": "env:BY", "value": "1"});
    let written = client.post(&format!("/projects/{SHOP}/variables"), body).await.ok();
    assert_eq!(activity(&written)["payload"]["user"]["display_name"], "Captain Niamh");
    let after = client.patch(&path, json!({"ui_colorscheme": "light"})).await.ok();
    assert_eq!((&after["ui_colorscheme"], &after["company_role"]), (&json!("light"), &json!("Captain")));
}

#[tokio::test]
async fn what_a_profile_cannot_hold_is_refused_where_it_stands() {
    let client = Client::admin(&sandbox()).await;
    let path = profile(&client).await;
    let before = client.get(&path).await.ok();
    for (field, value) in [
        ("username", json!("jo")),
        ("display_name", json!("")),
        ("ui_colorscheme", json!("sepia")),
        ("ui_colorscheme", json!("")),
        ("marketing", json!("yes")),
        ("vat_number", json!("№ 1")),
        ("default_catalog", json!("catalog.json")),
        ("project_options_url", json!("file:///etc/passwd")),
        ("picture", json!("/api/pictures/not-mine")),
        ("password", json!("short")),
    ] {
        let refused = client.patch(&path, json!({field: value})).await.refused(400);
        assert!(refused["detail"][field].is_string(), "{field}: {refused}");
    }
    assert_eq!(client.get(&path).await.ok(), before);
}

#[tokio::test]
async fn a_new_password_needs_the_one_there_is_and_is_told_to_nobody() {
    let client = Client::admin(&sandbox()).await;
    let (id, path) = (client.id().await, profile(&client).await);
    let (first, second) = ("correct horse battery", "staple of the sea");
    let refused = async |body: Value, field: &str| {
        let refused = client.patch(&path, body).await.refused(400);
        assert!(refused["detail"][field].is_string(), "{field}: {refused}");
        assert!(!refused.to_string().contains(first) && !refused.to_string().contains(second));
    };
    refused(json!({"password": first}), "current_password").await;
    refused(json!({"password": first, "current_password": ""}), "current_password").await;
    client.send("POST", &format!("/users/{id}/resetpassword"), None).await.done();
    client.control("POST", &format!("mail/{id}"), json!({"kind": "password", "password": first})).await.ok();
    refused(json!({"password": second, "current_password": "a guess at it"}), "current_password").await;
    refused(json!({"current_password": first}), "password").await;
    // Nothing of a change is kept when a part of it is refused.
    refused(json!({"password": second, "current_password": "wrong", "company_role": "Thief"}), "current_password")
        .await;
    let changed = client.patch(&path, json!({"password": second, "current_password": first})).await.ok();
    assert_eq!(changed["company_role"], "Head of engineering");
    assert!(!changed.to_string().contains(second) && !changed.as_object().unwrap().contains_key("password"));
    refused(json!({"password": first, "current_password": first}), "current_password").await;
    client.patch(&path, json!({"password": first, "current_password": second})).await.ok();
}

#[tokio::test]
async fn an_address_is_of_its_country() {
    let client = Client::admin(&sandbox()).await;
    let path = format!("{}/address", profile(&client).await);
    let address = client.get(&path).await.ok();
    assert_eq!((&address["country"], &address["locality"]), (&json!("IE"), &json!("Dublin")));
    assert_eq!(address["metadata"]["field_labels"]["postal_code"], "Eircode");
    assert_eq!(address["metadata"]["show_vat"], true);
    assert_eq!(address["metadata"]["required_fields"], json!(["thoroughfare", "locality"]));
    // The postal code may be empty in Ireland, and not in the United States.
    assert_eq!(client.patch(&path, json!({"postal_code": ""})).await.ok()["postal_code"], "");
    let refused = client.patch(&path, json!({"country": "US", "postal_code": " "})).await.refused(400);
    assert_eq!(refused["detail"]["postal_code"], "An address in US needs this.");
    assert_eq!(client.get(&path).await.ok()["country"], "IE");
    let moved = json!({
        "country": "US", "name_line": "Niamh Okonjo-Byrne", "thoroughfare": "1600 Shattuck Avenue", "premise": "Suite 4",
        "sub_premise": "Floor 2", "dependent_locality": "", "locality": "Berkeley", "administrative_area": "CA",
        "sub_administrative_area": "Alameda", "postal_code": "94709",
    });
    let changed = client.patch(&path, moved.clone()).await.ok();
    for (field, value) in moved.as_object().unwrap() {
        assert_eq!(&changed[field], value, "{field}");
    }
    assert_eq!(changed["metadata"]["field_labels"]["postal_code"], "ZIP code");
    assert_eq!(changed["metadata"]["show_vat"], false);
    assert_eq!(client.get(&path).await.ok(), changed);
    client.patch(&path, json!({"country": "Ireland"})).await.refused(400);
}
