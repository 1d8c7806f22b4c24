use serde_json::json;
use wheelhouse_sandbox::{DataSet, Storage};

use crate::backups::{backup, data, environment, head, link, list, outcome, push, restore, write};
use crate::common::{Client, DONE, SHOP, activity, open, sandbox};

#[tokio::test]
async fn restored_in_place_data_and_code_are_as_they_were() {
    let client = Client::admin(&sandbox()).await;
    let id = "gift-cards-b3m9q";
    write(&client, id, "then").await;
    let made = backup(&client, id, true).await;
    let (held, code) = (data(&client, id).await, head(&client, id).await);
    write(&client, id, "later").await;
    let newer = push(&client, id, "later\n").await;
    client.advance(DONE).await;
    let started = activity(&client.post(&link(&made, "#restore"), restore(None, true)).await.ok());
    assert_eq!((&started["type"], &started["environments"]), (&json!("environment.restore"), &json!([id])));
    assert!(data(&client, id).await.to_string().contains("later"), "not before the end");
    assert_eq!(head(&client, id).await, newer);
    client.advance(DONE).await;
    assert_eq!((data(&client, id).await, head(&client, id).await), (held.clone(), code.clone()));
    assert_eq!(outcome(&client, &started).await["result"], "success");
    let current = client.get(&format!("{}/deployments/current", environment(id))).await.ok();
    assert_eq!(current["updated_at"], outcome(&client, &started).await["completed_at"], "it was deployed");
}

#[tokio::test]
async fn restored_without_code_the_branch_stays_where_it_is() {
    let client = Client::admin(&sandbox()).await;
    let id = "gift-cards-b3m9q";
    write(&client, id, "then").await;
    let made = backup(&client, id, true).await;
    let held = data(&client, id).await;
    write(&client, id, "later").await;
    let newest = push(&client, id, "later\n").await;
    client.post(&link(&made, "#restore"), restore(None, false)).await.ok();
    client.advance(DONE).await;
    assert_eq!((data(&client, id).await, head(&client, id).await), (held, newest));
}

#[tokio::test]
async fn the_environment_that_a_backup_is_of_stays_until_it_is_restored() {
    let client = Client::admin(&sandbox()).await;
    let id = "new-checkout-x7k2a";
    let made = list(&client, id).await.remove(0);
    client.post(&format!("{}/deactivate", environment(id)), json!({})).await.ok();
    client.patch(&environment("vat-rounding-t5w1z"), json!({"parent": "staging"})).await.ok();
    client.advance(DONE).await;
    let body = json!({"environment_name": "kept", "branch_from": "staging", "restore_code": true});
    let started = activity(&client.post(&link(&made, "#restore"), body).await.ok());
    let refused = client.delete(&environment(id)).await.refused(409);
    assert!(refused["detail"].as_str().unwrap().contains("in progress"), "{refused}");
    client.advance(DONE).await;
    assert_eq!(outcome(&client, &started).await["result"], "success");
    assert_eq!(data(&client, "kept").await.as_array().unwrap().len(), 4);
    client.delete(&environment(id)).await.ok();
    client.advance(DONE).await;
    client.get(&link(&made, "self")).await.refused(404);
}

