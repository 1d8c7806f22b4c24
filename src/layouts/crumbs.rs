//! The path to the page, and the document's title, as they follow from the address.

use super::Place;
use crate::routes::{Route, Scope, tabs_of};
use crate::text::sentence;
use crate::ui::Crumb;

/// What is the person's own.
const ACCOUNT: &str = "Account";

/// What things on the way to the page are called.
#[derive(Clone, Default)]
pub(super) struct Names {
    /// The id and the label.
    pub organization: Option<(String, String)>,
    pub project: String,
    pub environment: String,
    /// What the page calls itself, where it is not its section.
    pub page: Vec<String>,
}

impl Names {
    pub fn of(place: Place) -> Self {
        Self {
            organization: place.organization_id.get().map(|id| (id, place.organization_label())),
            project: place.project_title(),
            environment: place.environment_title(),
            page: place.title.get(),
        }
    }
}

/// From the organization to the page.
pub(super) fn crumbs(route: &Route, names: Names) -> Vec<Crumb> {
    let mut crumbs = Vec::new();
    let scope = route.section().map(|section| section.scope);
    if scope == Some(Scope::Account) {
        crumbs.extend(tabs_of(Scope::Account).next().map(|first| (ACCOUNT.to_owned(), route.path_in(first))));
    } else if scope != Some(Scope::Everything) {
        crumbs.push(
            names
                .organization
                .map_or_else(home, |(organization, label)| (label, Route::Organization { organization }.path())),
        );
    }
    if let Some(project) = route.project() {
        let project = project.to_owned();
        crumbs.push((names.project, Route::Project { project: project.clone() }.path()));
        if let Some(environment) = route.environment() {
            let environment = environment.to_owned();
            crumbs.push((names.environment, Route::Environment { project, environment }.path()));
        }
    }
    let section = route.section().filter(|_| !route.is_of_scope());
    crumbs.extend(section.map(|section| (section.label.to_owned(), route.path_in(section))));
    crumbs.extend(route.own_list().map(|path| (list_label(route, &path), path)));
    let page = names.page.into_iter().next().filter(|_| !route.is_section());
    crumbs.extend(page.map(|page| (page, route.path())));
    let here = route.path();
    let last = crumbs.len().saturating_sub(1);
    // An address that no page has leads to none either: only the last step can be the page itself.
    let crumb = |(at, (label, path)): (usize, (String, String))| {
        if at == last && path == here { Crumb::here(label) } else { Crumb::new(label, path) }
    };
    crumbs.into_iter().enumerate().map(crumb).collect()
}

/// What a list is called that no section is called after: by the end of its address.
fn list_label(route: &Route, path: &str) -> String {
    match route {
        Route::AccessOfType { kind, .. } => sentence(&[kind, " access list"].concat()),
        _ => sentence(&path.rsplit('/').next().unwrap_or_default().replace('-', " ")),
    }
}

/// Where one begins.
fn home() -> (String, String) {
    let label = Route::Home.section().map_or("", |section| section.label);
    (label.to_owned(), Route::Home.path())
}

/// The parts of the document's title: what the page is called, then what it is about.
pub(super) fn title(route: &Route, names: Names) -> Vec<String> {
    let organization = names.organization.map(|(_, label)| label).unwrap_or_default();
    let mut parts = match route.section().filter(|_| !route.is_of_scope()) {
        Some(section) if names.page.is_empty() => vec![section.label.to_owned()],
        _ => names.page,
    };
    match route.scope() {
        Scope::Everything => {}
        Scope::Account => parts.push(ACCOUNT.to_owned()),
        Scope::Organization => parts.push(organization),
        Scope::Project if route.is_of_scope() => parts.extend([names.project, organization]),
        Scope::Project => parts.push(names.project),
        Scope::Environment => parts.extend([names.environment, names.project]),
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(page: &str) -> Names {
        Names {
            organization: Some(("o".to_owned(), "Acme".to_owned())),
            project: "Shop".to_owned(),
            environment: "Staging".to_owned(),
            page: if page.is_empty() { Vec::new() } else { vec![page.to_owned()] },
        }
    }

    fn both(path: &str, page: &str) -> (Vec<Crumb>, String) {
        let route = Route::parse(path);
        (crumbs(&route, names(page)), title(&route, names(page)).join(" · "))
    }

    fn acme() -> Crumb {
        Crumb::new("Acme", "/organizations/o")
    }

    #[test]
    fn a_page_below_a_section_leads_back_to_it() {
        let (path, title) = both("/projects/p/domains/a.example/edit", "Edit a.example");
        let shop = Crumb::new("Shop", "/projects/p");
        let domains = Crumb::new("Domains", "/projects/p/domains");
        assert_eq!(path, [acme(), shop, domains, Crumb::here("Edit a.example")]);
        assert_eq!(title, "Edit a.example · Shop");
    }

    #[test]
    fn what_is_in_a_list_of_a_section_leads_back_to_both() {
        let below = |path: &str| both(path, "It").0.into_iter().rev().skip(1).take(2).collect::<Vec<_>>();
        let access = || Crumb::new("Access", "/projects/p/access");
        assert_eq!(
            below("/projects/p/access/invitations/i/delete"),
            [Crumb::new("Invitations", "/projects/p/access/invitations"), access()]
        );
        assert_eq!(
            below("/projects/p/access-list/e"),
            [Crumb::new("Access list", "/projects/p/access-list"), access()]
        );
        assert_eq!(
            below("/projects/p/environment-types/staging/access/e/edit"),
            [Crumb::new("Staging access list", "/projects/p/environment-types/staging/access"), access()]
        );
        assert_eq!(both("/projects/p/access-list", "Access list").0.len(), 4);
    }

    #[test]
    fn a_section_is_the_end_of_its_path() {
        let (path, title) = both("/projects/p/environments/main/variables", "");
        let shop = Crumb::new("Shop", "/projects/p");
        let staging = Crumb::new("Staging", "/projects/p/environments/main");
        assert_eq!(path, [acme(), shop, staging, Crumb::here("Variables")]);
        assert_eq!(title, "Variables · Staging · Shop");
    }

    #[test]
    fn what_a_page_is_about_is_called_so() {
        let (path, title) = both("/projects/p", "");
        assert_eq!(path, [acme(), Crumb::here("Shop")]);
        assert_eq!(title, "Shop · Acme");
        let (path, title) = both("/organizations/o", "");
        assert_eq!(path, [Crumb::here("Acme")]);
        assert_eq!(title, "Acme");
    }

    #[test]
    fn what_is_about_everything_is_below_nothing() {
        let (path, title) = both("/projects", "");
        assert_eq!(path, [Crumb::here("All projects")]);
        assert_eq!(title, "All projects");
    }

    #[test]
    fn from_nowhere_one_gets_back() {
        let route = Route::parse("/nowhere");
        let names = Names { organization: None, ..names("Page not found") };
        assert_eq!(crumbs(&route, names.clone()), [Crumb::new("Home", "/"), Crumb::here("Page not found")]);
        let title = title(&route, names).join(" · ");
        assert_eq!(title, "Page not found");
    }
}
