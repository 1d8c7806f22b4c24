//! Where a project is deployed to: list, one of them, add, change, delete.

use leptos::prelude::*;

use crate::routes::Route;

/// The page of an address, where it is one of these.
pub fn page(route: &Route) -> Option<AnyView> {
    let _ = route;
    None
}
