//! Organizations, the projects of one, and its settings.

mod list;
mod new;
mod overview;
mod projects;
mod settings;

use leptos::prelude::*;

use crate::components::subscription_status;
use crate::routes::page;
use crate::ui::{Status, view};
pub use settings::page as settings_page;

/// The page of an address.
pub fn organizations_page(page: page::Organizations) -> AnyView {
    match page {
        page::Organizations::Organizations => list::page(),
        page::Organizations::OrganizationNew => new::page(),
        page::Organizations::Organization { organization } => projects::page(organization),
    }
}

/// How a subscription stands.
fn status_cell(status: Option<&str>) -> AnyView {
    let (text, tone) = subscription_status(status);
    view! { <Status text=text tone=tone /> }
}
