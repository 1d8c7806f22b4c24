//! SSH keys: parsed, fingerprinted, each one person's.

use serde_json::json;

use crate::common::{Client, sandbox};

const KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPoQUbkVlx1KO5cB14rTgA0mb7q1L9EoVvdzWKyDgHwd";
const FINGERPRINT: &str = "SHA256:lPpF/c9q8ifdZY/paiaeWTNgRO6qxxaY+wsK+Wi46rE";
/// Of 1024 bits.
const WEAK: &str = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQDBKaNSc+fkKTENlkgZ8Mme/fnts7iUYJD8Wn6UHfDuFopnV/s5d81VtJMwlY53ySJ8srGiuXkmo8+MQih5QuKFui05Lyx1uc+FPXBFlt6Aj3FQOM+85Ng2Nc32C9hkoAps8iw+3lbXXT3taYf+diLLiqPGBjSMq+3OwtoJHHq+gQ==";

#[tokio::test]
async fn a_key_is_known_by_its_fingerprint_until_it_is_deleted() {
    let client = Client::admin(&sandbox()).await;
    let answer = client.post("/ssh_keys", json!({"value": format!("  {KEY} ada@desk\n"), "title": "Desk"})).await;
    assert_eq!(answer.status, 201);
    let key = answer.ok();
    assert_eq!((&key["fingerprint"], &key["title"]), (&json!(FINGERPRINT), &json!("Desk")));
    let path = format!("/ssh_keys/{}", key["key_id"]);
    assert_eq!(client.get(&path).await.ok(), key);
    assert_eq!(client.delete(&path).await.status, 204);
    client.get(&path).await.refused(404);
    // The number is not given again.
    let next = client.post("/ssh_keys", json!({"value": format!("{KEY} ada@desk")})).await.ok();
    assert!(next["key_id"].as_i64() > key["key_id"].as_i64());
    assert_eq!(next["title"], "ada@desk", "without a title it goes by its comment");
}

#[tokio::test]
async fn the_demos_keys_are_what_they_say() {
    let client = Client::admin(&sandbox()).await;
    for id in [1, 2] {
        let key = client.get(&format!("/ssh_keys/{id}")).await.ok();
        client.delete(&format!("/ssh_keys/{id}")).await;
        let again = client.post("/ssh_keys", json!({"value": key["value"]})).await.ok();
        assert_eq!(again["fingerprint"], key["fingerprint"]);
    }
}

#[tokio::test]
async fn what_is_no_good_key_is_refused_at_its_field() {
    let client = Client::admin(&sandbox()).await;
    let private = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaA==\n-----END OPENSSH PRIVATE KEY-----\n";
    for (value, words) in
        [("nonsense", "public key"), ("ssh-ed25519 AAAA", "public key"), (private, "public"), (WEAK, "2048 bits")]
    {
        let refused = client.post("/ssh_keys", json!({"value": value})).await.refused(400);
        let said = refused["detail"]["value"].as_str().unwrap();
        assert!(said.contains(words), "{value}: {said}");
        assert!(!refused.to_string().contains("b3BlbnNzaA"), "a private key is not repeated");
    }
}

#[tokio::test]
async fn a_key_is_one_persons() {
    let sandbox = sandbox();
    let (client, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    let key = client.post("/ssh_keys", json!({"value": KEY})).await.ok();
    let path = format!("/ssh_keys/{}", key["key_id"]);
    viewer.get(&path).await.refused(404);
    viewer.delete(&path).await.refused(404);
    for other in [&client, &viewer] {
        let refused = other.post("/ssh_keys", json!({"value": format!("{KEY} again")})).await.refused(409);
        assert!(refused["detail"]["value"].is_string());
    }
    let me = client.get("/users/me").await.ok();
    viewer.post("/ssh_keys", json!({"value": KEY, "uuid": me["id"]})).await.refused(403);
    client.get("/ssh_keys/none").await.refused(404);
}
