//! The page that the address names.

use leptos::prelude::*;

use super::ahead::on_approach;
use super::{
    activity, backups, certificates, compare, deployment_targets, deployments, domains, environment_types,
    environments, integrations, not_found, operations, organizations, projects, repository, routing, variables,
    versions,
};
use crate::chunk::{Gate, Part, gated, in_chunk};
use crate::components::fetch_engine;
use crate::layouts::Place;
use crate::routes::{Area, Route, page};
use crate::ui::live;

/// Draws the page of the address, again whenever the address names another.
#[component]
pub fn Current() -> impl IntoView {
    let place = Place::expect();
    provide_context(Gate(place.opening()));
    on_approach(fetch);
    live(move || page(place.route.get()))
}

/// Fetches what draws a page, without drawing it.
fn fetch(route: Route) {
    let has_form = route.has_form();
    if let Some(part) = route.section().and_then(|section| part(section.area, route)) {
        part.fetch();
        if has_form {
            fetch_engine();
        }
    }
}

/// Declares what draws the pages of each area, and the chunk that it lies in.
macro_rules! areas {
    ($( $area:ident: $chunk:ident = $draw:path; )*) => {
        fn page(route: Route) -> AnyView {
            match route.section().map(|section| section.area) {
                None => not_found::page(),
                // Signing in has no frame, and the first address leads on at once.
                Some(Area::Entrance) => ().into_any(),
                // Where one begins is in the first part.
                Some(Area::Organizations) => {
                    gated(move || page::Organizations::of(route.clone()).map(organizations::page).into_any())
                }
                Some(area) => {
                    if route.has_form() {
                        fetch_engine();
                    }
                    part(area, route).map(Part::view).into_any()
                }
            }
        }

        /// What draws the pages of an area out of a chunk.
        fn part(area: Area, route: Route) -> Option<Part> {
            match area {
                Area::Entrance | Area::Organizations => None,
                $( Area::$area => Some($chunk(route)), )*
            }
        }

        $(
            in_chunk! {
                $chunk: fn $chunk(route: Route) {
                    page::$area::of(route).map($draw).into_any()
                }
            }
        )*
    };
}

areas! {
    Projects: projects = projects::projects_page;
    ProjectOverview: project_overview = projects::overview_page;
    ProjectSettings: project_settings = projects::settings_page;
    Environments: environments = environments::environments_page;
    EnvironmentOverview: environment_overview = environments::overview_page;
    EnvironmentSettings: environment_settings = environments::settings_page;
    EnvironmentActions: environment_actions = environments::actions_page;
    EnvironmentTypes: environment_types = environment_types::page;
    Variables: variables = variables::page;
    VariablesMatrix: variables_matrix = variables::matrix_page;
    Activity: activity = activity::page;
    Repository: repository = repository::page;
    Backups: backups = backups::page;
    Deployment: deployment = deployments::page;
    Routes: routes = routing::page;
    Domains: domains = domains::page;
    Versions: versions = versions::page;
    Operations: operations = operations::page;
    Certificates: certificates = certificates::page;
    Integrations: integrations = integrations::page;
    DeploymentTargets: deployment_targets = deployment_targets::page;
    Compare: compare = compare::page;
}
