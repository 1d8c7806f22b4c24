//! Organizations, and the projects of one.

mod list;
mod projects;

use leptos::prelude::*;

use crate::components::subscription_status;
use crate::routes::page;
use crate::ui::{Status, view};

/// The page of an address.
pub fn page(page: page::Organizations) -> AnyView {
    match page {
        page::Organizations::Organizations => list::page(),
        page::Organizations::Organization { organization } => projects::page(organization),
    }
}

/// How a subscription stands.
fn status_cell(status: Option<&str>) -> AnyView {
    let (text, tone) = subscription_status(status);
    view! { <Status text=text tone=tone /> }
}
