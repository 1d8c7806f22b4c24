use serde_json::{Value, json};
use wheelhouse_sandbox::{DataSet, Storage};

use crate::common::{Client, DONE, LAKESIDE, RUNNING, open, sandbox};

const NORTHWIND: &str = "01HX7T4N9Z1KQFM2C8VYW6SJRB";
const HARBOR: &str = "01J2B6W3RD8HXPK5T0MQN9YCVG";

fn path(organization: &str) -> String {
    format!("/organizations/{organization}/subscriptions")
}

#[tokio::test]
async fn a_subscription_is_asked_for_set_up_and_a_project_with_code() {
    let client = Client::admin(&sandbox()).await;
    let body = json!({
        "project_region": "eu-2.platform.sh", "plan": "medium", "project_title": "Ferry Tickets",
        "environments": 6, "storage": 10_240, "default_branch": "trunk",
    });
    let asked = client.post(&path(LAKESIDE), body).await;
    assert_eq!(asked.status, 201);
    let asked = asked.ok();
    assert_eq!((&asked["status"], &asked["project_id"]), (&json!("requested"), &Value::Null));
    assert_eq!(asked["project_region_label"], "Sweden (eu-2)");
    assert_eq!(
        (&asked["plan"], &asked["environments"], &asked["storage"]),
        (&json!("medium"), &json!(6), &json!(10_240))
    );
    let own = asked["_links"]["self"]["href"].as_str().unwrap();
    assert_eq!(client.get(own).await.ok(), asked);

    client.advance(RUNNING).await;
    let running = client.get(own).await.ok();
    assert_eq!(running["status"], "provisioning");
    let endpoint = running["project_endpoint"].as_str().unwrap();
    assert_eq!(client.get(endpoint).await.ok()["status"]["code"], "provisioning");
    assert_eq!(client.get(&format!("{endpoint}/git/refs")).await.ok(), json!([]));
    let main = client.get(&format!("{endpoint}/environments/trunk")).await.ok();
    assert_eq!(
        (&main["status"], &main["has_code"], &main["is_main"]),
        (&json!("inactive"), &json!(false), &json!(true))
    );
    let activity = client.get(&format!("{endpoint}/activities")).await.ok()[0].clone();
    assert_eq!((&activity["type"], &activity["state"]), (&json!("project.create"), &json!("in_progress")));
    assert_eq!(activity["_links"]["#cancel"], Value::Null, "half a project is of no use");
    let cancel = format!("{}/cancel", activity["_links"]["self"]["href"].as_str().unwrap());
    client.send("POST", &cancel, None).await.refused(400);

    client.advance(DONE).await;
    let made = client.get(own).await.ok();
    assert_eq!((&made["status"], &made["project_id"]), (&json!("active"), &running["project_id"]));
    let project = client.get(endpoint).await.ok();
    assert_eq!((&project["status"]["code"], &project["title"]), (&json!("active"), &json!("Ferry Tickets")));
    assert_eq!((&project["default_branch"], &project["timezone"]), (&json!("trunk"), &json!("Europe/Stockholm")));
    let main = client.get(&format!("{endpoint}/environments/trunk")).await.ok();
    assert_eq!((&main["status"], &main["type"]), (&json!("active"), &json!("production")));
    assert_eq!(main["deployment_state"]["last_deployment_successful"], true);
    let current = client.get(&format!("{endpoint}/environments/trunk/deployments/current")).await.ok();
    assert_eq!(
        (&current["webapps"], &current["services"]["db"]["disk"]),
        (&json!({}), &json!(2048)),
        "no application yet"
    );
    let head = client.get(&format!("{endpoint}/git/refs/heads%2Ftrunk")).await.ok();
    assert_eq!(head["sha"], main["head_commit"]);
    let commit = client.get(head["_links"]["commit"]["href"].as_str().unwrap()).await.ok();
    assert_eq!((&commit["parents"], &commit["author"]["name"]), (&json!([]), &json!("Niamh Okonjo-Byrne")));
    client.post(&format!("{endpoint}/variables"), json!({"name": "env:A", "value": "1"})).await.ok();
    assert_eq!(client.get(&path(LAKESIDE)).await.ok()["count"], 7);
}

#[tokio::test]
async fn what_is_left_out_has_its_default_and_a_branch_may_have_any_name_that_git_takes() {
    let client = Client::admin(&sandbox()).await;
    let least = client.post(&path(LAKESIDE), json!({"project_region": "ca-1.platform.sh"})).await.ok();
    assert_eq!(
        (&least["plan"], &least["environments"], &least["storage"]),
        (&json!("development"), &json!(3), &json!(5_120))
    );
    assert_eq!(least["project_title"], "Untitled Project");
    let body = json!({"project_region": "ca-1.platform.sh", "default_branch": "release/2.x"});
    let slashed = client.post(&path(LAKESIDE), body).await.ok();
    client.advance(DONE).await;
    let made = client.get(slashed["_links"]["self"]["href"].as_str().unwrap()).await.ok();
    let project = client.get(made["project_endpoint"].as_str().unwrap()).await.ok();
    assert_eq!(project["default_branch"], "release/2.x");
    let list = client.get(project["_links"]["environments"]["href"].as_str().unwrap()).await.ok();
    assert_eq!(
        (&list[0]["name"], &list[0]["is_main"], &list[0]["status"]),
        (&json!("release/2.x"), &json!(true), &json!("active"))
    );
    assert!(list[0]["id"].as_str().unwrap().starts_with("release-2-x-"));
}

