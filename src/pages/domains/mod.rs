//! The domains of a project, and those of an environment.

mod content;
mod list;
mod open;

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::sections::domains::of_environment::{
    AddAnEnvironmentDomain, DeleteAnEnvironmentDomain, GetAListOfEnvironmentDomains, GetAnEnvironmentDomain,
    UpdateAnEnvironmentDomain,
};
use wheelhouse_contract::sections::domains::of_project::{
    AddAProjectDomain, DeleteAProjectDomain, GetAProjectDomain, GetListOfProjectDomains, UpdateAProjectDomain,
};
use wheelhouse_contract::sections::domains::{
    Domain, ProductionDomainCreateInput, ProductionDomainPatch, ReplacementDomainCreateInput, ReplacementDomainPatch,
};
use wheelhouse_contract::sections::environment::Environment;
use wheelhouse_contract::sections::project::{GetAProjectCapabilities, Project};
use wheelhouse_contract::{Body, Described};

use crate::components::{Common, Operations, Owner, Reason, ResourcePages, Shown, Words, or_unknown};
use crate::data::read;
use crate::layouts::resource_page;
use crate::routes::{Route, page};
use crate::ui::{Badge, IconName, view, views};
use open::open_link;

/// The page of an address.
pub fn page(page: page::Domains) -> AnyView {
    match page {
        page::Domains::Domains { at, .. } => resource_page(&OF_PROJECT, at),
        page::Domains::EnvironmentDomains { at, .. } => resource_page(&OF_ENVIRONMENT, at),
    }
}

static OF_PROJECT: ResourcePages<Domain> = ResourcePages {
    rows: Some(list::of_project),
    ..domains(
        Common::plain(
            words(
                "Without a domain of its own the project answers at addresses that the platform made. Add one, and point its DNS here.",
            ),
            |owner, at| Route::Domains { project: owner.project(), at },
        ),
        Operations::of::<GetListOfProjectDomains, GetAProjectDomain>()
            .create::<AddAProjectDomain>(Project::EDIT, "The production environment redeploys to answer at it.")
            .update::<UpdateAProjectDomain>(Domain::EDIT, "The production environment redeploys.")
            .delete::<DeleteAProjectDomain>(Domain::DELETE, "The project no longer answers at this domain"),
        |_, domain| consequences("The production environment redeploys", domain),
    )
};

/// They stand for domains of production, except on production itself.
static OF_ENVIRONMENT: ResourcePages<Domain> = ResourcePages {
    rows: Some(list::of_environment),
    ..domains(
        Common {
            add_body: Some(|environment| {
                match environment.read.data::<Environment>().and_then(|environment| environment.is_main()) {
                    Some(true) => ProductionDomainCreateInput::BODY,
                    _ => ReplacementDomainCreateInput::BODY,
                }
            }),
            ..Common::plain(
                words(
                    "Without a domain of its own the environment answers at addresses that the platform made. Add one that stands for a domain of production, and point its DNS here.",
                ),
                |owner, at| Route::EnvironmentDomains {
                    project: owner.project(),
                    environment: owner.environment(),
                    at,
                },
            )
        },
        Operations::of::<GetAListOfEnvironmentDomains, GetAnEnvironmentDomain>()
            .create::<AddAnEnvironmentDomain>(Environment::EDIT, "The environment redeploys to answer at it.")
            .update::<UpdateAnEnvironmentDomain>(Domain::EDIT, "The environment redeploys.")
            .delete::<DeleteAnEnvironmentDomain>(Domain::DELETE, "The environment no longer answers at this domain"),
        |_, domain| consequences("The environment redeploys", domain),
    )
};

const fn words(hint: &'static str) -> Words {
    Words { one: "domain", many: "domains", icon: IconName::DOMAIN, none: "No domains yet", hint }
}

/// What is the same for both.
const fn domains(
    section: Common,
    operations: Operations<Domain>,
    consequences: fn(&Owner, &Domain) -> String,
) -> ResourcePages<Domain> {
    ResourcePages {
        state: Some(|domain| {
            let mark = is_default(domain).then(|| view! { <Badge text="Default" /> });
            views![mark, domain.name().and_then(open_link)]
        }),
        found_by: Some(|domain| is_default(domain).then(|| "Default".to_owned()).into_iter().collect()),
        edit_body: Some(patch_body),
        ..ResourcePages::plain(
            Common { cannot_add: Some(cannot_add), part: Some(without_nothing), ..section },
            operations,
            Shown {
                name: |domain| or_unknown(domain.name().or(domain.id())),
                columns: &[],
                content: content::content,
                consequences,
            },
        )
    }
}

fn is_default(domain: &Domain) -> bool {
    domain.is_default() == Some(true)
}

/// Whether it stands for a production domain elsewhere.
fn is_replacement(domain: &Domain) -> bool {
    domain.kind() == Some("replacement") || domain.replacement_for().is_some()
}

/// What can be changed on it: the declaration takes either kind, a domain is of one.
fn patch_body(domain: &Domain) -> &'static Body {
    if is_replacement(domain) { ReplacementDomainPatch::BODY } else { ProductionDomainPatch::BODY }
}

/// Settings of which nothing is said are as if there were none: they start from what new ones are.
fn without_nothing(domain: &Value) -> Value {
    let mut domain = domain.clone();
    if let Some(fields) = domain.as_object_mut() {
        fields.retain(|_, value| value.as_object().is_none_or(|fields| !fields.is_empty()));
    }
    domain
}

fn consequences(redeploys: &str, domain: &Domain) -> String {
    let follows = match (domain.is_default(), is_replacement(domain)) {
        (Some(true), _) => {
            "It is the default domain: routes that name no domain of their own move to another domain of the project, \
             and without another one to an address that the platform makes. To choose which, make another domain the \
             default first."
        }
        (_, true) => "The environment answers at an address that the platform makes, instead of at this one.",
        _ => "Routes that name it are no longer served, and visitors get no answer there.",
    };
    format!("{redeploys} without it. {follows} Its DNS records stay as they are.")
}

/// Nor where the project's plan has none.
fn cannot_add(owner: &Owner, reason: Reason) -> Reason {
    let path = GetAProjectCapabilities::path(&owner.project());
    let capabilities = read::<GetAProjectCapabilities>(move || Some(path.clone()));
    let without = move || {
        let none = capabilities.data().is_some_and(|plan| plan.custom_domains() == Some(false));
        none.then(|| "The project’s plan has no domains of its own. An owner can choose another plan.".to_owned())
    };
    Signal::derive(move || reason.get().or_else(without))
}
