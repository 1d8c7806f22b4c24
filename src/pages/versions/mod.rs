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

use crate::chunk::in_chunk;
use crate::routes::{At, page};
use words::Ids;

/// The page of an address.
pub fn page(page: page::Versions) -> AnyView {
    let page::Versions::Versions { project, environment, at } = page;
    match at {
        At::List => list::page(project, environment),
        At::New => new_page(project, environment).view(),
        At::One(version) => detail::page(Ids { project, environment, version }),
        At::Edit(version) => edit::page(Ids { project, environment, version }),
        At::Delete(version) => delete::page(Ids { project, environment, version }),
    }
}

in_chunk! {
    versions_form: fn new_page(project: String, environment: String) { new::page(project, environment) }
}
