//! The domains of a project: list, one of them, add, change, delete.

mod delete;
mod detail;
mod edit;
mod list;
mod new;
mod open;

use leptos::prelude::*;
use wheelhouse_contract::sections::domains::{Domain, ProductionDomainPatch, ReplacementDomainPatch};
use wheelhouse_contract::sections::project::GetAProjectCapabilities;
use wheelhouse_contract::{Body, Described};

use crate::components::forbidden;
use crate::data::read;
use crate::layouts::Place;
use crate::routes::Route;

/// The page of an address, where it is one of these.
pub fn page(route: &Route) -> Option<AnyView> {
    Some(match route.clone() {
        Route::Domains { project } => list::page(project),
        Route::DomainNew { project } => new::page(project),
        Route::Domain { project, domain } => detail::page(project, domain),
        Route::DomainEdit { project, domain } => edit::page(project, domain),
        Route::DomainDelete { project, domain } => delete::page(project, domain),
        _ => return None,
    })
}

/// Why the person may not add domains to the project; `None` when they may, or while it is not known.
fn cannot_add(place: Place, project: &str) -> Signal<Option<String>> {
    let path = GetAProjectCapabilities::path(project);
    let capabilities = read::<GetAProjectCapabilities>(move || Some(path.clone()));
    let not_allowed = forbidden(*place.project, "#edit", "add domains to this project");
    let without = move || {
        let has_none = capabilities.data().is_some_and(|plan| plan.custom_domains() == Some(false));
        has_none.then(|| "The project’s plan has no domains of its own. An owner can choose another plan.".to_owned())
    };
    Signal::derive(move || not_allowed.get().or_else(without))
}

/// Whether it stands for a production domain elsewhere.
fn is_replacement(domain: &Domain) -> bool {
    domain.kind() == Some("replacement") || domain.replacement_for().is_some()
}

/// What can be changed on it: the declaration takes either kind, a domain is of one.
fn patch_body(domain: &Domain) -> &'static Body {
    if is_replacement(domain) { ReplacementDomainPatch::BODY } else { ProductionDomainPatch::BODY }
}
