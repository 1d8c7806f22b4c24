use serde_json::{Value, json};
use wheelhouse_sandbox::{DataSet, Storage};

use crate::common::{Client, DONE, RUNNING, SHOP, activity, open, sandbox};

fn path(environment: &str) -> String {
    format!("/projects/{SHOP}/environments/{environment}")
}

async fn environment(client: &Client, id: &str) -> Value {
    client.get(&path(id)).await.ok()
}

/// How many commits an environment has that its parent has not, and the other way round.
async fn apart(client: &Client, id: &str) -> (i64, i64) {
    let info = environment(client, id).await["merge_info"].clone();
    (info["commits_ahead"].as_i64().unwrap(), info["commits_behind"].as_i64().unwrap())
}

async fn head(client: &Client, id: &str) -> String {
    environment(client, id).await["head_commit"].as_str().unwrap().to_owned()
}

async fn parents(client: &Client, commit: &str) -> Value {
    client.get(&format!("/projects/{SHOP}/git/commits/{commit}")).await.ok()["parents"].clone()
}

/// A branch of staging without anything of its own.
async fn branch(client: &Client, name: &str) {
    let body = json!({"title": name, "name": name, "clone_parent": true, "type": "development"});
    let written = client.post(&format!("{}/branch", path("staging")), body).await.ok();
    client.finish(&written).await;
}

fn code(rebase: bool) -> Value {
    json!({"synchronize_code": true, "rebase": rebase, "synchronize_data": false})
}

#[tokio::test]
async fn a_push_moves_the_branch_at_once_and_deploys() {
    let client = Client::admin(&sandbox()).await;
    let (before, (ahead, behind)) = (head(&client, "gift-cards-b3m9q").await, apart(&client, "gift-cards-b3m9q").await);
    let pushed = client
        .control("POST", &format!("commit/{SHOP}/gift-cards-b3m9q"), json!({"path": "docs/new.md", "text": "new\n"}))
        .await
        .ok();
    let commit = pushed["commit"].as_str().unwrap();
    assert_eq!(
        (&pushed["activity"]["type"], &pushed["activity"]["state"]),
        (&json!("environment.push"), &json!("pending"))
    );
    let told = &pushed["activity"]["payload"]["commits"];
    assert_eq!((&told[0]["sha"], &told[0]["parents"], &told[1]), (&json!(commit), &json!([before]), &Value::Null));
    assert_eq!(
        (&told[0]["message"], &told[0]["author"]["name"]),
        (&json!("Change docs/new.md\n"), &json!("Niamh Okonjo-Byrne"))
    );
    assert_eq!(head(&client, "gift-cards-b3m9q").await, commit);
    assert_eq!(parents(&client, commit).await, json!([before]));
    assert_eq!(apart(&client, "gift-cards-b3m9q").await, (ahead + 1, behind));
    let reference = client.get(&format!("/projects/{SHOP}/git/refs/heads%2Ffeature%2Fgift-cards")).await.ok();
    assert_eq!(reference["sha"], commit);
    // Those below know how far they are behind.
    let (ahead, behind) = apart(&client, "new-checkout-x7k2a").await;
    client.commit(SHOP, "staging", "docs/staging.md", "new\n").await;
    assert_eq!(apart(&client, "new-checkout-x7k2a").await, (ahead, behind + 1));
    assert_eq!(environment(&client, "staging").await["status"], "dirty");
    client.advance(DONE).await;
    assert_eq!(environment(&client, "staging").await["status"], "active");
    for bad in [json!({}), json!({"path": "../x", "text": ""}), json!({"path": ".git/config", "text": ""})] {
        client.control("POST", &format!("commit/{SHOP}/staging"), bad).await.refused(400);
    }
    client.control("POST", &format!("commit/{SHOP}/nothing"), json!({"path": "x", "text": ""})).await.refused(404);
}

