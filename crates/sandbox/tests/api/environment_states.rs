use serde_json::{Value, json};

use crate::common::{Client, DONE, RUNNING, SHOP, activity, sandbox};

fn path(environment: &str) -> String {
    format!("/projects/{SHOP}/environments/{environment}")
}

async fn act(client: &Client, environment: &str, action: &str) -> Value {
    client.post(&format!("{}/{action}", path(environment)), json!({})).await.ok()
}

async fn status(client: &Client, environment: &str) -> String {
    client.get(&path(environment)).await.ok()["status"].as_str().unwrap().to_owned()
}

#[track_caller]
fn is_of(written: &Value, kind: &str, environment: &str) {
    let started = activity(written);
    assert_eq!((&started["type"], &started["environments"]), (&json!(kind), &json!([environment])));
    assert_eq!(written["_embedded"]["entity"]["id"], environment);
}

#[tokio::test]
async fn a_deactivated_environment_has_its_code_and_nothing_else() {
    let client = Client::admin(&sandbox()).await;
    let before = client.get(&path("gift-cards-b3m9q")).await.ok();
    let written = act(&client, "gift-cards-b3m9q", "deactivate").await;
    is_of(&written, "environment.deactivate", "gift-cards-b3m9q");
    assert!(!client.data(SHOP, "gift-cards-b3m9q").await.is_empty(), "not before it is complete");
    client.finish(&written).await;
    let after = client.get(&path("gift-cards-b3m9q")).await.ok();
    assert_eq!((&after["status"], &after["has_deployment"]), (&json!("inactive"), &json!(false)));
    assert_eq!(after["head_commit"], before["head_commit"]);
    assert!(client.data(SHOP, "gift-cards-b3m9q").await.is_empty());
    let write = client.control("POST", &format!("data/{SHOP}/gift-cards-b3m9q"), json!({"service": "db"})).await;
    write.refused(409);

    let written = act(&client, "gift-cards-b3m9q", "activate").await;
    is_of(&written, "environment.activate", "gift-cards-b3m9q");
    assert_eq!(status(&client, "gift-cards-b3m9q").await, "dirty");
    client.finish(&written).await;
    assert_eq!(status(&client, "gift-cards-b3m9q").await, "active");
    assert_eq!(client.data(SHOP, "gift-cards-b3m9q").await, client.data(SHOP, "staging").await);
}

#[tokio::test]
async fn an_environment_that_takes_no_data_begins_with_none() {
    let client = Client::admin(&sandbox()).await;
    client.patch(&path("faster-search-p2d6n"), json!({"clone_parent_on_create": false})).await.ok();
    client.advance(DONE).await;
    let written = act(&client, "faster-search-p2d6n", "activate").await;
    client.finish(&written).await;
    let (own, above) = (client.data(SHOP, "faster-search-p2d6n").await, client.data(SHOP, "staging").await);
    assert!(!own.is_empty() && own.iter().all(|(service, revision)| above[service] != *revision));
}

#[tokio::test]
async fn what_is_reactivated_has_its_parents_data() {
    let client = Client::admin(&sandbox()).await;
    client.patch(&path("gift-cards-b3m9q"), json!({"clone_parent_on_create": false})).await.ok();
    client.advance(DONE).await;
    let written = act(&client, "gift-cards-b3m9q", "deactivate").await;
    client.finish(&written).await;
    let written = act(&client, "gift-cards-b3m9q", "activate").await;
    client.finish(&written).await;
    assert_eq!(client.data(SHOP, "gift-cards-b3m9q").await, client.data(SHOP, "staging").await);
}

