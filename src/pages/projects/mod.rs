//! Projects.

mod overview;

use leptos::prelude::*;

use crate::routes::Route;

pub use overview::ProjectOverviewPage;

/// The page of an address, where it is one about setting up projects.
pub fn page(route: &Route) -> Option<AnyView> {
    let _ = route;
    None
}
