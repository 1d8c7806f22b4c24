//! Operations of an environment: commands that its applications offer, on their code and where they run.

mod list;
mod may;
mod offers;
mod run;

use leptos::prelude::*;

use crate::routes::page;

/// The page of an address.
pub fn page(page: page::Operations) -> AnyView {
    match page {
        page::Operations::Operations { project, environment } => list::page(project, environment),
        page::Operations::SourceOperation { project, environment, operation } => {
            run::source(project, environment, operation)
        }
        page::Operations::RuntimeOperation { project, environment, service, operation } => {
            run::runtime(project, environment, service, operation)
        }
    }
}
