//! The page that the address names.

use leptos::prelude::*;

use super::activity::{ActivitiesPage, ActivityPage};
use super::environments::{EnvironmentOverviewPage, EnvironmentsPage};
use super::not_found::NotFoundPage;
use super::organizations::{OrganizationProjectsPage, OrganizationsPage};
use super::projects::{self, ProjectOverviewPage};
use super::variables::{self, Scope, VariablesPage};
use super::{
    backups, certificates, compare, deployment_targets, deployments, domains, environment_types, environments,
    integrations, operations, repository, routing, versions,
};
use crate::chunk::in_chunk;
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
        Route::Home => ().into_any(),
        Route::Organizations => view! { <OrganizationsPage /> }.into_any(),
        Route::Organization { organization } => {
            view! { <OrganizationProjectsPage organization=organization /> }.into_any()
        }
        Route::SignIn | Route::Unknown => view! { <NotFoundPage /> }.into_any(),
        Route::Projects | Route::ProjectNew { .. } => settings_page(route),
        Route::Repository { .. }
        | Route::RepositoryCommit { .. }
        | Route::RepositoryHistory { .. }
        | Route::RepositoryPath { .. } => repository_page(route),
        Route::Project { .. }
        | Route::Environments { .. }
        | Route::Environment { .. }
        | Route::ProjectVariables { .. }
        | Route::EnvironmentVariables { .. }
        | Route::ProjectActivities { .. }
        | Route::EnvironmentActivities { .. }
        | Route::ProjectActivity { .. }
        | Route::EnvironmentActivity { .. } => project_page(route),
        Route::EnvironmentVariableNew { .. }
        | Route::EnvironmentVariablesImport { .. }
        | Route::EnvironmentVariable { .. }
        | Route::EnvironmentVariableDelete { .. } => settings_page(route),
        route if route.environment().is_some() => environment_page(route),
        Route::EnvironmentsCompare { .. }
        | Route::VariablesMatrix { .. }
        | Route::EnvironmentTypes { .. }
        | Route::EnvironmentType { .. } => environment_page(route),
        route => settings_page(route),
    }
}

in_chunk! {
    /// What a project is set up with, and setting one up: everything with a form.
    settings: fn settings_page(route: Route) {
        let pages = [
            variables::page,
            projects::page,
            domains::page,
            certificates::page,
            integrations::page,
            deployment_targets::page,
        ];
        pages.iter().find_map(|page| page(&route)).unwrap_or_else(|| view! { <NotFoundPage /> }.into_any())
    }
}

in_chunk! {
    /// What an environment holds and what can be done with it.
    environment: fn environment_page(route: Route) {
        let pages = [
            environments::page,
            backups::page,
            routing::page,
            domains::page,
            versions::page,
            deployments::page,
            operations::page,
            variables::page,
            compare::page,
            environment_types::page,
        ];
        pages.iter().find_map(|page| page(&route)).unwrap_or_else(|| view! { <NotFoundPage /> }.into_any())
    }
}

in_chunk! {
    repository: fn repository_page(route: Route) {
        repository::page(&route).unwrap_or_else(|| view! { <NotFoundPage /> }.into_any())
    }
}

in_chunk! {
    /// The pages of a project and of its environments.
    project: fn project_page(route: Route) {
        match route {
            Route::Project { .. } => view! { <ProjectOverviewPage /> }.into_any(),
            Route::Environments { project } => view! { <EnvironmentsPage project=project /> }.into_any(),
            Route::Environment { .. } => view! { <EnvironmentOverviewPage /> }.into_any(),
            Route::ProjectVariables { project } => view! { <VariablesPage scope=Scope::project(project) /> }.into_any(),
            Route::EnvironmentVariables { project, environment } => {
                view! { <VariablesPage scope=Scope::environment(project, environment) /> }.into_any()
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
            _ => view! { <NotFoundPage /> }.into_any(),
        }
    }
}
