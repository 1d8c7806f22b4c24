//! What a project can be deployed to: list, one of them, add, change, delete.

mod delete;
mod detail;
mod edit;
mod list;
mod new;
mod words;

use leptos::prelude::*;

use crate::routes::{At, page};

/// The page of an address.
pub fn page(page: page::DeploymentTargets) -> AnyView {
    let page::DeploymentTargets::DeploymentTargets { project, at } = page;
    match at {
        At::List => list::list(project),
        At::New => new::new(project),
        At::One(id) => detail::target(project, id),
        At::Edit(id) => edit::edit(project, id),
        At::Delete(id) => delete::delete(project, id),
    }
}
