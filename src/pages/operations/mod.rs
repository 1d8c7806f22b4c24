//! Operations of an environment: commands that its applications offer, on their code and where they run.

mod list;
mod may;
mod offers;
mod run;

use leptos::prelude::*;

use crate::routes::Route;

/// The page of an address, where it is one of these.
pub fn page(route: &Route) -> Option<AnyView> {
    Some(match route.clone() {
        Route::Operations { project, environment } => list::page(project, environment),
        Route::SourceOperation { project, environment, operation } => run::source(project, environment, operation),
        Route::RuntimeOperation { project, environment, service, operation } => {
            run::runtime(project, environment, service, operation)
        }
        _ => return None,
    })
}
