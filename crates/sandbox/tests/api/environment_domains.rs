use serde_json::{Value, json};

use crate::common::{Client, DONE, SHOP, TICKETS, activity, names, sandbox};

fn path(environment: &str) -> String {
    format!("/projects/{SHOP}/environments/{environment}/domains")
}

fn replacing(name: &str, replaced: &str) -> Value {
    json!({"name": name, "replacement_for": replaced})
}

#[tokio::test]
async fn a_domain_stands_for_one_of_the_project() {
    let client = Client::admin(&sandbox()).await;
    assert_eq!(client.get(&path("staging")).await.ok(), json!([]));
    let answer = client.post(&path("staging"), replacing("Staging.example.com", "LAKESIDE-shop.example")).await;
    assert_eq!(answer.status, 201);
    let written = answer.ok();
    let entity = &written["_embedded"]["entity"];
    assert_eq!((&entity["type"], &entity["name"]), (&json!("replacement"), &json!("staging.example.com")));
    assert_eq!(entity["replacement_for"], "lakeside-shop.example");
    let started = activity(&written);
    assert_eq!(
        (&started["type"], &started["environments"]),
        (&json!("environment.domain.create"), &json!(["staging"]))
    );
    let link = entity["_links"]["#edit"]["href"].as_str().unwrap();
    assert_eq!(client.get(link).await.ok(), *entity);
    let environment = format!("/projects/{SHOP}/environments/staging");
    assert_eq!(client.get(&environment).await.ok()["has_domains"], true);
    // It is the environment's, not the project's or another's.
    assert!(
        !names(&client.get(&format!("/projects/{SHOP}/domains")).await.ok())
            .contains(&"staging.example.com".to_owned())
    );
    client.get(&format!("{}/staging.example.com", path("gift-cards-b3m9q"))).await.refused(404);
    client.advance(DONE).await;
    assert_eq!(client.get(link).await.ok()["ssl"]["has_certificate"], true, "since it was deployed");

    let tls = json!({"strict_transport_security": {"enabled": true, "include_subdomains": null, "preload": null},
        "min_version": "TLSv1.3", "client_authentication": null, "client_certificate_authorities": []});
    let changed = client.patch(link, json!({"attributes": tls})).await.ok();
    assert_eq!(changed["_embedded"]["entity"]["attributes"], tls);
    assert_eq!(activity(&changed)["type"], "environment.domain.update");
    let changed = client.patch(link, json!({"attributes": {"team": "shop"}})).await.ok();
    assert_eq!(changed["_embedded"]["entity"]["attributes"], json!({"team": "shop"}), "as any domain has");
    for (wrong, field) in [
        (json!({"attributes": {"team": 1}}), "attributes"),
        (json!({"attributes": {"min_version": "TLSv9"}, "is_default": false}), "is_default"),
        (json!({"is_default": true}), "is_default"),
    ] {
        let refused = client.patch(link, wrong).await.refused(400);
        assert!(refused["detail"].as_object().unwrap().keys().any(|key| key.starts_with(field)), "{refused}");
    }

    let deleted = client.delete(link).await.ok();
    assert_eq!(activity(&deleted)["type"], "environment.domain.delete");
    client.get(link).await.refused(404);
    assert_eq!(client.get(&environment).await.ok()["has_domains"], false);
}

#[tokio::test]
async fn what_it_stands_for_is_there_and_has_no_other_here() {
    let client = Client::admin(&sandbox()).await;
    client.post(&path("staging"), replacing("a.example.com", "lakeside-shop.example")).await.ok();
    for (body, field) in [
        (json!({"name": "b.example.com"}), "replacement_for"),
        (replacing("b.example.com", "nothing.example"), "replacement_for"),
        (replacing("b.example.com", "a.example.com"), "replacement_for"),
        (json!({"name": "b.example.com", "is_default": true}), "replacement_for"),
        (replacing("x-abc.eu-5.platformsh.site", "www.lakeside-shop.example"), "name"),
    ] {
        let refused = client.post(&path("staging"), body.clone()).await.refused(400);
        assert!(refused["detail"][field].is_string(), "{body}: {refused}");
    }
    for (body, field) in [
        (replacing("b.example.com", "lakeside-shop.example"), "replacement_for"),
        (replacing("a.example.com", "www.lakeside-shop.example"), "name"),
    ] {
        let refused = client.post(&path("staging"), body).await.refused(409);
        assert!(refused["detail"][field].is_string(), "{refused}");
    }
    // On another environment it may have one too; and the project's stays as long as it has.
    client.post(&path("gift-cards-b3m9q"), replacing("b.example.com", "lakeside-shop.example")).await.ok();
    let refused = client.delete(&format!("/projects/{SHOP}/domains/lakeside-shop.example")).await.refused(409);
    assert!(refused["message"].as_str().unwrap().contains("a.example.com"), "{refused}");
}

#[tokio::test]
async fn the_demo_has_one_and_routes_lead_to_it() {
    let client = Client::admin(&sandbox()).await;
    let path = "/projects/magazine3tq5z/environments/staging";
    let name = "staging.lakeside-magazine.example";
    assert_eq!(names(&client.get(&format!("{path}/domains")).await.ok()), [name]);
    let routes = client.get(&format!("{path}/deployments/current")).await.ok()["routes"].clone();
    assert_eq!(routes.as_object().unwrap().keys().collect::<Vec<_>>(), [&format!("https://{name}/")]);
}

#[tokio::test]
async fn those_of_production_are_the_projects() {
    let client = Client::admin(&sandbox()).await;
    let of_project = client.get(&format!("/projects/{SHOP}/domains")).await.ok();
    assert_eq!(names(&client.get(&path("main")).await.ok()), names(&of_project));
    client.post(&path("main"), json!({"name": "outlet.example"})).await.ok();
    assert!(names(&client.get(&format!("/projects/{SHOP}/domains")).await.ok()).contains(&"outlet.example".to_owned()));
    let refused = client.post(&path("main"), replacing("c.example", "outlet.example")).await.refused(400);
    assert!(refused["detail"]["replacement_for"].is_string());
}

#[tokio::test]
async fn roles_and_plans_decide() {
    let sandbox = sandbox();
    let (admin, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    let body = replacing("d.example", "lakeside-shop.example");
    viewer.post(&path("staging"), body.clone()).await.refused(403);
    admin.post(&path("staging"), body).await.ok();
    assert_eq!(viewer.get(&path("staging")).await.ok()[0]["_links"]["#edit"], Value::Null);
    viewer.delete(&format!("{}/d.example", path("staging"))).await.refused(403);
    let guest = |id: &str| format!("/projects/{TICKETS}/environments/{id}/domains");
    let body = replacing("e.example", "tickets.harbor-festival.example");
    admin.post(&guest("staging"), body.clone()).await.refused(403);
    admin.post(&guest("upgrade-runtime-k4s8h"), body).await.ok();
    let refused = admin
        .post("/projects/designdocs2xk/environments/staging/domains", json!({"name": "f.example"}))
        .await
        .refused(403);
    assert!(refused["detail"].as_str().unwrap().contains("plan"));
}
