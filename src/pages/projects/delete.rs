//! Deleting a project.

use leptos::prelude::*;
use wheelhouse_contract::sections::domains::of_project::GetListOfProjectDomains;
use wheelhouse_contract::sections::environment::GetListOfProjectEnvironments;
use wheelhouse_contract::sections::project::{DeleteAProject, Project};

use crate::components::{Change, DeleteForm, FormPage, delete_form, environment_title, facts_of, forbidden, form_page};
use crate::data::read;
use crate::layouts::Place;
use crate::routes::Route;
use crate::ui::{live, views};

/// Says what is lost with a project, asks for its title to be typed, then deletes it.
pub fn page(project: String) -> AnyView {
    let place = Place::expect();
    let title = Signal::derive(move || format!("Delete {}", place.project_title()));
    form_page(FormPage {
        loading: "Loading project".into(),
        of: *place.project,
        title,
        form: ViewFn::from(move || views![losses(project.clone()), form(place, &project)]),
    })
}

/// What is there to be lost, as far as it can be counted.
fn losses(project: String) -> AnyView {
    let (of_environments, of_domains) =
        (GetListOfProjectEnvironments::path(&project), GetListOfProjectDomains::path(&project));
    let environments = read::<GetListOfProjectEnvironments>(move || Some(of_environments.clone()));
    let domains = read::<GetListOfProjectDomains>(move || Some(of_domains.clone()));
    let listed = |known: bool, names: Vec<String>| match (known, names.as_slice()) {
        (false, _) => "…".to_owned(),
        (true, []) => "None".to_owned(),
        (true, names) => format!("{}: {}", names.len(), names.join(", ")),
    };
    let environments = move || {
        let list = environments.data();
        let names = list.iter().flat_map(|list| list.items()).map(|e| environment_title(e).to_owned());
        listed(list.is_some(), names.collect()).into_any()
    };
    let domains = move || {
        let list = domains.data();
        let names = list.iter().flat_map(|list| list.items()).filter_map(|domain| domain.name().map(str::to_owned));
        listed(list.is_some(), names.collect()).into_any()
    };
    facts_of(vec![("Environments", live(environments)), ("Domains", live(domains))])
}

fn form(place: Place, project: &str) -> AnyView {
    let organization = place.organization_id.get();
    let landing = organization.map_or(Route::Projects, |organization| Route::Organization { organization });
    delete_form(DeleteForm {
        thing: "project",
        name: place.project_title().trim().to_owned(),
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
