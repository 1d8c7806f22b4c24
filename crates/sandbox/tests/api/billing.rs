//! What tests of money have in common.

use serde_json::Value;

use crate::common::{Client, TOKEN, exchange};

/// Seconds of a month and a day: the next has begun whatever day it is.
pub const MONTH: f64 = 32.0 * 86_400.0;

/// Signs in as somebody after time went by: access tokens have ended.
pub async fn again(client: &Client) -> Client {
    let answer = exchange(&client.router, TOKEN).await.ok();
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

pub async fn orders(client: &Client, organization: &str) -> Vec<Value> {
    all(client, &format!("/organizations/{organization}/orders")).await
}

pub fn cents(value: &Value) -> i64 {
    value.as_i64().unwrap_or_else(|| panic!("{value} is no whole number"))
}

fn sum(lines: &[Value], subtotals: bool) -> i64 {
    let is_subtotal = |line: &&Value| (line["type"] == "project_subtotal") == subtotals;
    lines.iter().filter(is_subtotal).map(|line| cents(&line["total"])).sum()
}

/// An amount with a fraction, in hundredths.
pub fn hundredths(value: &Value) -> i64 {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let (whole, fraction) = text.split_once('.').unwrap();
    assert_eq!(fraction.len(), 2, "{text}");
    format!("{whole}{fraction}").parse().unwrap()
}

/// That an order adds up, part by part.
#[track_caller]
pub fn assert_adds_up(order: &Value) {
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
