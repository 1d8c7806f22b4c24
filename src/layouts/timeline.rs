//! What happens in the project or environment on the page, as it happens.

use leptos::prelude::*;
use wheelhouse_contract::Items;
use wheelhouse_contract::sections::activity::Activity;
use wheelhouse_contract::sections::activity::of_environment::GetEnvironmentActivityLog;
use wheelhouse_contract::sections::activity::of_project::GetProjectActivityLog;

use super::Place;
use crate::chunk::in_chunk;
use crate::components::ActivityList;
use crate::data::{poll, read_as, with_query};
use crate::reactive::memo;
use crate::ui::{IconButton, IconName, el};

stylance::import_style!(style, "timeline.module.css");

/// Where the choice to hide the timeline is remembered.
const STORAGE_KEY: &str = "wheelhouse.timeline";
/// How many activities it shows.
const LENGTH: usize = 20;

/// The timeline of the environment on the page, else of the project.
#[component]
pub fn Timeline() -> impl IntoView {
    timeline().view()
}

in_chunk! {
    scope: fn timeline() { activities() }
}

fn activities() -> AnyView {
    let place = Place::expect();
    let list = read_as::<Items<Activity>>(move || {
        let project = place.project_id.get()?;
        let path = match place.environment_id.get() {
            Some(environment) => GetEnvironmentActivityLog::path(&project, &environment),
            None => GetProjectActivityLog::path(&project),
        };
        Some(with_query(&path, [("count", LENGTH.to_string())]))
    });
    poll(list);
    let running = memo(move || {
        list.data().map_or(0, |list| list.items().iter().filter(|activity| activity.is_running()).count())
    });
    let count = Signal::derive(move || match running.get() {
        0 => "Nothing is running".to_owned(),
        count => format!("{count} running"),
    });
    let head = el("div")
        .class(style::head)
        .el(el("h2").class(style::title).text("Activity"))
        .el(el("span").class("muted").show(count));
    let project = Signal::derive(move || place.project_id.get().unwrap_or_default());
    let list = view! { <ActivityList list=list project=project environment=place.environment_id limit=LENGTH /> };
    el("div").class(style::timeline).el(head).child(list.into_any()).into_any()
}

/// Shows and hides the timeline: beside the page where there is room, over it where there is none.
#[component]
pub fn TimelineToggle(shown: RwSignal<bool>, sheet: RwSignal<bool>) -> impl IntoView {
    let is_narrow = || window().match_media("(max-width: 1100px)").ok().flatten().is_some_and(|media| media.matches());
    let pressed = Signal::derive(move || sheet.get() || (shown.get() && !is_narrow()));
    let toggle = move || {
        if is_narrow() {
            sheet.set(true);
        } else {
            shown.update(|shown| *shown = !*shown);
            if let Ok(Some(storage)) = window().local_storage() {
                let _ = storage.set_item(STORAGE_KEY, if shown.get_untracked() { "shown" } else { "hidden" });
            }
        }
    };
    view! {
        <IconButton
            icon=IconName::PANEL
            label="Activity"
            pressed=pressed
            on_click=toggle
        />
    }
}

/// Whether the person left the timeline open.
pub fn is_wanted() -> bool {
    let stored =
        window().local_storage().ok().flatten().and_then(|storage| storage.get_item(STORAGE_KEY).ok().flatten());
    stored.as_deref() != Some("hidden")
}
