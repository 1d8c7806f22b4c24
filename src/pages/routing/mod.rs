//! The routes of an environment: list, one of them, add, change, delete.

mod delete;
mod delivery;
mod detail;
mod edit;
mod list;
mod new;
mod words;

use leptos::prelude::*;

use crate::routes::{At, page};
use words::Ids;

/// The page of an address.
pub fn page(page: page::Routes) -> AnyView {
    let page::Routes::EnvironmentRoutes { project, environment, at } = page;
    match at {
        At::List => list::page(project, environment),
        At::New => new::page(project, environment),
        At::One(route) => detail::page(Ids { project, environment, route }),
        At::Edit(route) => edit::page(Ids { project, environment, route }),
        At::Delete(route) => delete::page(Ids { project, environment, route }),
    }
}
