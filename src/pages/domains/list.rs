//! The rows of a list of domains, each with the certificate that it is served with.

use leptos::prelude::*;
use wheelhouse_contract::sections::certificates::{Certificate, GetListOfSslCertificates};
use wheelhouse_contract::sections::domains::{Domain, DomainCreateInput};
use wheelhouse_contract::{Described, Items};

use super::is_default;
use super::open::open_link;
use crate::components::{
    Column, Owner, ResourcePages, Rows, SortValue, certificates_for, expiry_view, kind_label, or_unknown,
};
use crate::data::{AnyRead, read};
use crate::ui::{Badge, Status, Tone, view};

/// A domain with its certificate.
#[derive(Clone)]
struct Row {
    domain: Domain,
    served: Served,
}

const NAME: Column<Row> =
    Column::text("name", "Name", |row: &Row| or_unknown(row.domain.name())).mono().beside(|row| {
        let mark = is_default(&row.domain).then(|| view! { <Badge text="Default" /> });
        row.domain.name().and_then(open_link).into_iter().chain(mark).collect::<Vec<_>>().into_any()
    });
const KIND: Column<Row> = Column::text("kind", "Type", |row| match row.domain.replacement_for() {
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
    Served::By("None") => view! { <Status text="None" tone=Tone::Warning /> },
    Served::By(word) => (*word).into_any(),
});
const ADDED: Column<Row> = Column::time("added", "Added", |row: &Row| row.domain.created_at()).wide_only();

const IN_PROJECT: &[Column<Row>] = &[NAME, KIND, CERTIFICATE, ADDED];
const REPLACES: Column<Row> =
    Column::text("kind", "Replaces", |row: &Row| row.domain.replacement_for().unwrap_or("–").to_owned());
const IN_ENVIRONMENT: &[Column<Row>] = &[NAME, REPLACES, CERTIFICATE, ADDED];

pub fn of_project(pages: &'static ResourcePages<Domain>, owner: Owner, list: AnyRead) -> Rows {
    rows(pages, owner, list, IN_PROJECT)
}

pub fn of_environment(pages: &'static ResourcePages<Domain>, owner: Owner, list: AnyRead) -> Rows {
    rows(pages, owner, list, IN_ENVIRONMENT)
}

fn rows(pages: &'static ResourcePages<Domain>, owner: Owner, list: AnyRead, columns: &'static [Column<Row>]) -> Rows {
    let certificates = GetListOfSslCertificates::path(&owner.project());
    let certificates = read::<GetListOfSslCertificates>(move || Some(certificates.clone()));
    Rows::new(columns, move || {
        let certificates = Certificates { known: certificates.data(), failed: certificates.error().is_some() };
        let item = |domain: &Domain| {
            let served = certificates.of(&or_unknown(domain.name()));
            pages.item(&owner, domain, Row { domain: domain.clone(), served })
        };
        Some(list.data::<Items<Domain>>()?.items().iter().map(item).collect())
    })
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
