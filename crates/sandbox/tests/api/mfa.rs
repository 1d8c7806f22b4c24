use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::json;

use crate::account::{account, codes, enroll, is_let_in, passcode, secret};
use wheelhouse_sandbox::{DataSet, Storage};

use crate::common::{Client, SHOP, open, sandbox};

async fn totp(client: &Client) -> String {
    format!("{}/totp", account(client).await)
}

#[tokio::test]
async fn an_enrollment_has_a_key_and_a_code_to_scan() {
    let sandbox = sandbox();
    let client = Client::admin(&sandbox).await;
    let enrollment = client.get(&totp(&client).await).await.ok();
    assert_eq!(enrollment["account_name"], "niamh@lakeside-media.example");
    assert!(enrollment["issuer"].as_str().unwrap().starts_with("https://"), "{enrollment}");
    let key = enrollment["secret"].as_str().unwrap();
    assert_eq!(key.len(), 32, "160 bits in Base32");
    let png = BASE64_STANDARD.decode(enrollment["qr_code"].as_str().unwrap()).unwrap();
    let image = image::load_from_memory_with_format(&png, image::ImageFormat::Png).unwrap().to_luma8();
    assert!(image.width() == image.height() && image.width() > 200, "{}", image.width());
    // The corner of its frame: white around it, then a square of seven dark modules.
    assert_eq!([0, 23, 24, 65, 66].map(|x| image.get_pixel(x, 24)[0]), [255, 255, 0, 0, 255]);
    // Looking again changes nothing: what was scanned before can be confirmed.
    assert_eq!(client.get(&totp(&client).await).await.ok(), enrollment);
    assert_ne!(secret(&Client::viewer(&sandbox).await).await, key);
    assert_ne!(secret(&Client::admin(&crate::common::sandbox()).await).await, key, "each database has its own");
}

#[tokio::test]
async fn a_device_is_enrolled_when_it_makes_the_right_passcodes() {
    let client = Client::admin(&sandbox()).await;
    client.control("POST", "clock", json!({"stop": true})).await.ok();
    let (path, key) = (totp(&client).await, secret(&client).await);
    let right = passcode(&client, &key, 0).await;
    let other = if right == "000000" { "000001" } else { "000000" };
    let refused = client.post(&path, json!({"secret": key, "passcode": other})).await.refused(400);
    assert!(refused["detail"]["passcode"].as_str().unwrap().contains("app shows now"), "{refused}");
    let foreign = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
    let refused = client.post(&path, json!({"secret": foreign, "passcode": right})).await.refused(400);
    assert!(refused["detail"]["secret"].is_string(), "{refused}");
    // One step of the clock is forgiven, two are not.
    for late in [-61, 61] {
        let body = json!({"secret": key, "passcode": passcode(&client, &key, late).await});
        client.post(&path, body).await.refused(400);
    }
    let body = json!({"secret": key, "passcode": passcode(&client, &key, -30).await});
    let recovery = codes(&client.post(&path, body.clone()).await.ok());
    assert_eq!(recovery.len(), 10);
    assert!(recovery.iter().all(|code| code.len() == 19 && code.matches('-').count() == 3), "{recovery:?}");
    // Once there is one, there is no second, and nothing is told of the first.
    client.post(&path, body).await.refused(409);
    let refused = client.get(&path).await.refused(409);
    assert!(!refused.to_string().contains(&key));
}

#[tokio::test]
async fn a_passcode_is_good_once_and_no_earlier_one_after_it() {
    let client = Client::admin(&sandbox()).await;
    let key = secret(&client).await;
    assert!(!is_let_in(&client, &passcode(&client, &key, 0).await).await, "nothing is enrolled yet");
    enroll(&client).await.ok();
    let (before, used, next) =
        (passcode(&client, &key, -30).await, passcode(&client, &key, 0).await, passcode(&client, &key, 30).await);
    assert!(!is_let_in(&client, &used).await, "it confirmed the enrollment");
    assert!(!is_let_in(&client, &before).await);
    assert!(is_let_in(&client, &next).await);
    assert!(!is_let_in(&client, &next).await);
    client.advance(30.0).await;
    assert!(!is_let_in(&client, &passcode(&client, &key, 0).await).await, "its step was used");
    client.advance(30.0).await;
    assert!(is_let_in(&client, &passcode(&client, &key, 0).await).await);
    assert!(!is_let_in(&client, "not a code").await);
}

