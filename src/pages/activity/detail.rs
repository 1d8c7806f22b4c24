//! One activity: how it went, and what it wrote.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wheelhouse_contract::Resource;
use wheelhouse_contract::sections::activity::Activity;
use wheelhouse_contract::sections::activity::of_environment::{
    CancelAnEnvironmentActivity, GetAnEnvironmentActivityLogEntry,
};
use wheelhouse_contract::sections::activity::of_project::{CancelAProjectActivity, GetAProjectActivityLogEntry};

use super::log::LogSection;
use crate::components::{Loaded, activity_state, data_of, facts, facts_of, or_unknown, page_title, time_or};
use crate::data::{Cache, Read, poll_one, read_as, write};
use crate::layouts::Place;
use crate::reactive::{Derived, memo};
use crate::routes::Route;
use crate::ui::{
    Button, Copyable, PageHeader, ProgressBar, Status, Toast, el, live, nothing, use_toaster, view, views,
};

/// The activity in the address.
pub fn page(project: String, environment: Option<String>, activity: String) -> AnyView {
    let place = Place::expect();
    let path = match &environment {
        Some(environment) => GetAnEnvironmentActivityLogEntry::path(&project, environment, &activity),
        None => GetAProjectActivityLogEntry::path(&project, &activity),
    };
    let cancel_path = match &environment {
        Some(environment) => CancelAnEnvironmentActivity::path(&project, environment, &activity),
        None => CancelAProjectActivity::path(&project, &activity),
    };
    let of_environment = environment.is_some();
    let entry = read_as::<Activity>(move || Some(path.clone()));
    poll_one(entry);
    let title = Signal::derive(move || {
        let text = entry.data().and_then(|a| a.text().or(a.kind()).map(str::to_owned));
        text.unwrap_or_else(|| "Activity".to_owned())
    });
    page_title(title);
    let (ready, error, loading, retry) = data_of(entry);
    let state = move || entry.data().as_ref().map(activity_state).unwrap_or_default();
    let meta = move || {
        view! { <Status text=Signal::derive(move || state().0) tone=Derived::new(move || state().1) /> }
    };
    let cancel_path = StoredValue::new(cancel_path);
    let actions = move || cancel(entry, cancel_path, of_environment);
    let facts = move || entry.data().map_or_else(nothing, |activity| facts(place, &activity));
    let content = move || {
        views![
            view! { <PageHeader title=title meta=meta actions=actions /> },
            progress(entry),
            live(facts),
            view! { <LogSection entry=entry /> }
        ]
    };
    view! {
        <Loaded ready=ready error=error loading=loading on_retry=retry label="Loading activity">
            {content()}
        </Loaded>
    }
}

/// How far it is, while it runs.
fn progress(entry: Read<Activity>) -> AnyView {
    let running = memo(move || entry.data().is_some_and(|activity| activity.is_running()));
    let percent = Derived::new(move || {
        #[allow(clippy::cast_precision_loss, reason = "a percentage")]
        entry.data().and_then(|activity| activity.completion_percent()).map(|percent| percent as f64 / 100.0)
    });
    live(move || match running.get() {
        true => view! { <ProgressBar label="Progress" value=percent /> },
        false => nothing(),
    })
}

fn facts(place: Place, activity: &Activity) -> AnyView {
    let time = |at: Option<&str>| time_or("Not yet", at);
    let project = place.project_id.get().unwrap_or_default();
    let environment = |id: &str| {
        let route = Route::Environment { project: project.clone(), environment: id.to_owned() };
        views![el("a").attr("href", route.path()).text(id.to_owned()), " "]
    };
    let id = activity.id().map(|id| view! { <Copyable text=id.to_owned() label="Copy activity ID" /> });
    facts_of(facts![
        ("Kind", el("span").class("mono").text(or_unknown(activity.kind()))),
        ("By", or_unknown(activity.user_name())),
        ("Environments", activity.environments().into_iter().map(environment).collect::<Vec<_>>()),
        ("Asked for", time(activity.created_at())),
        ("Started", time(activity.started_at())),
        ("Ended", time(activity.completed_at().or(activity.cancelled_at()))),
        ("ID", id.unwrap_or_else(nothing)),
    ])
}

/// Cancels the activity while that can be done.
fn cancel(entry: Read<Activity>, path: StoredValue<String>, of_environment: bool) -> AnyView {
    let cache = Cache::expect();
    let toaster = use_toaster();
    let busy = RwSignal::new(false);
    let can = memo(move || entry.data().is_some_and(|activity| activity.links().allows(Activity::CANCEL)));
    let cancel = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let path = path.get_value();
            let done = if of_environment {
                write::<CancelAnEnvironmentActivity>(cache, path, None).await.err()
            } else {
                write::<CancelAProjectActivity>(cache, path, None).await.err()
            };
            // The page may be gone by now, with everything it held.
            if busy.try_set(false).is_some() {
                return;
            }
            match done {
                None => toaster.push(Toast::success("Cancelled")),
                Some(error) => {
                    // It may have ended meanwhile: what it is now says why.
                    entry.refresh();
                    toaster.push(Toast::danger(format!("{}. {}", error.title(), error.text())))
                }
            };
        });
    };
    live(move || match can.get() {
        true => view! {
            <Button busy=busy busy_label="Cancelling…" on_click=cancel>
                "Cancel activity"
            </Button>
        },
        false => nothing(),
    })
}
