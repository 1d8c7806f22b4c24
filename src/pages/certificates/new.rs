//! Adding a certificate of one's own.

use leptos::prelude::*;
use wheelhouse_contract::Described;
use wheelhouse_contract::resource::text;
use wheelhouse_contract::sections::certificates::{AddAnSslCertificate, CertificateCreateInput};

use super::cannot_add;
use crate::components::{Change, CreateForm, Labels, create_form, set_title};
use crate::layouts::Place;
use crate::routes::{At, Route};
use crate::ui::PageHeader;

/// The form for a new certificate.
pub fn page(project: String) -> AnyView {
    let place = Place::expect();
    set_title(move || vec!["Add certificate".to_owned(), place.project_title()]);
    let header = view! {
        <PageHeader
            title="Add certificate"
            description="Domains that it names are served with it once their environments have redeployed."
        />
    };
    let form = CreateForm {
        body: CertificateCreateInput::BODY,
        change: Change::new::<AddAnSslCertificate>(AddAnSslCertificate::path(&project)),
        labels: Labels::new("Add certificate", "Adding…"),
        done: |_| "Added the certificate".to_owned(),
        back: Route::Certificates { project: project.clone(), at: At::List }.path(),
        forbidden: cannot_add(place),
        options: None,
        land: Box::new(move |made| {
            let certificate = text(made, "id")?.to_owned();
            Some(Route::Certificates { project: project.clone(), at: At::One(certificate) }.path())
        }),
    };
    vec![header.into_any(), create_form(form)].into_any()
}
