//! API tokens: shown once, good until they are deleted, and nobody else's.

use serde_json::{Value, json};

use crate::common::{Client, exchange, sandbox};

async fn tokens(client: &Client) -> String {
    let me = client.get("/users/me").await.ok();
    format!("/users/{}/api-tokens", me["id"].as_str().unwrap())
}

#[tokio::test]
async fn a_token_is_shown_once_and_signs_in_until_it_is_deleted() {
    let client = Client::admin(&sandbox()).await;
    let list = tokens(&client).await;
    let answer = client.post(&list, json!({"name": " Night jobs "})).await;
    assert_eq!(answer.status, 201);
    let made = answer.ok();
    let (id, value) = (made["id"].as_str().unwrap(), made["token"].as_str().unwrap());
    assert_eq!(made["name"], "Night jobs");
    assert!(value.len() > 30 && made["last_used_at"].is_null());

    let one = format!("{list}/{id}");
    for shown in [client.get(&list).await.text, client.get(&one).await.text] {
        assert!(shown.contains(id) && !shown.contains(value));
    }
    let signed_in = exchange(&client.router, value).await.ok();
    let other = Client { token: signed_in["access_token"].as_str().unwrap().to_owned(), ..client.clone() };
    other.get("/users/me").await.ok();
    assert!(client.get(&one).await.ok()["last_used_at"].is_string());

    let gone = client.delete(&one).await;
    assert_eq!((gone.status.as_u16(), gone.text.as_str()), (204, ""));
    other.get("/users/me").await.refused(401);
    let refused = exchange(&client.router, value).await;
    assert_eq!((refused.status.as_u16(), &refused.json()["error"]), (401, &json!("invalid_grant")));
    client.get(&one).await.refused(404);
    client.get("/users/me").await.ok();
}

#[tokio::test]
async fn who_deletes_the_token_in_use_is_signed_out() {
    let client = Client::admin(&sandbox()).await;
    let list = tokens(&client).await;
    let all = client.get(&list).await.ok();
    let own = all.as_array().unwrap().iter().find(|token| token["name"] == "Demo administrator").unwrap();
    client.delete(&format!("{list}/{}", own["id"].as_str().unwrap())).await;
    client.get("/users/me").await.refused(401);
}

#[tokio::test]
async fn names_tell_tokens_apart() {
    let client = Client::admin(&sandbox()).await;
    let list = tokens(&client).await;
    client.post(&list, json!({"name": "Twice"})).await.ok();
    let refused = client.post(&list, json!({"name": "Twice"})).await.refused(409);
    assert!(refused["detail"]["name"].is_string(), "{refused}");
    client.post(&list, json!({"name": ""})).await.refused(400);
    client.post(&list, json!({"name": "x".repeat(256)})).await.refused(400);
}

#[tokio::test]
async fn another_persons_tokens_are_nobodys_business() {
    let sandbox = sandbox();
    let (client, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    let list = tokens(&client).await;
    let one = client.get(&list).await.ok()[0]["id"].as_str().unwrap().to_owned();
    viewer.get(&list).await.refused(403);
    viewer.post(&list, json!({"name": "Mine"})).await.refused(403);
    let own = tokens(&viewer).await;
    viewer.delete(&format!("{own}/{one}")).await.refused(404);
    let there: Vec<Value> = client.get(&list).await.ok().as_array().unwrap().clone();
    assert!(there.iter().any(|token| token["id"] == one.as_str()));
}
