//! The projects that the person can see, of all organizations.

use leptos::prelude::*;
use wheelhouse_contract::sections::organizations::{ListOrganizations, Organization};
use wheelhouse_contract::sections::project_discovery::{LocateUserProjects, ProjectLocation};
use wheelhouse_contract::sections::subscriptions::{ListSubscriptions, Subscription};
use wheelhouse_contract::{Page, Wrapped};

use super::by_id::open_by_id;
use super::row::{COLUMNS, Found};
use crate::components::{AllPages, Listing, Rows, all_pages, or_unknown, subscription_statuses, use_url_state};
use crate::data::{AnyRead, read, with_query};
use crate::layouts::Place;
use crate::reactive::{Derived, memo};
use crate::routes::Route;
use crate::ui::{
    Button, ButtonLink, EmptyState, IconName, Notice, NoticeTone, PageHeader, Select, Skeleton, el, live, nothing,
    view, views,
};

/// The list of all projects.
pub fn page() -> AnyView {
    // As the switcher of organizations asks for them, so that they are asked for once.
    let first = with_query(&ListOrganizations::path(), [("page[size]", "50".to_owned()), ("sort", "name".to_owned())]);
    let organizations = all_pages(vec![first.clone()], |path| *read::<ListOrganizations>(move || Some(path.clone())));
    // None until all are known, or as many as there will be.
    let known = memo({
        let first = first.clone();
        move || organizations.is_settled(&first).then(|| named(&organizations.of(&first)))
    });
    let content = move || match known.get() {
        Some(named) => projects_of(named, organizations.of(&first)),
        None => view! { <Skeleton rows=6 columns=COLUMNS.len() label="Loading projects" /> },
    };
    views![
        view! {
            <PageHeader
                title=Place::expect().label()
                description=Some("Across all your organizations.".to_owned())
            />
        },
        live(content),
        open_by_id()
    ]
}

/// The organizations' ids with their names.
fn named(pages: &[AnyRead]) -> Vec<(String, String)> {
    let pages = pages.iter().filter_map(AnyRead::data::<Page<Organization>>);
    let named = |organization: &Organization| {
        Some((organization.id()?.to_owned(), or_unknown(organization.label().or(organization.name()))))
    };
    pages.flat_map(|page| page.items().iter().filter_map(named).collect::<Vec<_>>()).collect()
}

/// The lists of projects, and whose each is.
#[derive(Clone, Copy)]
struct Sources {
    organizations: StoredValue<Vec<(String, String)>>,
    above: StoredValue<Vec<AnyRead>>,
    subscriptions: AllPages,
    located: AllPages,
}

impl Sources {
    /// Every page with what it is said to be.
    fn pages(self) -> Vec<(String, AnyRead)> {
        let above = self.above.get_value().into_iter().map(|read| ("Your organizations".to_owned(), read));
        let located = self.located.of(&LocateUserProjects::path()).into_iter();
        let located = located.map(|read| ("Projects outside your organizations".to_owned(), read));
        let mut pages: Vec<_> = above.chain(located).collect();
        for (id, label) in self.organizations.get_value() {
            let list = self.subscriptions.of(&ListSubscriptions::path(&id));
            pages.extend(list.into_iter().map(|read| (format!("Projects of {label}"), read)));
        }
        pages
    }

    fn found(self) -> Vec<Found> {
        let mut found = Vec::new();
        for (id, label) in self.organizations.get_value() {
            for page in self.subscriptions.of(&ListSubscriptions::path(&id)) {
                let page = page.data::<Page<Subscription>>();
                for subscription in page.iter().flat_map(Page::items) {
                    found.push(Found::subscribed(subscription, (&id, &label), found.len()));
                }
            }
        }
        // Until all subscriptions are known, a place may be one of theirs.
        let paths =
            self.organizations.with_value(|all| all.iter().map(|(id, _)| ListSubscriptions::path(id)).collect());
        let paths: Vec<String> = paths;
        if paths.iter().all(|path| self.subscriptions.is_settled(path)) {
            let pages = self.located.of(&LocateUserProjects::path());
            let places: Vec<_> = pages.iter().filter_map(AnyRead::data::<Wrapped<ProjectLocation>>).collect();
            let places = places.iter().flat_map(Wrapped::items).filter_map(Found::located);
            let others: Vec<_> = places.filter(|place| !found.iter().any(|known| known.id == place.id)).collect();
            found.extend(others);
        }
        found
    }
}

