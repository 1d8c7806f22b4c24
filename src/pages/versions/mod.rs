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

use crate::routes::{At, page};
use words::Ids;

/// The page of an address.
pub fn page(page: page::Versions) -> AnyView {
    let page::Versions::Versions { project, environment, at } = page;
    match at {
        At::List => list::page(project, environment),
        At::New => new::page(project, environment),
        At::One(version) => detail::page(Ids { project, environment, version }),
        At::Edit(version) => edit::page(Ids { project, environment, version }),
        At::Delete(version) => delete::page(Ids { project, environment, version }),
    }
}
