//! The deployment of an environment: what runs in it, and who talks to whom.

mod columns;
mod current;
mod facts;
mod graph;
mod layout;
mod lines;
mod picture;
mod schedule;
mod table;

use leptos::prelude::*;

use crate::routes::page;

/// The page of an address.
pub fn page(page: page::Deployment) -> AnyView {
    let page::Deployment::EnvironmentDeployment { project, environment } = page;
    current::page(project, environment)
}
