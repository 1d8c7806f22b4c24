//! The routes of an environment: list, one of them, add, change, delete.

mod delete;
mod delivery;
mod detail;
mod edit;
mod list;
mod new;
mod words;

use leptos::prelude::*;

use crate::routes::Route;
use words::Ids;

/// The page of an address, where it is one of these.
pub fn page(route: &Route) -> Option<AnyView> {
    Some(match route.clone() {
        Route::EnvironmentRoutes { project, environment } => list::page(project, environment),
        Route::EnvironmentRouteNew { project, environment } => new::page(project, environment),
        Route::EnvironmentRoute { project, environment, route } => detail::page(Ids { project, environment, route }),
        Route::EnvironmentRouteEdit { project, environment, route } => edit::page(Ids { project, environment, route }),
        Route::EnvironmentRouteDelete { project, environment, route } => {
            delete::page(Ids { project, environment, route })
        }
        _ => return None,
    })
}