#[tokio::test]
async fn it_goes_on_over_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let storage = Storage::Directory(folder.path().to_owned());
    let asked = {
        let client = Client::admin(&open(DataSet::Demo, storage.clone())).await;
        client.post(&path(LAKESIDE), json!({"project_region": "eu-2.platform.sh"})).await.ok()
    };
    let client = Client::admin(&open(DataSet::Demo, storage)).await;
    client.advance(DONE).await;
    let made = client.get(asked["_links"]["self"]["href"].as_str().unwrap()).await.ok();
    assert_eq!(made["status"], "active");
    let refs = client.get(&format!("{}/git/refs", made["project_endpoint"].as_str().unwrap())).await.ok();
    assert_eq!(refs[0]["ref"], "refs/heads/main");
}

#[tokio::test]
async fn what_cannot_be_had_is_refused_at_its_field() {
    let client = Client::admin(&sandbox()).await;
    let before = client.get(&path(LAKESIDE)).await.ok();
    for (field, value) in [
        ("project_region", "moon-1.platform.sh"),
        ("project_region", "us-3.platform.sh"),
        ("plan", "gigantic"),
        ("default_branch", "no..dots"),
        ("default_branch", "-dash"),
        ("default_branch", "a b"),
    ] {
        let mut body = json!({"project_region": "eu-2.platform.sh"});
        body[field] = json!(value);
        let refused = client.post(&path(LAKESIDE), body).await.refused(400);
        let at: Vec<&str> =
            refused["violations"].as_array().unwrap().iter().map(|one| one["field"].as_str().unwrap()).collect();
        assert_eq!(at, [field], "{value}");
    }
    assert_eq!(client.get(&path(LAKESIDE)).await.ok(), before);
}

#[tokio::test]
async fn an_organization_has_no_more_projects_than_its_limit() {
    let client = Client::admin(&sandbox()).await;
    let check = async |organization: &str| client.get(&format!("{}/can-create", path(organization))).await.ok();
    assert_eq!(check(LAKESIDE).await, json!({"can_create": true, "message": "", "required_action": null}));
    let full = check(NORTHWIND).await;
    assert_eq!(full["can_create"], false);
    assert!(full["message"].as_str().unwrap().contains("2 of 2 projects"), "{full}");
    assert_eq!(
        (&full["required_action"]["action"], &full["required_action"]["type"]),
        (&json!("ticket"), &json!("support"))
    );
    let body = json!({"project_region": "eu-2.platform.sh"});
    let refused = client.post(&path(NORTHWIND), body.clone()).await.refused(403);
    assert_eq!(refused["detail"], full["message"]);
    // One less leaves room for another.
    client.delete("/projects/portal5hq2ndc").await.ok();
    assert_eq!(check(NORTHWIND).await["can_create"], true);
    client.post(&path(NORTHWIND), body).await.ok();
    assert_eq!(check(NORTHWIND).await["can_create"], false);
}

#[tokio::test]
async fn who_may_not_create_is_told_so_before_and_refused() {
    let sandbox = sandbox();
    let (admin, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    for (client, organization) in [(&viewer, LAKESIDE), (&admin, HARBOR)] {
        let check = client.get(&format!("{}/can-create", path(organization))).await.ok();
        assert_eq!((&check["can_create"], &check["required_action"]), (&json!(false), &Value::Null));
        let refused =
            client.post(&path(organization), json!({"project_region": "eu-2.platform.sh"})).await.refused(403);
        assert_eq!(refused["detail"], check["message"]);
    }
    viewer.get(&format!("{}/can-create", path(HARBOR))).await.refused(404);
}

#[tokio::test]
async fn one_who_is_no_admin_of_the_organization_is_admin_of_what_they_made() {
    let folder = tempfile::tempdir().unwrap();
    let sandbox = open(DataSet::Demo, Storage::Directory(folder.path().to_owned()));
    let file = rusqlite::Connection::open(folder.path().join("sandbox.sqlite3")).unwrap();
    file.execute(
        "UPDATE organization_members SET permissions_json = '[\"projects:create\"]'
         WHERE user_id = (SELECT id FROM users WHERE username = 'teo')",
        [],
    )
    .unwrap();
    let client = Client::viewer(&sandbox).await;
    client.control("POST", &format!("standing/{}", client.id().await), json!({"verification": ""})).await.ok();
    let asked = client.post(&path(LAKESIDE), json!({"project_region": "eu-2.platform.sh"})).await.ok();
    client.advance(DONE).await;
    let made = client.get(asked["_links"]["self"]["href"].as_str().unwrap()).await.ok();
    let project = client.get(made["project_endpoint"].as_str().unwrap()).await.ok();
    assert!(project["_links"]["#edit"].is_object());
    assert_eq!(project["_links"]["#delete"], Value::Null);
    // And sees no others than those they have a part in.
    client.get(&format!("{}/41220", path(LAKESIDE))).await.ok();
    client.get(&format!("{}/41246", path(LAKESIDE))).await.refused(404);
}

#[tokio::test]
async fn a_subscription_is_found_only_below_its_organization() {
    let client = Client::admin(&sandbox()).await;
    let list = client.get(&path(LAKESIDE)).await.ok();
    let first = client.get(&format!("{}/41207", path(LAKESIDE))).await.ok();
    assert_eq!(first, list["items"][0]);
    client.get(&format!("{}/41207", path(NORTHWIND))).await.refused(404);
    for wrong in ["0", "x", "-1", "99999999999999999999"] {
        client.get(&format!("{}/{wrong}", path(LAKESIDE))).await.refused(404);
    }
}