#[tokio::test]
async fn what_is_paused_keeps_its_data_until_it_is_resumed() {
    let client = Client::admin(&sandbox()).await;
    let data = client.data(SHOP, "gift-cards-b3m9q").await;
    let written = act(&client, "gift-cards-b3m9q", "pause").await;
    is_of(&written, "environment.pause", "gift-cards-b3m9q");
    client.finish(&written).await;
    let paused = client.get(&path("gift-cards-b3m9q")).await.ok();
    assert_eq!((&paused["status"], &paused["default_domain"]), (&json!("paused"), &Value::Null));
    assert_eq!(client.data(SHOP, "gift-cards-b3m9q").await, data);
    // A change of a variable waits until it runs again.
    let variable = json!({"name": "env:WAITING", "value": "1"});
    client.post(&format!("{}/variables", path("gift-cards-b3m9q")), variable).await.ok();
    client.advance(DONE).await;
    assert_eq!(status(&client, "gift-cards-b3m9q").await, "paused");
    let written = act(&client, "gift-cards-b3m9q", "resume").await;
    is_of(&written, "environment.resume", "gift-cards-b3m9q");
    client.finish(&written).await;
    assert_eq!(status(&client, "gift-cards-b3m9q").await, "active");
    assert_eq!(client.data(SHOP, "gift-cards-b3m9q").await, data);
}

#[tokio::test]
async fn a_redeployment_ends_as_its_deploy_hook_does() {
    let client = Client::admin(&sandbox()).await;
    let written = act(&client, "email-templates-c8r4v", "redeploy").await;
    is_of(&written, "environment.redeploy", "email-templates-c8r4v");
    client.finish(&written).await;
    assert_eq!(status(&client, "email-templates-c8r4v").await, "active");
    let variable = json!({"name": "FAIL_DEPLOY", "value": "1"});
    client.post(&format!("{}/variables", path("email-templates-c8r4v")), variable).await.ok();
    client.advance(DONE).await;
    let written = act(&client, "email-templates-c8r4v", "redeploy").await;
    client.advance(DONE).await;
    let done = client.get(activity(&written)["_links"]["self"]["href"].as_str().unwrap()).await.ok();
    assert_eq!((&done["result"], &done["failure_reason"]), (&json!("failure"), &json!("shell")));
    assert_eq!(status(&client, "email-templates-c8r4v").await, "dirty");
}

#[tokio::test]
async fn a_cancelled_action_changes_nothing() {
    let client = Client::admin(&sandbox()).await;
    for (environment, action) in [
        ("gift-cards-b3m9q", "deactivate"),
        ("gift-cards-b3m9q", "pause"),
        ("faster-search-p2d6n", "activate"),
        ("load-test", "resume"),
    ] {
        let (before, data) = (client.get(&path(environment)).await.ok(), client.data(SHOP, environment).await);
        let written = act(&client, environment, action).await;
        client.advance(RUNNING).await;
        client.post(activity(&written)["_links"]["#cancel"]["href"].as_str().unwrap(), json!({})).await.ok();
        client.advance(DONE).await;
        assert_eq!(client.get(&path(environment)).await.ok(), before, "{action}");
        assert_eq!(client.data(SHOP, environment).await, data);
    }
}

#[tokio::test]
async fn every_action_is_refused_in_the_wrong_state_and_has_no_link_there() {
    let client = Client::admin(&sandbox()).await;
    let refusals = [
        ("main", &["activate", "deactivate", "pause", "resume", "initialize"][..]),
        ("gift-cards-b3m9q", &["activate", "resume", "initialize"]),
        ("faster-search-p2d6n", &["deactivate", "pause", "resume", "redeploy", "backup", "branch"]),
        ("load-test", &["activate", "pause", "synchronize", "branch"]),
    ];
    for (environment, actions) in refusals {
        let links = client.get(&path(environment)).await.ok()["_links"].clone();
        for action in actions {
            assert_eq!(links[format!("#{action}")], Value::Null, "{environment} {action}");
            let body = match *action {
                "initialize" => json!({"profile": "", "repository": "x", "config": null, "files": []}),
                "branch" => json!({"title": "x", "name": "x", "clone_parent": true, "type": "development"}),
                "synchronize" => json!({"synchronize_code": true, "rebase": false, "synchronize_data": true}),
                "backup" => continue,
                _ => json!({}),
            };
            let answer = client.post(&format!("{}/{action}", path(environment)), body).await.refused(409);
            assert!(answer["detail"].as_str().unwrap().len() > 20, "{answer}");
        }
    }
    // Where the project is suspended nothing can be done at all.
    let old = client.get("/projects/campaign23old/environments/main").await.ok();
    assert_eq!(old["_links"]["#activate"], Value::Null);
    let answer = client.post("/projects/campaign23old/environments/main/activate", json!({})).await.refused(409);
    assert!(answer["detail"].as_str().unwrap().contains("suspended"), "{answer}");
}

