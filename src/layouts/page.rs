//! The head of a page about an organization, a project or an environment: its name, its state and its sections.

use leptos::prelude::*;

use super::Place;
use crate::components::{DataOf, Loaded, data_of, environment_status, project_status};
use crate::reactive::{Derived, memo};
use crate::routes::{At, AtKept, AtRead, Route};
use crate::ui::{Badge, Copyable, PageHeader, Status, Tab, Tabs, Tone};

/// A page about the organization in the address.
#[component]
pub fn OrganizationPage(children: ChildrenFn) -> impl IntoView {
    let place = Place::expect();
    let head = move || view! { <PageHeader title=Signal::derive(move || place.organization_label()) /> }.into_any();
    page(data_of(place.organization), "Loading organization", head, children)
}

/// A page about the project in the address.
#[component]
pub fn ProjectPage(children: ChildrenFn) -> impl IntoView {
    let place = Place::expect();
    let status = move || place.project.data().map_or_else(Default::default, |p| project_status(p.status_code()));
    let id = Signal::derive(move || place.project_id.get().unwrap_or_default());
    let meta =
        move || vec![status_of(status), view! { <Copyable text=id label="Copy project ID" /> }.into_any()].into_any();
    let head = move || {
        vec![
            view! { <PageHeader title=Signal::derive(move || place.project_title()) meta=meta /> }.into_any(),
            view! { <Tabs label="Project">{project_tabs(place)}</Tabs> }.into_any(),
        ]
        .into_any()
    };
    page(data_of(place.project), "Loading project", head, children)
}

/// A page about the environment in the address.
#[component]
pub fn EnvironmentPage(children: ChildrenFn) -> impl IntoView {
    let place = Place::expect();
    let status = move || place.environment.data().map_or_else(Default::default, |e| environment_status(&e));
    let kind = move || place.environment.data().and_then(|e| e.kind().map(str::to_owned)).unwrap_or_default();
    let id = Signal::derive(move || place.environment_id.get().unwrap_or_default());
    let meta = move || {
        vec![
            status_of(status),
            view! { <Badge text=Signal::derive(kind) /> }.into_any(),
            view! { <Copyable text=id label="Copy environment ID" /> }.into_any(),
        ]
        .into_any()
    };
    let head = move || {
        vec![
            view! { <PageHeader title=Signal::derive(move || place.environment_title()) meta=meta /> }.into_any(),
            view! { <Tabs label="Environment">{environment_tabs(place)}</Tabs> }.into_any(),
        ]
        .into_any()
    };
    page(data_of(place.environment), "Loading environment", head, children)
}

/// A page below its head, once what it is about is loaded.
fn page(
    (ready, error, loading, retry): DataOf,
    label: &'static str,
    head: impl Fn() -> AnyView + Send + Sync + 'static,
    children: ChildrenFn,
) -> AnyView {
    let content = move || vec![head(), children()].into_any();
    view! {
        <Loaded ready=ready error=error loading=loading on_retry=retry label=label>
            {content()}
        </Loaded>
    }
    .into_any()
}

fn status_of(status: impl Fn() -> (String, Tone) + Copy + Send + Sync + 'static) -> AnyView {
    view! { <Status text=Signal::derive(move || status().0) tone=Derived::new(move || status().1) /> }.into_any()
}

fn project_tabs(place: Place) -> AnyView {
    let id = move || place.project_id.get().unwrap_or_default();
    vec![
        tab(place, "Overview", move || Route::Project { project: id() }),
        tab(place, "Environments", move || Route::Environments { project: id() }),
        tab(place, "Variables", move || Route::ProjectVariables { project: id(), at: AtKept::List }),
        tab(place, "Activity", move || Route::ProjectActivities { project: id(), at: AtRead::List }),
        tab(place, "Repository", move || Route::Repository { project: id() }),
        tab(place, "Domains", move || Route::Domains { project: id(), at: At::List }),
        tab(place, "Certificates", move || Route::Certificates { project: id(), at: At::List }),
        tab(place, "Integrations", move || Route::Integrations { project: id(), at: At::List }),
        tab(place, "Deployment targets", move || Route::DeploymentTargets { project: id(), at: At::List }),
        tab(place, "Settings", move || Route::ProjectSettings { project: id() }),
    ]
    .into_any()
}

fn environment_tabs(place: Place) -> AnyView {
    let ids = move || (place.project_id.get().unwrap_or_default(), place.environment_id.get().unwrap_or_default());
    let of = move |route: fn(String, String) -> Route| {
        move || {
            let (project, environment) = ids();
            route(project, environment)
        }
    };
    vec![
        tab(place, "Overview", of(|project, environment| Route::Environment { project, environment })),
        tab(
            place,
            "Variables",
            of(|project, environment| Route::EnvironmentVariables { project, environment, at: AtKept::List }),
        ),
        tab(
            place,
            "Activity",
            of(|project, environment| Route::EnvironmentActivities { project, environment, at: AtRead::List }),
        ),
        tab(place, "Backups", of(|project, environment| Route::Backups { project, environment, at: AtKept::List })),
        tab(place, "Deployment", of(|project, environment| Route::EnvironmentDeployment { project, environment })),
        tab(
            place,
            "Routes",
            of(|project, environment| Route::EnvironmentRoutes { project, environment, at: At::List }),
        ),
        tab(
            place,
            "Domains",
            of(|project, environment| Route::EnvironmentDomains { project, environment, at: At::List }),
        ),
        tab(place, "Versions", of(|project, environment| Route::Versions { project, environment, at: At::List })),
        tab(place, "Operations", of(|project, environment| Route::Operations { project, environment })),
        tab(place, "Settings", of(|project, environment| Route::EnvironmentSettings { project, environment })),
    ]
    .into_any()
}

/// A tab that leads to a page; the current one while the address names that page.
fn tab(place: Place, label: &'static str, target: impl Fn() -> Route + Send + Sync + 'static) -> AnyView {
    let target = memo(target);
    let current = Signal::derive(move || place.route.get() == target.get());
    let href = Signal::derive(move || target.with(Route::path));
    view! {
        <Tab href=href current=current>
            {label}
        </Tab>
    }
    .into_any()
}
