//! What a person has at hand to look after their account: a device that makes passcodes, and an image.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, RgbaImage};
use serde_json::{Value, json};
use totp_rs::{Builder, Secret};

use crate::common::{Answer, Client};

/// The passcode that a device with this key shows so many seconds from now.
pub async fn passcode(client: &Client, secret: &str, later: i64) -> String {
    let now = client.control("POST", "clock", json!({})).await.ok();
    let seconds = seconds(now["now"].as_str().unwrap()).checked_add_signed(later).unwrap();
    Builder::new()
        .with_secret(Secret::try_from_base32(secret).unwrap())
        .build_noncompliant()
        .generate(seconds)
        .to_string()
}

/// Seconds since 1970 of a time as the API writes it.
fn seconds(text: &str) -> u64 {
    let at = time::OffsetDateTime::parse(text, &time::format_description::well_known::Rfc3339).unwrap();
    u64::try_from(at.unix_timestamp()).unwrap()
}

/// The address below which a person's account is.
pub async fn account(client: &Client) -> String {
    format!("/users/{}", client.id().await)
}

/// The key to set a device up with.
pub async fn secret(client: &Client) -> String {
    let enrollment = client.get(&format!("{}/totp", account(client).await)).await.ok();
    enrollment["secret"].as_str().unwrap().to_owned()
}

/// Confirms a device that makes the right passcodes. The clock stands from then on.
pub async fn enroll(client: &Client) -> Answer {
    client.control("POST", "clock", json!({"stop": true})).await.ok();
    let secret = secret(client).await;
    let body = json!({"secret": secret, "passcode": passcode(client, &secret, 0).await});
    client.post(&format!("{}/totp", account(client).await), body).await
}

/// The recovery codes of an answer.
pub fn codes(answer: &Value) -> Vec<String> {
    answer["recovery_codes"].as_array().unwrap().iter().map(|code| code.as_str().unwrap().to_owned()).collect()
}

/// Whether a person is let in with a passcode or a recovery code beside their password.
pub async fn is_let_in(client: &Client, code: &str) -> bool {
    let id = client.id().await;
    let answer = client.control("POST", &format!("second-factor/{id}"), json!({"code": code})).await.ok();
    answer["accepted"].as_bool().unwrap()
}

/// An image of these measures.
pub fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let image = RgbaImage::from_fn(width, height, |x, y| image::Rgba([x as u8, y as u8, 90, 255]));
    let image = DynamicImage::from(image);
    let mut bytes = Cursor::new(Vec::new());
    // JPEG has no transparency.
    image.to_rgb8().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

pub async fn send_picture(client: &Client, path: &str) -> Answer {
    client.upload(path, "file", "image/png", &picture(64, 48, ImageFormat::Png)).await
}

/// An organization of the person that has no projects, and the demo's viewer among its members; its id.
pub async fn organization(client: &Client) -> String {
    let made = client.post("/organizations", json!({"label": "Made by test"})).await.ok();
    let id = made["id"].as_str().unwrap().to_owned();
    let viewer = client.get("/users/username=teo").await.ok()["id"].clone();
    client.post(&format!("/organizations/{id}/members"), json!({"user_id": viewer})).await.ok();
    id
}

/// Does what an operation needs to have been done before.
pub async fn prepare(client: &Client, operation: &str) {
    match operation {
        "withdraw-totp-enrollment" | "re-create-recovery-codes" => drop(enroll(client).await.ok()),
        "delete-a-user-profile-picture" => {
            drop(send_picture(client, &format!("/profile/{}/picture", client.id().await)).await.ok());
        }
        _ => {}
    }
}
