//! The versions of an environment, which share its visitors: list, one of them, add, change, delete.

mod delete;
mod detail;
mod edit;
mod list;
mod new;
mod shares;
mod split;
mod words;

use leptos::prelude::*;

use crate::routes::Route;
use words::Ids;

/// The page of an address, where it is one of these.
pub fn page(route: &Route) -> Option<AnyView> {
    Some(match route.clone() {
        Route::Versions { project, environment } => list::page(project, environment),
        Route::VersionNew { project, environment } => new::page(project, environment),
        Route::Version { project, environment, version } => detail::page(Ids { project, environment, version }),
        Route::VersionEdit { project, environment, version } => edit::page(Ids { project, environment, version }),
        Route::VersionDelete { project, environment, version } => delete::page(Ids { project, environment, version }),
        _ => return None,
    })
}
