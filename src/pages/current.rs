//! The page that the address names.

use leptos::prelude::*;

use super::activity::{ActivitiesPage, ActivityPage};
use super::environments::{EnvironmentOverviewPage, EnvironmentsPage};
use super::not_found::NotFoundPage;
use super::organizations::{OrganizationProjectsPage, OrganizationsPage};
use super::projects::ProjectOverviewPage;
use super::variables::{Scope, VariableDeletePage, VariableEditPage, VariableNewPage, VariablesPage};
use crate::layouts::Place;
use crate::routes::Route;
use crate::ui::live;

/// Draws the page of the address, anew whenever the address names another.
#[component]
pub fn Current() -> impl IntoView {
    let place = Place::expect();
    live(move || page(place.route.get()))
}

fn page(route: Route) -> AnyView {
    match route {
        Route::Organizations => view! { <OrganizationsPage /> }.into_any(),
        Route::Organization { organization } => {
            view! { <OrganizationProjectsPage organization=organization /> }.into_any()
        }
        Route::Project { .. } => view! { <ProjectOverviewPage /> }.into_any(),
        Route::Environments { project } => view! { <EnvironmentsPage project=project /> }.into_any(),
        Route::Environment { .. } => view! { <EnvironmentOverviewPage /> }.into_any(),
        Route::ProjectVariables { project } => view! { <VariablesPage scope=Scope::project(project) /> }.into_any(),
        Route::EnvironmentVariables { project, environment } => {
            view! { <VariablesPage scope=Scope::environment(project, environment) /> }.into_any()
        }
        Route::ProjectVariableNew { project } => view! { <VariableNewPage scope=Scope::project(project) /> }.into_any(),
        Route::EnvironmentVariableNew { project, environment } => {
            view! { <VariableNewPage scope=Scope::environment(project, environment) /> }.into_any()
        }
        Route::ProjectVariable { project, variable } => {
            view! { <VariableEditPage scope=Scope::project(project) variable=variable /> }.into_any()
        }
        Route::EnvironmentVariable { project, environment, variable } => {
            view! { <VariableEditPage scope=Scope::environment(project, environment) variable=variable /> }.into_any()
        }
        Route::ProjectVariableDelete { project, variable } => {
            view! { <VariableDeletePage scope=Scope::project(project) variable=variable /> }.into_any()
        }
        Route::EnvironmentVariableDelete { project, environment, variable } => {
            view! { <VariableDeletePage scope=Scope::environment(project, environment) variable=variable /> }.into_any()
        }
        Route::ProjectActivities { project } => {
            view! { <ActivitiesPage project=project environment=None /> }.into_any()
        }
        Route::EnvironmentActivities { project, environment } => {
            view! { <ActivitiesPage project=project environment=Some(environment) /> }.into_any()
        }
        Route::ProjectActivity { project, activity } => {
            view! { <ActivityPage project=project environment=None activity=activity /> }.into_any()
        }
        Route::EnvironmentActivity { project, environment, activity } => {
            view! { <ActivityPage project=project environment=Some(environment) activity=activity /> }.into_any()
        }
        Route::Home => ().into_any(),
        Route::SignIn | Route::Unknown => view! { <NotFoundPage /> }.into_any(),
    }
}
