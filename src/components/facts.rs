//! Facts about a thing, and how those that are missing are said.

use leptos::prelude::*;

use super::or_unknown;
use crate::ui::{Copyable, Fact, Facts, Time, el, exact_time, time_ago, view};

/// Facts with their labels, whatever draws their values: `facts![("ID", copyable), ("Kind", "Upload")]`.
macro_rules! facts {
    ($(($label:expr, $value:expr)),* $(,)?) => {
        vec![$(($label, leptos::prelude::IntoAny::into_any($value))),*]
    };
}
pub(crate) use facts;

/// Facts by their labels.
pub fn facts_of(facts: Vec<(&'static str, AnyView)>) -> AnyView {
    let fact = |(label, value)| view! { <Fact label=label>{value}</Fact> };
    let facts: Vec<_> = facts.into_iter().map(fact).collect();
    view! { <Facts>{facts}</Facts> }
}

/// The id of a thing of some kind, as in "domain", to copy.
pub fn copyable_id(kind: &str, id: Option<&str>) -> AnyView {
    match id {
        Some(id) => view! { <Copyable text=id.to_owned() label=format!("Copy {kind} ID") /> },
        None => or_unknown(None).into_any(),
    }
}

/// A moment to the second with how long ago that is, as the thing's own page says it, or a word for there being none.
pub fn exact_or(missing: &'static str, at: Option<&str>) -> AnyView {
    let Some(at) = at.filter(|at| !at.is_empty()) else { return missing.into_any() };
    let time = el("time").attr("datetime", at.to_owned()).text(exact_time(at));
    let ago = time_ago(at).map(|ago| el("span").class("muted").attr("data-short", "").text(ago).into_any());
    el("span").el(time).text("\u{2002}").maybe(ago).into_any()
}

/// A moment as lists say it, or a word for there being none.
pub fn time_or(missing: &'static str, at: Option<&str>) -> AnyView {
    match at {
        Some(at) => view! { <Time at=at.to_owned() /> },
        None => missing.into_any(),
    }
}
