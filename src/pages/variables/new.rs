//! Adding a variable.

use leptos::prelude::*;
use serde_json::{Value, json};
use wheelhouse_contract::resource::text;

use super::Scope;
use crate::components::{CreateForm, Labels, create_form_from, page_title, use_url_state};
use crate::layouts::Place;
use crate::routes::AtKept;
use crate::text::isolated;
use crate::ui::{PageHeader, view, views};

/// The form for a new variable.
pub fn page(scope: Scope) -> AnyView {
    let place = Place::expect();
    let consequence = if scope.is_environment() {
        "The environment redeploys to apply the variable."
    } else {
        "Every active environment of the project redeploys to apply the variable."
    };
    let header = view! { <PageHeader title="Add variable" description=consequence /> };
    let back = scope.at(AtKept::List).path();
    let form = CreateForm {
        body: scope.create_body(),
        change: scope.add(),
        labels: Labels::new("Add variable", "Adding…"),
        done: Box::new(|sent: &Value| format!("Added {}", isolated(text(sent, "name").unwrap_or("the variable")))),
        land: Box::new({
            let back = back.clone();
            move |_| Some(back.clone())
        }),
        back,
        forbidden: {
            let scope = scope.clone();
            Signal::derive(move || scope.cannot_manage(place))
        },
        lacks: Signal::stored(None),
        options: None,
        before_actions: None,
    };
    page_title("Add variable");
    // The address may name it, as when one from above is overridden.
    let name = use_url_state("name", &[]).signal().get_untracked();
    let start = if name.is_empty() { json!({}) } else { json!({"name": name}) };
    views![header, create_form_from(start, form)]
}
