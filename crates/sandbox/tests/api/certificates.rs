use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use wheelhouse_sandbox::{DataSet, Storage};

use crate::common::{Client, DONE, SHOP, TICKETS, activity, open, sandbox};
use crate::made;

const RSA: (&str, &str) = (include_str!("../keys/rsa.crt"), include_str!("../keys/rsa.key"));
const P384: (&str, &str) = (include_str!("../keys/p384.crt"), include_str!("../keys/p384.key"));

fn path() -> String {
    format!("/projects/{SHOP}/certificates")
}

async fn refused(client: &Client, certificate: &str, key: &str, chain: &[&str]) -> Value {
    let body = json!({"certificate": certificate, "key": key, "chain": chain});
    client.post(&path(), body).await.refused(400)["detail"].clone()
}

#[tokio::test]
async fn a_certificate_is_read_kept_changed_and_deleted() {
    let client = Client::admin(&sandbox()).await;
    let made = made::certificate(&["Kiosk.lakeside-shop.example", "*.kiosk.lakeside-shop.example"], 2071);
    let body = json!({"certificate": made.certificate, "key": made.key, "chain": made.chain});
    let answer = client.post(&path(), body).await;
    assert_eq!(answer.status, 201);
    let written = answer.ok();
    let entity = &written["_embedded"]["entity"];
    assert_eq!(entity["domains"], json!(["kiosk.lakeside-shop.example", "*.kiosk.lakeside-shop.example"]));
    assert_eq!(entity["expires_at"], "2071-12-31T00:00:00.000000+00:00");
    assert_eq!((&entity["certificate"], &entity["chain"]), (&json!(made.certificate), &json!(made.chain)));
    let issuer = [
        json!({"oid": "2.5.4.3", "alias": "commonName", "value": "Test Issuer"}),
        json!({"oid": "2.5.4.10", "alias": "organizationName", "value": "Tests"}),
    ];
    assert_eq!(entity["issuer"], json!(issuer));
    assert_eq!(entity["auth_type"], json!(["server"]));
    for flag in ["is_provisioned", "is_invalid", "is_root"] {
        assert_eq!(entity[flag], false, "{flag}");
    }
    let started = activity(&written);
    assert_eq!(started["type"], "project.certificate.create");
    assert_eq!(started["environments"], json!(["main"]));
    assert_eq!(started["payload"]["certificate"]["domains"], entity["domains"]);

    let link = entity["_links"]["#edit"]["href"].as_str().unwrap();
    assert_eq!(client.get(link).await.ok(), *entity);
    assert!(client.get(&path()).await.ok().as_array().unwrap().contains(entity));

    let changed = client.patch(link, json!({"is_invalid": true, "chain": [made.chain[0]]})).await.ok();
    assert_eq!(changed["_embedded"]["entity"]["is_invalid"], true);
    assert_eq!(changed["_embedded"]["entity"]["chain"], json!([made.chain[0]]));
    assert_eq!(activity(&changed)["type"], "project.certificate.update");
    let seen = client.get(link).await.ok();
    assert_eq!((&seen["is_invalid"], &seen["domains"]), (&json!(true), &entity["domains"]));

    let deleted = client.delete(link).await.ok();
    assert_eq!(activity(&deleted)["type"], "project.certificate.delete");
    client.get(link).await.refused(404);
    client.delete(link).await.refused(404);
}

