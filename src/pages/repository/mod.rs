//! The project's Git repository: branches and tags, folders, files, commits.

use leptos::prelude::*;

use crate::routes::Route;

/// The page of an address, where it is one of these.
pub fn page(route: &Route) -> Option<AnyView> {
    let _ = route;
    None
}
