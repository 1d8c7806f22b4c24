use serde_json::{Value, json};

use crate::common::{Client, LAKESIDE, sandbox};

const NORTHWIND: &str = "01HX7T4N9Z1KQFM2C8VYW6SJRB";

async fn open_order(client: &Client) -> Value {
    client.get(&format!("/organizations/{LAKESIDE}/orders")).await.ok()["items"][0].clone()
}

#[tokio::test]
async fn a_voucher_pays_for_the_order_that_runs_at_once_and_is_redeemed_once() {
    let client = Client::admin(&sandbox()).await;
    let path = format!("/organizations/{LAKESIDE}/vouchers");
    let before = client.get(&path).await.ok();
    assert_eq!((&before["currency"], &before["vouchers_total"]), (&json!("GBP"), &json!("750.00")));
    let order = open_order(&client).await;
    let apply = async |code: &str| client.post(&format!("{path}/apply"), json!({"code": code})).await;
    // Surely more than a month costs.
    client.control("POST", "voucher/PLENTY", json!({"amount": 10_000_000, "currency": "GBP"})).await.ok();
    apply("PLENTY").await.done();
    let after = open_order(&client).await;
    assert_eq!(after["id"], order["id"]);
    assert_eq!((&after["total"], &after["components"]["vat"]["amount"]), (&json!(0), &json!(0)));
    let list = client.get(&path).await.ok();
    assert_eq!(list["vouchers_total"], "100750.00");
    let newest = list["vouchers"].as_array().unwrap().iter().find(|voucher| voucher["code"] == "PLENTY").unwrap();
    assert_eq!((&newest["amount"], &newest["orders"][0]["order_id"]), (&json!("100000.00"), &order["id"]));
    for (code, says) in [
        ("PLENTY", "already redeemed in this organization"),
        ("NO-SUCH-CODE", "There is no voucher"),
        ("WELCOME-EUR", "in EUR"),
    ] {
        let refused = apply(code).await.refused(400);
        assert!(refused["violations"][0]["message"].as_str().unwrap().contains(says), "{refused}");
    }
    client.control("POST", "voucher/EUROS", json!({"amount": 100, "currency": "EUR"})).await.ok();
    let elsewhere = format!("/organizations/{NORTHWIND}/vouchers/apply");
    client.post(&elsewhere, json!({"code": "EUROS"})).await.done();
    client.control("POST", "voucher/POUNDS", json!({"amount": 100, "currency": "GBP"})).await.ok();
    apply("POUNDS").await.done();
    let refused = client.post(&elsewhere, json!({"code": "POUNDS"})).await.refused(400);
    assert!(refused["violations"][0]["message"].as_str().unwrap().contains("already redeemed elsewhere"), "{refused}");
    assert_eq!(client.get(&path).await.ok()["vouchers_total"], "100751.00");
}
