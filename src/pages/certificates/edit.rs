//! Changing a certificate: its chain, and whether it is used.

use leptos::prelude::*;
use wheelhouse_contract::Described;
use wheelhouse_contract::sections::certificates::{CertificatePatch, UpdateAnSslCertificate};

use super::{read_certificate, title_of};
use crate::components::{Change, EditForm, FormPage, Labels, edit_form, forbidden, form_page, set_title};
use crate::layouts::Place;
use crate::routes::{At, Route};

/// The form for changes to the certificate in the address.
pub fn page(project: String, certificate: String) -> AnyView {
    let place = Place::expect();
    let read = read_certificate(&project, &certificate);
    let title = Signal::derive(move || format!("Edit {}", title_of(read)));
    set_title(move || vec![title.get(), place.project_title()]);
    let form = move || {
        edit_form(EditForm {
            body: CertificatePatch::BODY,
            of: *read,
            part: None,
            change: Change::new::<UpdateAnSslCertificate>(UpdateAnSslCertificate::path(&project, &certificate)),
            labels: Labels::SAVE,
            forbidden: forbidden(*read, "#edit", "change this certificate"),
            done: format!("Saved the certificate of {}", title_of(read)),
            back: Route::Certificates { project: project.clone(), at: At::One(certificate.clone()) }.path(),
            consequences: Some("Environments redeploy to serve their domains accordingly."),
            options: None,
        })
    };
    form_page(FormPage { loading: "Loading certificate", of: *read, title, form: form.into() })
}
