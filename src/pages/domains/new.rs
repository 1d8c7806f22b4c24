//! Adding a domain.

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::resource::text;
use wheelhouse_contract::sections::domains::{
    DomainCreateInput, ProductionDomainCreateInput, ReplacementDomainCreateInput,
};
use wheelhouse_contract::{Body, Described};

use super::Scope;
use crate::components::{CreateForm, FormPage, Labels, create_form, form_page, options_of, set_title};
use crate::layouts::Place;
use crate::routes::At;
use crate::ui::el;

/// The form for a new domain.
pub fn page(scope: Scope) -> AnyView {
    let place = Place::expect();
    let of = scope.owner(place);
    set_title({
        let scope = scope.clone();
        move || vec!["Add domain".to_owned(), scope.title(place)]
    });
    let form = move || {
        let follows = format!("{} to answer at it.", scope.redeploys());
        let form = CreateForm {
            body: body(&scope, place),
            change: scope.add(),
            labels: Labels::new("Add domain", "Adding…"),
            done: |sent: &Value| format!("Added {}", text(sent, "name").unwrap_or("the domain")),
            back: scope.at(At::List),
            forbidden: scope.cannot_add(place),
            options: Some(options_of(Some(scope.project.clone()), None)),
            land: Box::new({
                let scope = scope.clone();
                move |made| Some(scope.at(At::One(text(made, "id").or_else(|| text(made, "name"))?.to_owned())))
            }),
        };
        vec![el("p").class("muted").text(follows).into_any(), create_form(form)].into_any()
    };
    form_page(FormPage { loading: "Loading", of, title: Signal::stored("Add domain".to_owned()), form: form.into() })
}

/// On an environment it is known which kind can be added.
fn body(scope: &Scope, place: Place) -> &'static Body {
    let is_main = place.environment.data_untracked().and_then(|environment| environment.is_main());
    match (scope.is_environment(), is_main) {
        (false, _) => DomainCreateInput::BODY,
        (true, Some(true)) => ProductionDomainCreateInput::BODY,
        (true, _) => ReplacementDomainCreateInput::BODY,
    }
}
