use serde_json::{Value, json};
use wheelhouse_sandbox::{DataSet, Storage};

use crate::common::{Client, DONE, LAKESIDE, SHOP, TELEMETRY, TICKETS, activity, open, sandbox};

const PATH: &str = "/projects/shop4k2mq7xwa";

/// The types of the activities that a write set off.
fn kinds(written: &Value) -> Vec<&str> {
    let activities = written["_embedded"]["activities"].as_array().unwrap();
    activities.iter().map(|activity| activity["type"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn the_license_is_at_an_address_that_answers() {
    let client = Client::admin(&sandbox()).await;
    let path = format!("/projects/{SHOP}");
    let told = [("host", "console.example:8443"), ("x-forwarded-proto", "https")];
    let uri = |facts: &Value| facts["subscription"]["license_uri"].as_str().unwrap().to_owned();
    let project = client.send_with("GET", &path, None, &told).await.ok();
    let current = format!("{path}/environments/main/deployments/current");
    let deployment = client.send_with("GET", &current, None, &told).await.ok();
    assert_eq!(uri(&project), uri(&deployment));
    let address = uri(&project);
    let rest = address.strip_prefix("https://console.example:8443").unwrap_or_else(|| panic!("{address}"));
    assert_eq!(client.get(rest).await.ok()["project_id"], SHOP);
    // What is no host is not repeated.
    for host in ["a/b", "a b"] {
        let project = client.send_with("GET", &path, None, &[("host", host)]).await.ok();
        assert!(uri(&project).starts_with("/api/organizations/"), "{host}");
    }
}

#[tokio::test]
async fn a_project_shows_its_state_and_plan() {
    let client = Client::admin(&sandbox()).await;
    let shop = client.get(PATH).await.ok();
    assert_eq!(shop["title"], "Lakeside Shop");
    assert_eq!(shop["status"]["code"], "active");
    assert_eq!(shop["subscription"]["plan"], "large");
    assert_eq!(shop["default_branch"], "main");
    let old = client.get("/projects/campaign23old").await.ok();
    assert_eq!(old["subscription"]["suspended"], true);
    let new = client.get("/projects/podcastnew4mj").await.ok();
    assert_eq!(new["status"]["code"], "provisioning");
}

#[tokio::test]
async fn links_say_what_the_caller_may_do_and_can_be_followed() {
    let sandbox = sandbox();
    let (admin, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    let project = admin.get(PATH).await.ok();
    for relation in ["#edit", "#delete", "#manage-variables", "#access", "#clear-build-cache"] {
        assert!(project["_links"][relation]["href"].is_string(), "{relation}");
    }
    for relation in ["self", "environments", "activities", "variables", "capabilities", "refs", "system"] {
        admin.get(project["_links"][relation]["href"].as_str().unwrap()).await.ok();
    }
    let cleared = project["_links"]["#clear-build-cache"]["href"].as_str().unwrap();
    admin.send("POST", cleared, None).await.ok();
    let project = viewer.get(PATH).await.ok();
    for relation in ["#edit", "#delete", "#manage-variables", "#access", "#clear-build-cache"] {
        assert_eq!(project["_links"][relation], Value::Null, "{relation}");
    }
    // A guest's rights are those of a guest, whoever they are elsewhere.
    let project = admin.get(&format!("/projects/{TICKETS}")).await.ok();
    assert_eq!(project["_links"]["#edit"], Value::Null);
    // What is not in use has no builds.
    let project = admin.get("/projects/campaign23old").await.ok();
    assert_eq!(project["_links"]["#clear-build-cache"], Value::Null);
    admin.send("POST", "/projects/campaign23old/clear_build_cache", None).await.refused(400);
}

#[tokio::test]
async fn who_has_no_part_in_a_project_does_not_learn_that_it_is_there() {
    let viewer = Client::viewer(&sandbox()).await;
    let hidden = viewer.get(&format!("/projects/{TELEMETRY}")).await.refused(404);
    let missing = viewer.get("/projects/nothing").await.refused(404);
    assert_eq!(
        hidden["detail"].as_str().unwrap().replace(TELEMETRY, "X"),
        missing["detail"].as_str().unwrap().replace("nothing", "X")
    );
}

#[tokio::test]
async fn a_change_is_there_at_once_and_each_part_of_it_is_told() {
    let client = Client::admin(&sandbox()).await;
    let before = client.get(PATH).await.ok();
    let body = json!({
        "title": "Lakeside Store <b>", "description": "All we sell", "timezone": "America/Argentina/Buenos_Aires",
        "attributes": {"team": "commerce"},
    });
    let written = client.patch(PATH, body.clone()).await.ok();
    assert_eq!(
        kinds(&written),
        ["project.modify.title", "project.modify.description", "project.modify.timezone", "project.modify.attributes"]
    );
    let after = client.get(PATH).await.ok();
    for (field, value) in body.as_object().unwrap() {
        assert_eq!(after[field], *value, "{field}");
    }
    assert_eq!(written["_embedded"]["entity"], after);
    assert!(after["updated_at"].as_str() > before["updated_at"].as_str());
    for field in ["created_at", "region", "default_branch", "organization", "default_domain"] {
        assert_eq!(after[field], before[field], "{field}");
    }
    let told = written["_embedded"]["activities"].as_array().unwrap();
    let title = told.iter().find(|one| one["type"] == "project.modify.title").unwrap();
    assert_eq!(title["text"], "Niamh Okonjo-Byrne changed the title to Lakeside Store <b>");
    assert!(title["description"].as_str().unwrap().contains("&lt;b&gt;"));
    client.advance(DONE).await;
    let done = client.get(title["_links"]["self"]["href"].as_str().unwrap()).await.ok();
    assert_eq!(done["result"], "success");
    // The same again changes nothing.
    let again = client.patch(PATH, body).await.ok();
    assert_eq!(kinds(&again), [""; 0]);
    assert_eq!(again["_embedded"]["entity"]["updated_at"], after["updated_at"]);
}

#[tokio::test]
async fn what_cannot_be_is_refused_at_its_field_and_changes_nothing() {
    let sandbox = sandbox();
    let (client, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    let before = client.get(PATH).await.ok();
    for (field, value) in [
        ("region", json!("eu-2.platform.sh")),
        ("timezone", json!("Europe/Atlantis")),
        ("timezone", json!("europe/london")),
        ("default_branch", json!("no/such/branch")),
        ("default_branch", json!("new-checkout-x7k2a")),
        ("default_branch", Value::Null),
        ("default_domain", json!("elsewhere.example")),
        ("default_domain", Value::Null),
        ("title", json!("")),
        ("title", json!("  ")),
    ] {
        let body = json!({field: value, "description": "not kept"});
        let refused = client.patch(PATH, body).await.refused(400);
        assert!(refused["detail"][field].is_string(), "{field} {value}: {refused}");
    }
    viewer.patch(PATH, json!({"title": "Mine"})).await.refused(403);
    client.patch(&format!("/projects/{TICKETS}"), json!({"title": "Mine"})).await.refused(403);
    assert_eq!(client.get(PATH).await.ok(), before);
    // A project stays where it is: saying so is no change.
    client.patch(PATH, json!({"region": before["region"]})).await.ok();
}

#[tokio::test]
async fn another_default_domain_is_one_of_its_own_and_redeploys() {
    let client = Client::admin(&sandbox()).await;
    assert_eq!(client.get(PATH).await.ok()["default_domain"], "lakeside-shop.example");
    let written = client.patch(PATH, json!({"default_domain": "gifts.lakeside-shop.example"})).await.ok();
    assert_eq!(kinds(&written), ["project.modify.default_domain"]);
    assert_eq!(client.get(PATH).await.ok()["default_domain"], "gifts.lakeside-shop.example");
    let domains = client.get(&format!("{PATH}/domains")).await.ok();
    let defaults: Vec<&Value> =
        domains.as_array().unwrap().iter().filter(|domain| domain["is_default"] == true).collect();
    assert_eq!(defaults.len(), 1);
    assert_eq!(defaults[0]["name"], "gifts.lakeside-shop.example");
    assert_eq!(client.get(&format!("{PATH}/environments/main")).await.ok()["status"], "dirty");
}

#[tokio::test]
async fn another_default_branch_makes_its_environment_production() {
    let client = Client::admin(&sandbox()).await;
    let environment = async |id: &str| client.get(&format!("{PATH}/environments/{id}")).await.ok();
    let before = environment("staging").await["merge_info"].clone();
    let written = client.patch(PATH, json!({"default_branch": "staging"})).await.ok();
    assert_eq!(kinds(&written), ["project.modify.default_branch"]);
    assert_eq!(client.get(PATH).await.ok()["default_branch"], "staging");
    let (new, old) = (environment("staging").await, environment("main").await);
    assert_eq!((&new["is_main"], &new["type"], &new["parent"]), (&json!(true), &json!("production"), &Value::Null));
    assert_eq!(
        (&old["is_main"], &old["type"], &old["parent"]),
        (&json!(false), &json!("development"), &json!("staging"))
    );
    assert_eq!((&new["has_domains"], &old["has_domains"]), (&json!(true), &json!(false)));
    // The distance is the same, looked at from the other side.
    assert_eq!(old["merge_info"]["commits_ahead"], before["commits_behind"]);
    assert_eq!(old["merge_info"]["commits_behind"], before["commits_ahead"]);
    let list = client.get(&format!("{PATH}/environments")).await.ok();
    assert_eq!(list[0]["id"], "staging");
    // A branch whose environment goes by another id.
    let written = client.patch(PATH, json!({"default_branch": "feature/gift-cards"})).await.ok();
    assert_eq!(written["_embedded"]["entity"]["default_branch"], "feature/gift-cards");
    assert_eq!(environment("gift-cards-b3m9q").await["is_main"], true);
}

#[tokio::test]
async fn after_the_build_cache_is_cleared_the_next_build_starts_from_nothing() {
    let client = Client::admin(&sandbox()).await;
    let log = async || {
        let path = format!("{PATH}/environments/staging/variables");
        let name = format!("env:V{}", std::time::UNIX_EPOCH.elapsed().unwrap().as_nanos());
        let started = activity(&client.post(&path, json!({"name": name, "value": "1"})).await.ok());
        client.advance(DONE).await;
        client.get(started["_links"]["log"]["href"].as_str().unwrap()).await.text
    };
    assert!(log().await.contains("Reusing existing build"));
    let cleared = activity(&client.send("POST", &format!("{PATH}/clear_build_cache"), None).await.ok());
    assert_eq!(cleared["type"], "project.clear_build_cache");
    client.advance(DONE).await;
    let done = client.get(cleared["_links"]["self"]["href"].as_str().unwrap()).await.ok();
    assert_eq!(done["result"], "success");
    assert!(log().await.contains("building from nothing"));
    assert!(log().await.contains("Reusing existing build"));
    client.send("POST", &format!("/projects/{TICKETS}/clear_build_cache"), None).await.refused(403);
}

#[tokio::test]
async fn capabilities_follow_from_the_plan_and_the_organization() {
    let client = Client::admin(&sandbox()).await;
    let of = async |project: &str| client.get(&format!("/projects/{project}/capabilities")).await.ok();
    let (large, small) = (of(SHOP).await, of("designdocs2xk").await);
    assert_eq!(large["custom_domains"], json!({"enabled": true, "environments_with_domains_limit": 12}));
    assert_eq!(small["custom_domains"]["enabled"], false);
    assert_eq!((&large["metrics"]["max_range"], &small["metrics"]["max_range"]), (&json!("30d"), &json!("1d")));
    assert_eq!(large["integrations"]["config"]["splunk"]["enabled"], true);
    assert_eq!(small["integrations"]["config"]["splunk"]["enabled"], false);
    assert!(!small["integrations"]["allowed_integrations"].as_array().unwrap().contains(&json!("splunk")));
    assert_eq!(large["images"]["nodejs"]["22"]["available"], true);
    assert_eq!(large["source_operations"]["enabled"], true);
    Client::viewer(&sandbox()).await.get(&format!("/projects/{TELEMETRY}/capabilities")).await.refused(404);
}

#[tokio::test]
async fn a_deleted_project_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let client = Client::admin(&open(DataSet::Demo, Storage::Directory(folder.path().to_owned()))).await;
    client.get(&format!("{PATH}/git/refs")).await.ok();
    client.get("/projects/magazine3tq5z/git/refs").await.ok();
    let repository = |project: &str| folder.path().join(format!("repositories/{project}.git"));
    assert!(repository(SHOP).exists());
    let answer = client.delete(PATH).await.ok();
    assert_eq!(answer["code"], 200);
    for gone in ["", "/environments", "/activities", "/variables", "/git/refs", "/domains", "/system"] {
        client.get(&format!("{PATH}{gone}")).await.refused(404);
    }
    let list = client.get(&format!("/organizations/{LAKESIDE}/subscriptions")).await.ok();
    assert_eq!(list["count"], 5);
    assert!(!list.to_string().contains(SHOP));
    client.get(&format!("/organizations/{LAKESIDE}/subscriptions/41207")).await.refused(404);
    assert!(!repository(SHOP).exists() && repository("magazine3tq5z").exists());
    client.delete(PATH).await.refused(404);
    let file = rusqlite::Connection::open(folder.path().join("sandbox.sqlite3")).unwrap();
    let tables = file
        .prepare(
            "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
        WHERE m.type = 'table' AND c.name = 'project_id'",
        )
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<Vec<String>, _>>()
        .unwrap();
    assert!(tables.len() > 5);
    // What it cost is still owed, and support remembers.
    for table in tables.into_iter().filter(|table| !matches!(table.as_str(), "plan_records" | "tickets")) {
        let left: i64 = file
            .query_row(&format!("SELECT count(*) FROM {table} WHERE project_id = ?"), [SHOP], |row| row.get(0))
            .unwrap();
        assert_eq!(left, 0, "{table}");
    }
}

#[tokio::test]
async fn only_the_organization_deletes_a_project() {
    let folder = tempfile::tempdir().unwrap();
    let sandbox = open(DataSet::Demo, Storage::Directory(folder.path().to_owned()));
    let file = rusqlite::Connection::open(folder.path().join("sandbox.sqlite3")).unwrap();
    file.execute("UPDATE project_members SET permissions_json = '[\"admin\"]' WHERE project_id = ?", [SHOP]).unwrap();
    // An admin of the project now, who is none of the organization.
    let client = Client::viewer(&sandbox).await;
    let links = client.get(PATH).await.ok()["_links"].clone();
    assert!(links["#edit"].is_object());
    assert_eq!(links["#delete"], Value::Null);
    let refused = client.delete(PATH).await.refused(403);
    assert!(refused["detail"].as_str().unwrap().contains("organization"), "{refused}");
    client.get(PATH).await.ok();
    client.patch(PATH, json!({"title": "Still here"})).await.ok();
}
