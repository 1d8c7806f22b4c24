//! Operations of an environment: commands that its applications offer, on their code and where they run.

mod list;
mod may;
mod offers;
mod run;

use leptos::prelude::*;

use crate::chunk::in_chunk;
use crate::routes::page;

/// The page of an address.
pub fn page(page: page::Operations) -> AnyView {
    match page {
        page::Operations::Operations { project, environment } => list::page(project, environment),
        page::Operations::SourceOperation { project, environment, operation } => {
            source(project, environment, operation).view()
        }
        page::Operations::RuntimeOperation { project, environment, service, operation } => {
            runtime(project, environment, service, operation).view()
        }
    }
}

in_chunk! {
    operations_form: fn source(project: String, environment: String, operation: String) {
        run::source(project, environment, operation)
    }
}

in_chunk! {
    operations_form: fn runtime(project: String, environment: String, service: String, operation: String) {
        run::runtime(project, environment, service, operation)
    }
}
