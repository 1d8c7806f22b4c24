use serde_json::{Value, json};

use crate::common::{Client, DONE, SHOP, TICKETS, activity, names, sandbox};
use crate::made;

fn path() -> String {
    format!("/projects/{SHOP}/domains")
}

async fn defaults(client: &Client) -> Vec<String> {
    let found = client.get(&path()).await.ok();
    let defaults = found.as_array().unwrap().iter().filter(|domain| domain["is_default"] == true);
    names(&defaults.cloned().collect())
}

#[tokio::test]
async fn a_domain_is_added_read_changed_and_deleted() {
    let client = Client::admin(&sandbox()).await;
    let body = json!({"name": "Outlet.Lakeside-Shop.co.uk", "attributes": {"team": "shop"}});
    let answer = client.post(&path(), body).await;
    assert_eq!(answer.status, 201);
    let written = answer.ok();
    let entity = &written["_embedded"]["entity"];
    let name = "outlet.lakeside-shop.co.uk";
    assert_eq!((&entity["id"], &entity["name"], &entity["project"]), (&json!(name), &json!(name), &json!(SHOP)));
    assert_eq!((&entity["type"], &entity["is_default"]), (&json!("production"), &json!(false)));
    assert_eq!(
        (&entity["registered_name"], &entity["attributes"]),
        (&json!("lakeside-shop.co.uk"), &json!({"team": "shop"}))
    );
    let started = activity(&written);
    assert_eq!(started["type"], "project.domain.create");
    assert_eq!(started["text"], format!("Niamh Okonjo-Byrne added domain {name}"));
    assert_eq!((&started["environments"], &started["payload"]["domain"]["name"]), (&json!(["main"]), &json!(name)));

    let link = entity["_links"]["#edit"]["href"].as_str().unwrap();
    assert_eq!(client.get(link).await.ok(), *entity);
    assert!(names(&client.get(&path()).await.ok()).contains(&name.to_owned()));

    let changed = client.patch(link, json!({"attributes": {}})).await.ok();
    assert_eq!(changed["_embedded"]["entity"]["attributes"], json!({}));
    assert_eq!(activity(&changed)["type"], "project.domain.update");

    let deleted = client.delete(link).await.ok();
    assert_eq!(activity(&deleted)["type"], "project.domain.delete");
    client.get(link).await.refused(404);
    client.delete(link).await.refused(404);
}

#[tokio::test]
async fn a_name_is_taken_once() {
    let client = Client::admin(&sandbox()).await;
    for (name, says) in [("www.lakeside-shop.example", "already"), ("WWW.lakeside-magazine.example", "another project")]
    {
        let conflict = client.post(&path(), json!({"name": name})).await.refused(409);
        assert!(conflict["detail"]["name"].as_str().unwrap().contains(says), "{conflict}");
    }
    // Free again, once the other project lets go of it.
    client.delete("/projects/magazine3tq5z/domains/www.lakeside-magazine.example").await.ok();
    client.post(&path(), json!({"name": "www.lakeside-magazine.example"})).await.ok();
}

#[tokio::test]
async fn what_is_no_name_is_refused() {
    let client = Client::admin(&sandbox()).await;
    let long = format!("{}.example", "a".repeat(64));
    let names = [
        "",
        "localhost",
        "https://a.example",
        "a b.example",
        "-a.example",
        "a..example",
        "bücher.example",
        "a.*.example",
        &long,
    ];
    for name in names {
        let refused = client.post(&path(), json!({"name": name})).await.refused(400);
        assert!(refused["detail"]["name"].is_string(), "{name}: {refused}");
    }
    let refused = client.post(&path(), json!({"name": "main-abc.eu-5.platformsh.site"})).await.refused(400);
    assert!(refused["detail"]["name"].as_str().unwrap().contains("service"));
    for name in ["xn--bcher-kva.example", "*.a.example", "1.2.example"] {
        client.post(&path(), json!({"name": name})).await.ok();
    }
}

#[tokio::test]
async fn one_domain_is_the_default() {
    let client = Client::admin(&sandbox()).await;
    assert_eq!(defaults(&client).await, ["lakeside-shop.example"]);
    client.post(&path(), json!({"name": "new.example", "is_default": true})).await.ok();
    assert_eq!(defaults(&client).await, ["new.example"]);
    let www = format!("{}/www.lakeside-shop.example", path());
    let changed = client.patch(&www, json!({"is_default": true})).await.ok();
    assert_eq!(changed["_embedded"]["entity"]["is_default"], true);
    assert_eq!(defaults(&client).await, ["www.lakeside-shop.example"]);
    let refused = client.patch(&www, json!({"is_default": false})).await.refused(400);
    assert!(refused["detail"]["is_default"].as_str().unwrap().contains("another"));
    // The oldest that is left takes its place.
    client.delete(&www).await.ok();
    assert_eq!(defaults(&client).await, ["lakeside-shop.example"]);
}

#[tokio::test]
async fn the_first_domain_is_the_default_and_environments_know_of_domains() {
    let client = Client::admin(&sandbox()).await;
    let project = "newsletter7vb";
    let has = async |client: &Client, environment: &str| {
        client.get(&format!("/projects/{project}/environments/{environment}")).await.ok()["has_domains"].clone()
    };
    assert_eq!(client.get(&format!("/projects/{project}/domains")).await.ok(), json!([]));
    assert_eq!(has(&client, "main").await, false);
    let written = client.post(&format!("/projects/{project}/domains"), json!({"name": "letters.example"})).await.ok();
    assert_eq!(written["_embedded"]["entity"]["is_default"], true);
    assert_eq!((has(&client, "main").await, has(&client, "staging").await), (json!(true), json!(false)));
    client.delete(&format!("/projects/{project}/domains/letters.example")).await.ok();
    assert_eq!(has(&client, "main").await, false);
}

