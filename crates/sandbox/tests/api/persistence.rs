use serde_json::json;
use wheelhouse_sandbox::{DataSet, Storage};

use crate::common::{Client, DONE, SHOP, activity, names, open};

#[tokio::test]
async fn what_was_answered_is_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let storage = Storage::Directory(folder.path().join("data"));
    let path = format!("/projects/{SHOP}/environments/staging/variables");
    let (token, started) = {
        let client = Client::admin(&open(DataSet::Demo, storage.clone())).await;
        client.advance(500.0).await;
        let written = client.post(&path, json!({"name": "env:KEPT", "value": "1"})).await.ok();
        (client.token.clone(), activity(&written))
    };
    let sandbox = open(DataSet::Demo, storage.clone());
    // Signed in still, and the activity goes on as if nothing had been.
    let client = Client { router: sandbox.router(), token };
    assert!(names(&client.get(&path).await.ok()).contains(&"env:KEPT".to_owned()));
    client.advance(DONE).await;
    let done = client.get(started["_links"]["self"]["href"].as_str().unwrap()).await.ok();
    assert_eq!((&done["state"], &done["result"]), (&json!("complete"), &json!("success")));
    // The clock did not go back.
    client.advance(400.0).await;
    client.get(&path).await.refused(401);
}

#[tokio::test]
async fn data_of_a_newer_version_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    drop(open(DataSet::Empty, Storage::Directory(folder.path().to_owned())));
    let file = rusqlite::Connection::open(folder.path().join("sandbox.sqlite3")).unwrap();
    file.pragma_update(None, "user_version", 1_000_000).unwrap();
    drop(file);
    let options = wheelhouse_sandbox::Options {
        storage: Storage::Directory(folder.path().to_owned()),
        ..wheelhouse_sandbox::Options::default()
    };
    let refused = wheelhouse_sandbox::Sandbox::open(options).err().unwrap().to_string();
    assert!(refused.contains("newer version"), "{refused}");
}

#[tokio::test]
async fn what_older_recipes_foretold_is_foretold_anew() {
    let folder = tempfile::tempdir().unwrap();
    let storage = Storage::Directory(folder.path().to_owned());
    drop(open(DataSet::Demo, storage.clone()));
    let file = rusqlite::Connection::open(folder.path().join("sandbox.sqlite3")).unwrap();
    let other = "0123456789012345678901234567890123456789";
    for table in ["environments SET head_commit", "deployments SET commit_id"] {
        file.execute(&format!("UPDATE {table} = ? WHERE project_id = ?"), [other, SHOP]).unwrap();
    }
    file.execute("UPDATE meta SET value = x'31' WHERE key = 'recipes'", []).unwrap();
    drop(file);
    let client = Client::admin(&open(DataSet::Demo, storage.clone())).await;
    let path = format!("/projects/{SHOP}/environments/main");
    let head = client.get(&path).await.ok()["head_commit"].as_str().unwrap().to_owned();
    client.get(&format!("/projects/{SHOP}/git/commits/{head}")).await.ok();
    assert!(client.get(&format!("{path}/deployments/current")).await.ok()["webapps"]["app"].is_object());
    // What is made is left as it is.
    let body = json!({"path": "a", "text": "b"});
    client.control("POST", &format!("commit/{SHOP}/main"), body).await.ok();
    let pushed = client.get(&path).await.ok()["head_commit"].clone();
    let file = rusqlite::Connection::open(folder.path().join("sandbox.sqlite3")).unwrap();
    file.execute("UPDATE meta SET value = x'31' WHERE key = 'recipes'", []).unwrap();
    drop(file);
    let token = client.token.clone();
    drop(client);
    let client = Client { router: open(DataSet::Demo, storage).router(), token };
    assert_eq!(client.get(&path).await.ok()["head_commit"], pushed);
}

#[tokio::test]
async fn a_branch_that_was_moved_by_what_is_not_kept_is_moved_back() {
    let folder = tempfile::tempdir().unwrap();
    let storage = Storage::Directory(folder.path().to_owned());
    let path = format!("/projects/{SHOP}/git/refs/heads%2Fmain");
    let before = {
        let client = Client::admin(&open(DataSet::Demo, storage.clone())).await;
        client.get(&path).await.ok()
    };
    let git = |arguments: &[&str]| {
        let repository = folder.path().join(format!("repositories/{SHOP}.git"));
        assert!(
            std::process::Command::new("git").arg("-C").arg(repository).args(arguments).status().unwrap().success()
        );
    };
    git(&["update-ref", "refs/heads/main", "refs/heads/staging"]);
    git(&["update-ref", "refs/heads/half-made", "refs/heads/staging"]);
    let client = Client::admin(&open(DataSet::Demo, storage)).await;
    assert_eq!(client.get(&path).await.ok(), before);
    client.get(&format!("/projects/{SHOP}/git/refs/heads%2Fhalf-made")).await.refused(404);
}

#[tokio::test]
async fn what_has_ended_stays_so_when_the_clock_was_set_back_between_two_runs() {
    let folder = tempfile::tempdir().unwrap();
    let storage = Storage::Directory(folder.path().to_owned());
    let path = format!("/projects/{SHOP}/environments/staging/variables");
    let (started, before) = {
        let client = Client::admin(&open(DataSet::Demo, storage.clone())).await;
        client.advance(500.0).await;
        let written = client.post(&path, json!({"name": "env:KEPT", "value": "1"})).await.ok();
        client.finish(&written).await;
        let now = client.control("POST", "clock", json!({"advance_seconds": 0})).await.ok();
        (activity(&written), now["now"].as_str().unwrap().to_owned())
    };
    // To the sandbox it is as if the machine's clock had gone back by what was advanced.
    let file = rusqlite::Connection::open(folder.path().join("sandbox.sqlite3")).unwrap();
    file.execute("UPDATE meta SET value = x'0000000000000000' WHERE key = 'clock_offset'", []).unwrap();
    drop(file);
    let client = Client::admin(&open(DataSet::Demo, storage)).await;
    let seen = client.get(started["_links"]["self"]["href"].as_str().unwrap()).await.ok();
    assert_eq!((&seen["state"], &seen["completion_percent"]), (&json!("complete"), &json!(100)));
    let now = client.control("POST", "clock", json!({"advance_seconds": 1})).await.ok();
    // What was only looked at is not written down: some seconds may go by twice.
    assert!(now["now"].as_str().unwrap()[..16] >= before[..16], "{now} {before}");
}

#[tokio::test]
async fn tokens_are_not_kept_in_the_clear() {
    let folder = tempfile::tempdir().unwrap();
    let sandbox = open(DataSet::Demo, Storage::Directory(folder.path().to_owned()));
    let client = Client::admin(&sandbox).await;
    client.get("/users/me").await.ok();
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        for token in [client.token.as_str(), "wheelhouse-demo-admin-token"] {
            assert!(!bytes.windows(token.len()).any(|window| window == token.as_bytes()), "a token is in a file");
        }
    }
}
