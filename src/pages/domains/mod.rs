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

use crate::routes::{At, page};

use scope::Scope;

/// The page of an address.
pub fn page(page: page::Domains) -> AnyView {
    let (scope, at) = match page {
        page::Domains::Domains { project, at } => (Scope { project, environment: None }, at),
        page::Domains::EnvironmentDomains { project, environment, at } => {
            (Scope { project, environment: Some(environment) }, at)
        }
    };
    match at {
        At::List => list::page(scope),
        At::New => new::page(scope),
        At::One(domain) => detail::page(scope, domain),
        At::Edit(domain) => edit::page(scope, domain),
        At::Delete(domain) => delete::page(scope, domain),
    }
}

/// Whether it stands for a production domain elsewhere.
fn is_replacement(domain: &Domain) -> bool {
    domain.kind() == Some("replacement") || domain.replacement_for().is_some()
}

/// What can be changed on it: the declaration takes either kind, a domain is of one.
fn patch_body(domain: &Domain) -> &'static Body {
    if is_replacement(domain) { ReplacementDomainPatch::BODY } else { ProductionDomainPatch::BODY }
}
