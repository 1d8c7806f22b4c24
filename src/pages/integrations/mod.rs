//! What a project is integrated with: list, one of them, add, change, delete.

mod delete;
mod detail;
mod edit;
mod kinds;
mod list;
mod new;
mod words;

use leptos::prelude::*;

use crate::routes::Route;

/// The page of an address, where it is one of these.
pub fn page(route: &Route) -> Option<AnyView> {
    Some(match route.clone() {
        Route::Integrations { project } => list::list(project),
        Route::IntegrationNew { project } => new::new(project),
        Route::Integration { project, integration } => detail::integration(project, integration),
        Route::IntegrationEdit { project, integration } => edit::edit(project, integration),
        Route::IntegrationDelete { project, integration } => delete::delete(project, integration),
        _ => return None,
    })
}
