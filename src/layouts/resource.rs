//! The pages of plain resources, within what the address names.

use leptos::prelude::*;

use super::Place;
use crate::components::{AnyPages, resource_pages};
use crate::routes::At;

/// Draws one of the pages of a resource that belongs to what the page is about.
pub fn resource_page(pages: &'static dyn AnyPages, at: impl Into<At>) -> AnyView {
    Place::expect().owner().and_then(|owner| resource_pages(pages, owner, at.into())).into_any()
}
