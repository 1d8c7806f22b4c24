//! What a project's plan lets it do.

use leptos::prelude::*;
use wheelhouse_contract::sections::project::{GetAProjectCapabilities, ProjectCapabilities};

use crate::components::{Loaded, data_of, facts, facts_of, or_unknown, yes_no};
use crate::data::read;
use crate::layouts::Place;
use crate::ui::{Section, live, nothing, view};

pub(super) fn capabilities() -> AnyView {
    let place = Place::expect();
    let of =
        read::<GetAProjectCapabilities>(move || place.project_id.get().map(|id| GetAProjectCapabilities::path(&id)));
    let (ready, error, loading, retry) = data_of(of);
    let facts = move || live(move || of.data().map_or_else(nothing, |it| facts(&it)));
    view! {
        <Section title="Included in the plan">
            <Loaded ready=ready error=error loading=loading on_retry=retry label="Loading capabilities">
                {facts()}
            </Loaded>
        </Section>
    }
}

/// A span of time such as `1d`, in words; one of another form as it is.
fn span(range: &str) -> String {
    let (number, unit) = range.split_at(range.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(range.len()));
    let word = match unit {
        "h" => "hour",
        "d" => "day",
        "w" => "week",
        "mo" => "month",
        "y" => "year",
        _ => return range.to_owned(),
    };
    let many = if number == "1" { "" } else { "s" };
    if number.is_empty() { range.to_owned() } else { format!("{number} {word}{many}") }
}

fn facts(can: &ProjectCapabilities) -> AnyView {
    let domains = match (can.custom_domains(), can.environments_with_domains_limit()) {
        (Some(true), Some(1)) => "Up to 1 environment".to_owned(),
        (Some(true), Some(limit)) => format!("Up to {limit} environments"),
        (known, _) => yes_no(known).to_owned(),
    };
    let instances = can.instance_limit().map_or_else(|| or_unknown(None), |limit| limit.to_string());
    facts_of(facts![
        ("Custom domains", domains),
        ("Integrations", yes_no(can.integrations())),
        ("Source operations", yes_no(can.source_operations())),
        ("Runtime operations", yes_no(can.runtime_operations())),
        ("Outbound firewall", yes_no(can.outbound_firewall())),
        ("Metrics retention", or_unknown(can.metrics_range().map(span).as_deref())),
        ("Instances per application", instances),
    ])
}
