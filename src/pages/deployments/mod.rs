//! The deployment of an environment: what runs in it, and who talks to whom.

mod columns;
mod facts;
mod graph;
mod layout;
mod lines;
mod page;
mod picture;
mod schedule;
mod table;

use leptos::prelude::*;

use crate::routes::Route;

/// The page of an address, where it is one of these.
pub fn page(route: &Route) -> Option<AnyView> {
    match route {
        Route::EnvironmentDeployment { project, environment } => Some(page::page(project.clone(), environment.clone())),
        _ => None,
    }
}
