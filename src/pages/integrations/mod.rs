//! What a project is integrated with: list, one of them, add, change, delete.

mod delete;
mod detail;
mod edit;
mod kinds;
mod list;
mod new;
mod words;

use leptos::prelude::*;

use crate::routes::{At, page};

/// The page of an address.
pub fn page(page: page::Integrations) -> AnyView {
    let page::Integrations::Integrations { project, at } = page;
    match at {
        At::List => list::list(project),
        At::New => new::new(project),
        At::One(id) => detail::integration(project, id),
        At::Edit(id) => edit::edit(project, id),
        At::Delete(id) => delete::delete(project, id),
    }
}
