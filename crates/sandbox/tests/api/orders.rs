//! Orders: what they add up to, who sees them, and how they come about.

use serde_json::{Value, json};
use wheelhouse_sandbox::{DataSet, Storage};

use crate::billing::{MONTH, again, all, assert_adds_up, cents, hundredths, orders};
use crate::common::{Client, LAKESIDE, open, sandbox};

const NORTHWIND: &str = "01HX7T4N9Z1KQFM2C8VYW6SJRB";
const HARBOR: &str = "01J2B6W3RD8HXPK5T0MQN9YCVG";

#[tokio::test]
async fn every_order_adds_up_and_has_an_invoice_over_its_total() {
    for set in [DataSet::Demo, DataSet::Large] {
        let client = Client::admin(&open(set, Storage::Memory)).await;
        let organizations = client.get("/organizations?page[size]=100").await.ok();
        let mut seen = 0;
        for organization in organizations["items"].as_array().unwrap().iter().take(3) {
            let id = organization["id"].as_str().unwrap();
            if organization["_links"]["orders"].is_null() {
                continue;
            }
            let orders = orders(&client, id).await;
            let invoices = all(&client, &format!("/organizations/{id}/invoices?filter[type]=invoice")).await;
            assert!(orders.len() > 8, "{id} has {} orders", orders.len());
            assert_eq!(orders.len(), invoices.len() + 1, "the month that runs has none yet");
            orders.iter().for_each(assert_adds_up);
            for (order, invoice) in orders.iter().skip(1).zip(&invoices) {
                assert_eq!(invoice["order_id"], order["id"]);
                assert_eq!(hundredths(&invoice["total"]), cents(&order["total"]));
                assert_eq!(order["invoice_url"], invoice["invoice_pdf"]["url"]);
            }
            // One month follows another.
            for (later, earlier) in orders.iter().zip(orders.iter().skip(1)) {
                assert_eq!(earlier["billing_period_end"], later["billing_period_start"]);
            }
            seen += 1;
        }
        assert!(seen > 1);
    }
}

#[tokio::test]
async fn taxes_follow_from_where_the_organization_is() {
    let client = Client::admin(&sandbox()).await;
    let tax = |order: &Value| {
        let part = |name: &str| order["components"].get(name).map_or(0, |part| cents(&part["amount"]));
        (order["components"]["vat"]["display_title"].clone(), part("vat"), part("baseprice") + part("voucher"))
    };
    let (title, amount, of) = tax(&orders(&client, LAKESIDE).await[0]);
    assert_eq!((title, amount), (json!("VAT (20%)"), (of * 20 + 50) / 100));
    // A company with a VAT number of another country of the EU pays it itself.
    let (title, amount, _) = tax(&orders(&client, NORTHWIND).await[0]);
    assert_eq!((title, amount), (json!("VAT (0%)"), 0));
    client.patch(&format!("/organizations/{NORTHWIND}/profile"), json!({"vat_number": ""})).await.ok();
    let all = orders(&client, NORTHWIND).await;
    assert_eq!(tax(&all[0]).0, "VAT (21%)");
    assert_eq!(tax(&all[1]).0, "VAT (0%)", "what is billed stays so");
}

#[tokio::test]
async fn an_estimate_is_what_a_whole_month_costs() {
    let client = Client::admin(&sandbox()).await;
    client.control("POST", "clock", json!({"stop": true})).await.ok();
    let body = json!({"plan": "xlarge", "environments": 17, "storage": 40_960, "big_dev": "large"});
    client.patch(&format!("/organizations/{LAKESIDE}/subscriptions/41207"), body).await.ok();
    let path = format!("/organizations/{LAKESIDE}/subscriptions/41207/estimate?plan=xlarge&format=complex");
    let expected = hundredths(&client.get(&path).await.ok()["total"]["amount"]);
    client.advance(MONTH).await;
    let client = again(&client).await;
    let order = orders(&client, LAKESIDE).await[0].clone();
    let mut lines = order["line_items"].as_array().unwrap().iter();
    let subtotal = lines.find(|line| line["license_id"] == 41_207 && line["type"] == "project_subtotal").unwrap();
    assert_eq!(cents(&subtotal["total"]), expected, "{order}");
    // It is billed as it was foretold, and paid some days later.
    client.advance(MONTH + 4.0 * 86_400.0).await;
    let client = again(&client).await;
    let billed = client.get(order["_links"]["self"]["href"].as_str().unwrap()).await.ok();
    assert_eq!((&billed["line_items"], &billed["total"]), (&order["line_items"], &order["total"]));
    assert_eq!(billed["status"], "completed");
}

