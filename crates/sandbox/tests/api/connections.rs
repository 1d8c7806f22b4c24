use serde_json::json;

use crate::account::account;
use crate::common::{Client, sandbox};

#[tokio::test]
async fn a_connection_is_gone_when_it_is_deleted() {
    let client = Client::admin(&sandbox()).await;
    let list = format!("{}/connections", account(&client).await);
    let connections = client.get(&list).await.ok();
    let providers: Vec<&str> =
        connections.as_array().unwrap().iter().map(|one| one["provider"].as_str().unwrap()).collect();
    assert_eq!(providers, ["google", "lakeside-sso"]);
    let google = client.get(&format!("{list}/google")).await.ok();
    assert_eq!((&google, &google["is_mandatory"]), (&connections[0], &json!(false)));
    client.delete(&format!("{list}/google")).await.done();
    client.get(&format!("{list}/google")).await.refused(404);
    client.delete(&format!("{list}/google")).await.refused(404);
    assert_eq!(client.get(&list).await.ok(), json!([connections[1]]));
}

#[tokio::test]
async fn a_mandatory_connection_stays_and_the_refusal_says_why() {
    let client = Client::admin(&sandbox()).await;
    let path = format!("{}/connections/lakeside-sso", account(&client).await);
    assert_eq!(client.get(&path).await.ok()["is_mandatory"], true);
    let refused = client.delete(&path).await.refused(403);
    assert!(refused["detail"].as_str().unwrap().contains("requires the connection with lakeside-sso"), "{refused}");
    client.get(&path).await.ok();
}

#[tokio::test]
async fn connections_are_their_persons_alone() {
    let sandbox = sandbox();
    let (admin, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    let list = format!("{}/connections", account(&admin).await);
    viewer.get(&list).await.refused(403);
    for method in ["GET", "DELETE"] {
        viewer.send(method, &format!("{list}/google"), None).await.refused(403);
    }
    assert_eq!(viewer.get(&format!("{}/connections", account(&viewer).await)).await.ok(), json!([]));
}
