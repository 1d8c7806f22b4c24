use axum::body::Body;
use axum::http::{Request, StatusCode};
use http_body_util::BodyExt;
use image::{GenericImageView, ImageFormat};
use serde_json::json;
use tower::ServiceExt;

use crate::account::{picture, send_picture};
use crate::common::{Client, sandbox};

async fn place(client: &Client) -> String {
    format!("/profile/{}/picture", client.id().await)
}

/// What is found at an address by who is not signed in, and its type.
async fn found(client: &Client, address: &str) -> (StatusCode, String, Vec<u8>) {
    let request = Request::get(address).body(Body::empty()).unwrap();
    let response = client.router.clone().oneshot(request).await.unwrap();
    let kind = response.headers()["content-type"].to_str().unwrap().to_owned();
    assert_eq!(response.headers()["x-content-type-options"], "nosniff");
    let status = response.status();
    (status, kind, response.into_body().collect().await.unwrap().to_bytes().to_vec())
}

#[tokio::test]
async fn an_image_becomes_the_picture_of_its_person_until_it_is_deleted() {
    let sandbox = sandbox();
    let (admin, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    let place = place(&admin).await;
    admin.delete(&place).await.refused(404);
    let address = send_picture(&admin, &place).await.ok()["url"].as_str().unwrap().to_owned();
    let me = admin.get("/users/me").await.ok();
    assert_eq!(me["picture"], address.as_str());
    assert_eq!(viewer.get("/users/username=niamh").await.ok()["picture"], address.as_str());
    let (status, kind, png) = found(&admin, &address).await;
    assert_eq!((status, kind.as_str()), (StatusCode::OK, "image/png"));
    assert_eq!(image::load_from_memory(&png).unwrap().dimensions(), (64, 48));
    admin.send("DELETE", &address, None).await.refused(405);
    assert_eq!(found(&admin, "/api/pictures/%FF").await.0, StatusCode::NOT_FOUND);
    // Another takes its place.
    let second = send_picture(&admin, &place).await.ok()["url"].as_str().unwrap().to_owned();
    assert_ne!(address, second);
    assert_eq!(found(&admin, &address).await.0, StatusCode::NOT_FOUND);
    viewer.delete(&place).await.refused(403);
    viewer.patch(&format!("/users/{}", viewer.id().await), json!({"picture": second})).await.refused(400);
    admin.delete(&place).await.done();
    assert_eq!(admin.get("/users/me").await.ok()["picture"], "");
    assert_eq!(found(&admin, &second).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_picture_may_be_elsewhere_and_then_none_is_kept_here() {
    let client = Client::admin(&sandbox()).await;
    let path = format!("/users/{}", client.id().await);
    let address = send_picture(&client, &place(&client).await).await.ok()["url"].clone();
    // What was uploaded can be sent back as it is.
    client.patch(&path, json!({"picture": address})).await.ok();
    assert_eq!(found(&client, address.as_str().unwrap()).await.0, StatusCode::OK);
    client.patch(&path, json!({"picture": "https://pictures.example/a.png"})).await.ok();
    assert_eq!(found(&client, address.as_str().unwrap()).await.0, StatusCode::NOT_FOUND);
    client.patch(&path, json!({"picture": address})).await.refused(400);
}

#[tokio::test]
async fn each_type_is_taken_and_large_images_are_made_smaller() {
    let client = Client::admin(&sandbox()).await;
    let place = place(&client).await;
    for (format, width, height, kept) in [
        (ImageFormat::Png, 32, 32, (32, 32)),
        (ImageFormat::Jpeg, 1024, 512, (512, 256)),
        (ImageFormat::WebP, 300, 600, (256, 512)),
    ] {
        let sent = client.upload(&place, "file", "image/any", &picture(width, height, format)).await.ok();
        let (_, kind, png) = found(&client, sent["url"].as_str().unwrap()).await;
        assert_eq!(kind, "image/png");
        assert_eq!(image::load_from_memory_with_format(&png, ImageFormat::Png).unwrap().dimensions(), kept);
    }
}

#[tokio::test]
async fn what_is_no_picture_is_refused_and_the_old_one_stays() {
    let client = Client::admin(&sandbox()).await;
    let place = place(&client).await;
    let before = send_picture(&client, &place).await.ok()["url"].clone();
    let png = picture(64, 64, ImageFormat::Png);
    let gif = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";
    let large = [png.clone(), vec![0; 1_000_000]].concat();
    let said = async |field: &str, bytes: &[u8]| -> String {
        let refused = client.upload(&place, field, "image/png", bytes).await.refused(400);
        refused["detail"]["file"].as_str().unwrap_or_else(|| panic!("{refused}")).to_owned()
    };
    assert!(said("file", b"<svg/>").await.contains("PNG, JPEG, WEBP"));
    assert!(said("file", gif).await.contains("PNG, JPEG, WEBP"));
    assert!(said("file", &png[..png.len() / 2]).await.contains("broken"));
    assert!(said("file", &large).await.contains("1000 KB is the most"));
    assert!(said("file", &picture(31, 64, ImageFormat::Png)).await.contains("31 × 64 pixels"));
    assert!(said("file", &picture(64, 4097, ImageFormat::Png)).await.contains("4096"));
    assert!(said("other", &png).await.contains("field file"));
    assert!(said("file", b"").await.contains("field file"));
    for body in [None, Some(json!({"file": "x"}))] {
        let refused = client.send("POST", &place, body).await.refused(400);
        assert!(refused["detail"]["file"].is_string());
    }
    let enormous = [png, vec![0; 2_000_000]].concat();
    client.upload(&place, "file", "image/png", &enormous).await.refused(413);
    assert_eq!(client.get("/users/me").await.ok()["picture"], before);
}

#[tokio::test]
async fn a_photograph_is_upright_and_says_nothing_of_where_it_was_taken() {
    let client = Client::admin(&sandbox()).await;
    // What cameras write before the image: here, that it is to be turned by a quarter, and a text.
    let tiff = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0 at home";
    let length = u16::try_from(2 + 6 + tiff.len()).unwrap().to_be_bytes();
    let jpeg = picture(80, 40, ImageFormat::Jpeg);
    let taken = [&jpeg[..2], &[0xff, 0xe1], &length, b"Exif\0\0", tiff, &jpeg[2..]].concat();
    let sent = client.upload(&place(&client).await, "file", "image/jpeg", &taken).await.ok();
    let (_, _, png) = found(&client, sent["url"].as_str().unwrap()).await;
    assert_eq!(image::load_from_memory(&png).unwrap().dimensions(), (40, 80));
    assert!(!png.windows(7).any(|part| part == b"at home") && !png.windows(4).any(|part| part == b"eXIf"));
}