#[tokio::test]
async fn a_merge_is_a_commit_with_both_parents_when_it_is_complete() {
    let client = Client::admin(&sandbox()).await;
    branch(&client, "one").await;
    let own = client.commit(SHOP, "one", "docs/one.md", "one\n").await;
    let above = client.commit(SHOP, "staging", "docs/two.md", "two\n").await;
    client.advance(DONE).await;
    assert_eq!(apart(&client, "one").await, (1, 1));
    let written = client.post(&format!("{}/merge", path("one")), json!({})).await.ok();
    let started = activity(&written);
    assert_eq!((&started["type"], &started["environments"]), (&json!("environment.merge"), &json!(["staging"])));
    assert!(started["text"].as_str().unwrap().ends_with("merged environment one into staging"));
    assert_eq!(head(&client, "staging").await, above, "not before it is complete");
    client.finish(&written).await;
    let merged = head(&client, "staging").await;
    assert_eq!(parents(&client, &merged).await, json!([above, own]));
    let reference = client.get(&format!("/projects/{SHOP}/git/refs/heads%2Fstaging")).await.ok();
    assert_eq!(reference["sha"], json!(merged));
    assert_eq!(apart(&client, "one").await, (0, 2));
    let one = environment(&client, "one").await;
    assert_eq!((&one["head_commit"], &one["_links"]["#merge"]), (&json!(own), &Value::Null));
    let answer = client.post(&format!("{}/merge", path("one")), json!({})).await.refused(409);
    assert!(answer["detail"].as_str().unwrap().contains("Nothing to merge"), "{answer}");
}

#[tokio::test]
async fn what_both_changed_is_named_and_nothing_is_merged() {
    let client = Client::admin(&sandbox()).await;
    branch(&client, "one").await;
    client.commit(SHOP, "one", "docs/both.md", "one\n").await;
    client.commit(SHOP, "staging", "docs/both.md", "two\n").await;
    client.advance(DONE).await;
    let before = (head(&client, "staging").await, head(&client, "one").await);
    let answers = [
        client.post(&format!("{}/merge", path("one")), json!({})).await.refused(409),
        client.post(&format!("{}/synchronize", path("one")), code(true)).await.refused(409),
    ];
    for answer in answers {
        assert!(answer["detail"].as_str().unwrap().contains("docs/both.md"), "{answer}");
    }
    client.advance(DONE).await;
    assert_eq!((head(&client, "staging").await, head(&client, "one").await), before);
}

#[tokio::test]
async fn what_both_changed_in_different_lines_is_merged_and_conflicts_name_the_lines() {
    let sandbox = sandbox();
    let client = Client::admin(&sandbox).await;
    client.commit(SHOP, "staging", "docs/both.md", "1\n2\n3\n4\n5\n").await;
    client.advance(DONE).await;
    branch(&client, "one").await;
    client.commit(SHOP, "one", "docs/both.md", "1\n2\n3\n4\nfive\n").await;
    client.commit(SHOP, "staging", "docs/both.md", "one\n2\n3\n4\n5\n").await;
    client.advance(DONE).await;
    let written = client.post(&format!("{}/merge", path("one")), json!({})).await.ok();
    client.finish(&written).await;
    let merged = head(&client, "staging").await;
    let tree = client.get(&format!("/projects/{SHOP}/git/trees/{merged}")).await.ok();
    let named = |tree: &Value, name: &str| {
        let entries = tree["tree"].as_array().unwrap();
        entries.iter().find(|entry| entry["path"] == name).unwrap()["sha"].as_str().unwrap().to_owned()
    };
    let docs = client.get(&format!("/projects/{SHOP}/git/trees/{}", named(&tree, "docs"))).await.ok();
    let blob = client.get(&format!("/projects/{SHOP}/git/blobs/{}", named(&docs, "both.md"))).await.ok();
    assert_eq!(blob["content"], "one\n2\n3\n4\nfive\n");

    let client = Client::admin(&sandbox).await;
    client.commit(SHOP, "one", "docs/both.md", "1\n2\nIII\n4\nfive\n").await;
    client.commit(SHOP, "staging", "docs/both.md", "one\n2\n3rd\n4\nfive\n").await;
    client.advance(DONE).await;
    let refused = client.post(&format!("{}/merge", path("one")), json!({})).await.refused(409);
    assert!(refused["detail"].as_str().unwrap().contains("docs/both.md (line 3)"), "{refused}");
}

