use serde_json::{Value, json};

use crate::common::{Client, SHOP, activity, names, sandbox};

fn path() -> String {
    format!("/projects/{SHOP}/deployments")
}

#[tokio::test]
async fn targets_of_every_kind_are_added_read_changed_and_deleted() {
    let client = Client::admin(&sandbox()).await;
    let hosts =
        json!([{"id": "h1", "type": "core", "services": null}, {"id": null, "type": "satellite", "services": ["db"]}]);
    for (kind, key, value) in [
        ("dedicated", "enforced_mounts", json!({"/var/data": {"path": "data"}})),
        ("enterprise", "ssh_hosts", json!(["a.example", "b.example"])),
        ("foundation", "hosts", hosts),
    ] {
        let mut body = json!({"type": kind, "name": format!("my-{kind}")});
        body[key] = value.clone();
        let answer = client.post(&path(), body).await;
        assert_eq!(answer.status, 201, "{}", answer.text);
        let written = answer.ok();
        let entity = &written["_embedded"]["entity"];
        assert_eq!((&entity["type"], &entity[key]), (&json!(kind), &value));
        assert_eq!(activity(&written)["type"], "project.deployment_target.create");
        let link = entity["_links"]["#edit"]["href"].as_str().unwrap();
        assert_eq!(client.get(link).await.ok(), *entity);
        assert!(client.get(&path()).await.ok().as_array().unwrap().contains(entity));

        let changed = client.patch(link, json!({"type": kind, "name": format!("our-{kind}")})).await.ok();
        assert_eq!(activity(&changed)["type"], "project.deployment_target.update");
        let after = client.get(link).await.ok();
        assert_eq!((&after["name"], &after[key]), (&json!(format!("our-{kind}")), &value));
        let refused = client.patch(link, json!({"type": "kubernetes", "name": "x"})).await.refused(400);
        assert!(refused["detail"]["type"].is_string());

        assert_eq!(activity(&client.delete(link).await.ok())["type"], "project.deployment_target.delete");
        client.get(link).await.refused(404);
    }
    let written = client.post(&path(), json!({"type": "kubernetes", "name": "k8s"})).await.ok();
    assert_eq!(written["_embedded"]["entity"]["k8s_config"], Value::Null);
}

#[tokio::test]
async fn the_local_target_is_there_and_stays() {
    let client = Client::admin(&sandbox()).await;
    let list = client.get(&path()).await.ok();
    assert_eq!(names(&list), ["local", "black-friday-cluster"]);
    let local = &list[0];
    assert_eq!(
        (&local["id"], &local["type"], &local["_links"]["#delete"]),
        (&json!("local"), &json!("local"), &Value::Null)
    );
    let link = local["_links"]["#edit"]["href"].as_str().unwrap();
    let refused = client.delete(link).await.refused(403);
    assert!(refused["detail"].as_str().unwrap().contains("environments run on it"));
    let refused = client.patch(link, json!({"type": "local", "name": "mine"})).await.refused(400);
    assert!(refused["detail"]["name"].is_string());
    let conflict = client.post(&path(), json!({"type": "local", "name": "second"})).await.refused(409);
    assert!(conflict["detail"]["type"].is_string());

    let written = client.patch(link, json!({"type": "local", "name": "local", "use_dedicated_grid": true})).await.ok();
    assert_eq!(activity(&written)["environments"], json!(["main"]), "what runs on it redeploys");
    assert_eq!(client.get(link).await.ok()["use_dedicated_grid"], true);
    assert_eq!(names(&client.get(&path()).await.ok()), ["local", "black-friday-cluster"]);
}

#[tokio::test]
async fn names_are_unique() {
    let client = Client::admin(&sandbox()).await;
    for name in ["local", "black-friday-cluster"] {
        let conflict = client.post(&path(), json!({"type": "dedicated", "name": name})).await.refused(409);
        assert!(conflict["detail"]["name"].as_str().unwrap().contains("already"));
    }
    let made = client.post(&path(), json!({"type": "dedicated", "name": "a"})).await.ok();
    let link = made["_embedded"]["entity"]["_links"]["#edit"]["href"].as_str().unwrap();
    client.patch(link, json!({"type": "dedicated", "name": "black-friday-cluster"})).await.refused(409);
    client.patch(link, json!({"type": "dedicated", "name": "a"})).await.ok();
}

#[tokio::test]
async fn they_are_for_who_is_privileged() {
    let sandbox = sandbox();
    let (admin, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    let before = admin.get(&path()).await.ok();
    for refused in [
        viewer.get(&path()).await,
        viewer.get(&format!("{}/local", path())).await,
        viewer.post(&path(), json!({"type": "dedicated", "name": "a"})).await,
    ] {
        assert!(refused.refused(403)["detail"].as_str().unwrap().contains("admin role"));
    }
    assert_eq!(admin.get(&path()).await.ok(), before);
}
