//! Changing an integration.

use leptos::prelude::*;
use wheelhouse_contract::Described;
use wheelhouse_contract::sections::integrations::{IntegrationPatch, UpdateAnExistingThirdPartyIntegration};

use super::words::{editing_forbidden, name_of, read_one};
use crate::components::{Change, EditForm, FormPage, Labels, edit_form, form_page, options_of, set_title};
use crate::layouts::Place;
use crate::routes::{At, Route};

type Save = UpdateAnExistingThirdPartyIntegration;

pub fn edit(project: String, id: String) -> AnyView {
    let place = Place::expect();
    let read = read_one(&project, &id);
    let name = name_of(read);
    let title = Signal::derive(move || format!("Edit {}", name.get()));
    set_title(move || vec![title.get(), place.project_title()]);
    let form = move || {
        edit_form(EditForm {
            body: IntegrationPatch::BODY,
            of: *read,
            part: None,
            change: Change::new::<Save>(Save::path(&project, &id)),
            labels: Labels::SAVE,
            forbidden: editing_forbidden(read),
            done: format!("Saved {}", name.get_untracked()),
            back: Route::Integrations { project: project.clone(), at: At::One(id.clone()) }.path(),
            consequences: Some("It holds from the next event on. Nothing redeploys."),
            options: Some(options_of(Some(project.clone()), None)),
        })
    };
    form_page(FormPage { loading: "Loading integration", of: *read, title, form: form.into() })
}
