use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

use crate::common::{Client, DONE, SHOP, TICKETS, activity, sandbox};

fn environment(id: &str) -> String {
    format!("/projects/{SHOP}/environments/{id}")
}

fn routes(id: &str) -> String {
    format!("{}/routes", environment(id))
}

fn upstream(address: &str) -> Value {
    json!({"type": "upstream", "production_url": address, "upstream": "app:http"})
}

fn redirect(address: &str, to: &str) -> Value {
    json!({"type": "redirect", "production_url": address, "to": to})
}

async fn addresses(client: &Client, id: &str) -> Vec<String> {
    let all = client.get(&routes(id)).await.ok();
    all.as_array().unwrap().iter().map(|route| route["production_url"].as_str().unwrap().to_owned()).collect()
}

/// The newest commit of an environment's branch, as the repository has it.
async fn newest(client: &Client, id: &str) -> Value {
    let head = client.get(&environment(id)).await.ok()["head_commit"].as_str().unwrap().to_owned();
    client.get(&format!("/projects/{SHOP}/git/commits/{head}")).await.ok()
}

/// The file of the routes in a commit.
async fn file(client: &Client, commit: &Value) -> String {
    let blob = async |tree: &str, name: &str| {
        let tree = client.get(&format!("/projects/{SHOP}/git/trees/{tree}")).await.ok();
        let entries = tree["tree"].as_array().unwrap().clone();
        entries.into_iter().find(|entry| entry["path"] == name).unwrap()["sha"].as_str().unwrap().to_owned()
    };
    let folder = blob(commit["tree"].as_str().unwrap(), ".platform").await;
    let id = blob(&folder, "routes.yaml").await;
    let blob = client.get(&format!("/projects/{SHOP}/git/blobs/{id}")).await.ok();
    let content = blob["content"].as_str().unwrap();
    match blob["encoding"].as_str() {
        Some("base64") => String::from_utf8(BASE64_STANDARD.decode(content).unwrap()).unwrap(),
        _ => content.to_owned(),
    }
}

fn link(resource: &Value, relation: &str) -> String {
    resource["_links"][relation]["href"].as_str().unwrap_or_else(|| panic!("no {relation}: {resource}")).to_owned()
}

#[tokio::test]
async fn routes_are_those_of_the_file() {
    let client = Client::admin(&sandbox()).await;
    let all = client.get(&routes("main")).await.ok();
    let seen: Vec<_> = all
        .as_array()
        .unwrap()
        .iter()
        .map(|route| (route["type"].as_str().unwrap(), route["primary"] == true))
        .collect();
    assert_eq!(
        seen,
        [("upstream", true), ("upstream", false), ("redirect", false), ("redirect", false), ("proxy", false)]
    );
    let shop = &all[0];
    assert_eq!((&shop["id"], &shop["production_url"]), (&json!("shop"), &json!("https://{default}/")));
    assert_eq!(
        shop["redirects"]["paths"]["/basket"],
        json!({
            "to": "https://{default}/cart", "code": 301, "regexp": false, "prefix": null, "append_suffix": null, "expires": null,
        })
    );
    assert_eq!(shop["cache"]["cookies"], json!(["session"]));
    assert_eq!(
        (&all[1]["attributes"], &all[1]["cache"]["enabled"]),
        (&json!({"owner": "platform team"}), &json!(false))
    );
    for route in all.as_array().unwrap() {
        assert_eq!(client.get(&link(route, "self")).await.ok(), *route);
        // Its address names it as well.
        let address =
            route["production_url"].as_str().unwrap().replace('/', "%2F").replace('{', "%7B").replace('}', "%7D");
        assert_eq!(client.get(&format!("{}/{address}", routes("main"))).await.ok(), *route);
    }
}

