//! Projects: all of them, a new one and how it is created, one at a glance, and its settings.

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

use crate::chunk::in_chunk;
use crate::routes::page;

/// All projects, and making one.
pub fn projects_page(page: page::Projects) -> AnyView {
    match page {
        page::Projects::Projects => list::page(),
        page::Projects::ProjectNew { organization } => new_page(organization).view(),
        page::Projects::ProjectSetUp { organization, subscription } => set_up::page(organization, subscription),
    }
}

/// A project at a glance.
pub fn overview_page(page: page::ProjectOverview) -> AnyView {
    let page::ProjectOverview::Project { .. } = page;
    overview::page()
}

/// What can be set on a project.
pub fn settings_page(page: page::ProjectSettings) -> AnyView {
    match page {
        page::ProjectSettings::ProjectSettings { project } => settings::page(project),
        page::ProjectSettings::ProjectBuildSettings { project } => build_settings::page(project),
        page::ProjectSettings::ProjectDelete { project } => delete::page(project),
        page::ProjectSettings::ProjectSystem { project } => system::page(project),
    }
}

in_chunk! {
    projects_form: fn new_page(organization: String) { new::page(organization) }
}