#[tokio::test]
async fn keys_of_every_usual_form_are_compared() {
    let client = Client::admin(&sandbox()).await;
    for (certificate, key) in [RSA, P384] {
        let detail = refused(&client, certificate, &made::foreign_key(), &[]).await;
        assert_eq!(detail["key"], "This key does not belong to the certificate.");
        let written = client.post(&path(), json!({"certificate": certificate, "key": key})).await.ok();
        assert_eq!(written["_embedded"]["entity"]["chain"], json!([]));
    }
    // The same kind of key, of another certificate.
    let (one, other) = (made::certificate(&["a.example"], 2071), made::certificate(&["b.example"], 2071));
    assert!(refused(&client, &one.certificate, &other.key, &[]).await["key"].is_string());
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_where_it_stands() {
    let client = Client::admin(&sandbox()).await;
    let made = made::certificate(&["a.example"], 2071);
    let (certificate, key) = (made.certificate.as_str(), made.key.as_str());
    let not_x509 = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let cut = certificate.trim_end().trim_end_matches("-----END CERTIFICATE-----");
    let two = format!("{certificate}{}", made.chain[0]);
    for (wrong, says) in [
        ("", "required"),
        ("hello", "BEGIN"),
        (key, "private key"),
        (cut, "END"),
        (not_x509, "X.509"),
        (two.as_str(), "one certificate"),
        (made.chain[0].as_str(), "covers no domain"),
    ] {
        let message = refused(&client, wrong, key, &[]).await["certificate"].as_str().unwrap().to_owned();
        assert!(message.contains(says), "{message}");
    }
    let damaged = key.replacen("M", "N", 1).replace("IG", "AA");
    for wrong in ["", "hello", certificate, damaged.as_str()] {
        let detail = refused(&client, certificate, wrong, &[]).await;
        assert!(detail["key"].is_string() && detail["certificate"].is_null(), "{detail}");
        assert!(!detail.to_string().contains(&key[40..60]), "the key is repeated: {detail}");
    }
}

#[tokio::test]
async fn pem_is_read_as_people_have_it() {
    let client = Client::admin(&sandbox()).await;
    let ways: [fn(&str) -> String; 4] = [
        |pem| pem.replace('\n', " "),
        |pem| pem.replace('\n', "\\n"),
        |pem| pem.replace('\n', "\r\n    "),
        |pem| format!("\u{feff}{pem}"),
    ];
    for way in ways {
        let (certificate, key) = RSA;
        let body = json!({"certificate": way(certificate), "key": way(key)});
        let written = client.post(&path(), body).await.ok();
        let kept = written["_embedded"]["entity"]["certificate"].as_str().unwrap();
        assert_eq!(kept.split_whitespace().collect::<String>(), certificate.split_whitespace().collect::<String>());
        client.delete(&format!("{}/{}", path(), written["_embedded"]["entity"]["id"].as_str().unwrap())).await.ok();
    }
}

#[tokio::test]
async fn a_chain_leads_from_issuer_to_issuer() {
    let client = Client::admin(&sandbox()).await;
    let made = made::certificate(&["a.example"], 2071);
    let other = made::certificate(&["b.example"], 2071);
    let [issuer, root] = [made.chain[0].as_str(), made.chain[1].as_str()];
    for (chain, at, says) in [
        (vec![root, issuer], "chain.0", "not the issuer"),
        (vec![issuer, issuer], "chain.1", "not the issuer"),
        // The names fit, the signature does not.
        (vec![other.chain[0].as_str()], "chain.0", "not the issuer"),
        (vec![made.certificate.as_str(), issuer], "chain.0", "certificate itself"),
        (vec![issuer, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"], "chain.1", "X.509"),
    ] {
        let detail = refused(&client, &made.certificate, &made.key, &chain).await;
        let message = detail[at].as_str().unwrap_or_else(|| panic!("{detail}"));
        assert!(message.contains(says), "{message}");
    }
    // A file with the whole chain is one entry, and becomes two.
    let body = json!({"certificate": made.certificate, "key": made.key, "chain": [made.chain.concat()]});
    let written = client.post(&path(), body).await.ok();
    let entity = &written["_embedded"]["entity"];
    assert_eq!(entity["chain"], json!(made.chain));
    let link = entity["_links"]["#edit"]["href"].as_str().unwrap();
    let refused = client.patch(link, json!({"chain": [root]})).await.refused(400);
    assert!(refused["detail"]["chain.0"].is_string());
    assert_eq!(client.get(link).await.ok()["chain"], json!(made.chain));
}

#[tokio::test]
async fn every_mistake_is_said_at_once() {
    let client = Client::admin(&sandbox()).await;
    let (made, other) = (made::certificate(&["a.example"], 2071), made::certificate(&["a.example"], 2071));
    let detail = refused(&client, &made.certificate, &other.key, &[&other.chain[0]]).await;
    assert!(detail["key"].is_string() && detail["chain.0"].is_string(), "{detail}");
}

#[tokio::test]
async fn the_key_is_neither_answered_nor_kept() {
    let folder = tempfile::tempdir().unwrap();
    let client = Client::admin(&open(DataSet::Demo, Storage::Directory(folder.path().to_owned()))).await;
    let made = made::certificate(&["a.example"], 2071);
    let secret = made.key.lines().nth(1).unwrap();
    let written = client.post(&path(), json!({"certificate": made.certificate, "key": made.key})).await;
    let answers = [written, client.get(&path()).await, client.get(&format!("/projects/{SHOP}/activities")).await];
    for answer in answers {
        assert!(answer.status.is_success() && !answer.text.contains(secret) && !answer.text.contains("PRIVATE KEY"));
    }
    for file in std::fs::read_dir(folder.path()).unwrap().filter_map(Result::ok).filter(|file| file.path().is_file()) {
        let bytes = std::fs::read(file.path()).unwrap();
        assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()), "the key is in {file:?}");
    }
}

#[tokio::test]
async fn a_project_has_each_certificate_once() {
    let client = Client::admin(&sandbox()).await;
    let body = json!({"certificate": RSA.0, "key": RSA.1});
    client.post(&path(), body.clone()).await.ok();
    let conflict = client.post(&path(), body.clone()).await.refused(409);
    assert!(conflict["detail"]["certificate"].is_string());
    client.post("/projects/magazine3tq5z/certificates", body).await.ok();
}

#[tokio::test]
async fn the_demo_has_certificates_in_every_state() {
    let client = Client::admin(&sandbox()).await;
    let found = client.get(&path()).await.ok();
    let days = |certificate: &Value| {
        let at = OffsetDateTime::parse(certificate["expires_at"].as_str().unwrap(), &Rfc3339).unwrap();
        (at - OffsetDateTime::now_utc()).whole_days()
    };
    let found = found.as_array().unwrap();
    let (provisioned, brought): (Vec<&Value>, Vec<&Value>) =
        found.iter().partition(|item| item["is_provisioned"] == true);
    let expired = brought.iter().filter(|item| days(item) < 0).count();
    let soon = brought.iter().filter(|item| (7..=9).contains(&days(item))).count();
    let long = brought.iter().filter(|item| days(item) > 600).count();
    assert_eq!((provisioned.len(), brought.len(), expired, soon, long), (1, 3, 1, 1, 1));
    assert!((29..90).contains(&days(provisioned[0])));
    assert_eq!(provisioned[0]["domains"], json!(["lakeside-shop.example", "www.lakeside-shop.example"]));
}

#[tokio::test]
async fn what_was_provisioned_stays_until_its_domains_go() {
    let client = Client::admin(&sandbox()).await;
    let found = client.get(&path()).await.ok();
    let provisioned = found.as_array().unwrap().iter().find(|item| item["is_provisioned"] == true).unwrap();
    assert_eq!(provisioned["_links"]["#delete"], Value::Null);
    let link = provisioned["_links"]["#edit"]["href"].as_str().unwrap();
    assert!(client.delete(link).await.refused(403)["detail"].as_str().unwrap().contains("automatically"));
    assert!(client.patch(link, json!({"chain": []})).await.refused(400)["detail"]["chain"].is_string());
    client.patch(link, json!({"is_invalid": false})).await.ok();

    for domain in ["www.lakeside-shop.example", "lakeside-shop.example"] {
        client.delete(&format!("/projects/{SHOP}/domains/{domain}")).await.ok();
    }
    client.advance(DONE).await;
    client.get(link).await.refused(404);
}

#[tokio::test]
async fn a_deployment_provisions_what_domains_lack_and_renews_what_ends() {
    let sandbox = sandbox();
    let client = Client::admin(&sandbox).await;
    let of = async |client: &Client, domain: &str| -> Vec<Value> {
        let found = client.get(&path()).await.ok();
        let names = |item: &Value| item["domains"].as_array().unwrap().contains(&json!(domain));
        found.as_array().unwrap().iter().filter(|item| names(item)).cloned().collect()
    };
    let new = "shop.lakeside-media.example";
    client.post(&format!("/projects/{SHOP}/domains"), json!({"name": new})).await.ok();
    client.post(&format!("/projects/{SHOP}/domains"), json!({"name": format!("*.{new}")})).await.ok();
    assert!(of(&client, new).await.is_empty(), "not before the deployment is done");
    client.advance(DONE).await;
    let made = of(&client, new).await;
    assert_eq!((made.len(), &made[0]["is_provisioned"]), (1, &json!(true)));
    assert_eq!(made[0]["domains"], json!([new]), "what has a certificate gets no other, and wildcards get none");

    // Seventy days later, the next deployment renews it.
    client.advance(70.0 * 86_400.0).await;
    let client = Client::admin(&sandbox).await;
    client.post(&format!("/projects/{SHOP}/variables"), json!({"name": "env:A", "value": "1"})).await.ok();
    client.advance(DONE).await;
    let renewed = of(&client, new).await;
    assert_eq!(renewed.len(), 1);
    assert_ne!(renewed[0]["id"], made[0]["id"]);
    assert!(renewed[0]["expires_at"].as_str() > made[0]["expires_at"].as_str());
}

#[tokio::test]
async fn a_failed_deployment_provisions_nothing() {
    let client = Client::admin(&sandbox()).await;
    client.post(&format!("/projects/{SHOP}/variables"), json!({"name": "FAIL_DEPLOY", "value": "1"})).await.ok();
    client.post(&format!("/projects/{SHOP}/domains"), json!({"name": "new.example"})).await.ok();
    client.advance(DONE).await;
    assert!(!client.get(&path()).await.text.contains("new.example"));
}

#[tokio::test]
async fn links_follow_the_role() {
    let sandbox = sandbox();
    let viewer = Client::viewer(&sandbox).await;
    let seen = viewer.get(&path()).await.ok();
    assert!(seen.as_array().unwrap().iter().all(|item| item["_links"]["#edit"].is_null()));
    let admin = Client::admin(&sandbox).await;
    let body = json!({"certificate": RSA.0, "key": RSA.1});
    admin.post(&format!("/projects/{TICKETS}/certificates"), body).await.refused(403);
}
