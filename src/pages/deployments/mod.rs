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

use crate::routes::page;

/// The page of an address.
pub fn page(page: page::Deployment) -> AnyView {
    let page::Deployment::EnvironmentDeployment { project, environment } = page;
    page::page(project, environment)
}