#[tokio::test]
async fn what_is_answered_is_taken_back_and_redirects_keep_their_order() {
    let client = Client::admin(&sandbox()).await;
    let all = client.get(&routes("main")).await.ok();
    let mut shop = all[0].clone();
    for key in ["_links", "original_url"] {
        shop.as_object_mut().unwrap().remove(key);
    }
    let before = shop["redirects"]["paths"].as_object().unwrap().len();
    let mut paths =
        json!({"/zebra": {"to": "https://{default}/z"}, "/ant": {"to": "https://{default}/a", "code": 307}});
    paths.as_object_mut().unwrap().extend(shop["redirects"]["paths"].as_object().unwrap().clone());
    shop["redirects"]["paths"] = paths.clone();
    let written = client.patch(&link(&all[0], "#edit"), shop).await.ok();
    let after = written["_embedded"]["entity"]["redirects"]["paths"].as_object().unwrap().clone();
    assert_eq!(after.len(), before + 2);
    assert_eq!(after.keys().collect::<Vec<_>>(), paths.as_object().unwrap().keys().collect::<Vec<_>>());
    client.finish(&written).await;
    let again = client.get(&routes("main")).await.ok();
    assert_eq!(again[0]["redirects"]["paths"], json!(after));
}

#[tokio::test]
async fn a_route_that_is_added_is_a_commit_and_the_environment_redeploys() {
    let client = Client::admin(&sandbox()).await;
    let (before, was) = (newest(&client, "staging").await, addresses(&client, "staging").await);
    let text = file(&client, &before).await;
    let mut body = upstream("HTTPS://Shop.{default}");
    body["cache"] = json!({"enabled": true, "default_ttl": 60, "cookies": ["*"], "headers": ["Accept"]});
    let answer = client.post(&routes("staging"), body).await;
    assert_eq!(answer.status, 201);
    let written = answer.ok();
    let made = &written["_embedded"]["entity"];
    assert_eq!(made["production_url"], "https://shop.{default}/");
    assert_eq!(*made, client.get(&link(made, "self")).await.ok());
    let started = activity(&written);
    assert_eq!((&started["type"], &started["environments"]), (&json!("environment.route.create"), &json!(["staging"])));

    let commit = newest(&client, "staging").await;
    assert_eq!(commit["parents"], json!([before["id"]]));
    assert_eq!(
        (&commit["author"]["name"], &commit["message"]),
        (&json!("Niamh Okonjo-Byrne"), &json!("Added the route https://shop.{default}/\n"))
    );
    let file = file(&client, &commit).await;
    assert!(file.starts_with(&text), "nothing else changes: {file}");
    assert!(file.ends_with("\"https://shop.{default}/\":\n    type: upstream\n    upstream: \"app:http\"\n    cache:\n        enabled: true\n        default_ttl: 60\n        cookies: [\"*\"]\n        headers: [Accept]\n"), "{file}");
    assert_eq!(addresses(&client, "staging").await.len(), was.len() + 1);
    // One ahead of its parent more, and what is branched from it one behind.
    let ahead = client.get(&environment("staging")).await.ok()["merge_info"]["commits_ahead"].as_i64().unwrap();
    assert_eq!(ahead, 2);

    // Visitors find it when the deployment is complete.
    let find = async |client: &Client| {
        let current = client.get(&format!("{}/deployments/current", environment("staging"))).await.ok();
        current["routes"].as_object().unwrap().keys().any(|url| url.starts_with("https://shop.staging-"))
    };
    assert!(!find(&client).await);
    client.advance(DONE).await;
    assert!(find(&client).await);
}

#[tokio::test]
async fn a_route_reaches_the_environments_below_when_they_are_synchronized() {
    let client = Client::admin(&sandbox()).await;
    let body = json!({"title": "below", "name": "below", "type": "development"});
    let made = client.post(&format!("{}/branch", environment("staging")), body).await.ok();
    client.finish(&made).await;
    let written = client.post(&routes("staging"), upstream("https://late.{default}/")).await.ok();
    client.finish(&written).await;
    let late = "https://late.{default}/".to_owned();
    assert!(addresses(&client, "staging").await.contains(&late));
    assert!(!addresses(&client, "below").await.contains(&late), "it has a branch of its own");
    let code = json!({"synchronize_code": true, "synchronize_data": false});
    let written = client.post(&format!("{}/synchronize", environment("below")), code).await.ok();
    client.finish(&written).await;
    assert!(addresses(&client, "below").await.contains(&late));
}

