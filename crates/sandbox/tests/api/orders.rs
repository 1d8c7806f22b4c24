//! Orders and invoices: what they add up to, who sees them, and how they come about.

use proptest::prelude::*;
use serde_json::{Value, json};
use wheelhouse_sandbox::{DataSet, Storage};

use crate::common::{Client, LAKESIDE, exchange, open, sandbox};

const NORTHWIND: &str = "01HX7T4N9Z1KQFM2C8VYW6SJRB";
const HARBOR: &str = "01J2B6W3RD8HXPK5T0MQN9YCVG";

/// Seconds of a month and a day: the next has begun whatever day it is.
const MONTH: f64 = 32.0 * 86_400.0;

/// Signs in as somebody after time went by: access tokens have ended.
async fn again(client: &Client) -> Client {
    let answer = exchange(&client.router, crate::common::TOKEN).await.ok();
    Client { token: answer["access_token"].as_str().unwrap().to_owned(), ..client.clone() }
}

/// Everything on all pages of a list.
pub async fn all(client: &Client, path: &str) -> Vec<Value> {
    let mut items = Vec::new();
    let mut next = Some(path.to_owned());
    while let Some(path) = next {
        let page = client.get(&path).await.ok();
        items.extend(page["items"].as_array().unwrap().iter().cloned());
        next = page["_links"]["next"]["href"].as_str().map(str::to_owned);
    }
    items
}

async fn orders(client: &Client, organization: &str) -> Vec<Value> {
    all(client, &format!("/organizations/{organization}/orders")).await
}

fn cents(value: &Value) -> i64 {
    value.as_i64().unwrap_or_else(|| panic!("{value} is no whole number"))
}

fn sum(lines: &[Value], subtotals: bool) -> i64 {
    let is_subtotal = |line: &&Value| (line["type"] == "project_subtotal") == subtotals;
    lines.iter().filter(is_subtotal).map(|line| cents(&line["total"])).sum()
}

/// An amount with a fraction, in hundredths.
fn hundredths(value: &Value) -> i64 {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let (whole, fraction) = text.split_once('.').unwrap();
    assert_eq!(fraction.len(), 2, "{text}");
    format!("{whole}{fraction}").parse().unwrap()
}

/// That an order adds up, part by part.
#[track_caller]
fn assert_adds_up(order: &Value) {
    let lines = order["line_items"].as_array().unwrap();
    let part = |name: &str| order["components"].get(name).map_or(0, |part| cents(&part["amount"]));
    assert!(!lines.is_empty());
    assert_eq!(sum(lines, false), part("baseprice"), "{order}");
    assert_eq!(sum(lines, true), part("baseprice"), "{order}");
    assert_eq!(part("baseprice") + part("voucher") + part("vat"), cents(&order["total"]), "{order}");
    assert!(part("voucher") <= 0 && part("baseprice") + part("voucher") >= 0, "{order}");
    for subtotal in lines.iter().filter(|line| line["type"] == "project_subtotal") {
        let of_it = |line: &&Value| line["license_id"] == subtotal["license_id"] && line["type"] != "project_subtotal";
        let sum: i64 = lines.iter().filter(of_it).map(|line| cents(&line["total"])).sum();
        assert_eq!(sum, cents(&subtotal["total"]), "{subtotal}");
    }
}

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
                // One month follows another.
            }
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
    // A company with a VAT number elsewhere in Europe pays it itself.
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
    assert_eq!((&before[0]["invoice_url"], &before[1]["status"]), (&json!(""), &json!("completed")));
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

#[tokio::test]
async fn a_credit_memo_gives_an_invoice_back() {
    let client = Client::admin(&sandbox()).await;
    let path = format!("/organizations/{LAKESIDE}/invoices");
    let invoice =
        client.get(&format!("{path}?filter[type]=invoice&filter[status]=paid")).await.ok()["items"][0].clone();
    let id = invoice["id"].as_str().unwrap();
    let total = hundredths(&invoice["total"]);
    let refund = async |amount: i64| {
        let body = json!({"amount": amount, "notes": "It was down."});
        client.control("POST", &format!("refund/{LAKESIDE}/{id}"), body).await
    };
    let memo = refund(total - 100).await.ok();
    let memo = client.get(&format!("{path}/{}", memo["id"].as_str().unwrap())).await.ok();
    assert_eq!((&memo["type"], &memo["related_invoice_id"]), (&json!("credit_memo"), &json!(id)));
    assert_eq!((hundredths(&memo["total"]), &memo["status"]), (100 - total, &json!("refund_pending")));
    assert_eq!((&memo["notes"], &memo["order_id"]), (&json!("It was down."), &invoice["order_id"]));
    assert_eq!(client.get(&format!("{path}/{id}")).await.ok()["status"], "paid", "not all was given back");
    refund(100).await.ok();
    assert_eq!(client.get(&format!("{path}/{id}")).await.ok()["status"], "refunded");
    client.advance(6.0 * 86_400.0).await;
    let client = again(&client).await;
    assert_eq!(client.get(&format!("{path}/{}", memo["id"].as_str().unwrap())).await.ok()["status"], "paid");
    let memos = all(&client, &format!("{path}?filter[type]=credit_memo")).await;
    assert!(memos.len() >= 2 && memos.iter().all(|memo| memo["total"].to_string().starts_with('-')));
}

