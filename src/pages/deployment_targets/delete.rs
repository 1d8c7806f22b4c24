//! Deleting a deployment target.

use leptos::prelude::*;
use wheelhouse_contract::sections::deployment_targets::DeleteASingleProjectDeploymentTarget;

use super::words::{deleting_forbidden, name_of, read_one};
use crate::components::{Change, DeleteForm, FormPage, delete_form, form_page, set_title};
use crate::layouts::Place;
use crate::routes::{At, Route};

type Remove = DeleteASingleProjectDeploymentTarget;

pub fn delete(project: String, id: String) -> AnyView {
    let place = Place::expect();
    let read = read_one(&project, &id);
    let name = name_of(read);
    let title = Signal::derive(move || format!("Delete {}", name.get()));
    set_title(move || vec![title.get(), place.project_title()]);
    let form = move || {
        delete_form(DeleteForm {
            thing: "deployment target",
            name: name.get_untracked(),
            lost: "Its settings are lost",
            consequences: "Environments can no longer be deployed to it. Its machines and what runs on them are not \
                           touched."
                .to_owned(),
            change: Change::new::<Remove>(Remove::path(&project, &id)),
            back: Route::DeploymentTargets { project: project.clone(), at: At::One(id.clone()) }.path(),
            landing: Route::DeploymentTargets { project: project.clone(), at: At::List }.path(),
            forbidden: deleting_forbidden(read),
        })
    };
    form_page(FormPage { loading: "Loading deployment target", of: *read, title, form: form.into() })
}
