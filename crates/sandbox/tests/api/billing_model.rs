//! Whatever happens to subscriptions, the money adds up.

use proptest::prelude::*;
use serde_json::json;

use crate::billing::{again, assert_adds_up, cents, hundredths, orders};
use crate::common::{Client, LAKESIDE, sandbox};

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
