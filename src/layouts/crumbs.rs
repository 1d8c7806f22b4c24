//! The path to the page.

use super::Place;
use crate::routes::Route;
use crate::ui::Crumb;

/// The sections of a project and of an environment, by their part of the address.
const SECTIONS: &[(&str, &str)] = &[
    ("environments", "Environments"),
    ("variables", "Variables"),
    ("activity", "Activity"),
    ("domains", "Domains"),
    ("certificates", "Certificates"),
    ("integrations", "Integrations"),
    ("deployment-targets", "Deployment targets"),
    ("repository", "Repository"),
    ("settings", "Settings"),
    ("system", "Git server"),
    ("backups", "Backups"),
    ("routes", "Routes"),
    ("versions", "Versions"),
    ("deployment", "Deployment"),
    ("operations", "Operations"),
    ("compare", "Compare"),
    ("variable-matrix", "Variables across environments"),
    ("environment-types", "Environment types"),
];

/// From the organization to the page.
pub(super) fn crumbs(place: Place) -> Vec<Crumb> {
    let route = place.route.get();
    let mut crumbs = Vec::new();
    match (place.organization_id.get(), &route) {
        (_, Route::Projects) => crumbs.push(Crumb::here("All projects")),
        (_, Route::Organizations | Route::Unknown) | (None, _) => {
            crumbs.push(Crumb::new("Organizations", Route::Organizations.path()));
        }
        (Some(organization), _) => {
            crumbs.push(Crumb::new(place.organization_label(), Route::Organization { organization }.path()));
        }
    }
    let Some(project) = place.project_id.get() else { return crumbs };
    let mut above = Route::Project { project: project.clone() }.path();
    crumbs.push(Crumb::new(place.project_title(), above.clone()));
    if let Some(environment) = place.environment_id.get() {
        above = Route::Environment { project, environment }.path();
        crumbs.push(Crumb::new(place.environment_title(), above.clone()));
    }
    crumbs.extend(section(&route.path(), &above));
    crumbs
}

/// The section of a page below what it is about: a link, unless the page is the section itself.
fn section(path: &str, above: &str) -> Option<Crumb> {
    let below = path.strip_prefix(above)?.strip_prefix('/')?;
    let (part, more) = below.split_once('/').map_or((below, false), |(part, _)| (part, true));
    let (_, label) = SECTIONS.iter().find(|(known, _)| *known == part)?;
    Some(if more { Crumb::new(*label, format!("{above}/{part}")) } else { Crumb::here(*label) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_below_a_section_leads_back_to_it() {
        assert_eq!(
            section("/projects/p/domains/a.example/edit", "/projects/p"),
            Some(Crumb::new("Domains", "/projects/p/domains"))
        );
        assert_eq!(section("/projects/p/domains", "/projects/p"), Some(Crumb::here("Domains")));
        assert_eq!(section("/projects/p", "/projects/p"), None);
        assert_eq!(
            section("/projects/p/environments/main/variables/new", "/projects/p/environments/main"),
            Some(Crumb::new("Variables", "/projects/p/environments/main/variables"))
        );
    }
}
