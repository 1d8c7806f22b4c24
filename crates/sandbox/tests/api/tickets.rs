use serde_json::{Value, json};

use crate::common::{Client, LAKESIDE, SHOP, sandbox};

const HARBOR: &str = "01J2B6W3RD8HXPK5T0MQN9YCVG";

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn how_urgent_a_ticket_can_be_depends_on_its_plan_and_on_what_it_is_about() {
    let client = Client::admin(&sandbox()).await;
    let categories = client.get("/tickets/category").await.ok();
    assert_eq!((ids(&categories).len(), &categories[6]["label"]), (11, &json!("Incident or outage")));
    // The shop is large, the newsletter standard, the documentation a development plan.
    for (query, is) in [
        ("", "low normal"),
        ("?subscription_id=41207", "low normal high urgent"),
        ("?subscription_id=41207&category=incident_outage", "low normal high urgent"),
        ("?subscription_id=41207&category=bug_report", "low normal high"),
        ("?subscription_id=41207&category=billing_question", "low normal"),
        ("?subscription_id=41233&category=incident_outage", "low normal high"),
        ("?subscription_id=41246", "low normal"),
    ] {
        assert_eq!(ids(&client.get(&format!("/tickets/priority{query}")).await.ok()).join(" "), is, "{query}");
    }
    client.get("/tickets/priority?subscription_id=1").await.refused(400);
    client.get("/tickets/priority?category=weather").await.refused(400);
    let refused =
        client.post("/tickets", json!({"subject": "S", "description": "D", "priority": "urgent"})).await.refused(400);
    assert_eq!(refused["detail"]["priority"], "Must be one of: low, normal, for what this is about.");
}

#[tokio::test]
async fn a_ticket_is_filed_solved_and_opened_again_by_who_has_a_part_in_it() {
    let sandbox = sandbox();
    let (client, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    let teo = viewer.id().await;
    let wiremu = client.get("/users/username=wiremu").await.ok()["id"].as_str().unwrap().to_owned();
    let body = json!({
        "subject": " The shop is down ", "description": "Since 8:00.\nNothing answers.", "category": "incident_outage",
        "priority": "urgent", "subscription_id": "41207", "affected_url": "https://www.lakeside-shop.example/",
        "collaborator_ids": [teo], "attachments": [{"filename": "log.txt", "data": "bWFkZQo="}], "followup_tid": "30001",
    });
    let made = client.post("/tickets", body).await.ok();
    assert_eq!((&made["subject"], &made["status"]), (&json!("The shop is down"), &json!("new")));
    assert_eq!((&made["type"], &made["priority"]), (&json!("incident"), &json!("urgent")));
    assert_eq!((&made["organization_id"], &made["region"]), (&json!(LAKESIDE), &json!("eu-5.platform.sh")));
    assert_eq!((&made["project_url"], &made["followup_tid"]), (&json!(format!("/projects/{SHOP}")), &json!("30001")));
    let path = format!("/tickets/{}", made["ticket_id"]);
    let solved = client.patch(&path, json!({"status": "solved"})).await.ok();
    assert_eq!((&solved["status"], &solved["collaborator_ids"]), (&json!("solved"), &json!([teo])));
    // A collaborator has a part in it, until replaced.
    let opened = viewer.patch(&path, json!({"status": "open", "collaborator_ids": [wiremu]})).await.ok();
    assert_eq!((&opened["status"], &opened["collaborator_ids"]), (&json!("open"), &json!([teo, wiremu])));
    let body = json!({"collaborator_ids": [wiremu], "collaborators_replace": true});
    assert_eq!(client.patch(&path, body).await.ok()["collaborator_ids"], json!([wiremu]));
    viewer.patch(&path, json!({"status": "open"})).await.refused(404);
    client.patch("/tickets/99", json!({"status": "open"})).await.refused(404);
    client.patch("/tickets/none", json!({"status": "open"})).await.refused(404);
    client.patch(&path, json!({"status": "closed"})).await.refused(400);
    // Whoever is signed in may ask for help, in somebody's name that they know.
    let plain = viewer.post("/tickets", json!({"subject": "How?", "description": "How does it work?"})).await.ok();
    assert_eq!((&plain["requester_id"], &plain["priority"]), (&json!(teo), &json!("normal")));
    assert_eq!((&plain["type"], &plain["category"]), (&json!("question"), &json!("general_question")));
}

#[tokio::test]
async fn a_ticket_names_only_what_its_author_knows_of() {
    let sandbox = sandbox();
    let (client, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    let mercy = client.get("/users/username=mercy").await.ok()["id"].clone();
    for (field, value) in [
        ("subscription_id", json!("41311")),
        ("subscription_id", json!("x")),
        ("organization_id", json!(HARBOR)),
        ("requester_id", mercy.clone()),
        ("requester_id", json!("me")),
        ("collaborator_ids", json!([mercy])),
        ("followup_tid", json!("30001")),
        ("category", json!("weather")),
        ("affected_url", json!("shop")),
        ("subject", json!(" ")),
    ] {
        let mut body = json!({"subject": "S", "description": "D"});
        body[field] = value;
        let refused = viewer.post("/tickets", body).await.refused(400);
        assert!(refused["detail"][field].is_string(), "{field}: {refused}");
    }
    let body = json!({"subject": "S", "description": "D", "subscription_id": "41207", "organization_id": HARBOR});
    let refused = client.post("/tickets", body).await.refused(400);
    assert_eq!(refused["detail"]["organization_id"], "The subscription is of another organization.");
}
