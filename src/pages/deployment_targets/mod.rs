//! What a project can be deployed to: list, one of them, add, change, delete.

mod delete;
mod detail;
mod edit;
mod list;
mod new;
mod words;

use leptos::prelude::*;

use crate::routes::Route;

/// The page of an address, where it is one of these.
pub fn page(route: &Route) -> Option<AnyView> {
    Some(match route.clone() {
        Route::DeploymentTargets { project } => list::list(project),
        Route::DeploymentTargetNew { project } => new::new(project),
        Route::DeploymentTarget { project, target } => detail::target(project, target),
        Route::DeploymentTargetEdit { project, target } => edit::edit(project, target),
        Route::DeploymentTargetDelete { project, target } => delete::delete(project, target),
        _ => return None,
    })
}
