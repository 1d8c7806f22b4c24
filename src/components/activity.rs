//! Activities: what happened, to what, by whom, and how far it is.

use leptos::prelude::*;
use wheelhouse_contract::Items;
use wheelhouse_contract::sections::activity::Activity;

use super::ProblemView;
use crate::data::Read;
use crate::reactive::{Derived, Memo, memo};
use crate::routes::{AtRead, Route};
use crate::ui::{EmptyState, Icon, IconName, ProgressRing, Row, Skeleton, Status, Time, Tone, el, live, view};

stylance::import_style!(style, "activity.module.css");

/// An activity's state as a word and a tone; a completed one says how.
pub fn activity_state(activity: &Activity) -> (String, Tone) {
    let (word, tone) = match (activity.state(), activity.result()) {
        (Some("complete"), Some("failure")) => ("Failed", Tone::Danger),
        (Some("complete"), Some("success")) => ("Complete", Tone::Success),
        (Some("complete"), _) => ("Complete", Tone::Neutral),
        (Some("cancelled"), _) => ("Cancelled", Tone::Warning),
        (Some("in_progress"), _) => ("Running", Tone::Running),
        (Some("pending"), _) => ("Pending", Tone::Running),
        (Some("scheduled"), _) => ("Scheduled", Tone::Neutral),
        (Some("staged"), _) => ("Staged", Tone::Warning),
        (Some(other), _) => (other, Tone::Neutral),
        (None, _) => ("Unknown", Tone::Neutral),
    };
    (word.to_owned(), tone)
}

/// A list of activities as it is now known, newest first.
#[component]
pub fn ActivityList(
    list: Read<Items<Activity>>,
    /// The project whose activities they are.
    #[prop(into)]
    project: Signal<String>,
    /// The environment, when they are of one only.
    #[prop(optional, into)]
    environment: Signal<Option<String>>,
    /// At most this many.
    #[prop(default = 100)]
    limit: usize,
) -> impl IntoView {
    let items = memo(move || {
        let list = list.data()?;
        let mut unique: Vec<Activity> = Vec::new();
        for activity in list.items() {
            if unique.len() < limit && !unique.iter().any(|known| known.id() == activity.id()) {
                unique.push(activity.clone());
            }
        }
        Some(unique)
    });
    let known = memo(move || items.with(|items| items.as_ref().map(Vec::is_empty)));
    let rows = move || {
        let row = |activity: Activity| {
            let id = activity.id().unwrap_or_default().to_owned();
            Row::new(id, move || item(latest(items, activity), project, environment))
        };
        items.get().unwrap_or_default().into_iter().map(row).collect()
    };
    live(move || match known.get() {
        None => match list.error() {
            Some(error) => view! {
                <ProblemView
                    error=error
                    on_retry=move || list.refresh()
                    retrying=Signal::derive(move || list.is_loading())
                />
            },
            None => view! { <Skeleton rows=5 columns=1 label="Loading activity" /> },
        },
        Some(true) => view! {
            <EmptyState
                icon=IconName::ACTIVITY
                title="No activity yet"
                text="Deployments, backups and changes appear here as they happen."
            />
        },
        Some(false) => el("ol").class(style::list).attr("aria-label", "Activity").each(rows).into_any(),
    })
}

/// An activity of a list as it is now known.
fn latest(items: Memo<Option<Vec<Activity>>>, first: Activity) -> Memo<Activity> {
    memo(move || {
        let now = items.with(|items| items.iter().flatten().find(|activity| activity.id() == first.id()).cloned());
        now.unwrap_or_else(|| first.clone())
    })
}

/// One activity in a list.
fn item(activity: Memo<Activity>, project: Signal<String>, environment: Signal<Option<String>>) -> AnyView {
    let text =
        move || activity.with(|a| a.text().or(a.kind()).unwrap_or("An activity without a description").to_owned());
    let href = move || {
        let id = activity.with(|a| a.id().map(str::to_owned)).unwrap_or_default();
        let project = project.get();
        let route = match environment.get() {
            Some(environment) => Route::EnvironmentActivities { project, environment, at: AtRead::One(id) },
            None => Route::ProjectActivities { project, at: AtRead::One(id) },
        };
        Some(route.path())
    };
    let running = memo(move || activity.with(Activity::is_running));
    let percent = Derived::new(move || {
        #[allow(clippy::cast_precision_loss, reason = "a percentage")]
        activity.with(|a| a.completion_percent().filter(|_| a.state() == Some("in_progress")).map(|p| p as f64 / 100.0))
    });
    let mark = move || {
        if running.get() {
            view! { <ProgressRing label="Progress" value=percent /> }
        } else {
            let name = activity.with_untracked(|a| icon(a.kind().unwrap_or_default()));
            view! { <Icon name=name /> }
        }
    };
    let facts = move || {
        activity.with(|a| {
            let environments = a.environments().join(", ");
            let facts =
                [a.user_name().map(str::to_owned), (!environments.is_empty()).then_some(environments), duration(a)];
            facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
        })
    };
    let tone = Derived::new(move || activity.with(|a| activity_state(a).1));
    let state = view! { <Status text=Signal::derive(move || activity.with(|a| activity_state(a).0)) tone=tone /> };
    let created = Signal::derive(move || activity.with(|a| a.created_at().unwrap_or_default().to_owned()));
    let facts = el("div")
        .class(style::facts)
        .child(state)
        .child(el("span").show(Signal::derive(facts)))
        .child(view! { <Time at=created /> });
    let link = el("a").class(style::link).attr_fn("href", href).show(Signal::derive(text));
    el("li")
        .class(style::item)
        .attr_fn("data-tone", move || Some(tone.get().attr()))
        .child(el("span").class(style::mark).child_fn(mark))
        .child(el("div").class(style::text).child(link).child(facts))
        .into_any()
}

/// How long a finished activity took.
fn duration(activity: &Activity) -> Option<String> {
    let milliseconds = |time: Option<&str>| time.map(js_sys::Date::parse).filter(|time| time.is_finite());
    let started = milliseconds(activity.started_at())?;
    let ended = milliseconds(activity.completed_at())?;
    #[allow(clippy::cast_possible_truncation, reason = "clamped")]
    let seconds = ((ended - started) / 1000.0).round().clamp(0.0, 1e9) as i64;
    Some(match seconds {
        0..=119 => format!("{seconds} s"),
        120..=7199 => format!("{} min", seconds / 60),
        _ => format!("{} h", seconds / 3600),
    })
}

/// The icon of a kind of activity: by its last words, so that kinds not yet known find one too.
fn icon(kind: &str) -> IconName {
    let has = |word: &str| kind.contains(word);
    match () {
        () if has("variable") => IconName::VARIABLE,
        () if has("backup") || has("restore") => IconName::BACKUP,
        () if has("merge") => IconName::MERGE,
        () if has("synchronize") => IconName::SYNC,
        () if has("domain") || has("route") => IconName::DOMAIN,
        () if has("certificate") => IconName::CERTIFICATE,
        () if has("access") => IconName::USERS,
        () if has("deploy") || has("push") || has("activate") => IconName::DEPLOY,
        () if has("environment") => IconName::ENVIRONMENT,
        () => IconName::ACTIVITY,
    }
}
