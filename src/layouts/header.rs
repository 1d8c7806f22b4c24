//! The header of an organization, a project or an environment, above every page below it: its name, its state and its
//! tabs.

use leptos::prelude::*;

use super::Place;
use super::place::subject;
use crate::chunk::in_chunk;
use crate::components::{Loaded, PageScope, data_of_chosen, environment_status, project_status};
use crate::reactive::{Derived, memo};
use crate::routes::{Route, Scope, Section, tabs_of};
use crate::ui::{Badge, Copyable, Status, Tab, Tabs, Tone, el, live};

stylance::import_style!(style, "header.module.css");

/// The header of what the page is about; nothing where that is not one thing. Where it cannot be had, there is the one
/// error of the page.
pub(super) fn header(place: Place) -> AnyView {
    let PageScope(scope) = PageScope::expect();
    live(move || {
        let scope = scope.get();
        let label = match scope {
            Scope::Everything | Scope::Account => return ().into_any(),
            Scope::Organization => "Loading organization",
            Scope::Project => "Loading project",
            Scope::Environment => "Loading environment",
        };
        let (ready, error, loading, retry) = data_of_chosen(move || subject(place));
        let loaded = view! {
            <Loaded ready=ready error=error loading=loading on_retry=retry label=label>
                {shown(scope).view()}
            </Loaded>
        };
        el("header")
            .class(style::header)
            .attr("data-tabs", has_tabs(scope).then_some(""))
            .child(loaded.into_any())
            .into_any()
    })
}

in_chunk! {
    scope: quiet fn shown(scope: Scope) {
        let place = Place::expect();
        vec![identity(place, scope), tabs(place, scope)].into_any()
    }
}

/// Its name and what is most worth knowing about it.
fn identity(place: Place, scope: Scope) -> AnyView {
    let title = Signal::derive(move || match scope {
        Scope::Environment => place.environment_title(),
        Scope::Project => place.project_title(),
        _ => place.organization_label(),
    });
    // A page has one main heading: its own, or else the name of what it is about.
    let is_heading = memo(move || place.route.with(Route::is_tab));
    let name = move || {
        let name = if is_heading.get() { el("h1").attr("tabindex", "-1") } else { el("p") };
        name.class(style::name).show(title).into_any()
    };
    el("div").class(style::identity).child_fn(name).child(meta(place, scope)).into_any()
}

fn meta(place: Place, scope: Scope) -> AnyView {
    let parts = match scope {
        Scope::Environment => {
            let status = move || place.environment.data().map_or_else(Default::default, |e| environment_status(&e));
            let kind = move || place.environment.data().and_then(|e| e.kind().map(str::to_owned)).unwrap_or_default();
            let id = Signal::derive(move || place.environment_id.get().unwrap_or_default());
            vec![
                status_of(status),
                view! { <Badge text=Signal::derive(kind) /> }.into_any(),
                view! { <Copyable text=id label="Copy environment ID" /> }.into_any(),
            ]
        }
        Scope::Project => {
            let status =
                move || place.project.data().map_or_else(Default::default, |p| project_status(p.status_code()));
            let id = Signal::derive(move || place.project_id.get().unwrap_or_default());
            vec![status_of(status), view! { <Copyable text=id label="Copy project ID" /> }.into_any()]
        }
        _ => return ().into_any(),
    };
    el("div").class(style::meta).children(parts).into_any()
}

fn status_of(status: impl Fn() -> (String, Tone) + Copy + Send + Sync + 'static) -> AnyView {
    view! { <Status text=Signal::derive(move || status().0) tone=Derived::new(move || status().1) /> }.into_any()
}

/// Whether there is more than one page to choose from.
fn has_tabs(scope: Scope) -> bool {
    tabs_of(scope).nth(1).is_some()
}

fn tabs(place: Place, scope: Scope) -> AnyView {
    if !has_tabs(scope) {
        return ().into_any();
    }
    let label = match scope {
        Scope::Environment => "Environment",
        Scope::Project => "Project",
        _ => "Organization",
    };
    let tabs: Vec<AnyView> = tabs_of(scope).map(|section| tab(place, section)).collect();
    view! { <Tabs label=label>{tabs.into_any()}</Tabs> }.into_any()
}

/// A tab that leads to a section, marked on each page of it.
fn tab(place: Place, section: &'static Section) -> AnyView {
    let href = Signal::derive(move || place.route.with(|route| route.path_in(section)));
    let is_within = Signal::derive(move || place.route.with(|route| route.is_in(section)));
    let is_page = Signal::derive(move || is_within.get() && place.route.with(Route::is_section));
    view! {
        <Tab href=href current=is_page within=is_within>
            {section.label}
        </Tab>
    }
    .into_any()
}