#[tokio::test]
async fn a_route_changes_and_keeps_its_id() {
    let client = Client::admin(&sandbox()).await;
    let made = client.post(&routes("staging"), redirect("https://old.{default}/", "https://{default}/new")).await.ok();
    client.advance(DONE).await;
    let made = made["_embedded"]["entity"].clone();
    let moved = client
        .patch(&link(&made, "#edit"), json!({"type": "redirect", "production_url": "https://older.{default}/"}))
        .await
        .ok();
    assert_eq!(activity(&moved)["type"], "environment.route.update");
    let moved = moved["_embedded"]["entity"].clone();
    assert_eq!((&moved["id"], &moved["production_url"]), (&made["id"], &json!("https://older.{default}/")));
    assert_eq!(moved["to"], "https://{default}/new", "what the body does not name stays");
    client.advance(DONE).await;

    // To another kind: what only the other had goes.
    let changed = client.patch(&link(&moved, "#edit"), json!({"type": "upstream", "upstream": "app:http"})).await.ok();
    let changed = changed["_embedded"]["entity"].clone();
    assert_eq!((&changed["type"], &changed["to"]), (&json!("upstream"), &Value::Null));
    client.advance(DONE).await;
    // There is one primary route.
    client.patch(&link(&changed, "#edit"), json!({"type": "upstream", "primary": true})).await.ok();
    client.advance(DONE).await;
    let all = client.get(&routes("staging")).await.ok();
    let primary: Vec<_> =
        all.as_array().unwrap().iter().filter(|route| route["primary"] == true).map(|route| &route["id"]).collect();
    assert_eq!(primary, [&made["id"]]);

    let deleted = client.delete(&link(&changed, "#delete")).await.ok();
    assert_eq!(activity(&deleted)["type"], "environment.route.delete");
    client.get(&link(&changed, "self")).await.refused(404);
    let text = file(&client, &newest(&client, "staging").await).await;
    assert!(!text.contains("older") && text.contains("# Once a shop of its own."), "{text}");
}

#[tokio::test]
async fn what_cannot_be_is_refused_at_its_field_and_commits_nothing() {
    let client = Client::admin(&sandbox()).await;
    let before = newest(&client, "staging").await["id"].clone();
    let mut second = upstream("https://second.{default}/");
    second["upstream"] = json!("shop:http");
    let mut endpoint = upstream("https://second.{default}/");
    endpoint["upstream"] = json!("app:ftp");
    let mut primary = redirect("https://second.{default}/", "https://{default}/");
    primary["primary"] = json!(true);
    for (body, field, says) in [
        (upstream("https://{main}/"), "production_url", ""),
        (upstream("https://a{default}/"), "production_url", ""),
        (second, "upstream", "app"),
        (endpoint, "upstream", "app:http"),
        (json!({"type": "upstream", "production_url": "https://second.{default}/"}), "upstream", "application"),
        (redirect("https://second.{default}/", "https://second.{default}/x"), "to", "loop"),
        (redirect("https://second.{default}/", "nowhere"), "to", ""),
        (json!({"type": "proxy", "production_url": "https://second.{default}/"}), "to", "required"),
        (primary, "primary", "application"),
        (json!({"type": "gopher"}), "type", "upstream"),
    ] {
        let refused = client.post(&routes("staging"), body.clone()).await.refused(400);
        assert!(refused["detail"][field].as_str().is_some_and(|text| text.contains(says)), "{body}: {refused}");
    }
    for (body, field) in [
        (upstream("https://{default}"), "production_url"),
        (
            json!({"type": "upstream", "upstream": "app:http", "production_url": "https://z.{default}/", "id": "api"}),
            "id",
        ),
    ] {
        let refused = client.post(&routes("staging"), body).await.refused(409);
        assert!(refused["detail"][field].is_string(), "{refused}");
    }
    assert_eq!(newest(&client, "staging").await["id"], before);
}

