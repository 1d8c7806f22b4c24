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
use crate::components::{Loaded, activity_state, data_of, or_unknown, set_title};
use crate::data::{Cache, Read, poll_one, read_as, write};
use crate::layouts::Place;
use crate::routes::Route;
use crate::ui::{
    Button, Copyable, Fact, Facts, PageHeader, ProgressBar, Status, Time, Toast, memo, shown, use_toaster,
};

/// The activity in the address.
#[component]
pub fn ActivityPage(project: String, environment: Option<String>, activity: String) -> impl IntoView {
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
    set_title(move || vec![title.get(), place.project_title()]);
    let (ready, error, loading, retry) = data_of(entry);
    let state = memo(move || entry.data().as_ref().map(activity_state).unwrap_or_default());
    let meta = move || {
        view! { <Status text=Signal::derive(move || state.get().0) tone=Signal::derive(move || state.get().1) /> }
    };
    let cancel_path = StoredValue::new(cancel_path);
    let actions = move || view! { <Cancel entry=entry path=cancel_path.get_value() of_environment=of_environment /> };
    view! {
        <Loaded ready=ready error=error loading=loading on_retry=retry label="Loading activity">
            <PageHeader title=title meta=meta actions=actions />
            {progress(entry)}
            {shown(move || entry.data().map(|activity| facts(place, &activity)))}
            <LogSection entry=entry />
        </Loaded>
    }
}

/// How far it is, while it runs.
fn progress(entry: Read<Activity>) -> AnyView {
    let running = memo(move || entry.data().is_some_and(|activity| activity.is_running()));
    let percent = Signal::derive(move || {
        #[allow(clippy::cast_precision_loss, reason = "a percentage")]
        entry.data().and_then(|activity| activity.completion_percent()).map(|percent| percent as f64 / 100.0)
    });
    (move || running.get().then(|| view! { <ProgressBar label="Progress" value=percent /> })).into_any()
}

fn facts(place: Place, activity: &Activity) -> AnyView {
    let time = |at: Option<&str>| match at {
        Some(at) => view! { <Time at=at.to_owned() /> }.into_any(),
        None => "Not yet".into_any(),
    };
    let project = place.project_id.get().unwrap_or_default();
    let environments: Vec<_> = activity
        .environments()
        .into_iter()
        .map(|id| {
            let route = Route::Environment { project: project.clone(), environment: id.to_owned() };
            view! { <a href=route.path()>{id.to_owned()}</a> " " }
        })
        .collect();
    let (kind, by) = (or_unknown(activity.kind()), or_unknown(activity.user_name()));
    let asked = time(activity.created_at());
    let started = time(activity.started_at());
    let ended = time(activity.completed_at().or(activity.cancelled_at()));
    let id = activity.id().map(|id| view! { <Copyable text=id.to_owned() label="Copy activity ID" /> });
    view! {
        <Facts>
            <Fact label="Kind"><span class="mono">{kind}</span></Fact>
            <Fact label="By">{by}</Fact>
            <Fact label="Environments">{environments}</Fact>
            <Fact label="Asked for">{asked}</Fact>
            <Fact label="Started">{started}</Fact>
            <Fact label="Ended">{ended}</Fact>
            <Fact label="ID">
                {id}
            </Fact>
        </Facts>
    }
    .into_any()
}

/// Cancels the activity while that can be done.
#[component]
fn Cancel(entry: Read<Activity>, path: String, of_environment: bool) -> impl IntoView {
    let cache = Cache::expect();
    let toaster = use_toaster();
    let busy = RwSignal::new(false);
    let can = memo(move || entry.data().is_some_and(|activity| activity.links().allows("#cancel")));
    let path = StoredValue::new(path);
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
            busy.try_set(false);
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
    shown(move || {
        can.get().then(|| {
            view! {
                <Button busy=busy busy_label="Cancelling…" on_click=cancel>
                    "Cancel activity"
                </Button>
            }
        })
    })
}
