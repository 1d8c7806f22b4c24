//! Deleting a certificate, after saying what is lost.

use leptos::prelude::*;
use wheelhouse_contract::sections::certificates::{Certificate, DeleteAnSslCertificate};

use super::{cannot_delete, read_certificate, title_of};
use crate::components::{Change, DeleteForm, FormPage, delete_form, form_page, set_title};
use crate::layouts::Place;
use crate::routes::{At, Route};

/// Asks for the name to be typed, then deletes.
pub fn page(project: String, certificate: String) -> AnyView {
    let place = Place::expect();
    let read = read_certificate(&project, &certificate);
    let title = Signal::derive(move || format!("Delete {}", title_of(read)));
    set_title(move || vec![title.get(), place.project_title()]);
    let form = move || {
        let known = read.data();
        let first = known.as_ref().and_then(|known| known.domains().first().map(|name| (*name).to_owned()));
        delete_form(DeleteForm {
            thing: "certificate",
            // People know it by its name, not by its id.
            name: first.unwrap_or_else(|| certificate.clone()),
            lost: "The certificate and its key are lost",
            consequences: known.as_ref().map(consequences).unwrap_or_default(),
            change: Change::new::<DeleteAnSslCertificate>(DeleteAnSslCertificate::path(&project, &certificate)),
            back: Route::Certificates { project: project.clone(), at: At::One(certificate.clone()) }.path(),
            landing: Route::Certificates { project: project.clone(), at: At::List }.path(),
            forbidden: cannot_delete(read),
        })
    };
    form_page(FormPage { loading: "Loading certificate", of: *read, title, form: form.into() })
}

fn consequences(certificate: &Certificate) -> String {
    let names = certificate.domains().join(", ");
    let names = if names.is_empty() { "no domain".to_owned() } else { names };
    format!(
        "It is for {names}. Domains of the project among these are served with another certificate of the project, or \
         with one that the platform makes for them. Environments redeploy."
    )
}