const REWRITE: &str = "/projects/portal5hq2ndc/environments/rewrite";

#[tokio::test]
async fn an_environment_without_code_begins_with_what_it_is_given() {
    let client = Client::admin(&sandbox()).await;
    let before = client.get(REWRITE).await.ok();
    assert_eq!((&before["has_code"], &before["status"]), (&json!(false), &json!("inactive")));
    assert!(before["_links"]["#initialize"].is_object() && before["_links"]["#activate"].is_null());
    let answer = client.post(&format!("{REWRITE}/activate"), json!({})).await.refused(409);
    assert!(answer["detail"].as_str().unwrap().contains("no code"), "{answer}");
    let body = json!({
        "profile": "Own", "repository": "", "config": null,
        "files": [
            {"path": "bin/go", "mode": 0o755, "contents": "IyEvYmluL3NoCg=="},
            {"path": "README.md", "mode": 0o600, "contents": "T3duCg=="},
            {"path": ".platform.app.yaml", "contents": "bmFtZTogYXBwCg=="},
        ],
    });
    let written = client.post(&format!("{REWRITE}/initialize"), body).await.ok();
    assert_eq!(activity(&written)["type"], "environment.initialize");
    assert_eq!(client.get(REWRITE).await.ok()["has_code"], false, "not before it is complete");
    client.finish(&written).await;
    let after = client.get(REWRITE).await.ok();
    assert_eq!((&after["has_code"], &after["status"]), (&json!(true), &json!("active")));
    let reference = client.get("/projects/portal5hq2ndc/git/refs/heads%2Frewrite").await.ok();
    assert_eq!(reference["sha"], after["head_commit"]);
    let tree =
        client.get(&format!("/projects/portal5hq2ndc/git/trees/{}", reference["sha"].as_str().unwrap())).await.ok();
    let entries = tree["tree"].as_array().unwrap();
    let find =
        |path: &str| entries.iter().find(|entry| entry["path"] == path).unwrap()["sha"].as_str().unwrap().to_owned();
    find(".platform.app.yaml");
    let readme = client.get(&format!("/projects/portal5hq2ndc/git/blobs/{}", find("README.md"))).await.ok();
    assert_eq!(readme["content"], "Own\n");
    let bin = client.get(&format!("/projects/portal5hq2ndc/git/trees/{}", find("bin"))).await.ok();
    assert_eq!((&bin["tree"][0]["path"], &bin["tree"][0]["mode"]), (&json!("go"), &json!("100755")));
    client
        .post(&format!("{REWRITE}/initialize"), json!({"profile": "", "repository": "x", "config": null, "files": []}))
        .await
        .refused(409);
}

#[tokio::test]
async fn files_that_cannot_be_are_refused_at_their_place() {
    let client = Client::admin(&sandbox()).await;
    for (files, field) in [
        (json!([{"path": "a"}, {"path": "../b"}]), "files.1.path"),
        (json!([{"path": "a"}, {"path": "a/b"}]), "files.1.path"),
        (json!([{"path": "a", "mode": 7}]), "files.0.mode"),
        (json!([{"path": "a", "mode": 600}]), "files.0.mode"),
        (json!([{"path": "a", "mode": 0o040_755}]), "files.0.mode"),
        (json!([{"path": "a", "contents": "not base64"}]), "files.0.contents"),
    ] {
        let body = json!({"profile": "", "repository": "", "config": null, "files": files});
        let answer = client.post(&format!("{REWRITE}/initialize"), body).await.refused(400);
        assert!(answer["detail"][field].is_string(), "{field}: {answer}");
    }
    let none = json!({"profile": "", "repository": "", "config": null, "files": []});
    assert!(client.post(&format!("{REWRITE}/initialize"), none).await.refused(400)["detail"]["repository"].is_string());
    assert_eq!(client.get(REWRITE).await.ok()["has_code"], false);
}