#[tokio::test]
async fn restored_elsewhere_the_environment_that_it_is_of_stays_as_it_is() {
    let client = Client::admin(&sandbox()).await;
    write(&client, "main", "then").await;
    let made = backup(&client, "main", true).await;
    let held = data(&client, "main").await;
    write(&client, "main", "now").await;
    let (code, newer) = (head(&client, "main").await, push(&client, "main", "now\n").await);
    client.advance(DONE).await;

    // Where there is none yet.
    let body = json!({"environment_name": "look/back", "branch_from": "staging", "restore_code": true});
    let started = activity(&client.post(&link(&made, "#restore"), body).await.ok());
    let id = started["environments"][0].as_str().unwrap().to_owned();
    let waiting = client.get(&environment(&id)).await.ok();
    assert_eq!((&waiting["name"], &waiting["parent"]), (&json!("look/back"), &json!("staging")));
    assert_eq!((&waiting["status"], data(&client, &id).await), (&json!("dirty"), json!([])), "not before the end");
    client.advance(DONE).await;
    assert_eq!(client.get(&environment(&id)).await.ok()["status"], "active");
    assert_eq!((data(&client, &id).await, head(&client, &id).await), (held.clone(), code));

    // Where there is one, by its branch.
    let kept = head(&client, "gift-cards-b3m9q").await;
    client.post(&link(&made, "#restore"), restore(Some("feature/gift-cards"), false)).await.ok();
    client.advance(DONE).await;
    assert_eq!(
        (data(&client, "gift-cards-b3m9q").await, head(&client, "gift-cards-b3m9q").await),
        (held.clone(), kept)
    );
    assert_eq!(head(&client, "main").await, newer);
    assert!(data(&client, "main").await != held);
}

#[tokio::test]
async fn a_new_environment_goes_when_its_restoring_is_cancelled() {
    let client = Client::admin(&sandbox()).await;
    let made = list(&client, "main").await.remove(0);
    let refs = client.get(&format!("/projects/{SHOP}/git/refs")).await.text;
    let started = activity(&client.post(&link(&made, "#restore"), restore(Some("never"), true)).await.ok());
    assert!(client.get(&format!("/projects/{SHOP}/git/refs")).await.text != refs);
    client.post(&link(&started, "#cancel"), json!({})).await.ok();
    client.get(&environment("never")).await.refused(404);
    assert_eq!(client.get(&format!("/projects/{SHOP}/git/refs")).await.text, refs);
}

#[tokio::test]
async fn what_cannot_be_restored_is_refused_at_its_field_and_changes_nothing() {
    let client = Client::admin(&sandbox()).await;
    let made = list(&client, "main").await.remove(0);
    let refs = client.get(&format!("/projects/{SHOP}/git/refs")).await.text;
    let field = |name: &str, parent: Option<&str>, at: &str| {
        (
            json!({
                "environment_name": name, "branch_from": parent, "restore_code": true,
            }),
            at.to_owned(),
        )
    };
    for (body, at) in [
        field("new", Some("nothing"), "branch_from"),
        field("a..b", None, "environment_name"),
        field("main/below", None, "environment_name"),
    ] {
        let refused = client.post(&link(&made, "#restore"), body).await.refused(400);
        assert!(refused["detail"][&at].is_string(), "{refused}");
    }
    for (id, way) in [("load-test", "Resume"), ("experiment/faster-search", "Activate")] {
        let refused = client.post(&link(&made, "#restore"), restore(Some(id), true)).await.refused(409);
        assert!(refused["detail"].as_str().unwrap().contains(way), "{refused}");
    }
    assert_eq!(client.get(&format!("/projects/{SHOP}/git/refs")).await.text, refs);
}

#[tokio::test]
async fn what_is_under_way_goes_on_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let storage = Storage::Directory(folder.path().to_owned());
    let id = "gift-cards-b3m9q";
    let (token, made, held) = {
        let client = Client::admin(&open(DataSet::Demo, storage.clone())).await;
        write(&client, id, "then").await;
        let held = data(&client, id).await;
        let made = backup(&client, id, true).await;
        write(&client, id, "later").await;
        push(&client, id, "later\n").await;
        client.advance(DONE).await;
        client.post(&link(&made, "#restore"), restore(None, true)).await.ok();
        (client.token.clone(), made, held)
    };
    let client = Client { router: open(DataSet::Demo, storage).router(), token };
    client.advance(DONE).await;
    assert_eq!(
        (data(&client, id).await, head(&client, id).await),
        (held, made["commit_id"].as_str().unwrap().to_owned())
    );
    let repository = folder.path().join(format!("repositories/{SHOP}.git"));
    let checked = std::process::Command::new("git")
        .arg("-C")
        .arg(repository)
        .args(["fsck", "--full", "--strict", "--no-dangling"])
        .output()
        .unwrap();
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
}
