//! What a role on one type of environments does not cover is not read by any path.

use axum::body::Body;
use axum::http::Request;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use wheelhouse_contract::operation::{fill, parameters};
use wheelhouse_contract::{Method, operations};
use wheelhouse_sandbox::Sandbox;

use crate::common::{Client, PRIYANKA, SHOP, sandbox, send};
use crate::contract::body;

/// The administrator, and somebody with this and nothing else in the shop.
async fn with(sandbox: &Sandbox, permissions: &[&str]) -> (Client, Client) {
    let admin = Client::admin(sandbox).await;
    let path = format!("/projects/{SHOP}/user-access/{PRIYANKA}");
    admin.patch(&path, json!({"permissions": permissions})).await.done();
    (admin, Client::named(sandbox, "Priyanka").await)
}

#[tokio::test]
async fn environments_of_other_types_are_not_there() {
    let sandbox = sandbox();
    let (admin, person) = with(&sandbox, &["development:viewer"]).await;
    let path = format!("/projects/{SHOP}/environments");
    let seen = person.get(&path).await.ok();
    assert!(!seen.as_array().unwrap().is_empty());
    assert!(seen.as_array().unwrap().iter().all(|environment| environment["type"] == "development"), "{seen}");
    let mut asked = 0;
    for operation in operations().filter(|operation| operation.path.contains("{environmentId}")) {
        for environment in ["main", "staging"] {
            let values = parameters(operation.path).map(|name| match name {
                "projectId" => SHOP,
                "environmentId" => environment,
                _ => "current",
            });
            let path = fill(operation.path, &values.collect::<Vec<_>>());
            let body = if operation.method == Method::Get { None } else { body(operation) };
            let refused = person.send(operation.method.name(), &path, body).await.refused(404);
            let said = refused["detail"].as_str().unwrap();
            assert!(said.contains(&format!("environment {environment} in this project")), "{}: {said}", operation.id);
            asked += 1;
        }
    }
    assert!(asked > 50, "{asked}");
    admin.get(&format!("{path}/main")).await.ok();
}

#[tokio::test]
async fn what_happens_on_environments_of_other_types_is_not_told() {
    let sandbox = sandbox();
    let (admin, person) = with(&sandbox, &["development:viewer"]).await;
    let path = format!("/projects/{SHOP}/activities");
    let kinds = |list: Value| -> Vec<(String, Vec<String>)> {
        let ids = |activity: &Value| {
            activity["environments"].as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_owned()).collect()
        };
        list.as_array()
            .unwrap()
            .iter()
            .map(|activity| (activity["id"].as_str().unwrap().to_owned(), ids(activity)))
            .collect()
    };
    let all = kinds(admin.get(&format!("{path}?count=100")).await.ok());
    let seen = kinds(person.get(&format!("{path}?count=100")).await.ok());
    let environments = person.get(&format!("/projects/{SHOP}/environments")).await.ok();
    let known =
        |id: &String| environments.as_array().unwrap().iter().any(|environment| environment["id"] == id.as_str());
    assert!(!seen.is_empty() && seen.len() < all.len());
    assert!(seen.iter().all(|(_, environments)| environments.is_empty() || environments.iter().any(known)), "{seen:?}");
    let mut hidden = 0;
    for (id, environments) in all.iter().filter(|(_, environments)| !environments.is_empty()) {
        let status = if environments.iter().any(known) { 200 } else { 404 };
        assert_eq!(person.get(&format!("{path}/{id}")).await.status, status, "{environments:?}");
        assert_eq!(person.get(&format!("{path}/{id}/log")).await.status, status, "{environments:?}");
        hidden += usize::from(status == 404);
    }
    assert!(hidden > 5, "{hidden}");
}

#[tokio::test]
async fn branches_of_other_types_are_hidden_from_the_api_and_from_git() {
    let sandbox = sandbox();
    let (admin, person) = with(&sandbox, &["development:contributor"]).await;
    let path = format!("/projects/{SHOP}/git/refs");
    let names = |list: Value| -> Vec<String> {
        list.as_array().unwrap().iter().map(|one| one["ref"].as_str().unwrap().to_owned()).collect()
    };
    let (all, seen) = (names(admin.get(&path).await.ok()), names(person.get(&path).await.ok()));
    assert!(all.iter().any(|name| name == "refs/heads/main") && all.iter().any(|name| name.starts_with("refs/tags/")));
    assert!(seen.iter().any(|name| name == "refs/heads/feature/new-checkout"), "{seen:?}");
    let hidden: Vec<&String> = all.iter().filter(|name| !seen.contains(name)).collect();
    assert!(
        hidden.iter().any(|name| *name == "refs/heads/main") && hidden.iter().any(|name| *name == "refs/heads/staging")
    );
    assert!(seen.iter().all(|name| name.starts_with("refs/heads/")), "tags are production's: {seen:?}");
    person.get(&format!("{path}/heads%2Fmain")).await.refused(404);
    person.get(&format!("{path}/heads%2Ffeature%2Fnew-checkout")).await.ok();

    let main = admin.get(&format!("/projects/{SHOP}/environments/main")).await.ok()["head_commit"].clone();
    let password = BASE64_STANDARD.encode(format!("anyone:{}", person.token));
    for service in ["git-upload-pack", "git-receive-pack"] {
        let address = format!("/git/{SHOP}.git/info/refs?service={service}");
        let request = Request::get(address).header("authorization", format!("Basic {password}"));
        let told = send(&sandbox.router(), request.body(Body::empty()).unwrap()).await;
        assert_eq!(told.status, 200, "{}", told.text);
        assert!(told.text.contains("refs/heads/feature/new-checkout"), "{}", told.text);
        assert!(!told.text.contains("refs/tags/") && !told.text.contains(" refs/heads/main\n"), "{}", told.text);
        assert!(!told.text.contains(main.as_str().unwrap()), "not as HEAD either: {}", told.text);
    }
}

#[tokio::test]
async fn what_is_above_is_not_brought_down_to_who_may_not_see_it() {
    let sandbox = sandbox();
    let (admin, person) = with(&sandbox, &["development:admin"]).await;
    let path = format!("/projects/{SHOP}/environments/gift-cards-b3m9q");
    let parent = person.get(&path).await.ok()["parent"].as_str().unwrap().to_owned();
    assert_ne!(admin.get(&format!("/projects/{SHOP}/environments/{parent}")).await.ok()["type"], "development");
    assert!(person.get(&path).await.ok()["_links"]["#synchronize"].is_null());
    let body = json!({"synchronize_data": true});
    let refused = person.post(&format!("{path}/synchronize"), body).await.refused(403);
    assert!(refused["detail"].as_str().unwrap().contains("You need the viewer role on"), "{refused}");
    assert!(admin.get(&path).await.ok()["_links"]["#synchronize"].is_object());
}

#[tokio::test]
async fn a_viewer_of_the_project_sees_every_type() {
    let sandbox = sandbox();
    let (admin, person) = with(&sandbox, &["viewer"]).await;
    for path in ["environments", "git/refs", "activities?count=100"] {
        let path = format!("/projects/{SHOP}/{path}");
        let count = |list: Value| list.as_array().unwrap().len();
        assert_eq!(count(person.get(&path).await.ok()), count(admin.get(&path).await.ok()), "{path}");
    }
}