/// A repository with one commit, made by Git.
fn repository(folder: &std::path::Path, files: &[(&str, &str)]) {
    let git = |arguments: &[&str]| {
        let mut command = std::process::Command::new("git");
        command.current_dir(folder).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        let who = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"];
        assert!(command.args(who).args(arguments).output().expect("these tests need git").status.success());
    };
    std::fs::create_dir_all(folder).unwrap();
    git(&["init", "--quiet", "--initial-branch", "trunk"]);
    for (path, text) in files {
        std::fs::write(folder.join(path), text).unwrap();
    }
    git(&["add", "."]);
    git(&["commit", "--quiet", "-m", "Begin"]);
}

#[tokio::test]
async fn an_environment_without_code_begins_with_the_repositories_that_it_names() {
    let folder = tempfile::tempdir().unwrap();
    let (code, config) = (folder.path().join("a@code"), folder.path().join("config"));
    repository(&code, &[("README.md", "theirs\n"), (".platform.app.yaml", "name: theirs\n"), ("app.js", "1\n")]);
    repository(&config, &[(".platform.app.yaml", "name: app\n")]);
    let token = Some(crate::common::TOKEN.to_owned());
    let repositories = vec![folder.path().to_owned()];
    let options = wheelhouse_sandbox::Options { test_controls: true, token, repositories, ..Default::default() };
    let client = Client::admin(&wheelhouse_sandbox::Sandbox::open(options).unwrap()).await;
    let body = json!({
        "profile": "Theirs", "repository": code, "config": format!("file://{}@trunk", config.display()),
        "files": [{"path": "README.md", "contents": "T3duCg=="}],
    });
    let written = client.post(&format!("{REWRITE}/initialize"), body).await.ok();
    client.finish(&written).await;
    let head = client.get(REWRITE).await.ok()["head_commit"].as_str().unwrap().to_owned();
    let tree = client.get(&format!("/projects/portal5hq2ndc/git/trees/{head}")).await.ok();
    for (path, text) in [("README.md", "Own\n"), (".platform.app.yaml", "name: app\n"), ("app.js", "1\n")] {
        let entry = tree["tree"].as_array().unwrap().iter().find(|entry| entry["path"] == path).unwrap();
        let blob =
            client.get(&format!("/projects/portal5hq2ndc/git/blobs/{}", entry["sha"].as_str().unwrap())).await.ok();
        assert_eq!(blob["content"], text, "{path}");
    }
}

#[tokio::test]
async fn a_repository_that_cannot_be_read_has_the_activity_fail() {
    let folder = tempfile::tempdir().unwrap();
    repository(folder.path(), &[("README.md", "theirs\n")]);
    let client = Client::admin(&sandbox()).await;
    for named in ["https://git.example.com/templates/fastify.git@main", folder.path().to_str().unwrap()] {
        let body = json!({"profile": "", "repository": named, "config": null, "files": []});
        let written = client.post(&format!("{REWRITE}/initialize"), body).await.ok();
        client.advance(DONE).await;
        let done = client.get(activity(&written)["_links"]["self"]["href"].as_str().unwrap()).await.ok();
        assert_eq!((&done["state"], &done["result"]), (&json!("complete"), &json!("failure")));
        let log = client.get(done["_links"]["log"]["href"].as_str().unwrap()).await.text;
        assert!(log.contains("cannot be read") && log.contains(named), "{log}");
        let after = client.get(REWRITE).await.ok();
        assert_eq!((&after["has_code"], &after["status"]), (&json!(false), &json!("inactive")));
        assert!(after["_links"]["#initialize"].is_object(), "it can be tried again");
    }
}
