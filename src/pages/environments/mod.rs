//! Environments of a project: their tree, one at a glance, what is done with one, and its settings.

mod actions;
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
mod reasons;
mod row;
mod settings;
mod standing;
mod subject;
mod synchronize;
mod tree;

use leptos::prelude::*;

use crate::routes::Route;

pub use list::EnvironmentsPage;
pub use overview::EnvironmentOverviewPage;

/// The page of an address, where it is one of these.
pub fn page(route: &Route) -> Option<AnyView> {
    match route.clone() {
        Route::EnvironmentSettings { project, environment } => Some(settings::page(project, environment)),
        Route::EnvironmentBranch { project, environment } => Some(branch::page(project, environment)),
        Route::EnvironmentMerge { project, environment } => Some(merge::page(project, environment)),
        Route::EnvironmentSynchronize { project, environment } => Some(synchronize::page(project, environment)),
        Route::EnvironmentInitialize { project, environment } => Some(initialize::page(project, environment)),
        Route::EnvironmentActivate { project, environment } => Some(activate::page(project, environment)),
        Route::EnvironmentDeactivate { project, environment } => Some(deactivate::page(project, environment)),
        Route::EnvironmentDelete { project, environment } => Some(delete::page(project, environment)),
        _ => None,
    }
}
