//! The domains of a project or an environment.

use std::sync::Arc;

use leptos::prelude::*;
use wheelhouse_contract::sections::certificates::{Certificate, GetListOfSslCertificates};
use wheelhouse_contract::sections::domains::{Domain, DomainCreateInput};
use wheelhouse_contract::{Described, Items};

use super::Scope;
use super::open::open_link;
use crate::components::{
    Item, ResourceList, add_link, certificates_for, expiry_view, kind_label, or_unknown, resource_list, time_or,
};
use crate::data::{read, read_as};
use crate::layouts::Place;
use crate::routes::At;
use crate::ui::{Badge, Column, IconName, Status, Tone, el};

/// The list of a scope's domains.
pub fn page(scope: Scope) -> AnyView {
    let place = Place::expect();
    let (domains, certificates) = (scope.list_path(), GetListOfSslCertificates::path(&scope.project));
    let list = read_as::<Items<Domain>>(move || Some(domains.clone()));
    let certificates = read::<GetListOfSslCertificates>(move || Some(certificates.clone()));
    let reason = scope.cannot_add(place);
    let new_one = scope.at(At::New);
    let add = move || add_link("Add domain", reason, new_one.clone());
    let (kind, hint) = match scope.is_environment() {
        true => (
            "Stands for",
            "Without a domain of its own the environment answers at addresses that the platform made. Add one that \
             stands for a domain of production, and point its DNS here.",
        ),
        false => (
            "Type",
            "Without a domain of its own the project answers at addresses that the platform made. Add one, and point \
             its DNS here.",
        ),
    };
    let of = ResourceList {
        caption: "Domains",
        columns: vec![
            Column::new("name", "Name").sortable(),
            Column::new("kind", kind).sortable(),
            Column::new("certificate", "Certificate").sortable(),
            Column::new("added", "Added").sortable().wide_only(),
        ],
        icon: IconName::DOMAIN,
        none: "No domains yet",
        hint,
        add: Arc::new(add),
        choosing: None,
    };
    resource_list(
        *list,
        move || {
            let certificates = Certificates { known: certificates.data(), failed: certificates.error().is_some() };
            list.data().map(|list| list.items().iter().map(|domain| row(&scope, domain, &certificates)).collect())
        },
        of,
    )
}

/// What is known of the project's certificates.
struct Certificates {
    known: Option<Items<Certificate>>,
    failed: bool,
}

/// The certificate that a domain is served with.
#[derive(Clone)]
enum Served {
    /// It expires then, in RFC 3339.
    Until(Option<String>),
    By(&'static str),
}

impl Certificates {
    fn of(&self, domain: &str) -> Served {
        let Some(known) = &self.known else { return Served::By(if self.failed { "Unknown" } else { "" }) };
        match certificates_for(domain, known.items()).first() {
            Some(certificate) => Served::Until(certificate.expires_at().map(str::to_owned)),
            None => Served::By("None"),
        }
    }
}

fn row(scope: &Scope, domain: &Domain, certificates: &Certificates) -> Item {
    let id = domain.id().or(domain.name()).unwrap_or_default().to_owned();
    let name = or_unknown(domain.name());
    let kind = match domain.replacement_for() {
        Some(other) => other.to_owned(),
        None => kind_label(DomainCreateInput::BODY, domain.kind()),
    };
    let is_default = domain.is_default() == Some(true);
    let served = certificates.of(&name);
    let until = match &served {
        Served::Until(at) => at.clone().unwrap_or_default(),
        Served::By(word) => (*word).to_owned(),
    };
    let added = domain.created_at().map(str::to_owned);
    let href = scope.at(At::One(id.clone()));
    let mut texts = vec![name.clone(), kind.clone(), until, added.clone().unwrap_or_default()];
    texts.extend(is_default.then(|| "Default".to_owned()));
    Item::new(id, texts, move || {
        let mark = is_default.then(|| view! { <Badge text="Default" /> }.into_any());
        let link = el("a").class("mono").attr("href", href.clone()).text(name.clone());
        vec![
            el("span").class("row").el(link).maybe(open_link(&name)).maybe(mark).into_any(),
            kind.clone().into_any(),
            match &served {
                Served::Until(at) => expiry_view(at.as_deref()),
                Served::By("None") => view! { <Status text="None" tone=Tone::Warning /> }.into_any(),
                Served::By(word) => (*word).into_any(),
            },
            time_or("Unknown", added.as_deref()),
        ]
    })
}