fn projects_of(organizations: Vec<(String, String)>, above: Vec<AnyRead>) -> AnyView {
    let first = organizations.iter().map(|(id, _)| ListSubscriptions::path(id)).collect();
    let sources = Sources {
        organizations: StoredValue::new(organizations),
        above: StoredValue::new(above),
        subscriptions: all_pages(first, |path| *read::<ListSubscriptions>(move || Some(path.clone()))),
        located: all_pages(vec![LocateUserProjects::path()], |path| {
            *read::<LocateUserProjects>(move || Some(path.clone()))
        }),
    };
    let state = use_url_state("status", &[]);
    let chosen = state.signal();
    let found = memo(move || sources.found());
    let failures = memo(move || {
        let failed = |(what, read): (String, AnyRead)| Some((what, read.error()?));
        sources.pages().into_iter().filter_map(failed).collect::<Vec<_>>()
    });
    let loading = Signal::derive(move || sources.pages().iter().any(|(_, read)| read.is_loading()));
    let retry = Callback::new(move |()| {
        for (_, read) in untrack(|| sources.pages()) {
            if untrack(|| read.error()).is_some() {
                read.refresh();
            }
        }
    });
    // Nothing is said to be there, or not to be, before it is known.
    let is_known = memo(move || {
        let is_known = |(_, read): &(String, AnyRead)| read.is_known();
        !found.with(Vec::is_empty) || sources.pages().iter().all(is_known)
    });
    let items = move || {
        let wanted = chosen.get();
        let is_wanted = |project: &&Found| wanted.is_empty() || project.state == wanted;
        is_known.get().then(|| found.with(|found| found.iter().filter(is_wanted).map(Found::item).collect()))
    };
    let error = Derived::new(move || {
        let first = || failures.with(|failures| failures.first().map(|(_, error)| error.clone()));
        (!is_known.get()).then(first).flatten()
    });
    let clear = {
        let state = state.clone();
        Callback::new(move |()| state.push(String::new()))
    };
    let filters = move || {
        let state = state.clone();
        view! {
            <Select
                label="Status"
                value=chosen
                options=subscription_statuses()
                on_change=move |value: String| state.push(value)
            />
        }
    };
    let listing = view! {
        <Listing
            caption="Projects"
            rows=Rows::new(COLUMNS, items)
            error=error
            loading=loading
            on_retry=retry
            filters=filters
            is_filtered=Signal::derive(move || !chosen.with(String::is_empty))
            on_clear=clear
            empty=empty
        />
    };
    let partial = move || match is_known.get() && failures.with(|failures| !failures.is_empty()) {
        true => partial(failures.get().into_iter().map(|(what, error)| format!("{what}: {}", error.text())), retry),
        false => nothing(),
    };
    views![live(partial), listing]
}

/// Says what is missing from the list, and why.
fn partial(failures: impl Iterator<Item = String>, retry: Callback<()>) -> AnyView {
    let mut lines: Vec<String> = failures.collect();
    lines.dedup();
    let lines: Vec<_> = lines.into_iter().map(|line| el("p").text(line).into_any()).collect();
    view! {
        <Notice
            tone=NoticeTone::Warning
            title="Some projects may be missing"
            actions=move || view! { <Button on_click=retry>"Try again"</Button> }
        >
            {lines}
        </Notice>
    }
}

fn empty() -> AnyView {
    let organizations = || view! { <ButtonLink href=Route::Organizations.path()>"Go to organizations"</ButtonLink> };
    view! {
        <EmptyState
            icon=IconName::PROJECT
            title="No projects yet"
            text="Create one in an organization, or ask a project admin to invite you."
            actions=organizations
        />
    }
}
