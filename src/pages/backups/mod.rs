//! Backups of an environment.

use leptos::prelude::*;

use crate::routes::Route;

/// The page of an address, where it is one of these.
pub fn page(_route: &Route) -> Option<AnyView> {
    None
}
