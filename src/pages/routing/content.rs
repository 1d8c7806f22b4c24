//! One route: what answers there, and how it is delivered.

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::sections::routes::{Route, RouteCreateInput};
use wheelhouse_contract::{Described, Resource};

use super::delivery::{delivery, lines};
use super::words::{goes_to, name};
use crate::components::{Owner, facts_of, kind_label, or_unknown, yes_no};
use crate::ui::{Copyable, Section, el, view};

pub fn content(_: &Owner, route: &Route) -> AnyView {
    let raw = route.raw();
    let mono = |text: String| el("span").class("mono").text(text).into_any();
    let is_upstream = !matches!(route.kind(), Some("redirect" | "proxy"));
    let main = facts_of(vec![
        ("Address", view! { <Copyable text=name(route) label="Copy address" /> }),
        ("Kind", kind_label(RouteCreateInput::BODY, route.kind()).into_any()),
        (if is_upstream { "Application" } else { "Destination" }, mono(or_unknown(goes_to(route)))),
        ("Primary", yes_no(route.primary()).into_any()),
        ("ID", route.id().map_or_else(|| "None".into_any(), |id| mono(id.to_owned()))),
    ]);
    let mut parts = vec![main, delivery(raw, is_upstream)];
    let notes = route
        .attributes()
        .filter(|notes| !notes.is_empty())
        .map(|notes| lines(notes.iter().map(|(key, value)| format!("{key} = {}", one_text(value)))));
    parts.extend(notes.map(|notes| view! { <Section title="Attributes">{notes}</Section> }));
    parts.into_any()
}

fn one_text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
