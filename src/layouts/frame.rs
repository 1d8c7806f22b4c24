//! The frame around pages: navigation at the left, the path and the person on top, what happens at the right.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::Place;
use super::account_menu::AccountMenu;
use super::sidebar::Sidebar;
use super::sign_in_again::SignInAgain;
use super::timeline::{Timeline, TimelineToggle};
use crate::api::Api;
use crate::routes::Route;
use crate::ui::{Breadcrumb, Crumb, Dialog, IconButton, IconName, effect, focus, memo, shown};

stylance::import_style!(style, "frame.module.css");

/// The frame of every page behind sign-in.
#[component]
pub fn Frame(route: Memo<Route>, children: Children) -> impl IntoView {
    let place = Place::provide(route);
    let connection = Api::expect().connection;
    let navigation = RwSignal::new(false);
    let sheet = RwSignal::new(false);
    let timeline = RwSignal::new(super::timeline::is_wanted());
    let pathname = use_location().pathname;
    effect(move || {
        pathname.track();
        navigation.set(false);
        sheet.set(false);
    });
    let has_timeline = memo(move || {
        let on_its_page = matches!(route.get(), Route::ProjectActivities { .. } | Route::EnvironmentActivities { .. });
        place.project_id.get().is_some() && !on_its_page
    });
    let shows_timeline = memo(move || has_timeline.get() && timeline.get());
    view! {
        // The router takes clicks on links, so the focus has to be moved here.
        <a
            class=style::skip
            href="#content"
            on:click=|event| {
                event.prevent_default();
                focus("content");
            }
        >
            "Skip to content"
        </a>
        <div class=style::frame data-timeline=move || shows_timeline.get().to_string()>
            <div class=style::side>
                <Sidebar />
            </div>
            <header class=style::top>
                <span class=style::narrow>
                    <IconButton
                        icon=IconName::MENU
                        label="Navigation"
                        on_click=move || navigation.set(true)
                    />
                </span>
                <div class=style::path>
                    <Breadcrumb items=Signal::derive(move || crumbs(place)) />
                </div>
                <div class=style::tools>
                    {shown(move || has_timeline.get().then(|| view! { <TimelineToggle shown=timeline sheet=sheet /> }))}
                    <AccountMenu />
                </div>
            </header>
            <div class=style::notice role="status">
                {shown(move || {
                    connection
                        .is_lost()
                        .then(|| view! { <p class=style::lost>"Can’t reach the API. Trying again…"</p> })
                })}
            </div>
            <main class=style::main id="content" tabindex="-1">
                {children()}
            </main>
            {shown(move || {
                shows_timeline
                    .get()
                    .then(|| {
                        view! {
                            <aside class=style::timeline aria-label="Activity">
                                <Timeline />
                            </aside>
                        }
                    })
            })}
        </div>
        <Dialog open=navigation on_close=move || navigation.set(false) title="Navigation" sheet=true>
            <Sidebar />
        </Dialog>
        <Dialog open=sheet on_close=move || sheet.set(false) title="Activity" sheet=true>
            <Timeline />
        </Dialog>
        <SignInAgain />
    }
}

/// The path to the page.
fn crumbs(place: Place) -> Vec<Crumb> {
    let route = place.route.get();
    let mut crumbs = Vec::new();
    match (place.organization_id.get(), &route) {
        (_, Route::Organizations | Route::Unknown) | (None, _) => {
            crumbs.push(Crumb::new("Organizations", Route::Organizations.path()));
        }
        (Some(organization), _) => {
            crumbs.push(Crumb::new(place.organization_label(), Route::Organization { organization }.path()));
        }
    }
    let Some(project) = place.project_id.get() else { return crumbs };
    crumbs.push(Crumb::new(place.project_title(), Route::Project { project: project.clone() }.path()));
    let environment = place.environment_id.get();
    if let Some(environment) = &environment {
        let route = Route::Environment { project: project.clone(), environment: environment.clone() };
        crumbs.push(Crumb::new(place.environment_title(), route.path()));
    }
    let variables = match environment.clone() {
        Some(environment) => Route::EnvironmentVariables { project: project.clone(), environment },
        None => Route::ProjectVariables { project: project.clone() },
    };
    let activities = match environment {
        Some(environment) => Route::EnvironmentActivities { project: project.clone(), environment },
        None => Route::ProjectActivities { project: project.clone() },
    };
    match route {
        Route::Environments { .. } => crumbs.push(Crumb::here("Environments")),
        Route::ProjectVariables { .. } | Route::EnvironmentVariables { .. } => crumbs.push(Crumb::here("Variables")),
        Route::ProjectVariableNew { .. }
        | Route::ProjectVariable { .. }
        | Route::ProjectVariableDelete { .. }
        | Route::EnvironmentVariableNew { .. }
        | Route::EnvironmentVariable { .. }
        | Route::EnvironmentVariableDelete { .. } => crumbs.push(Crumb::new("Variables", variables.path())),
        Route::ProjectActivities { .. } | Route::EnvironmentActivities { .. } => crumbs.push(Crumb::here("Activity")),
        Route::ProjectActivity { .. } | Route::EnvironmentActivity { .. } => {
            crumbs.push(Crumb::new("Activity", activities.path()));
        }
        _ => {}
    }
    crumbs
}
