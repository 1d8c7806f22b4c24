#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use serde_json::json;
use wheelhouse_contract::Resource;

use super::*;
use crate::pages::billing::bill::tests::order;

fn plan(plan: &str, start: &str, end: Option<&str>) -> PlanRecord {
    PlanRecord::new(Arc::new(json!({
        "subscription_id": "7", "plan": plan, "sku": format!("plan-{plan}"), "status": "active",
        "start": format!("{start}T00:00:00Z"), "end": end.map(|end| format!("{end}T00:00:00Z")),
        "options": [],
    })))
}

fn used(quantity: i64, start: &str) -> UsageRecord {
    UsageRecord::new(Arc::new(json!({
        "subscription_id": "7", "usage_group": "environments", "quantity": quantity,
        "start": format!("{start}T00:00:00Z"),
    })))
}

fn october() -> Bill {
    Bill::of(&order("2026-10", "2026-11"))
}

#[test]
fn lines_are_joined_to_what_was_had() {
    let plans = [plan("standard", "2026-10-05", None), plan("large", "2026-01-01", Some("2026-10-05"))];
    let usage = [used(5, "2026-10-20"), used(4, "2026-06-01"), used(3, "2026-01-01"), used(9, "2026-11-02")];
    let explanation = explain(&october(), &plans, &usage, Decimal::parse("5")).unwrap();
    let why: Vec<_> = explanation.lines.iter().map(|line| line.why.as_deref()).collect();
    assert_eq!(
        why,
        [
            Some("From 2026-10-05."),
            Some("4 environments, then 5 environments from 2026-10-20."),
            Some("Tax on the lines less vouchers."),
            Some("Paid by vouchers."),
        ]
    );
    let explained: Vec<_> = explanation.lines.iter().map(|line| line.explained.text(2)).collect();
    // Of the plan, 27 of 31 days.
    assert_eq!(explained, ["39.19", "8.00", "9.60", "-5.00"]);
    assert_eq!((explanation.explained.text(2), explanation.unexplained.text(2)), ("51.79".into(), "5.81".into()));
}

#[test]
fn what_is_not_explained_is_said_and_the_sum_is_the_total() {
    let explanation = explain(&october(), &[], &[used(4, "2026-06-01")], None).unwrap();
    assert_eq!(explanation.unexplained.text(2), "40.00");
    assert_eq!(explanation.explained.plus(explanation.unexplained), october().total.map(|total| total.amount));
    let mut more = october();
    more.total = Some(Money::new(Decimal::parse("100").unwrap(), "EUR"));
    let explanation = explain(&more, &[], &[], None).unwrap();
    assert_eq!(explanation.explained.plus(explanation.unexplained), Decimal::parse("100"));
}

#[test]
fn records_explain_the_time_that_they_are_of_and_that_once() {
    let of = |plans: &[PlanRecord], usage: &[UsageRecord]| {
        let lines = explain(&october(), plans, usage, None).unwrap().lines;
        lines.iter().map(|line| line.explained.text(2)).take(2).collect::<Vec<_>>()
    };
    let record = |start: &str, end: &str| plan("standard", start, Some(end));
    assert_eq!(of(&[record("2026-01-01", "2026-12-01")], &[]), ["45.00", "0.00"]);
    assert_eq!(of(&[record("2026-10-30", "2026-11-03")], &[]), ["2.90", "0.00"]);
    let twice = [record("2026-09-01", "2026-10-11"), record("2026-10-01", "2026-10-11")];
    assert_eq!(of(&twice, &[]), ["14.52", "0.00"]);
    assert_eq!(of(&[], &[used(2, "2026-10-02"), used(0, "2026-10-12")]), ["0.00", "2.58"]);
}

#[test]
fn taxes_and_vouchers_are_explained_where_they_are_right() {
    let of = |change: fn(&mut Bill), paid: &str| {
        let mut bill = october();
        change(&mut bill);
        let lines = explain(&bill, &[], &[], Decimal::parse(paid)).unwrap().lines;
        lines.iter().skip(2).map(|line| line.why.is_some()).collect::<Vec<_>>()
    };
    assert_eq!(of(|_| {}, "5"), [true, true]);
    assert_eq!(of(|_| {}, "4"), [true, false]);
    assert_eq!(of(|bill| bill.parts.iter_mut().for_each(|part| part.title = "VAT (19 %)".into()), "5"), [false, true]);
    assert_eq!(of(|bill| bill.parts.iter_mut().for_each(|part| part.title = "VAT".into()), "5"), [false, true]);
    assert_eq!(of(|bill| bill.lines.iter_mut().for_each(|line| line.amount = None), "5"), [false, true]);
}

#[test]
fn it_is_said_why_two_orders_cannot_be_compared() {
    let mut before = october();
    before.total = Some(Money::new(Decimal::ZERO, "USD"));
    assert_eq!(incomparable(&before, &october()), "it’s in another currency");
    before.total = None;
    assert_eq!(incomparable(&before, &october()), "one of the two doesn’t state a total");
}

#[test]
fn differences_are_the_difference() {
    let mut before = Bill::of(&order("2026-09", "2026-10"));
    before.lines.retain(|line| line.sku != "environments");
    before.total = Some(Money::new(Decimal::parse("48.01").unwrap(), "EUR"));
    let found = differences(&before, &october()).unwrap();
    let words: Vec<_> = found.iter().map(|it| (it.what.as_str(), it.change().unwrap().text(2))).collect();
    assert_eq!(words, [("Additional environments", "8.00".to_owned()), ("Not itemized", "1.59".to_owned())]);
    let sum = found.iter().try_fold(Decimal::ZERO, |sum, it| sum.plus(it.change()?)).unwrap();
    assert_eq!(sum.text(2), "9.59");
    before.currency = "USD".to_owned();
    before.total = Some(Money::new(Decimal::ZERO, "USD"));
    assert_eq!(differences(&before, &october()), None);
}
