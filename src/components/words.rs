//! The API's states as words and tones.

use wheelhouse_contract::Endpoint;
use wheelhouse_contract::operation::QueryKind;
use wheelhouse_contract::sections::subscriptions::ListSubscriptions;

use crate::text::sentence;
use crate::ui::{SelectOption, Tone};

/// The word for not knowing a fact.
pub const UNKNOWN: &str = "Unknown";

/// A fact, or the word for not knowing it.
pub fn or_unknown(fact: Option<&str>) -> String {
    fact.filter(|text| !text.is_empty()).unwrap_or(UNKNOWN).to_owned()
}

/// A text as it can be read and typed on one line.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A flag in a word.
pub fn yes_no(flag: Option<bool>) -> &'static str {
    match flag {
        Some(true) => "Yes",
        Some(false) => "No",
        None => "Unknown",
    }
}

/// How a subscription stands.
pub fn subscription_status(status: Option<&str>) -> (String, Tone) {
    let tone = match status {
        Some("active") => Tone::Success,
        Some("requested" | "provisioning") => Tone::Running,
        Some("suspended") => Tone::Warning,
        Some("provisioning failure" | "deleted") => Tone::Danger,
        _ => Tone::Neutral,
    };
    (sentence(&or_unknown(status)), tone)
}

/// The states of subscriptions that a list can be narrowed to, with all of them first.
pub fn subscription_statuses() -> Vec<SelectOption> {
    let narrowed = ListSubscriptions::OPERATION.query.iter().find_map(|query| match query.kind {
        QueryKind::Choice(values) => Some(values),
        _ => None,
    });
    let named =
        narrowed.unwrap_or_default().iter().map(|value| SelectOption::new(*value, subscription_status(Some(value)).0));
    std::iter::once(SelectOption::new("", "All states")).chain(named).collect()
}

/// How a project stands; its codes are the same words as a subscription's, or `ok`.
pub fn project_status(code: Option<&str>) -> (String, Tone) {
    match code {
        Some("ok" | "active") => ("Active".to_owned(), Tone::Success),
        other => subscription_status(other),
    }
}

/// A region's id from its host: `eu-3` of `eu-3.platform.sh`.
pub fn region_name(host: Option<&str>) -> String {
    let host = or_unknown(host);
    host.split_once('.').map_or(host.clone(), |(region, _)| region.to_owned())
}