#[tokio::test]
async fn a_recovery_code_works_once_and_new_ones_replace_all() {
    let client = Client::admin(&sandbox()).await;
    let path = format!("{}/codes", account(&client).await);
    client.post(&path, json!({})).await.refused(404);
    let first = codes(&enroll(&client).await.ok());
    assert!(is_let_in(&client, &first[0]).await);
    assert!(!is_let_in(&client, &first[0]).await);
    assert!(is_let_in(&client, &first[1].to_uppercase()).await);
    let answer = client.post(&path, json!({})).await;
    assert_eq!(answer.status, 201);
    let second = codes(&answer.ok());
    assert!(second.len() == 10 && second.iter().all(|code| !first.contains(code)));
    assert!(!is_let_in(&client, &first[2]).await);
    assert!(is_let_in(&client, &second[0]).await);
}

#[tokio::test]
async fn what_is_withdrawn_lets_nobody_in_and_another_has_another_key() {
    let client = Client::admin(&sandbox()).await;
    let (path, key) = (totp(&client).await, secret(&client).await);
    client.delete(&path).await.refused(404);
    let recovery = codes(&enroll(&client).await.ok());
    client.advance(60.0).await;
    client.delete(&path).await.done();
    assert!(!is_let_in(&client, &passcode(&client, &key, 0).await).await);
    assert!(!is_let_in(&client, &recovery[0]).await);
    client.post(&format!("{}/codes", account(&client).await), json!({})).await.refused(404);
    assert_ne!(secret(&client).await, key);
    let old = json!({"secret": key, "passcode": passcode(&client, &key, 0).await});
    client.post(&path, old).await.refused(400);
    enroll(&client).await.ok();
}

#[tokio::test]
async fn a_second_factor_is_its_persons_alone_and_told_to_nobody() {
    let sandbox = sandbox();
    let (admin, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    let path = totp(&admin).await;
    let key = secret(&admin).await;
    viewer.get(&path).await.refused(403);
    viewer.post(&path, json!({"secret": key, "passcode": passcode(&admin, &key, 0).await})).await.refused(403);
    let enabled = async |client: &Client| {
        let list = client.get("/organizations").await.ok();
        let people = client.get(list["_links"]["ref:users:0"]["href"].as_str().unwrap()).await.ok();
        people[&admin.id().await]["mfa_enabled"].clone()
    };
    assert_eq!(enabled(&admin).await, false);
    let recovery = codes(&enroll(&admin).await.ok());
    assert_eq!((enabled(&admin).await, enabled(&viewer).await), (json!(true), json!(true)));
    viewer.delete(&path).await.refused(403);
    viewer.post(&format!("{}/codes", account(&admin).await), json!({})).await.refused(403);
    let id = admin.id().await;
    for path in [
        "/me".to_owned(),
        "/users/me".to_owned(),
        format!("/users/{id}"),
        format!("/profiles/{id}"),
        "/profiles".to_owned(),
        format!("/projects/{SHOP}/activities"),
    ] {
        let text = admin.get(&path).await.text;
        assert!(!text.contains(&key) && recovery.iter().all(|code| !text.contains(code)), "{path}");
    }
}

#[tokio::test]
async fn what_is_secret_stands_in_no_file_and_outlives_the_server() {
    let folder = tempfile::tempdir().unwrap();
    let storage = Storage::Directory(folder.path().to_owned());
    let (key, recovery, password) = {
        let client = Client::admin(&open(DataSet::Demo, storage.clone())).await;
        let (id, key, password) = (client.id().await, secret(&client).await, "correct horse battery");
        let recovery = codes(&enroll(&client).await.ok());
        client.send("POST", &format!("/users/{id}/resetpassword"), None).await.done();
        client.control("POST", &format!("mail/{id}"), json!({"kind": "password", "password": password})).await.ok();
        (key, recovery, password)
    };
    let files = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
    let files: Vec<Vec<u8>> = files.filter(|path| path.is_file()).map(|path| std::fs::read(path).unwrap()).collect();
    let stands = |text: &str| files.iter().any(|file| file.windows(text.len()).any(|part| part == text.as_bytes()));
    assert!(stands("niamh@lakeside-media.example") && !stands(&key) && !stands(password));
    assert!(recovery.iter().all(|code| !stands(code)));
    let client = Client::admin(&open(DataSet::Demo, storage)).await;
    client.get(&totp(&client).await).await.refused(409);
    assert!(is_let_in(&client, &recovery[0]).await);
    client.advance(60.0).await;
    assert!(is_let_in(&client, &passcode(&client, &key, 0).await).await);
}
