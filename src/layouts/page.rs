//! The head of a page about an organization, a project or an environment: its name, its state and its sections.

use leptos::prelude::*;

use super::Place;
use crate::components::{Loaded, data_of, environment_status, project_status};
use crate::routes::Route;
use crate::ui::{Badge, Copyable, PageHeader, Status, Tab, Tabs, Tone, memo};

/// A page about the organization in the address.
#[component]
pub fn OrganizationPage(children: ChildrenFn) -> impl IntoView {
    let place = Place::expect();
    let (ready, error, loading, retry) = data_of(place.organization);
    let children = StoredValue::new(children);
    view! {
        <Loaded ready=ready error=error loading=loading on_retry=retry label="Loading organization">
            <PageHeader title=Signal::derive(move || place.organization_label()) />
            {children.with_value(|children| children())}
        </Loaded>
    }
}

/// A page about the project in the address.
#[component]
pub fn ProjectPage(children: ChildrenFn) -> impl IntoView {
    let place = Place::expect();
    let (ready, error, loading, retry) = data_of(place.project);
    let children = StoredValue::new(children);
    let meta = move || {
        let status = memo(move || {
            place.project.data().map_or((String::new(), Tone::Neutral), |p| project_status(p.status_code()))
        });
        view! {
            <Status text=Signal::derive(move || status.get().0) tone=Signal::derive(move || status.get().1) />
            <Copyable
                text=Signal::derive(move || place.project_id.get().unwrap_or_default())
                label="Copy project ID"
            />
        }
    };
    view! {
        <Loaded ready=ready error=error loading=loading on_retry=retry label="Loading project">
            <PageHeader title=Signal::derive(move || place.project_title()) meta=meta />
            <Tabs label="Project">{project_tabs(place)}</Tabs>
            {children.with_value(|children| children())}
        </Loaded>
    }
}

fn project_tabs(place: Place) -> AnyView {
    let tab = move |label: &'static str, to: fn(String) -> Route, here: fn(&Route) -> bool| {
        let href = Signal::derive(move || to(place.project_id.get().unwrap_or_default()).path());
        view! {
            <Tab href=href current=Signal::derive(move || place.route.with(here))>
                {label}
            </Tab>
        }
    };
    view! {
        {tab("Overview", |project| Route::Project { project }, |route| matches!(route, Route::Project { .. }))}
        {tab("Environments", |project| Route::Environments { project }, |r| matches!(r, Route::Environments { .. }))}
        {tab(
            "Variables",
            |project| Route::ProjectVariables { project },
            |route| matches!(route, Route::ProjectVariables { .. }),
        )}
        {tab(
            "Activity",
            |project| Route::ProjectActivities { project },
            |route| matches!(route, Route::ProjectActivities { .. }),
        )}
    }
    .into_any()
}

/// A page about the environment in the address.
#[component]
pub fn EnvironmentPage(children: ChildrenFn) -> impl IntoView {
    let place = Place::expect();
    let (ready, error, loading, retry) = data_of(place.environment);
    let children = StoredValue::new(children);
    let meta = move || {
        let status =
            memo(move || place.environment.data().map_or((String::new(), Tone::Neutral), |e| environment_status(&e)));
        let kind = move || place.environment.data().and_then(|e| e.kind().map(str::to_owned)).unwrap_or_default();
        view! {
            <Status text=Signal::derive(move || status.get().0) tone=Signal::derive(move || status.get().1) />
            <Badge text=Signal::derive(kind) />
            <Copyable
                text=Signal::derive(move || place.environment_id.get().unwrap_or_default())
                label="Copy environment ID"
            />
        }
    };
    view! {
        <Loaded ready=ready error=error loading=loading on_retry=retry label="Loading environment">
            <PageHeader title=Signal::derive(move || place.environment_title()) meta=meta />
            <Tabs label="Environment">{environment_tabs(place)}</Tabs>
            {children.with_value(|children| children())}
        </Loaded>
    }
}

fn environment_tabs(place: Place) -> AnyView {
    let tab = move |label: &'static str, to: fn(String, String) -> Route, here: fn(&Route) -> bool| {
        let href = Signal::derive(move || {
            to(place.project_id.get().unwrap_or_default(), place.environment_id.get().unwrap_or_default()).path()
        });
        view! {
            <Tab href=href current=Signal::derive(move || place.route.with(here))>
                {label}
            </Tab>
        }
    };
    view! {
        {tab(
            "Overview",
            |project, environment| Route::Environment { project, environment },
            |route| matches!(route, Route::Environment { .. }),
        )}
        {tab(
            "Variables",
            |project, environment| Route::EnvironmentVariables { project, environment },
            |route| matches!(route, Route::EnvironmentVariables { .. }),
        )}
        {tab(
            "Activity",
            |project, environment| Route::EnvironmentActivities { project, environment },
            |route| matches!(route, Route::EnvironmentActivities { .. }),
        )}
    }
    .into_any()
}
