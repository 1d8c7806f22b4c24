//! Environments of a project.

mod list;
mod overview;
mod tree;

use leptos::prelude::*;

use crate::routes::Route;

pub use list::EnvironmentsPage;
pub use overview::EnvironmentOverviewPage;

/// The page of an address, where it is one of these.
pub fn page(_route: &Route) -> Option<AnyView> {
    None
}
