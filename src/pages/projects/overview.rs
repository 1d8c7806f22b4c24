//! A project at a glance: how production and its other environments stand, what happened last, and what it is.

use leptos::prelude::*;
use wheelhouse_contract::Items;
use wheelhouse_contract::sections::activity::Activity;
use wheelhouse_contract::sections::activity::of_project::GetProjectActivityLog;
use wheelhouse_contract::sections::environment::GetListOfProjectEnvironments;
use wheelhouse_contract::sections::project::Project;
use wheelhouse_contract::sections::subscriptions::ListSubscriptions;

use super::capabilities::capabilities;
use super::environments::{environments, production};
use super::serving::expiring;
use crate::components::{
    ActivityList, exact_or, facts, facts_of, mebibytes, or_unknown, plan_name, region_name, region_of,
};
use crate::data::{poll, read, read_as, with_query};
use crate::layouts::Place;
use crate::routes::{AtRead, Route};
use crate::ui::{ButtonLink, Copyable, Notice, NoticeTone, Section, el, live, nothing, view, views};

stylance::import_style!(style, "overview.module.css");

/// How many activities are asked for: as many as the timeline does, so that they are asked for once.
const ASKED: usize = 20;
/// How many of them the overview lists.
const SHOWN: usize = 5;

/// The overview of the project in the address.
pub fn page() -> AnyView {
    let place = Place::expect();
    untrack(|| overview(place))
}

fn overview(place: Place) -> AnyView {
    let list = read::<GetListOfProjectEnvironments>(move || {
        place.project_id.get().map(|id| GetListOfProjectEnvironments::path(&id))
    });
    // What the navigation reads as well.
    let subscriptions =
        read::<ListSubscriptions>(move || place.organization_id.get().map(|id| ListSubscriptions::path(&id)));
    let region = Signal::derive(move || {
        let (id, listed) = (place.project_id.get(), subscriptions.data());
        let known = listed.iter().flat_map(|page| page.items()).find(|one| one.project_id() == id.as_deref());
        known.map_or_else(
            || region_name(place.project.data().and_then(|project| project.region().map(str::to_owned)).as_deref()),
            region_of,
        )
    });
    let project = move || place.project.data();
    let standing = move || project().map_or_else(nothing, |project| standing(&project));
    let facts = move || project().map_or_else(nothing, |project| facts(place, &project, region));
    views![
        live(standing),
        expiring(),
        production(list),
        environments(list),
        el("div").class(style::recent).child(recent(place)),
        view! {
            <Section title="Project">{live(facts)}</Section>
        },
        capabilities()
    ]
}

/// What the API has to say of how the project stands.
fn standing(project: &Project) -> AnyView {
    let tone = if project.suspended() == Some(true) { NoticeTone::Warning } else { NoticeTone::Info };
    match project.status_message().filter(|message| !message.trim().is_empty()) {
        Some(message) => {
            let message = message.to_owned();
            view! { <Notice tone=tone>{message}</Notice> }
        }
        None => nothing(),
    }
}

fn facts(place: Place, project: &Project, region: Signal<String>) -> AnyView {
    let organization = place.organization_id.get().map(|organization| {
        let href = Route::Organization { organization }.path();
        let label = Signal::derive(move || place.organization_label());
        el("a").attr("href", href).show(label).into_any()
    });
    let repository =
        project.repository_url().map(|url| view! { <Copyable text=url.to_owned() label="Copy repository address" /> });
    let or_nothing = |view: Option<AnyView>| view.unwrap_or_else(nothing);
    let allowed = project.environment_limit().map_or_else(|| or_unknown(None), |limit| limit.to_string());
    let mut facts = facts![
        ("Organization", or_nothing(organization)),
        ("Region", el("span").show(region)),
        ("Plan", plan_name(project.plan())),
        ("Environment limit", allowed),
        ("Storage per environment", project.storage().map_or_else(|| or_unknown(None), mebibytes)),
        ("Default branch", el("span").class("mono").text(or_unknown(project.default_branch()))),
        ("Time zone", or_unknown(project.timezone())),
        ("Repository", or_nothing(repository)),
        ("Created", exact_or("", project.created_at())),
    ];
    if let Some(description) = project.description().filter(|description| !description.trim().is_empty()) {
        facts.insert(0, ("Description", description.to_owned().into_any()));
    }
    facts_of(facts)
}

fn recent(place: Place) -> AnyView {
    let list = read_as::<Items<Activity>>(move || {
        let path = GetProjectActivityLog::path(&place.project_id.get()?);
        Some(with_query(&path, [("count", ASKED.to_string())]))
    });
    poll(list);
    let project = Signal::derive(move || place.project_id.get().unwrap_or_default());
    let all = move || {
        let href = Route::ProjectActivities { project: project.get(), at: AtRead::List }.path();
        view! { <ButtonLink href=href>"All activity"</ButtonLink> }
    };
    view! {
        <Section title="Recent activity" actions=all>
            <ActivityList list=list project=project limit=SHOWN />
        </Section>
    }
}
