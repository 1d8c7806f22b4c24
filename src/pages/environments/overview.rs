//! An environment at a glance.

use leptos::prelude::*;
use wheelhouse_contract::sections::activity::Activity;
use wheelhouse_contract::sections::activity::of_environment::GetEnvironmentActivityLog;
use wheelhouse_contract::sections::deployments::{Deployment, GetAnEnvironmentDeploymentInformation};
use wheelhouse_contract::sections::environment::Environment;

use super::addresses::addresses;
use super::facts::{access, branch, deployment, failure};
use super::standing::deed;
use crate::components::{Sentence, Titles, facts_of, progress_of, running};
use crate::data::read;
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
    let (project, environment) = place.environment_ids();
    let running = running(&GetEnvironmentActivityLog::path(&project, &environment), &[]);
    let (project, environment) = (StoredValue::new(project), StoredValue::new(environment));
    let titles = Titles::of_project(move || Some(project.get_value()));
    let deployments = read::<GetAnEnvironmentDeploymentInformation>(move || {
        Some(GetAnEnvironmentDeploymentInformation::path(&place.project_id.get()?, &place.environment_id.get()?))
    });
    let current = memo(move || {
        let all = deployments.data()?;
        all.items().iter().find(|one| one.id() == Some("current")).cloned()
    });
    let facts = move || match place.environment.data() {
        Some(environment) => facts(&project.read_value(), &environment, titles, current.get().as_ref()),
        None => nothing(),
    };
    views![under_way(project, environment, running, titles), live(facts)]
}

fn facts(project: &str, environment: &Environment, titles: Titles, current: Option<&Deployment>) -> AnyView {
    let section = |title: &'static str, facts| view! { <Section title=title>{facts_of(facts)}</Section> };
    let mut parts: Vec<AnyView> = failure(project, environment).into_iter().collect();
    parts.push(addresses(environment, current));
    let sections = vec![
        section("Deployment", deployment(project, environment)),
        section("Branch", branch(project, environment, titles)),
        section("Access", access(environment)),
    ];
    parts.push(el("div").class(style::sections).children(sections).into_any());
    parts.into_any()
}

/// What runs now, and how far it is.
fn under_way(
    project: StoredValue<String>,
    environment: StoredValue<String>,
    running: Memo<Vec<Activity>>,
    titles: Titles,
) -> AnyView {
    let is_any = memo(move || running.with(|running| !running.is_empty()));
    let rows = move || {
        let row = |activity: Activity| {
            let id = activity.id().unwrap_or_default().to_owned();
            Row::new(id, move || entry(project, environment, running, titles, activity))
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

fn entry(
    project: StoredValue<String>,
    environment: StoredValue<String>,
    running: Memo<Vec<Activity>>,
    titles: Titles,
    first: Activity,
) -> AnyView {
    let route = Route::EnvironmentActivities {
        project: project.get_value(),
        environment: environment.get_value(),
        at: AtRead::One(first.id().unwrap_or_default().to_owned()),
    };
    let label = format!("Progress of {}", deed(&first));
    let told = first.clone();
    let words = memo(move || Sentence::of(&told, titles));
    let done = Derived::new(move || {
        let now = running.with(|running| running.iter().find(|now| now.id() == first.id()).cloned());
        progress_of(now.as_ref().unwrap_or(&first))
    });
    el("li")
        .class("stack-tight")
        .child(el("a").attr("href", route.path()).child_fn(move || words.with(Sentence::view)))
        .child(view! { <ProgressBar label=label value=done /> })
        .into_any()
}