#[tokio::test]
async fn a_domain_of_the_project_replaces_none() {
    let client = Client::admin(&sandbox()).await;
    let body = json!({"name": "a.example", "replacement_for": "lakeside-shop.example"});
    let refused = client.post(&path(), body).await.refused(400);
    assert!(refused["detail"]["replacement_for"].is_string(), "{refused}");
    // The settings of a domain that replaces another.
    let tls = json!({"strict_transport_security": {"enabled": true, "include_subdomains": null, "preload": null},
        "min_version": "TLSv1.3", "client_authentication": null, "client_certificate_authorities": []});
    let link = format!("{}/www.lakeside-shop.example", path());
    let refused = client.patch(&link, json!({"attributes": tls})).await.refused(400);
    assert!(refused["detail"]["attributes"].is_string(), "{refused}");
}

#[tokio::test]
async fn a_domain_says_whether_a_certificate_covers_it() {
    let client = Client::admin(&sandbox()).await;
    let ssl = async |client: &Client, name: &str| {
        client.get(&format!("{}/{name}", path())).await.ok()["ssl"]["has_certificate"].clone()
    };
    client.post(&path(), json!({"name": "a.b.lakeside-shop.example"})).await.ok();
    client.post(&path(), json!({"name": "c.lakeside-shop.example"})).await.ok();
    assert_eq!(ssl(&client, "a.b.lakeside-shop.example").await, false, "a wildcard is for one label");
    assert_eq!(ssl(&client, "c.lakeside-shop.example").await, true);
    client.advance(DONE).await;
    assert_eq!(ssl(&client, "a.b.lakeside-shop.example").await, true);
}

#[tokio::test]
async fn a_domain_comes_with_a_certificate_or_gets_one() {
    let client = Client::admin(&sandbox()).await;
    let certificates = async || client.get(&format!("/projects/{SHOP}/certificates")).await.ok();
    let made = made::certificate(&["outlet.example"], 2071);
    let ssl = |certificate: &str, key: &str| json!({"certificate": certificate, "key": key, "chain": made.chain});
    let before = certificates().await.as_array().unwrap().len();
    for (ssl, field) in [
        (ssl(&made.certificate, &made::foreign_key()), "ssl.key"),
        (json!({"certificate": made.certificate}), "ssl.key"),
        (json!({"key": made.key}), "ssl.certificate"),
        (json!("Let's Encrypt"), "ssl"),
    ] {
        let refused = client.post(&path(), json!({"name": "outlet.example", "ssl": ssl})).await.refused(400);
        assert!(refused["detail"][field].is_string(), "{field}: {refused}");
    }
    let foreign = json!({"name": "other.example", "ssl": ssl(&made.certificate, &made.key)});
    let refused = client.post(&path(), foreign).await.refused(400);
    assert!(refused["detail"]["ssl.certificate"].as_str().unwrap().contains("other.example"), "{refused}");
    assert_eq!(certificates().await.as_array().unwrap().len(), before, "what is refused leaves nothing behind");

    let body = json!({"name": "outlet.example", "ssl": ssl(&made.certificate, &made.key)});
    let written = client.post(&path(), body).await.ok();
    assert_eq!(written["_embedded"]["entity"]["ssl"]["has_certificate"], true);
    assert!(!written.to_string().contains("PRIVATE KEY"));
    assert_eq!(certificates().await.as_array().unwrap().len(), before + 1);
    // It is there already, which is no reason to refuse a domain.
    client.delete(&format!("{}/outlet.example", path())).await.ok();
    client.post(&path(), json!({"name": "outlet.example", "ssl": ssl(&made.certificate, &made.key)})).await.ok();
    assert_eq!(certificates().await.as_array().unwrap().len(), before + 1);
    // Left blank, the service gets one.
    let written = client.post(&path(), json!({"name": "blank.example", "ssl": null})).await.ok();
    assert_eq!(written["_embedded"]["entity"]["ssl"]["has_certificate"], false);
    client.finish(&written).await;
    assert_eq!(client.get(&format!("{}/blank.example", path())).await.ok()["ssl"]["has_certificate"], true);
}

#[tokio::test]
async fn the_development_plan_has_no_domains() {
    let client = Client::admin(&sandbox()).await;
    let refused = client.post("/projects/designdocs2xk/domains", json!({"name": "a.example"})).await.refused(403);
    assert!(refused["detail"].as_str().unwrap().contains("plan"));
}

#[tokio::test]
async fn links_follow_the_role_and_refusals_change_nothing() {
    let sandbox = sandbox();
    let (admin, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    let before = admin.get(&path()).await.text;
    assert_eq!(viewer.get(&path()).await.ok()[0]["_links"]["#edit"], Value::Null);
    viewer.post(&path(), json!({"name": "a.example"})).await.refused(403);
    viewer.delete(&format!("{}/www.lakeside-shop.example", path())).await.refused(403);
    admin.post(&path(), json!({"name": "a.example", "attributes": {"a": 1}})).await.refused(400);
    assert_eq!(admin.get(&path()).await.text, before);
    admin.post(&format!("/projects/{TICKETS}/domains"), json!({"name": "a.example"})).await.refused(403);
}
