//! The TLS certificates of a project: list, one of them with its chain, add, change, delete.

mod delete;
mod der;
mod detail;
mod edit;
mod list;
mod new;
mod pem;

use leptos::prelude::*;
use wheelhouse_contract::sections::certificates::{Certificate, GetAnSslCertificate};

use crate::components::{certificate_title, forbidden};
use crate::data::{Read, read};
use crate::layouts::Place;
use crate::routes::{At, page};

stylance::import_style!(style, "certificates.module.css");

/// The page of an address.
pub fn page(page: page::Certificates) -> AnyView {
    let page::Certificates::Certificates { project, at } = page;
    match at {
        At::List => list::page(project),
        At::New => new::page(project),
        At::One(id) => detail::page(project, id),
        At::Edit(id) => edit::page(project, id),
        At::Delete(id) => delete::page(project, id),
    }
}

/// Why the person may not add certificates to the project; `None` when they may, or while it is not known.
fn cannot_add(place: Place) -> Signal<Option<String>> {
    forbidden(*place.project, "#edit", "add certificates to this project")
}

/// Why the person may not delete the certificate.
fn cannot_delete(read: Read<Certificate>) -> Signal<Option<String>> {
    let not_allowed = forbidden(*read, "#delete", "delete this certificate");
    Signal::derive(move || {
        let reason = not_allowed.get()?;
        let is_provisioned = read.data()?.is_provisioned() == Some(true);
        Some(if is_provisioned {
            "The platform made this certificate and renews it. It goes with its domains.".to_owned()
        } else {
            reason
        })
    })
}

/// The certificate in the address.
fn read_certificate(project: &str, certificate: &str) -> Read<Certificate> {
    let path = GetAnSslCertificate::path(project, certificate);
    read::<GetAnSslCertificate>(move || Some(path.clone()))
}

/// What it is called; nothing while it is not known.
fn title_of(read: Read<Certificate>) -> String {
    read.data().as_ref().map(certificate_title).unwrap_or_default()
}

/// Who made it.
fn source(certificate: &Certificate) -> &'static str {
    match certificate.is_provisioned() {
        Some(true) => "Provisioned",
        Some(false) => "Uploaded",
        None => "Unknown",
    }
}
