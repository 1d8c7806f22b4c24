//! The API's states as words and tones.

use wheelhouse_contract::Endpoint;
use wheelhouse_contract::operation::QueryKind;
use wheelhouse_contract::sections::subscriptions::{ListSubscriptions, Subscription};

use crate::text::{count_words, sentence};
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

/// So many names stand for all of them.
const NAMED: usize = 5;

/// How many things there are, and the first of them: `500 (a, b, c, d, e and 495 more)`. `total` is what the API says, and
/// counts where there is more than the names that are known.
pub fn counted_names(names: &[String], total: Option<i64>, goes_on: bool) -> String {
    let known = names.len();
    let total = total.and_then(|total| usize::try_from(total).ok()).filter(|total| goes_on && *total >= known);
    let shown = names.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    match total.or((!goes_on).then_some(known)) {
        Some(0) => "None".to_owned(),
        Some(count) if count <= known.min(NAMED) => format!("{count} ({shown})"),
        Some(count) => {
            let more = count_words(count.saturating_sub(known.min(NAMED)));
            format!("{} ({shown} and {more} more)", count_words(count))
        }
        None => format!("More than {} ({shown}, …)", count_words(known)),
    }
}

/// What a plan is called: `2X-Large` for the API's `2xlarge`.
pub fn plan_name(plan: Option<&str>) -> String {
    let plan = or_unknown(plan);
    match plan.strip_suffix("xlarge") {
        Some(times) if times.chars().all(|digit| digit.is_ascii_digit()) => format!("{times}X-Large"),
        _ => sentence(&plan),
    }
}

/// What the region of a subscription is called.
pub fn region_of(subscription: &Subscription) -> String {
    let label = subscription.project_region_label().filter(|label| !label.is_empty());
    label.map_or_else(|| region_name(subscription.project_region()), str::to_owned)
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

/// How an invitation stands, to an organization or to a project.
pub fn invitation_status(state: Option<&str>) -> (String, Tone) {
    let tone = match state {
        Some("pending") => Tone::Warning,
        Some("processing") => Tone::Running,
        Some("accepted") => Tone::Success,
        Some("error") => Tone::Danger,
        _ => Tone::Neutral,
    };
    let words = match state {
        Some("error") => "Failed".to_owned(),
        state => sentence(&or_unknown(state)),
    };
    (words, tone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plans_are_called_as_their_labels_call_them() {
        for (plan, name) in [
            (Some("development"), "Development"),
            (Some("xlarge"), "X-Large"),
            (Some("2xlarge"), "2X-Large"),
            (Some("elite-xlarge"), "Elite-xlarge"),
            (Some("élite"), "Élite"),
            (Some(""), "Unknown"),
            (None, "Unknown"),
        ] {
            assert_eq!(plan_name(plan), name);
        }
    }

    #[test]
    fn the_first_names_stand_for_all_of_them() {
        let names = |count: usize| ('a'..).take(count).map(String::from).collect::<Vec<_>>();
        for (known, total, goes_on, words) in [
            (0, None, false, "None"),
            (2, None, false, "2 (a, b)"),
            (5, Some(5), false, "5 (a, b, c, d, e)"),
            (7, None, false, "7 (a, b, c, d, e and 2 more)"),
            (7, Some(100), true, "100 (a, b, c, d, e and 95 more)"),
            (2, Some(9), true, "9 (a, b and 7 more)"),
            // It counts others as well, which do not matter here.
            (2, Some(9), false, "2 (a, b)"),
            (7, None, true, "More than 7 (a, b, c, d, e, …)"),
            (7, Some(3), true, "More than 7 (a, b, c, d, e, …)"),
        ] {
            assert_eq!(counted_names(&names(known), total, goes_on), words);
        }
    }
}
