//! One activity: why it failed, what it wrote, and what is known of it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wheelhouse_contract::Resource;
use wheelhouse_contract::sections::activity::Activity;
use wheelhouse_contract::sections::activity::of_environment::{
    CancelAnEnvironmentActivity, GetAnEnvironmentActivityLogEntry,
};
use wheelhouse_contract::sections::activity::of_project::{CancelAProjectActivity, GetAProjectActivityLogEntry};

use super::again::again;
use super::facts::facts;
use super::lines::log_section;
use super::log::Log;
use crate::components::{Loaded, Sentence, Titles, activity_state, data_of, page_title, progress_of};
use crate::data::{Cache, Read, poll_one, read_as, write};
use crate::reactive::{Derived, Memo, memo};
use crate::ui::{
    Button, Notice, NoticeTone, PageHeader, ProgressBar, Status, Toast, el, live, nothing, use_toaster, view, views,
};

stylance::import_style!(style, "detail.module.css");

/// The activity in the address.
pub fn page(project: String, environment: Option<String>, activity: String) -> AnyView {
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
    let project = StoredValue::new(project);
    let titles = Titles::of_project(move || Some(project.get_value()));
    let title = Signal::derive(move || {
        entry.data().map_or_else(|| "Activity".to_owned(), |activity| Sentence::of(&activity, titles).plain())
    });
    page_title(title);
    let (ready, error, loading, retry) = data_of(entry);
    let state = move || entry.data().as_ref().map(activity_state).unwrap_or_default();
    let meta = move || {
        view! { <Status text=Signal::derive(move || state().0) tone=Derived::new(move || state().1) /> }
    };
    let cancel_path = StoredValue::new(cancel_path);
    let actions = move || {
        views![again(entry, project.get_value(), of_environment, titles), cancel(entry, cancel_path, of_environment)]
    };
    let name = format!("activity-{activity}.log");
    let content = move || {
        let log = Log::follow(entry);
        let has_failed = memo(move || entry.data().is_some_and(|activity| activity.result() == Some("failure")));
        let first = memo(move || has_failed.get().then(|| log.first_error()).flatten());
        let error_line = memo(move || first.with(|first| first.as_ref().map(|(line, _)| *line)));
        let is_running = memo(move || entry.data().is_some_and(|activity| activity.is_running()));
        views![
            view! { <PageHeader title=title meta=meta actions=actions /> },
            failure(entry, first),
            progress(entry),
            log_section(log, is_running, error_line, name.clone()),
            facts(entry, project.get_value(), titles)
        ]
    };
    view! {
        <Loaded ready=ready error=error loading=loading on_retry=retry label="Loading activity">
            {content()}
        </Loaded>
    }
}

/// Why it failed: what the API has to say, and the first line of the log that says what went wrong.
fn failure(entry: Read<Activity>, first: Memo<Option<(usize, String)>>) -> AnyView {
    let reason = memo(move || {
        let activity = entry.data().filter(|activity| activity.result() == Some("failure"))?;
        Some(match activity.failure_reason() {
            Some("shell") => "The build or a hook failed.".to_owned(),
            Some("error") | None => String::new(),
            Some(other) => format!("Reason: {other}."),
        })
    });
    live(move || {
        let Some(reason) = reason.get() else { return nothing() };
        let line = first.get().map(|(at, text)| {
            let number = at.saturating_add(1);
            el("p")
                .class(style::line)
                .child(el("a").attr("href", format!("#line-{number}")).text(format!("Line {number}")))
                .child(el("code").text(text))
                .into_any()
        });
        let words = (!reason.is_empty()).then(|| el("p").text(reason));
        let inside = el("div").class("stack-tight").maybe(words).maybe(line);
        view! { <Notice tone=NoticeTone::Danger title="Failed">{inside}</Notice> }
    })
}

/// How far it is, while it runs.
fn progress(entry: Read<Activity>) -> AnyView {
    let running = memo(move || entry.data().is_some_and(|activity| activity.is_running()));
    let percent = Derived::new(move || entry.data().as_ref().and_then(progress_of));
    live(move || match running.get() {
        true => view! { <ProgressBar label="Progress" value=percent /> },
        false => nothing(),
    })
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
