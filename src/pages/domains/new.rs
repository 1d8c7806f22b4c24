//! Adding a domain.

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::Described;
use wheelhouse_contract::resource::text;
use wheelhouse_contract::sections::domains::DomainCreateInput;
use wheelhouse_contract::sections::domains::of_project::AddAProjectDomain;

use super::cannot_add;
use crate::components::{Change, CreateForm, Labels, create_form, options_of, set_title};
use crate::layouts::Place;
use crate::routes::Route;
use crate::ui::PageHeader;

/// The form for a new domain.
pub fn page(project: String) -> AnyView {
    let place = Place::expect();
    set_title(move || vec!["Add domain".to_owned(), place.project_title()]);
    let header = view! {
        <PageHeader title="Add domain" description="The production environment redeploys to answer at it." />
    };
    let form = CreateForm {
        body: DomainCreateInput::BODY,
        change: Change::new::<AddAProjectDomain>(AddAProjectDomain::path(&project)),
        labels: Labels::new("Add domain", "Adding…"),
        done: |sent: &Value| format!("Added {}", text(sent, "name").unwrap_or("the domain")),
        back: Route::Domains { project: project.clone() }.path(),
        forbidden: cannot_add(place, &project),
        options: Some(options_of(Some(project.clone()), None)),
        land: Box::new(move |made| {
            let domain = text(made, "id").or_else(|| text(made, "name"))?.to_owned();
            Some(Route::Domain { project: project.clone(), domain }.path())
        }),
    };
    vec![header.into_any(), create_form(form)].into_any()
}