#[tokio::test]
async fn a_cancelled_merge_merges_nothing() {
    let client = Client::admin(&sandbox()).await;
    branch(&client, "one").await;
    client.commit(SHOP, "one", "docs/one.md", "one\n").await;
    client.advance(DONE).await;
    let before = environment(&client, "staging").await;
    let written = client.post(&format!("{}/merge", path("one")), json!({})).await.ok();
    client.advance(RUNNING).await;
    client.post(activity(&written)["_links"]["#cancel"]["href"].as_str().unwrap(), json!({})).await.ok();
    client.advance(DONE).await;
    assert_eq!(environment(&client, "staging").await, before);
    assert_eq!(apart(&client, "one").await, (1, 0));
    client.post(&format!("{}/merge", path("one")), json!({})).await.ok();
}

#[tokio::test]
async fn who_may_not_change_the_parent_may_not_merge_into_it() {
    let sandbox = sandbox();
    let (admin, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    let link = |place: Value| place["_links"]["#merge"].clone();
    let mine = "/projects/tickets8fkw3p/environments/upgrade-runtime-k4s8h";
    assert_eq!(link(admin.get(mine).await.ok()), Value::Null, "its parent is of another type");
    let answer = admin.post(&format!("{mine}/merge"), json!({})).await.refused(403);
    assert!(answer["detail"].as_str().unwrap().contains("contributor role on staging"), "{answer}");
    let gifts = path("gift-cards-b3m9q");
    assert!(link(admin.get(&gifts).await.ok()).is_object() && link(viewer.get(&gifts).await.ok()).is_null());
    viewer.post(&format!("{gifts}/merge"), json!({})).await.refused(403);
    admin.post(&format!("{}/merge", path("main")), json!({})).await.refused(409);
}

#[tokio::test]
async fn what_is_about_to_move_a_branch_is_not_overtaken() {
    let client = Client::admin(&sandbox()).await;
    branch(&client, "one").await;
    branch(&client, "two").await;
    for name in ["one", "two"] {
        client.commit(SHOP, name, &format!("docs/{name}.md"), "new\n").await;
    }
    client.advance(DONE).await;
    let written = client.post(&format!("{}/merge", path("one")), json!({})).await.ok();
    let push = client.control("POST", &format!("commit/{SHOP}/staging"), json!({"path": "x", "text": "1"})).await;
    for refused in [push, client.post(&format!("{}/merge", path("two")), json!({})).await] {
        let answer = refused.refused(409);
        assert!(answer["detail"].as_str().unwrap().contains("merged environment one into staging"), "{answer}");
    }
    // A new branch begins where the parent is now.
    let body = json!({"title": "three", "name": "three", "clone_parent": true, "type": "development"});
    client.post(&format!("{}/branch", path("staging")), body).await.ok();
    client.finish(&written).await;
    assert_eq!(apart(&client, "three").await, (0, 2));
    client.post(&format!("{}/merge", path("two")), json!({})).await.ok();
}

#[tokio::test]
async fn code_moves_up_where_there_is_nothing_of_its_own() {
    let client = Client::admin(&sandbox()).await;
    branch(&client, "one").await;
    let answer = client.post(&format!("{}/synchronize", path("one")), code(false)).await.refused(409);
    assert!(answer["detail"].as_str().unwrap().contains("nothing to bring"), "{answer}");
    let above = client.commit(SHOP, "staging", "docs/two.md", "two\n").await;
    client.advance(DONE).await;
    let data = client.data(SHOP, "one").await;
    let written = client.post(&format!("{}/synchronize", path("one")), code(false)).await.ok();
    assert_eq!(activity(&written)["type"], "environment.synchronize");
    assert_ne!(head(&client, "one").await, above);
    client.finish(&written).await;
    assert_eq!((head(&client, "one").await, apart(&client, "one").await), (above, (0, 0)));
    assert_eq!(client.data(SHOP, "one").await, data);
}

#[tokio::test]
async fn own_commits_are_rebased_only_when_that_is_asked_for() {
    let client = Client::admin(&sandbox()).await;
    branch(&client, "one").await;
    let own = client.commit(SHOP, "one", "docs/one.md", "one\n").await;
    let above = client.commit(SHOP, "staging", "docs/two.md", "two\n").await;
    client.advance(DONE).await;
    let answer = client.post(&format!("{}/synchronize", path("one")), code(false)).await.refused(409);
    assert!(answer["detail"].as_str().unwrap().contains("Rebase"), "{answer}");
    let written = client.post(&format!("{}/synchronize", path("one")), code(true)).await.ok();
    client.finish(&written).await;
    let top = head(&client, "one").await;
    assert_ne!(top, own);
    assert_eq!(parents(&client, &top).await, json!([above]));
    assert_eq!(apart(&client, "one").await, (1, 0));
}

#[tokio::test]
async fn data_is_overwritten_when_that_is_asked_for_and_complete() {
    let client = Client::admin(&sandbox()).await;
    let place = path("gift-cards-b3m9q");
    let (before, own) =
        (head(&client, "gift-cards-b3m9q").await, client.write_data(SHOP, "gift-cards-b3m9q", "db").await);
    let body = json!({"synchronize_code": false, "rebase": false, "synchronize_data": true});
    let written = client.post(&format!("{place}/synchronize"), body.clone()).await.ok();
    assert_eq!(client.data(SHOP, "gift-cards-b3m9q").await["db"], own);
    client.write_data(SHOP, "staging", "db").await;
    client.finish(&written).await;
    assert_eq!(client.data(SHOP, "gift-cards-b3m9q").await, client.data(SHOP, "staging").await);
    assert_eq!(head(&client, "gift-cards-b3m9q").await, before);

    let none = json!({"synchronize_code": false, "rebase": false, "synchronize_data": false});
    client.post(&format!("{place}/synchronize"), none).await.refused(400);
    let only = json!({"synchronize_code": false, "rebase": true, "synchronize_data": true});
    client.post(&format!("{place}/synchronize"), only).await.refused(400);
    for (environment, word) in [("faster-search-p2d6n", "Activate"), ("load-test", "Resume"), ("main", "no parent")] {
        let answer = client.post(&format!("{}/synchronize", path(environment)), body.clone()).await.refused(409);
        assert!(answer["detail"].as_str().unwrap().contains(word), "{answer}");
    }
}

#[tokio::test]
async fn a_merge_goes_on_after_a_crash_also_where_its_branch_was_moved_and_not_kept() {
    let folder = tempfile::tempdir().unwrap();
    let storage = Storage::Directory(folder.path().to_owned());
    let (above, started, token) = {
        let client = Client::admin(&open(DataSet::Demo, storage.clone())).await;
        branch(&client, "one").await;
        client.commit(SHOP, "one", "docs/one.md", "one\n").await;
        client.advance(DONE).await;
        let above = head(&client, "staging").await;
        let written = client.post(&format!("{}/merge", path("one")), json!({})).await.ok();
        (above, activity(&written), client.token.clone())
    };
    // As a process leaves it that was ended after the branch was moved and before that was kept.
    let commit = started["parameters"]["commit"].as_str().unwrap();
    let repository = folder.path().join(format!("repositories/{SHOP}.git"));
    let moved = std::process::Command::new("git")
        .arg("-C")
        .arg(&repository)
        .args(["update-ref", "refs/heads/staging", commit])
        .status()
        .unwrap();
    assert!(moved.success());
    let client = Client { router: open(DataSet::Demo, storage).router(), token };
    let reference = format!("/projects/{SHOP}/git/refs/heads%2Fstaging");
    assert_eq!(head(&client, "staging").await, above);
    assert_eq!(client.get(&reference).await.ok()["sha"], json!(above), "not before it is complete");
    client.advance(DONE).await;
    assert_eq!(head(&client, "staging").await, commit);
    assert_eq!(client.get(&reference).await.ok()["sha"], commit);
}
