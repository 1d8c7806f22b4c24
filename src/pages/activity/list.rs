//! The activity log of a project or an environment.

use leptos::prelude::*;
use wheelhouse_contract::Items;
use wheelhouse_contract::sections::activity::Activity;
use wheelhouse_contract::sections::activity::of_environment::GetEnvironmentActivityLog;
use wheelhouse_contract::sections::activity::of_project::GetProjectActivityLog;

use super::filters::Filters;
use crate::components::{
    Column, Item, Listing, Neighbours, Rows, Sentence, SortValue, Titles, UrlState, activity_mark, activity_state,
    duration_words, seconds_taken, use_url_state,
};
use crate::data::{Read, poll, read_as, with_query};
use crate::reactive::{Derived, memo};
use crate::routes::{AtRead, Route};
use crate::ui::{Button, EmptyState, IconName, Status, Tone, el, nothing, view, views};

stylance::import_style!(style, "list.module.css");

/// How many activities one page has: as many as the API gives at once.
const LENGTH: usize = 100;

/// The activities of a project, or of one environment.
pub fn page(project: String, environment: Option<String>) -> AnyView {
    let filters = Filters::of_address();
    let before = use_url_state("before", &[]);
    let start = before.signal();
    let of_project = environment.is_none().then(|| project.clone());
    let (project, environment) = (StoredValue::new(project), StoredValue::new(environment));
    let titles = Titles::of_project(move || Some(project.get_value()));
    let list = read_as::<Items<Activity>>(move || {
        let path = match environment.get_value().or_else(|| filters.environment()) {
            Some(environment) => GetEnvironmentActivityLog::path(&project.read_value(), &environment),
            None => GetProjectActivityLog::path(&project.read_value()),
        };
        Some(with_query(&path, filters.query().into_iter().chain([("count", LENGTH.to_string())])))
    });
    poll(list);
    let last = memo(move || {
        let list = list.data()?;
        (list.items().len() >= LENGTH).then(|| list.items().last()?.created_at().map(str::to_owned)).flatten()
    });
    let items = move || {
        let known = list.data()?;
        let fitting = known.items().iter().filter(|activity| filters.fits(activity));
        let item = |activity: &Activity| {
            let entry = Entry::of(activity, titles, list, &project.read_value(), environment.get_value());
            let (state, _) = activity_state(activity);
            Item::new(activity.id().unwrap_or_default(), entry).found_by([state])
        };
        Some(fitting.map(item).collect())
    };
    let is_part = memo(move || last.with(Option::is_some) || start.with(|start| !start.is_empty()));
    let columns = if of_project.is_some() { OF_PROJECT } else { OF_ENVIRONMENT };
    let older = before.clone();
    let to_newest = move || match start.with(String::is_empty) {
        true => nothing(),
        false => page_button("Newest", &before, String::new()),
    };
    let to_older = move || match last.get() {
        None => nothing(),
        Some(last) => page_button("Older", &older, last),
    };
    let empty = || {
        view! {
            <EmptyState
                icon=IconName::ACTIVITY
                title="No activity yet"
                text="Deployments, backups and changes appear here as they happen."
            />
        }
    };
    let list = view! {
        <Listing
            caption="Activity"
            rows=Rows::new(columns, items)
            error=Derived::new(move || list.error())
            loading=Signal::derive(move || list.is_loading() && !list.is_known())
            on_retry=move || list.refresh()
            filters=move || filters.view(of_project.clone(), list)
            // While others are on their way, what they are chosen by stays.
            is_filtered=Signal::derive(move || filters.is_any() || !list.is_known())
            on_clear=Filters::clear()
            pages=Derived::new(move || Neighbours { is_part: is_part.get(), ..Neighbours::default() })
            empty=empty
        />
    };
    views![list, el("div").class("row").child_fn(to_newest).child_fn(to_older)]
}

/// An activity, with what a row says of it.
struct Entry {
    activity: Activity,
    list: Read<Items<Activity>>,
    deed: Sentence,
    href: String,
    environments: String,
}

impl Entry {
    fn of(
        activity: &Activity,
        titles: Titles,
        list: Read<Items<Activity>>,
        project: &str,
        environment: Option<String>,
    ) -> Self {
        let (project, at) = (project.to_owned(), AtRead::One(activity.id().unwrap_or_default().to_owned()));
        let route = match environment {
            Some(environment) => Route::EnvironmentActivities { project, environment, at },
            None => Route::ProjectActivities { project, at },
        };
        let environments: Vec<_> = activity.environments().into_iter().map(|id| titles.of(id)).collect();
        Self {
            activity: activity.clone(),
            list,
            deed: Sentence::of(activity, titles).short(activity.user_name()),
            href: route.path(),
            environments: environments.join(", "),
        }
    }
}

const DEED: Column<Entry> =
    Column::text("what", "Activity", |entry: &Entry| entry.deed.plain()).unsorted().cell(|entry| {
        let (first, list) = (entry.activity.clone(), entry.list);
        let now = memo(move || {
            let known = list.data();
            let now = known.iter().flat_map(Items::items).find(|activity| activity.id() == first.id()).cloned();
            now.unwrap_or_else(|| first.clone())
        });
        let (word, tone) = activity_state(&entry.activity);
        let state = (tone != Tone::Success).then(|| view! { <Status text=word tone=tone /> });
        let link = el("a")
            .class(style::deed)
            .attr("href", entry.href.clone())
            .attr("title", entry.deed.plain())
            .child(entry.deed.view());
        el("span")
            .class(style::what)
            .attr("data-tone", tone.attr())
            .child(el("span").class(style::mark).child(activity_mark(now)))
            .child(link)
            .maybe(state)
            .into_any()
    });
const ENVIRONMENT: Column<Entry> =
    Column::text("environment", "Environment", |entry: &Entry| entry.environments.clone()).unsorted();
const WHO: Column<Entry> =
    Column::text("who", "Who", |entry: &Entry| entry.activity.user_name().unwrap_or("–").to_owned()).unsorted();
const TAKEN: Column<Entry> = Column::number(
    "duration",
    "Duration",
    |entry: &Entry| seconds_taken(&entry.activity),
    |seconds| seconds.map_or_else(|| "–".to_owned(), duration_words),
)
.by(|entry| SortValue::number(seconds_taken(&entry.activity)));
const WHEN: Column<Entry> = Column::time("when", "When", |entry: &Entry| entry.activity.created_at());

const OF_PROJECT: &[Column<Entry>] = &[DEED, ENVIRONMENT, WHO, TAKEN, WHEN];
const OF_ENVIRONMENT: &[Column<Entry>] = &[DEED, WHO, TAKEN, WHEN];

/// Goes to the page that starts before a moment.
fn page_button(label: &'static str, before: &UrlState, start: String) -> AnyView {
    let before = before.clone();
    view! { <Button on_click=move || before.push(start.clone())>{label}</Button> }
}
