//! Adding an integration: first its kind, then the rest.

use std::mem;

use leptos::prelude::*;
use serde_json::{Value, json};
use wheelhouse_contract::resource::text;
use wheelhouse_contract::sections::integrations::IntegrateProjectWithAThirdPartyService;

use super::kinds::kinds;
use super::words::{BODY, adding_forbidden};
use crate::components::{
    Change, CreateForm, Labels, create_form_from, kind_label, options_of, set_title, use_url_state,
};
use crate::layouts::Place;
use crate::reactive::memo;
use crate::routes::{At, Route};
use crate::ui::{PageHeader, el, focus, live, unique_id};

type Add = IntegrateProjectWithAThirdPartyService;

/// The address may name the kind, as in `?kind=github`.
pub fn new(project: String) -> AnyView {
    let place = Place::expect();
    set_title(move || vec!["Add integration".to_owned(), place.project_title()]);
    let kind = use_url_state("kind", &[]).signal();
    let named =
        memo(move || kind.with(|kind| BODY.variants?.list.iter().find(|one| one.value == kind)).map(|one| one.value));
    let id = unique_id("heading");
    let heading = el("div").attr("id", id.clone()).attr("tabindex", "-1");
    let heading = heading.child(view! { <PageHeader title="Add integration" /> }.into_any()).into_any();
    let was_chosen = StoredValue::new(named.with_untracked(Option::is_some));
    let content = move || {
        let named = named.get();
        if was_chosen.try_update_value(|chosen| mem::replace(chosen, named.is_some())) != Some(named.is_some()) {
            // The link that was followed is gone, and the focus with it.
            focus(&id);
        }
        match named {
            None => kinds(place, &project),
            Some(kind) => untrack(|| form(place, &project, kind)),
        }
    };
    vec![heading, live(content)].into_any()
}

fn form(place: Place, project: &str, kind: &str) -> AnyView {
    let of_project = project.to_owned();
    let land = move |made: &Value| {
        Some(Route::Integrations { project: of_project.clone(), at: At::One(text(made, "id")?.to_owned()) }.path())
    };
    let form = CreateForm {
        body: BODY,
        change: Change::new::<Add>(Add::path(project)),
        labels: Labels::new("Add integration", "Adding…"),
        done: |sent| format!("Added {}", kind_label(BODY, text(sent, "type"))),
        back: Route::Integrations { project: project.to_owned(), at: At::List }.path(),
        land: Box::new(land),
        forbidden: adding_forbidden(place),
        options: Some(options_of(Some(project.to_owned()), None)),
    };
    create_form_from(json!({"type": kind}), form)
}