#[tokio::test]
async fn orders_and_invoices_come_as_the_months_go_by() {
    let client = Client::admin(&sandbox()).await;
    let before = orders(&client, LAKESIDE).await;
    assert_eq!((&before[0]["status"], &before[0]["paid_on"]), (&json!("pending"), &Value::Null));
    // The one between is paid some days into the month.
    assert_eq!((&before[0]["invoice_url"], &before[2]["status"]), (&json!(""), &json!("completed")));
    client.advance(3.0 * MONTH).await;
    let client = again(&client).await;
    let after = orders(&client, LAKESIDE).await;
    // By the day of the month, one more has begun.
    assert!((3..=4).contains(&(after.len() - before.len())), "{} {}", after.len(), before.len());
    let path = format!("/organizations/{LAKESIDE}/orders/{}", before[0]["id"].as_str().unwrap());
    let closed = client.get(&path).await.ok();
    assert_eq!((&closed["status"], closed["paid_on"].is_string()), (&json!("completed"), true));
    after.iter().for_each(assert_adds_up);
    let invoices = client.get(closed["_links"]["invoices"]["href"].as_str().unwrap()).await.ok();
    assert_eq!(invoices["items"].as_array().unwrap().len(), 1);
    assert_eq!(invoices["items"][0]["status"], "paid");
}

#[tokio::test]
async fn what_is_had_for_a_part_of_a_month_costs_a_part() {
    let client = Client::admin(&sandbox()).await;
    client.control("POST", "clock", json!({"stop": true})).await.ok();
    client.advance(MONTH).await;
    let client = again(&client).await;
    let lines = |order: &Value| -> Vec<(String, i64)> {
        let of_it = order["line_items"].as_array().unwrap().iter().filter(|line| line["license_id"] == 41_246);
        of_it.map(|line| (line["sku"].as_str().unwrap().to_owned(), cents(&line["total"]))).collect()
    };
    let whole = lines(&orders(&client, LAKESIDE).await[0]);
    assert_eq!(whole[0], ("development".to_owned(), 800));
    client.patch(&format!("/organizations/{LAKESIDE}/subscriptions/41246"), json!({"plan": "standard"})).await.ok();
    let order = orders(&client, LAKESIDE).await[0].clone();
    assert_adds_up(&order);
    let of = |sku: &str| lines(&order).iter().find(|(known, _)| known == sku).map_or(0, |(_, cents)| *cents);
    let (small, large) = (of("development"), of("standard"));
    assert!(small > 0 && large > 0 && small < 800 && large < 3_900, "{small} {large}");
    // Both for as long as they were had: the shares of the month are one.
    assert!((small * 3_900 + large * 800 - 800 * 3_900).abs() <= 3_900, "{small} {large}");
    // What is suspended costs nothing.
    client.control("POST", "subscription/designdocs2xk", json!({"status": "suspended"})).await.ok();
    let suspended = client.get(&format!("/organizations/{LAKESIDE}/subscriptions/41246")).await.ok();
    assert_eq!(suspended["status"], "suspended");
    assert_eq!(client.get("/projects/designdocs2xk").await.ok()["subscription"]["suspended"], true);
    assert!(cents(&orders(&client, LAKESIDE).await[0]["total"]) < cents(&order["total"]));
}

