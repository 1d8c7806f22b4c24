//! Deleting an integration, after saying what ends with it.

use leptos::prelude::*;
use wheelhouse_contract::sections::integrations::DeleteAnExistingThirdPartyIntegration;

use super::words::{name_of, read_one, short_name, what_ends};
use crate::components::{Change, DeleteForm, FormPage, delete_form, forbidden, form_page, set_title};
use crate::layouts::Place;
use crate::routes::{At, Route};

type Remove = DeleteAnExistingThirdPartyIntegration;

pub fn delete(project: String, id: String) -> AnyView {
    let place = Place::expect();
    let read = read_one(&project, &id);
    let name = name_of(read);
    let title = Signal::derive(move || format!("Delete {}", name.get()));
    set_title(move || vec![title.get(), place.project_title()]);
    let form = move || {
        let integration = read.data_untracked();
        let ends = integration.as_ref().map(what_ends).unwrap_or_default();
        delete_form(DeleteForm {
            thing: "integration",
            name: integration.as_ref().map(short_name).unwrap_or_default(),
            lost: "Its settings and secrets are lost",
            consequences: format!("{ends} To have it again, it is added anew, with its secrets."),
            change: Change::new::<Remove>(Remove::path(&project, &id)),
            back: Route::Integrations { project: project.clone(), at: At::One(id.clone()) }.path(),
            landing: Route::Integrations { project: project.clone(), at: At::List }.path(),
            forbidden: forbidden(*read, "#delete", "delete this integration"),
        })
    };
    form_page(FormPage { loading: "Loading integration", of: *read, title, form: form.into() })
}
