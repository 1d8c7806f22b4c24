//! The domains of a project or an environment.

use std::sync::Arc;

use leptos::prelude::*;
use wheelhouse_contract::sections::certificates::{Certificate, GetListOfSslCertificates};
use wheelhouse_contract::sections::domains::{Domain, DomainCreateInput};
use wheelhouse_contract::{Described, Items};

use super::Scope;
use super::open::open_link;
use crate::components::{
    Column, Item, ResourceList, Rows, SortValue, add_link, certificates_for, expiry_view, kind_label, or_unknown,
    resource_list,
};
use crate::data::{read, read_as};
use crate::layouts::Place;
use crate::routes::At;
use crate::ui::{Badge, IconName, Status, Tone};

/// The list of a scope's domains.
pub fn page(scope: Scope) -> AnyView {
    let place = Place::expect();
    let (domains, certificates) = (scope.list_path(), GetListOfSslCertificates::path(&scope.project));
    let list = read_as::<Items<Domain>>(move || Some(domains.clone()));
    let certificates = read::<GetListOfSslCertificates>(move || Some(certificates.clone()));
    let reason = scope.cannot_add(place);
    let new_one = scope.at(At::New);
    let add = move || add_link("Add domain", reason, new_one.clone());
    let (columns, hint) = match scope.is_environment() {
        true => (
            IN_ENVIRONMENT,
            "Without a domain of its own the environment answers at addresses that the platform made. Add one that \
             stands for a domain of production, and point its DNS here.",
        ),
        false => (
            IN_PROJECT,
            "Without a domain of its own the project answers at addresses that the platform made. Add one, and point \
             its DNS here.",
        ),
    };
    let items = move || {
        let certificates = Certificates { known: certificates.data(), failed: certificates.error().is_some() };
        list.data().map(|list| list.items().iter().map(|domain| item(&scope, domain, &certificates)).collect())
    };
    let of = ResourceList {
        caption: "Domains",
        rows: Rows::new(columns, items),
        icon: IconName::DOMAIN,
        none: "No domains yet",
        hint,
        add: Arc::new(add),
        choosing: None,
    };
    resource_list(*list, of)
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

/// A domain with its certificate.
#[derive(Clone)]
struct Row {
    domain: Domain,
    served: Served,
}

const NAME: Column<Row> =
    Column::text("name", "Name", |row: &Row| or_unknown(row.domain.name())).mono().beside(|row| {
        let mark = is_default(&row.domain).then(|| view! { <Badge text="Default" /> }.into_any());
        row.domain.name().and_then(open_link).into_iter().chain(mark).collect::<Vec<_>>().into_any()
    });
const KIND: Column<Row> = Column::text("kind", "Type", |row: &Row| match row.domain.replacement_for() {
    Some(other) => other.to_owned(),
    None => kind_label(DomainCreateInput::BODY, row.domain.kind()),
});
const CERTIFICATE: Column<Row> = Column::text("certificate", "Certificate", |row: &Row| match &row.served {
    Served::Until(at) => at.clone().unwrap_or_default(),
    Served::By(word) => (*word).to_owned(),
})
.by(|row| match &row.served {
    Served::Until(at) => SortValue::time(at.as_deref()),
    Served::By(word) => SortValue::text(word),
})
.cell(|row| match &row.served {
    Served::Until(at) => expiry_view(at.as_deref()),
    Served::By("None") => view! { <Status text="None" tone=Tone::Warning /> }.into_any(),
    Served::By(word) => (*word).into_any(),
});
const ADDED: Column<Row> = Column::time("added", "Added", |row: &Row| row.domain.created_at()).wide_only();

const IN_PROJECT: &[Column<Row>] = &[NAME, KIND, CERTIFICATE, ADDED];
const IN_ENVIRONMENT: &[Column<Row>] = &[NAME, KIND.titled("Stands for"), CERTIFICATE, ADDED];

fn item(scope: &Scope, domain: &Domain, certificates: &Certificates) -> Item<Row> {
    let id = domain.id().or(domain.name()).unwrap_or_default().to_owned();
    let row = Row { domain: domain.clone(), served: certificates.of(&or_unknown(domain.name())) };
    let href = scope.at(At::One(id.clone()));
    Item::new(id, row).leading_to(href).found_by(is_default(domain).then(|| "Default".to_owned()))
}

fn is_default(domain: &Domain) -> bool {
    domain.is_default() == Some(true)
}
