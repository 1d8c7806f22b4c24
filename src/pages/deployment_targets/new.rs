//! Adding a deployment target.

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::resource::text;
use wheelhouse_contract::sections::deployment_targets::CreateAProjectDeploymentTarget;

use super::words::{BODY, adding_forbidden};
use crate::components::{Change, CreateForm, Labels, create_form, set_title};
use crate::layouts::Place;
use crate::routes::{At, Route};
use crate::ui::PageHeader;

type Add = CreateAProjectDeploymentTarget;

pub fn new(project: String) -> AnyView {
    let place = Place::expect();
    set_title(move || vec!["Add deployment target".to_owned(), place.project_title()]);
    let form = create_form(CreateForm {
        body: BODY,
        change: Change::new::<Add>(Add::path(&project)),
        labels: Labels::new("Add deployment target", "Adding…"),
        done: |sent| format!("Added {}", text(sent, "name").unwrap_or("the deployment target")),
        back: Route::DeploymentTargets { project: project.clone(), at: At::List }.path(),
        land: Box::new(move |made: &Value| {
            let target = text(made, "id")?.to_owned();
            Some(Route::DeploymentTargets { project: project.clone(), at: At::One(target) }.path())
        }),
        forbidden: adding_forbidden(place),
        options: None,
    });
    let description = "Environments stay where they are until one is moved to it.";
    vec![view! { <PageHeader title="Add deployment target" description=description /> }.into_any(), form].into_any()
}