#[tokio::test]
async fn who_follows_redirects_comes_to_an_end() {
    let client = Client::admin(&sandbox()).await;
    client.post(&routes("staging"), redirect("https://a.{default}/", "https://b.{default}/")).await.ok();
    client.post(&routes("staging"), redirect("https://b.{default}/", "https://c.{default}/deep/er")).await.ok();
    let refused = client
        .post(&routes("staging"), redirect("https://c.{default}/deep", "https://a.{default}/x"))
        .await
        .refused(400);
    let says = refused["detail"]["to"].as_str().unwrap();
    assert!(says.contains("https://a.{default}/ → https://b.{default}/"), "{says}");
    // Another path of that host is nobody's circle.
    client.post(&routes("staging"), redirect("https://c.{default}/shallow", "https://a.{default}/x")).await.ok();
    // Nor is the way from http to https.
    client.post(&routes("staging"), redirect("http://{default}/", "https://{default}/")).await.ok();
    // By its domain instead of the placeholder.
    let refused = client
        .post(&routes("main"), redirect("https://m.{default}/", "https://m.lakeside-shop.example/"))
        .await
        .refused(400);
    assert!(refused["detail"]["to"].is_string());
}

#[tokio::test]
async fn a_file_that_cannot_be_read_says_so() {
    let client = Client::admin(&sandbox()).await;
    let push = async |text: Value| {
        let body = json!({"path": ".platform/routes.yaml", "text": text});
        client.control("POST", &format!("commit/{SHOP}/staging"), body).await.ok();
    };
    push(json!("\"https://{default}/\": [")).await;
    let refused = client.get(&routes("staging")).await.refused(409);
    assert!(refused["detail"].as_str().unwrap().contains("routes.yaml"), "{refused}");
    client.post(&routes("staging"), upstream("https://x.{default}/")).await.refused(409);
    push(Value::Null).await;
    assert_eq!(client.get(&routes("staging")).await.ok(), json!([]));
    client.advance(DONE).await;
    // The first of a file that is not there.
    client.post(&routes("staging"), json!({"type": "upstream", "upstream": "app:http"})).await.ok();
    assert_eq!(addresses(&client, "staging").await, ["https://{default}/"]);
}

#[tokio::test]
async fn an_environment_that_does_not_run_gets_its_routes_with_its_code() {
    let client = Client::admin(&sandbox()).await;
    let written = client.post(&routes("faster-search-p2d6n"), upstream("https://x.{default}/")).await.ok();
    client.advance(DONE).await;
    assert_eq!(client.get(&link(&activity(&written), "self")).await.ok()["result"], "success");
    assert_eq!(client.get(&environment("faster-search-p2d6n")).await.ok()["status"], "inactive");
    assert!(addresses(&client, "faster-search-p2d6n").await.contains(&"https://x.{default}/".to_owned()));
    let rewrite = "/projects/portal5hq2ndc/environments/rewrite/routes";
    assert_eq!(client.get(rewrite).await.ok(), json!([]));
    let refused = client.post(rewrite, upstream("https://x.{default}/")).await.refused(409);
    assert!(refused["detail"].as_str().unwrap().contains("Initialize"), "{refused}");
}

#[tokio::test]
async fn roles_decide_and_what_moves_the_branch_goes_first() {
    let sandbox = sandbox();
    let (admin, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    let seen = viewer.get(&routes("main")).await.ok();
    assert_eq!(seen[0]["_links"]["#edit"], Value::Null);
    viewer.post(&routes("main"), upstream("https://x.{default}/")).await.refused(403);
    viewer.delete(&link(&seen[0], "self")).await.refused(403);
    admin
        .post(&format!("/projects/{TICKETS}/environments/main/routes"), upstream("https://x.{default}/"))
        .await
        .refused(403);
    admin
        .post(&format!("{}/source-operation", environment("staging")), json!({"operation": "release", "variables": {}}))
        .await
        .ok();
    let before = newest(&admin, "staging").await["id"].clone();
    let refused = admin.post(&routes("staging"), upstream("https://x.{default}/")).await.refused(409);
    assert!(refused["detail"].as_str().unwrap().contains("in progress"), "{refused}");
    assert_eq!(newest(&admin, "staging").await["id"], before, "nothing was committed");
}
