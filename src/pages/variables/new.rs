//! Adding a variable.

use leptos::prelude::*;

use super::Scope;
use crate::components::{ResourceForm, set_title};
use crate::data::Cache;
use crate::forms::FormState;
use crate::layouts::Place;
use crate::ui::PageHeader;

/// The form for a new variable.
#[component]
pub fn VariableNewPage(scope: Scope) -> impl IntoView {
    let place = Place::expect();
    let cache = Cache::expect();
    let scope = StoredValue::new(scope);
    set_title(move || vec!["Add variable".to_owned(), scope.with_value(|scope| scope.title(place))]);
    let state = FormState::create(scope.with_value(Scope::create_body));
    let name = state.text("name");
    let consequence = if scope.with_value(Scope::is_environment) {
        "The environment redeploys to see the variable."
    } else {
        "Every active environment of the project redeploys to see the variable."
    };
    let form = view! {
        <ResourceForm
            state=state
            submit_label="Add variable"
            busy_label="Adding…"
            send=Callback::new(move |body| scope.with_value(|scope| scope.add(cache, body)))
            done=Signal::derive(move || format!("Added {}", name.get()))
            back=scope.with_value(|scope| scope.list().path())
            disabled_because=Signal::derive(move || scope.with_value(|scope| scope.forbidden(place)))
        />
    };
    let header = view! { <PageHeader title="Add variable" description=consequence /> };
    vec![header.into_any(), form.into_any()].into_any()
}
