//! Deleting a project.

use leptos::prelude::*;
use wheelhouse_contract::sections::project::{DeleteAProject, Project};

use crate::components::{Change, DeleteForm, FormPage, delete_form, forbidden, form_page, project_losses};
use crate::layouts::Place;
use crate::routes::Route;
use crate::ui::views;

/// Says what is lost with a project, asks for its title to be typed, then deletes it.
pub fn page(project: String) -> AnyView {
    let place = Place::expect();
    let title = Signal::derive(move || format!("Delete {}", place.project_title()));
    form_page(FormPage {
        loading: "Loading project".into(),
        of: *place.project,
        title,
        form: ViewFn::from(move || views![project_losses(project.clone()), form(place, &project)]),
    })
}

fn form(place: Place, project: &str) -> AnyView {
    let organization = place.organization_id.get();
    let landing = organization.map_or(Route::Projects, |organization| Route::Organization { organization });
    delete_form(DeleteForm {
        thing: "project",
        name: place.project_title().trim().to_owned(),
        called: None,
        lost: "Everything in the project is deleted",
        consequences: "Deletes all environments with their data and backups, the Git repository, variables, domains \
            and certificates, and ends the subscription. This can’t be undone."
            .to_owned(),
        change: Change::new::<DeleteAProject>(DeleteAProject::path(project)),
        back: Route::ProjectSettings { project: project.to_owned() }.path(),
        landing: landing.path(),
        forbidden: forbidden(*place.project, Project::DELETE, "delete this project"),
    })
}
