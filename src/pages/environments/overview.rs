//! An environment at a glance.

use leptos::prelude::*;
use wheelhouse_contract::sections::activity::Activity;
use wheelhouse_contract::sections::activity::of_environment::GetEnvironmentActivityLog;
use wheelhouse_contract::sections::environment::Environment;

use super::actions::{actions, ids};
use super::addresses::addresses;
use super::facts::{access, branch, deployment, failure};
use super::standing::{deed, progress};
use crate::components::{facts_of, running};
use crate::layouts::Place;
use crate::reactive::{Derived, Memo, memo};
use crate::routes::{AtRead, Route};
use crate::ui::{ProgressBar, Row, Section, el, live, nothing, view, views};

stylance::import_style!(style, "overview.module.css");

/// The overview of the environment in the address.
pub fn page() -> AnyView {
    let place = Place::expect();
    untrack(|| overview(place))
}

fn overview(place: Place) -> AnyView {
    let (project, environment) = ids(place);
    let running = running(&GetEnvironmentActivityLog::path(&project, &environment), &[]);
    let project = StoredValue::new(project);
    let facts = move || match place.environment.data() {
        Some(environment) => facts(&project.read_value(), &environment),
        None => nothing(),
    };
    views![actions(place), under_way(project, running), live(facts)]
}

fn facts(project: &str, environment: &Environment) -> AnyView {
    let section = |title: &'static str, facts| view! { <Section title=title>{facts_of(facts)}</Section> };
    let mut parts: Vec<AnyView> = failure(project, environment).into_iter().collect();
    parts.push(addresses(environment));
    let sections = vec![
        section("Deployment", deployment(project, environment)),
        section("Branch", branch(project, environment)),
        section("Access", access(environment)),
    ];
    parts.push(el("div").class(style::sections).children(sections).into_any());
    parts.into_any()
}

/// What runs now, and how far it is.
fn under_way(project: StoredValue<String>, running: Memo<Vec<Activity>>) -> AnyView {
    let is_any = memo(move || running.with(|running| !running.is_empty()));
    let rows = move || {
        let row = |activity: Activity| {
            let id = activity.id().unwrap_or_default().to_owned();
            Row::new(id, move || entry(project, running, activity))
        };
        running.get().into_iter().map(row).collect()
    };
    live(move || match is_any.get() {
        true => {
            let list = el("ul").class("stack").each(rows).into_any();
            view! { <Section title="Running now">{list}</Section> }
        }
        false => nothing(),
    })
}

fn entry(project: StoredValue<String>, running: Memo<Vec<Activity>>, first: Activity) -> AnyView {
    let route = Route::ProjectActivities {
        project: project.get_value(),
        at: AtRead::One(first.id().unwrap_or_default().to_owned()),
    };
    let words = first.text().map_or_else(|| deed(&first), str::to_owned);
    let label = format!("Progress of {}", deed(&first));
    let done = Derived::new(move || {
        let now = running.with(|running| running.iter().find(|now| now.id() == first.id()).cloned());
        progress(now.as_ref().unwrap_or(&first))
    });
    el("li")
        .class("stack-tight")
        .child(el("a").attr("href", route.path()).text(words))
        .child(view! { <ProgressBar label=label value=done /> })
        .into_any()
}
