//! Changing a domain.

use leptos::prelude::*;
use wheelhouse_contract::Described;
use wheelhouse_contract::sections::domains::ProductionDomainPatch;
use wheelhouse_contract::sections::domains::of_project::{GetAProjectDomain, UpdateAProjectDomain};

use super::patch_body;
use crate::components::{Change, EditForm, FormPage, Labels, edit_form, forbidden, form_page, set_title};
use crate::data::read;
use crate::layouts::Place;
use crate::routes::Route;

/// The form for changes to the domain in the address.
pub fn page(project: String, domain: String) -> AnyView {
    let place = Place::expect();
    let path = GetAProjectDomain::path(&project, &domain);
    let title = format!("Edit {domain}");
    set_title({
        let title = title.clone();
        move || vec![title.clone(), place.project_title()]
    });
    let read = read::<GetAProjectDomain>({
        let path = path.clone();
        move || Some(path.clone())
    });
    let form = move || {
        let body = read.data_untracked().map_or(ProductionDomainPatch::BODY, |domain| patch_body(&domain));
        edit_form(EditForm {
            body,
            of: *read,
            part: None,
            change: Change::new::<UpdateAProjectDomain>(path.clone()),
            labels: Labels::SAVE,
            forbidden: forbidden(*read, "#edit", "change this domain"),
            done: format!("Saved {domain}"),
            back: Route::Domain { project: project.clone(), domain: domain.clone() }.path(),
            consequences: Some("The production environment redeploys."),
            options: None,
        })
    };
    form_page(FormPage { loading: "Loading domain", of: *read, title: Signal::stored(title), form: form.into() })
}
