//! Domains of a project and of an environment: list, one of them, add, change, delete.

mod delete;
mod detail;
mod edit;
mod list;
mod new;
mod open;
mod scope;

use leptos::prelude::*;
use wheelhouse_contract::sections::domains::{Domain, ProductionDomainPatch, ReplacementDomainPatch};
use wheelhouse_contract::{Body, Described};

use crate::routes::Route;

use scope::Scope;

/// The page of an address, where it is one of these.
pub fn page(route: &Route) -> Option<AnyView> {
    let scope = Scope::of(route)?;
    Some(match route.clone() {
        Route::Domains { .. } | Route::EnvironmentDomains { .. } => list::page(scope),
        Route::DomainNew { .. } | Route::EnvironmentDomainNew { .. } => new::page(scope),
        Route::Domain { domain, .. } | Route::EnvironmentDomain { domain, .. } => detail::page(scope, domain),
        Route::DomainEdit { domain, .. } | Route::EnvironmentDomainEdit { domain, .. } => edit::page(scope, domain),
        Route::DomainDelete { domain, .. } | Route::EnvironmentDomainDelete { domain, .. } => {
            delete::page(scope, domain)
        }
        _ => return None,
    })
}

/// Whether it stands for a production domain elsewhere.
fn is_replacement(domain: &Domain) -> bool {
    domain.kind() == Some("replacement") || domain.replacement_for().is_some()
}

/// What can be changed on it: the declaration takes either kind, a domain is of one.
fn patch_body(domain: &Domain) -> &'static Body {
    if is_replacement(domain) { ReplacementDomainPatch::BODY } else { ProductionDomainPatch::BODY }
}
