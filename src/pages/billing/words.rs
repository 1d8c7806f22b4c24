//! What the API's states and kinds are called.

use leptos::prelude::*;

use super::bill::Bill;
use crate::components::{Money, mebibytes, or_unknown};
use crate::text::sentence;
use crate::ui::{Notice, NoticeTone, Status, Tone, el, nothing, view};

/// How an order stands.
pub fn order_status(status: Option<&str>) -> (String, Tone) {
    match status {
        Some("completed") => ("Paid".to_owned(), Tone::Success),
        Some("pending") => ("Pending".to_owned(), Tone::Running),
        Some("past_due") => ("Past due".to_owned(), Tone::Warning),
        Some("payment_failed_soft_decline") => ("Payment failed, will be retried".to_owned(), Tone::Warning),
        Some("payment_failed_hard_decline") => ("Payment failed".to_owned(), Tone::Danger),
        other => (spoken(other), Tone::Neutral),
    }
}

/// How an invoice stands.
pub fn invoice_status(status: Option<&str>) -> (String, Tone) {
    let tone = match status {
        Some("paid" | "refunded") => Tone::Success,
        Some("pending" | "refund_pending") => Tone::Running,
        Some("charged_off") => Tone::Danger,
        _ => Tone::Neutral,
    };
    (spoken(status), tone)
}

/// How a ticket stands.
pub fn ticket_status(status: &str) -> (String, Tone) {
    let tone = match status {
        "new" | "open" => Tone::Running,
        "pending" | "hold" => Tone::Warning,
        "solved" | "closed" => Tone::Success,
        _ => Tone::Neutral,
    };
    (spoken(Some(status)), tone)
}

/// A state as a cell shows it.
pub fn status_cell((text, tone): (String, Tone)) -> AnyView {
    view! { <Status text=text tone=tone /> }
}

/// The API's word as people say it: `credit_memo` as "Credit memo".
pub fn spoken(word: Option<&str>) -> String {
    sentence(&or_unknown(word).replace('_', " "))
}

/// An amount as it is shown.
pub fn amount(money: Option<&Money>) -> String {
    let shown = money.map_or_else(|| or_unknown(None), Money::shown);
    if money.is_some_and(|money| money.currency.is_empty()) { format!("{shown} (currency unknown)") } else { shown }
}

/// An amount as files have it: nothing where it is not known.
pub fn exact(money: Option<&Money>) -> String {
    money.map_or_else(String::new, Money::exact)
}

/// That sums are incomplete, where amounts of these cannot be read.
pub fn incomplete(bills: &[Bill]) -> AnyView {
    match bills.iter().all(Bill::is_whole) {
        true => nothing(),
        false => view! {
            <Notice tone=NoticeTone::Warning title="Some amounts couldn’t be read">
                "They show as unknown, and sums are incomplete."
            </Notice>
        },
    }
}

/// The values with their words, to choose from.
pub fn choices(values: &[&str], words: impl Fn(&str) -> String) -> Vec<(String, String)> {
    values.iter().map(|value| ((*value).to_owned(), words(value))).collect()
}

/// How much of a usage group there is, with its unit.
pub fn quantity(group: Option<&str>, number: &str) -> String {
    match group {
        Some("storage") => number.parse().map_or_else(|_| format!("{number} MiB"), mebibytes),
        _ => number.to_owned(),
    }
}

/// What a usage group is called.
pub fn group(group: Option<&str>) -> String {
    match group {
        Some("user_licenses") => "Users".to_owned(),
        other => spoken(other),
    }
}

/// A bar of a length in percent: the number stands beside it.
pub fn bar(percent: u32) -> AnyView {
    if percent == 0 {
        return nothing();
    }
    el("span")
        .class(style::track)
        .attr("aria-hidden", "true")
        .el(el("span").class(style::bar).style("inline-size", move || format!("{percent}%")))
        .into_any()
}

stylance::import_style!(style, "words.module.css");