#[tokio::test]
async fn an_invoice_is_a_pdf_behind_its_link() {
    let client = Client::admin(&sandbox()).await;
    let invoices = all(&client, &format!("/organizations/{LAKESIDE}/invoices")).await;
    let kinds = ["invoice", "credit_memo"].map(|kind| invoices.iter().find(|one| one["type"] == kind).unwrap());
    for invoice in kinds {
        assert_eq!(invoice["invoice_pdf"]["status"], "ready");
        let answer = client.get_bytes(invoice["invoice_pdf"]["url"].as_str().unwrap()).await;
        assert_eq!(answer.0, "application/pdf");
        let text = String::from_utf8_lossy(&answer.1).into_owned();
        assert!(text.starts_with("%PDF-1.") && text.trim_end().ends_with("%%EOF"), "{text}");
        for part in [invoice["invoice_number"].as_str().unwrap(), "(Lakeside Media Ltd)", "(Total)"] {
            assert!(text.contains(part), "{part} is not in it");
        }
        // The total, with the pound sign as the fonts have it.
        let total = hundredths(&invoice["total"]);
        let (whole, cents) = (total.abs() / 100, total.abs() % 100);
        let whole = if whole < 1_000 { whole.to_string() } else { format!("{},{:03}", whole / 1_000, whole % 1_000) };
        let sign = if total < 0 { "-" } else { "" };
        let mut amount = sign.as_bytes().to_vec();
        amount.push(0xa3);
        amount.extend(format!("{whole}.{cents:02}").bytes());
        let hex: String = amount.iter().map(|byte| format!("{byte:02X}")).collect();
        assert!(text.to_uppercase().contains(&format!("<{hex}>")), "{total} is not in it");
    }
}

/// What happens to a subscription over some months.
#[derive(Clone, Debug)]
enum Step {
    Change { plan: usize, environments: i64, gib: i64, option: bool },
    Redeem { amount: i64 },
    Wait { days: u32 },
    Suspend { suspended: bool },
    Move { country: usize },
}

const PLANS: [&str; 8] = ["development", "standard", "medium", "large", "xlarge", "2xlarge", "4xlarge", "8xlarge"];
const COUNTRIES: [&str; 4] = ["GB", "DE", "US", "FI"];

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (0..PLANS.len(), 5..200_i64, 5..500_i64, any::<bool>())
            .prop_map(|(plan, environments, gib, option)| Step::Change { plan, environments, gib, option }),
        (1..1_000_000_i64).prop_map(|amount| Step::Redeem { amount }),
        (0..70_u32).prop_map(|days| Step::Wait { days }),
        any::<bool>().prop_map(|suspended| Step::Suspend { suspended }),
        (0..COUNTRIES.len()).prop_map(|country| Step::Move { country }),
    ]
}

#[test]
fn whatever_happens_orders_add_up_and_vouchers_pay_what_they_are_worth() {
    let config = ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let outcome = runner.run(&prop::collection::vec(step(), 1..10), |steps| {
        runtime.block_on(happen(steps));
        Ok(())
    });
    outcome.unwrap();
}

async fn happen(steps: Vec<Step>) {
    let mut client = Client::admin(&sandbox()).await;
    let subscription = format!("/organizations/{LAKESIDE}/subscriptions/41233");
    for (number, step) in steps.into_iter().enumerate() {
        client.advance(300.0).await;
        client = again(&client).await;
        match step {
            Step::Change { plan, environments, gib, option } => {
                let option = if option { "standard" } else { "" };
                let body = json!({
                    "plan": PLANS[plan], "environments": environments, "storage": gib * 1024, "blackfire": option,
                });
                client.patch(&subscription, body).await.ok();
            }
            Step::Redeem { amount } => {
                let code = format!("MADE-{number}");
                client
                    .control("POST", &format!("voucher/{code}"), json!({"amount": amount, "currency": "GBP"}))
                    .await
                    .ok();
                client.post(&format!("/organizations/{LAKESIDE}/vouchers/apply"), json!({"code": code})).await.done();
            }
            Step::Wait { days } => {
                client.advance(f64::from(days) * 86_400.0).await;
            }
            Step::Suspend { suspended } => {
                let status = if suspended { "suspended" } else { "active" };
                client.control("POST", "subscription/newsletter7vb", json!({"status": status})).await.ok();
            }
            Step::Move { country } => {
                let body = json!({"country": COUNTRIES[country]});
                client.patch(&format!("/organizations/{LAKESIDE}/address"), body).await.ok();
            }
        }
    }
    let client = again(&client).await;
    let orders = orders(&client, LAKESIDE).await;
    orders.iter().for_each(assert_adds_up);
    let vouchers = client.get(&format!("/organizations/{LAKESIDE}/vouchers")).await.ok();
    let (mut applied, mut total) = (0, 0);
    for voucher in vouchers["vouchers"].as_array().unwrap() {
        let spent: i64 =
            voucher["orders"].as_array().unwrap().iter().map(|one| hundredths(&one["order_discount"])).sum();
        assert!((0..=hundredths(&voucher["amount"])).contains(&spent), "{voucher}");
        applied += spent;
        total += hundredths(&voucher["amount"]);
    }
    let said =
        ["vouchers_total", "vouchers_applied", "vouchers_remaining_balance"].map(|name| hundredths(&vouchers[name]));
    assert_eq!(said, [total, applied, total - applied]);
    let discounts: i64 =
        orders.iter().map(|order| order["components"].get("voucher").map_or(0, |part| -cents(&part["amount"]))).sum();
    assert_eq!(discounts, applied);
}
