//! Projects: all of them, a new one and how it comes into being, one at a glance, and its settings.

mod build_settings;
mod by_id;
mod capabilities;
mod delete;
mod environments;
mod estimate;
mod list;
mod new;
mod overview;
mod row;
mod serving;
mod set_up;
mod settings;
mod system;

use leptos::prelude::*;

use crate::routes::Route;

pub use overview::ProjectOverviewPage;

/// The page of an address, where it is one about setting up projects.
pub fn page(route: &Route) -> Option<AnyView> {
    Some(match route.clone() {
        Route::Projects => list::projects_page(),
        Route::ProjectNew { organization } => new::new_page(organization),
        Route::ProjectSetUp { organization, subscription } => set_up::set_up_page(organization, subscription),
        Route::ProjectSettings { project } => settings::settings_page(project),
        Route::ProjectBuildSettings { project } => build_settings::build_settings_page(project),
        Route::ProjectDelete { project } => delete::delete_page(project),
        Route::ProjectSystem { project } => system::system_page(project),
        _ => return None,
    })
}
