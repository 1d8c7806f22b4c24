//! The TLS certificates of a project: list, one of them with its chain, add, change, delete.

use leptos::prelude::*;

use crate::routes::Route;

/// The page of an address, where it is one of these.
pub fn page(route: &Route) -> Option<AnyView> {
    let _ = route;
    None
}
