use serde_json::json;

use crate::common::{Client, LAKESIDE, sandbox};

const NORTHWIND: &str = "01HX7T4N9Z1KQFM2C8VYW6SJRB";

#[tokio::test]
async fn an_organization_says_who_it_is_and_where() {
    let client = Client::admin(&sandbox()).await;
    let path = format!("/organizations/{LAKESIDE}/profile");
    let profile = client.get(&path).await.ok();
    assert_eq!((&profile["type"], &profile["company_name"]), (&json!("organization"), &json!("Lakeside Media Ltd")));
    assert_eq!((&profile["currency"], &profile["display_name"]), (&json!("GBP"), &json!("Lakeside Media")));
    let change = json!({
        "company_name": "Lakeside Media Group", "vat_number": "GB 123 4567 89", "billing_contact": "pay@lakeside.example",
        "security_contact": "safe@lakeside.example", "default_catalog": "https://catalog.example/all.json",
        "project_options_url": "https://catalog.example/options.json",
    });
    let changed = client.patch(&path, change.clone()).await.ok();
    for (field, value) in change.as_object().unwrap() {
        assert_eq!(&changed[field], value, "{field}");
    }
    assert_eq!(client.get(&path).await.ok(), changed);
    // Without its own contact, it is the owner.
    let changed = client.patch(&path, json!({"billing_contact": ""})).await.ok();
    assert_eq!(changed["billing_contact"], "niamh@lakeside-media.example");

    let path = format!("/organizations/{LAKESIDE}/address");
    let address = client.get(&path).await.ok();
    assert_eq!((&address["country"], &address["locality"]), (&json!("GB"), &json!("Bristol")));
    let changed = client.patch(&path, json!({"premise": "Unit 4", "thoroughfare": "15 Quayside"})).await.ok();
    assert_eq!((&changed["premise"], &changed["locality"]), (&json!("Unit 4"), &json!("Bristol")));
    assert_eq!(client.get(&path).await.ok(), changed);
    // The next bill goes there.
    let order = client.get(&format!("/organizations/{LAKESIDE}/orders")).await.ok()["items"][0].clone();
    assert_eq!(
        (&order["address"]["thoroughfare"], &order["company"]),
        (&json!("15 Quayside"), &json!("Lakeside Media Group"))
    );
    assert_eq!(order["vat_number"], "GB 123 4567 89");
}

#[tokio::test]
async fn who_is_billed_has_a_name_and_a_kind_for_the_law() {
    let client = Client::admin(&sandbox()).await;
    let path = format!("/organizations/{LAKESIDE}/profile");
    let before = client.get(&path).await.ok();
    // Until somebody says otherwise it is the company.
    assert_eq!(before["legal_entity_name"], before["company_name"]);
    assert_eq!(before["customer_type"], "corporation");
    let change = json!({"legal_entity_name": " Lakeside Media (Holdings) Ltd ", "customer_type": "government"});
    let changed = client.patch(&path, change).await.ok();
    assert_eq!(
        (&changed["legal_entity_name"], &changed["customer_type"]),
        (&json!("Lakeside Media (Holdings) Ltd"), &json!("government"))
    );
    assert_eq!(client.get(&path).await.ok(), changed);
    // As requests are described, and as answers are.
    for (said, meant) in [("company", "corporation"), ("indvidual", "individual"), ("corporation", "corporation")] {
        let changed = client.patch(&path, json!({"customer_type": said})).await.ok();
        assert_eq!(
            (&changed["customer_type"], &changed["legal_entity_name"]),
            (&json!(meant), &json!("Lakeside Media (Holdings) Ltd"))
        );
    }
    let before = client.get(&path).await.ok();
    for (field, value) in [
        ("customer_type", json!("club")),
        ("customer_type", json!("")),
        ("customer_type", json!(1)),
        ("customer_type", json!(null)),
        ("legal_entity_name", json!(["a"])),
        ("legal_entity_name", json!("a".repeat(201))),
    ] {
        let refused = client.patch(&path, json!({"company_name": "Other", field: value})).await.refused(400);
        assert!(refused["detail"][field].is_string(), "{field}: {refused}");
    }
    assert_eq!(client.get(&path).await.ok(), before);
    assert_eq!(
        client.patch(&path, json!({"legal_entity_name": ""})).await.ok()["legal_entity_name"],
        before["company_name"]
    );
}

#[tokio::test]
async fn a_vat_number_has_the_form_of_the_addresss_country() {
    let client = Client::admin(&sandbox()).await;
    let (profile, address) =
        (format!("/organizations/{NORTHWIND}/profile"), format!("/organizations/{NORTHWIND}/address"));
    for (path, field, value) in [
        (&profile, "vat_number", json!("DE123456789")),
        (&profile, "vat_number", json!("NL12")),
        (&profile, "vat_number", json!("№ 1")),
        (&profile, "billing_contact", json!("nobody")),
        (&profile, "security_contact", json!("a b@c.example")),
        (&profile, "default_catalog", json!("catalog.json")),
        // It has a Dutch number.
        (&address, "country", json!("DE")),
        (&address, "country", json!("Netherlands")),
        (&address, "country", json!("XX")),
        (&address, "postal_code", json!(" ")),
    ] {
        let before = (client.get(&profile).await.ok(), client.get(&address).await.ok());
        let refused = client.patch(path, json!({field: value})).await.refused(400);
        assert!(refused["detail"][field].is_string(), "{field}: {refused}");
        assert_eq!((client.get(&profile).await.ok(), client.get(&address).await.ok()), before);
    }
    client.patch(&profile, json!({"vat_number": ""})).await.ok();
    client.patch(&address, json!({"country": "DE"})).await.ok();
    client.patch(&profile, json!({"vat_number": "DE 123 456 789"})).await.ok();
}
