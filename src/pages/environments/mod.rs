//! Environments of a project: their tree, one at a glance, what is done with one, and its settings.

mod activate;
mod addresses;
mod branch;
mod deactivate;
mod delete;
mod facts;
mod initialize;
mod list;
mod many;
mod merge;
mod overview;
mod row;
mod settings;
mod standing;
mod subject;
mod synchronize;
mod tree;

use leptos::prelude::*;

use crate::routes::page;

/// The page of all of a project's environments.
pub fn environments_page(page: page::Environments) -> AnyView {
    let page::Environments::Environments { project } = page;
    list::page(project)
}

/// The page of one of them.
pub fn overview_page(page: page::EnvironmentOverview) -> AnyView {
    let page::EnvironmentOverview::Environment { .. } = page;
    overview::page()
}

/// The page of its settings.
pub fn settings_page(page: page::EnvironmentSettings) -> AnyView {
    let page::EnvironmentSettings::EnvironmentSettings { project, environment } = page;
    settings::page(project, environment)
}

/// The page of something that is done with it.
pub fn actions_page(page: page::EnvironmentActions) -> AnyView {
    use page::EnvironmentActions as Action;
    match page {
        Action::EnvironmentBranch { project, environment } => branch::page(project, environment),
        Action::EnvironmentMerge { project, environment } => merge::page(project, environment),
        Action::EnvironmentSynchronize { project, environment } => synchronize::page(project, environment),
        Action::EnvironmentInitialize { project, environment } => initialize::page(project, environment),
        Action::EnvironmentActivate { project, environment } => activate::page(project, environment),
        Action::EnvironmentDeactivate { project, environment } => deactivate::page(project, environment),
        Action::EnvironmentDelete { project, environment } => delete::page(project, environment),
    }
}
