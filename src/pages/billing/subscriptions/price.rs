//! What a subscription costs each month, as it is and as it would be.

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::Resource;
use wheelhouse_contract::sections::subscriptions::{EstimateThePriceOfASubscription, SubscriptionEstimate};

use crate::components::{Column, Money, PRICE_PARTS, Rows, money, or_unknown, table_of};
use crate::data::{Read, read, with_query};
use crate::text::sentence;
use crate::ui::{el, nothing};

/// Reads the price of a subscription as it would be with what `wanted` says; `None` asks nothing.
pub fn price(
    path: String,
    wanted: impl Fn() -> Option<Vec<(&'static str, String)>> + Send + Sync + 'static,
) -> Read<SubscriptionEstimate> {
    read::<EstimateThePriceOfASubscription>(move || Some(asked(&path, wanted()?)))
}

/// The path that asks for a price.
pub fn asked(path: &str, query: Vec<(&'static str, String)>) -> String {
    with_query(path, query.into_iter().chain([("format", "complex".to_owned())]))
}

/// A part of the price.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    label: String,
    now: Option<Value>,
    then: Option<Value>,
    is_total: bool,
}

impl Row {
    fn change(&self) -> Option<Money> {
        let (now, then) = (self.now.as_ref().and_then(Money::read), self.then.as_ref().and_then(Money::read));
        match (now, then) {
            (Some(now), Some(then)) => now.until(&then),
            // What is not in one of them is not paid for there.
            (None, Some(then)) if self.now.is_none() => Some(then),
            (Some(now), None) if self.then.is_none() => Some(Money::new(now.amount.negated(), now.currency)),
            _ => None,
        }
    }
}

fn shown(value: Option<&Value>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| money(value).unwrap_or_else(|| or_unknown(None)))
}

fn strong(is_total: bool, text: String) -> AnyView {
    if is_total { el("strong").text(text).into_any() } else { text.into_any() }
}

const ONE: &[Column<Row>] = &[
    Column::text("part", "Part", |row: &Row| row.label.clone())
        .cell(|row| strong(row.is_total, row.label.clone()))
        .unsorted(),
    Column::text("now", "Monthly price", |row: &Row| shown(row.now.as_ref()))
        .cell(|row| strong(row.is_total, shown(row.now.as_ref())))
        .numeric()
        .unsorted(),
];

const TWO: &[Column<Row>] = &[
    Column::text("part", "Part", |row: &Row| row.label.clone())
        .cell(|row| strong(row.is_total, row.label.clone()))
        .unsorted(),
    Column::text("now", "Now", |row: &Row| shown(row.now.as_ref())).numeric().unsorted(),
    Column::text("then", "Then", |row: &Row| shown(row.then.as_ref()))
        .cell(|row| strong(row.is_total, shown(row.then.as_ref())))
        .numeric()
        .unsorted(),
    Column::text("change", "Change", |row: &Row| row.change().map_or_else(|| "–".to_owned(), |change| change.change()))
        .cell(|row| strong(row.is_total, row.change().map_or_else(|| "–".to_owned(), |change| change.change())))
        .numeric()
        .unsorted(),
];

/// The parts of one or of two prices: those that either has, then its options, then the total.
pub fn rows(now: &Value, then: &Value) -> Vec<Row> {
    let part = |of: &Value, name: &str| of.get(name).filter(|value| !value.is_null()).cloned();
    let both = |label: String, now: Option<Value>, then: Option<Value>, is_total| {
        (now.is_some() || then.is_some()).then_some(Row { label, now, then, is_total })
    };
    let parts = PRICE_PARTS
        .iter()
        .filter_map(|(name, label)| both((*label).to_owned(), part(now, name), part(then, name), false));
    let options = |of: &Value| of.get("options").and_then(Value::as_object).cloned().unwrap_or_default();
    let (of_now, of_then) = (options(now), options(then));
    let mut names: Vec<String> = of_now.keys().cloned().collect();
    names.extend(of_then.keys().filter(|name| !of_now.contains_key(*name)).cloned());
    let options = names.iter().filter_map(|name| {
        both(sentence(&name.replace('_', " ")), of_now.get(name).cloned(), of_then.get(name).cloned(), false)
    });
    let total = both("Total".to_owned(), part(now, "total"), part(then, "total"), true);
    parts.chain(options).chain(total).collect()
}

/// The price as it is.
pub fn one(price: &SubscriptionEstimate) -> AnyView {
    table_of("Monthly price", Rows::fixed(ONE, rows(price.raw(), &Value::Null)))
}

/// The price as it is beside what it would be, and the difference in words.
pub fn two(now: &SubscriptionEstimate, then: &SubscriptionEstimate) -> AnyView {
    let rows = rows(now.raw(), then.raw());
    let said = change(&rows).map_or_else(nothing, |said| el("p").text(said).into_any());
    vec![said, table_of("Price difference", Rows::fixed(TWO, rows))].into_any()
}

/// The difference of two prices in words; `None` where they cannot be compared.
pub fn in_words(now: &SubscriptionEstimate, then: &SubscriptionEstimate) -> Option<String> {
    change(&rows(now.raw(), then.raw()))
}

fn change(rows: &[Row]) -> Option<String> {
    let change = rows.iter().find(|row| row.is_total).and_then(Row::change)?;
    Some(difference(&change))
}

/// How much more it is each month.
pub fn difference(change: &Money) -> String {
    let size = Money::new(change.amount.absolute(), change.currency.clone()).shown();
    match (change.amount.is_zero(), change.amount.is_negative()) {
        (true, _) => "The price stays the same.".to_owned(),
        (_, true) => format!("{size} less each month."),
        _ => format!("{size} more each month."),
    }
}

/// Why there is no price.
pub fn unpriced(text: String) -> AnyView {
    el("p").class("muted").text(text).into_any()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;

    fn of(amount: &str) -> Value {
        serde_json::from_str(&format!("{{\"amount\": {amount}, \"currency_code\": \"EUR\"}}")).unwrap()
    }

    #[test]
    fn the_difference_is_of_every_part_and_option() {
        let now = json!({"plan": of("45.10"), "storage": of("0"), "total": of("45.10"), "options": {}});
        let then = json!({
            "plan": of("82"), "storage": of("0.45"), "total": of("82.45"), "options": {"big_dev": of("10")},
        });
        let rows = rows(&now, &then);
        let changes: Vec<_> = rows.iter().map(|row| (row.label.as_str(), row.change().unwrap().change())).collect();
        let expected =
            [("Plan", "+36.90 EUR"), ("Storage", "+0.45 EUR"), ("Big dev", "+10.00 EUR"), ("Total", "+37.35 EUR")];
        assert_eq!(changes, expected.map(|(label, change)| (label, change.to_owned())));
        assert_eq!(difference(&rows.last().unwrap().change().unwrap()), "37.35 EUR more each month.");
    }

    #[test]
    fn what_cannot_be_compared_has_no_difference() {
        let dollars = json!({"amount": 5, "currency_code": "USD"});
        for (now, then) in [(json!("€5.00"), json!("€6.00")), (of("5"), dollars), (of("5"), json!({"amount": "x"}))]
        {
            let rows = rows(&json!({"total": now}), &json!({"total": then}));
            assert_eq!(rows.first().unwrap().change(), None);
        }
    }
}
