//! Changing how a project is built and kept.

use leptos::prelude::*;
use wheelhouse_contract::Described;
use wheelhouse_contract::sections::project_settings::{
    GetListOfProjectSettings, ProjectSettings, ProjectSettingsPatch, UpdateAProjectSetting,
};

use crate::components::{Change, Consequence, EditForm, FormPage, edit_form, forbidden, form_page};
use crate::data::read;
use crate::routes::Route;

/// The form for those of a project's settings that can be changed.
pub fn page(project: String) -> AnyView {
    let path = GetListOfProjectSettings::path(&project);
    let of = read::<GetListOfProjectSettings>(move || Some(path.clone()));
    let form = move || {
        edit_form(EditForm {
            body: ProjectSettingsPatch::BODY,
            of: *of,
            part: None,
            change: Change::new::<UpdateAProjectSetting>(UpdateAProjectSetting::path(&project)),
            forbidden: forbidden(*of, ProjectSettings::EDIT, "change these settings"),
            done: "Saved the build settings".to_owned(),
            back: Route::ProjectSettings { project: project.clone() }.path(),
            consequence: Some(Consequence::plain("Applies to the next build and deployment.")),
            options: None,
        })
    };
    form_page(FormPage {
        loading: "Loading settings".into(),
        of: *of,
        title: Signal::stored("Builds and maintenance".to_owned()),
        form: ViewFn::from(form),
    })
}
