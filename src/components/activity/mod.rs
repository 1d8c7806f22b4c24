//! Activities: what happened, to what, by whom, and how far it is.

mod sentence;
mod words;

pub use sentence::Sentence;
pub use words::{activity_state, duration_words, kind_icon, progress_of, seconds_taken};

use leptos::prelude::*;
use wheelhouse_contract::Items;
use wheelhouse_contract::sections::activity::Activity;

use super::{ProblemView, Titles};
use crate::data::Read;
use crate::reactive::{Derived, Memo, memo};
use crate::routes::{AtRead, Route};
use crate::text::sentence as capital;
use crate::ui::{
    EmptyState, Icon, IconName, ProgressRing, Row, Skeleton, Tone, clock_time, day_name, el, exact_time, live, view,
};

stylance::import_style!(style, "activity.module.css");

/// Activities under the days on which they were started, newest first, as they are now known.
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
    let titles = Titles::of_project(move || Some(project.get()).filter(|id| !id.is_empty()));
    let place = Place { project, environment, titles };
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
    let days = memo(move || {
        let mut days: Vec<String> = items.get().iter().flatten().map(day).collect();
        days.dedup();
        days
    });
    let rows = move || {
        let row = |name: String| Row::new(name.clone(), move || one_day(items, name, place));
        days.get().into_iter().map(row).collect()
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
        Some(false) => el("div").class(style::days).each(rows).into_any(),
    })
}

/// What an activity is shown in.
#[derive(Clone, Copy)]
struct Place {
    project: Signal<String>,
    environment: Signal<Option<String>>,
    titles: Titles,
}

fn day(activity: &Activity) -> String {
    capital(&day_name(activity.created_at().unwrap_or_default()))
}

/// What was started on one day.
fn one_day(items: Memo<Option<Vec<Activity>>>, name: String, place: Place) -> AnyView {
    let of_day = name.clone();
    let rows = move || {
        let row = |activity: Activity| {
            let id = activity.id().unwrap_or_default().to_owned();
            Row::new(id, move || item(latest(items, activity), place))
        };
        items.get().unwrap_or_default().into_iter().filter(|activity| day(activity) == of_day).map(row).collect()
    };
    let heading = el("h3").class(style::day).text(name.clone());
    let list = el("ol").class(style::list).attr("aria-label", name).each(rows);
    el("div").el(heading).el(list).into_any()
}

/// An activity of a list as it is now known.
fn latest(items: Memo<Option<Vec<Activity>>>, first: Activity) -> Memo<Activity> {
    memo(move || {
        let now = items.with(|items| items.iter().flatten().find(|activity| activity.id() == first.id()).cloned());
        now.unwrap_or_else(|| first.clone())
    })
}

/// One activity in two lines: what was done; then what that does not say already.
fn item(activity: Memo<Activity>, place: Place) -> AnyView {
    let Place { project, environment, titles } = place;
    let deed = memo(move || activity.with(|a| Sentence::of(a, titles).short(a.user_name())));
    let href = move || {
        let id = activity.with(|a| a.id().map(str::to_owned)).unwrap_or_default();
        let project = project.get();
        let route = match environment.get() {
            Some(environment) => Route::EnvironmentActivities { project, environment, at: AtRead::One(id) },
            None => Route::ProjectActivities { project, at: AtRead::One(id) },
        };
        Some(route.path())
    };
    let state = memo(move || activity.with(activity_state).0);
    let tone = Derived::new(move || activity.with(activity_state).1);
    let shown_state = Signal::derive(move || Some(state.get()).filter(|_| tone.get() != Tone::Success));
    let said = move || {
        activity.with(|a| {
            let own = environment.get();
            let others = a.environments().into_iter().filter(|id| own.as_deref() != Some(*id)).map(|id| titles.of(id));
            let others: Vec<_> = deed.with(|deed| others.filter(|title| !deed.says(title)).collect());
            let said = [a.user_name().map(str::to_owned), Some(others.join(", "))];
            said.into_iter().flatten().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ")
        })
    };
    let taken = move || activity.with(|a| seconds_taken(a).map(duration_words));
    let created = Signal::derive(move || activity.with(|a| a.created_at().unwrap_or_default().to_owned()));
    let time = el("time")
        .attr("datetime", created)
        .attr_fn("title", move || Some(created.with(|at| exact_time(at))))
        .show(Signal::derive(move || created.with(|at| clock_time(at))));
    let facts = el("div")
        .class(style::facts)
        .el(el("span").class(style::state).show_some(shown_state))
        .el(el("span").class(style::said).show(Signal::derive(said)))
        .el(el("span").class(style::taken).show_some(Signal::derive(taken)))
        .el(time);
    let link = el("a")
        .class(style::link)
        .attr_fn("href", href)
        .attr_fn("title", move || Some(deed.with(Sentence::plain)))
        .child_fn(move || deed.with(Sentence::view));
    el("li")
        .class(style::item)
        .attr_fn("data-tone", move || Some(tone.get().attr()))
        .child(el("span").class(style::mark).child(activity_mark(activity)))
        .child(el("div").class(style::text).child(link).child(facts))
        .into_any()
}

/// The icon of an activity's kind, or how far it is while it runs.
pub fn activity_mark(activity: Memo<Activity>) -> AnyView {
    let running = memo(move || activity.with(Activity::is_running));
    live(move || match running.get() {
        true => view! { <ProgressRing label="Progress" value=Derived::new(move || activity.with(progress_of)) /> },
        false => view! { <Icon name=activity.with_untracked(|a| kind_icon(a.kind().unwrap_or_default())) /> },
    })
}
