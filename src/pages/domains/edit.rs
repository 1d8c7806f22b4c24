//! Changing a domain.

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::Described;
use wheelhouse_contract::sections::domains::{Domain, ProductionDomainPatch};

use super::{Scope, patch_body};
use crate::components::{EditForm, FormPage, Labels, edit_form, forbidden, form_page, set_title};
use crate::data::read_as;
use crate::layouts::Place;
use crate::routes::At;

/// The form for changes to the domain in the address.
pub fn page(scope: Scope, domain: String) -> AnyView {
    let place = Place::expect();
    let path = scope.item_path(&domain);
    let title = format!("Edit {domain}");
    set_title({
        let (title, scope) = (title.clone(), scope.clone());
        move || vec![title.clone(), scope.title(place)]
    });
    let read = read_as::<Domain>(move || Some(path.clone()));
    let form = move || {
        let body = read.data_untracked().map_or(ProductionDomainPatch::BODY, |domain| patch_body(&domain));
        let follows = match scope.is_environment() {
            true => "The environment redeploys.",
            false => "The production environment redeploys.",
        };
        edit_form(EditForm {
            body,
            of: *read,
            part: Some(without_nothing),
            change: scope.update(&domain),
            labels: Labels::SAVE,
            forbidden: forbidden(*read, "#edit", "change this domain"),
            done: format!("Saved {domain}"),
            back: scope.at(At::One(domain.clone())),
            consequences: Some(follows),
            options: None,
        })
    };
    form_page(FormPage { loading: "Loading domain", of: *read, title: Signal::stored(title), form: form.into() })
}

/// Settings of which nothing is said are as if there were none: they start from what new ones are.
fn without_nothing(domain: &Value) -> Value {
    let mut domain = domain.clone();
    if let Some(fields) = domain.as_object_mut() {
        fields.retain(|_, value| value.as_object().is_none_or(|fields| !fields.is_empty()));
    }
    domain
}
