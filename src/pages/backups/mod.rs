//! The backups of an environment: list, one of them, make, restore, delete.

mod delete;
mod detail;
mod goal;
mod list;
mod new;
mod restore;
mod words;

use leptos::prelude::*;

use crate::routes::Route;
use words::Ids;

/// The page of an address, where it is one of these.
pub fn page(route: &Route) -> Option<AnyView> {
    Some(match route.clone() {
        Route::Backups { project, environment } => list::page(project, environment),
        Route::BackupNew { project, environment } => new::page(project, environment),
        Route::Backup { project, environment, backup } => detail::page(Ids { project, environment, backup }),
        Route::BackupRestore { project, environment, backup } => restore::page(Ids { project, environment, backup }),
        Route::BackupDelete { project, environment, backup } => delete::page(Ids { project, environment, backup }),
        _ => return None,
    })
}
