//! Changing a deployment target.

use leptos::prelude::*;
use wheelhouse_contract::Described;
use wheelhouse_contract::sections::deployment_targets::{DeploymentTargetPatch, UpdateAProjectDeployment};

use super::words::{name_of, read_one};
use crate::components::{Change, EditForm, FormPage, Labels, edit_form, forbidden, form_page, set_title};
use crate::layouts::Place;
use crate::routes::{At, Route};

pub fn edit(project: String, id: String) -> AnyView {
    let place = Place::expect();
    let read = read_one(&project, &id);
    let name = name_of(read);
    let title = Signal::derive(move || format!("Edit {}", name.get()));
    set_title(move || vec![title.get(), place.project_title()]);
    let form = move || {
        edit_form(EditForm {
            body: DeploymentTargetPatch::BODY,
            of: *read,
            part: None,
            change: Change::new::<UpdateAProjectDeployment>(UpdateAProjectDeployment::path(&project, &id)),
            labels: Labels::SAVE,
            forbidden: forbidden(*read, "#edit", "change this deployment target"),
            done: format!("Saved {}", name.get_untracked()),
            back: Route::DeploymentTargets { project: project.clone(), at: At::One(id.clone()) }.path(),
            consequences: Some("Environments that run on it redeploy."),
            options: None,
        })
    };
    form_page(FormPage { loading: "Loading deployment target", of: *read, title, form: form.into() })
}