#[tokio::test]
async fn who_may_not_manage_billing_reads_none_of_it_on_any_path() {
    let sandbox = sandbox();
    let (admin, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    let order = orders(&admin, LAKESIDE).await[1].clone();
    let invoice = all(&admin, &format!("/organizations/{LAKESIDE}/invoices")).await[0].clone();
    let pdf = invoice["invoice_pdf"]["url"].as_str().unwrap().to_owned();
    let paths = [
        "orders".to_owned(),
        format!("orders/{}", order["id"].as_str().unwrap()),
        "invoices".to_owned(),
        format!("invoices/{}", invoice["id"].as_str().unwrap()),
        format!("invoices/{}/pdf", invoice["id"].as_str().unwrap()),
        "vouchers".to_owned(),
        "records/plan".to_owned(),
        "records/usage".to_owned(),
        "profile".to_owned(),
        "address".to_owned(),
    ];
    for path in &paths {
        let refused = viewer.get(&format!("/organizations/{LAKESIDE}/{path}")).await.refused(403);
        assert!(refused["detail"].as_str().unwrap().contains("You need"), "{refused}");
        // The administrator is a guest there.
        admin.get(&format!("/organizations/{HARBOR}/{path}")).await.refused(403);
        viewer.get(&format!("/organizations/{HARBOR}/{path}")).await.refused(404);
    }
    viewer
        .post(&format!("/organizations/{LAKESIDE}/vouchers/apply"), json!({"code": "WELCOME-GBP"}))
        .await
        .refused(403);
    let shown = viewer.get(&format!("/organizations/{LAKESIDE}")).await.ok();
    for relation in ["orders", "vouchers", "address", "profile"] {
        assert!(shown["_links"][relation].is_null(), "{relation}");
    }
    // Nor is one organization's found through another.
    admin.get(&format!("/organizations/{NORTHWIND}/orders/{}", order["id"].as_str().unwrap())).await.refused(404);
    let stranger = Client { token: "wrong".to_owned(), ..admin.clone() };
    stranger.get(&pdf).await.refused(401);
}

#[tokio::test]
async fn orders_and_invoices_are_narrowed_and_paged() {
    let client = Client::admin(&sandbox()).await;
    let every = orders(&client, LAKESIDE).await;
    let path = format!("/organizations/{LAKESIDE}/orders");
    let completed = client.get(&format!("{path}?filter[status]=completed")).await.ok();
    assert!(completed["items"].as_array().unwrap().iter().all(|order| order["status"] == "completed"));
    let total = cents(&every[2]["total"]);
    let same = client.get(&format!("{path}?filter[total]={total}")).await.ok();
    assert!(same["items"].as_array().unwrap().iter().all(|order| cents(&order["total"]) == total));
    assert!(same["count"].as_i64().unwrap() > 0);
    client.get(&format!("{path}?filter[status]=lost")).await.refused(400);
    client.get(&format!("{path}?page=0")).await.refused(400);
    assert_eq!(client.get(&format!("{path}?page=99")).await.ok()["items"], json!([]));
    // Two years on, there is more than a page.
    client.advance(14.0 * MONTH).await;
    let client = again(&client).await;
    let first = client.get(&path).await.ok();
    assert_eq!((first["items"].as_array().unwrap().len(), first["count"].as_i64().unwrap() > 20), (20, true));
    let after: Vec<Value> = orders(&client, LAKESIDE).await;
    let mut ids: Vec<&str> = after.iter().map(|order| order["id"].as_str().unwrap()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), first["count"].as_i64().unwrap() as usize);
}

#[tokio::test]
async fn a_payment_that_fails_is_tried_and_then_past_due() {
    let client = Client::admin(&sandbox()).await;
    client.control("POST", "clock", json!({"stop": true})).await.ok();
    for (payment, first, then) in [
        ("soft_decline", "payment_failed_soft_decline", "past_due"),
        ("hard_decline", "payment_failed_hard_decline", "payment_failed_hard_decline"),
    ] {
        client.control("POST", &format!("payment/{LAKESIDE}"), json!({"payment": payment})).await.ok();
        let client = again(&client).await;
        let open = orders(&client, LAKESIDE).await[0].clone();
        let path = open["_links"]["self"]["href"].as_str().unwrap();
        let end = open["billing_period_end"].as_str().unwrap();
        let now = client.control("POST", "clock", json!({})).await.ok()["now"].as_str().unwrap().to_owned();
        let seconds = |text: &str| {
            time::OffsetDateTime::parse(text, &time::format_description::well_known::Rfc3339).unwrap().unix_timestamp()
        };
        client.advance((seconds(end) - seconds(&now) + 3_600) as f64).await;
        let client = again(&client).await;
        let order = client.get(path).await.ok();
        assert_eq!((&order["status"], &order["paid_on"]), (&json!(first), &Value::Null));
        client.advance(11.0 * 86_400.0).await;
        let client = again(&client).await;
        assert_eq!(client.get(path).await.ok()["status"], then);
        let invoices = client.get(order["_links"]["invoices"]["href"].as_str().unwrap()).await.ok();
        assert_eq!(invoices["items"][0]["status"], "pending");
    }
    client.control("POST", &format!("payment/{LAKESIDE}"), json!({"payment": "perhaps"})).await.refused(400);
}
