//! Deleting a domain, after saying what is lost.

use leptos::prelude::*;
use wheelhouse_contract::sections::domains::Domain;

use super::{Scope, is_replacement};
use crate::components::{DeleteForm, FormPage, delete_form, forbidden, form_page, set_title};
use crate::data::read_as;
use crate::layouts::Place;
use crate::routes::At;

/// Asks for the name to be typed, then deletes.
pub fn page(scope: Scope, domain: String) -> AnyView {
    let place = Place::expect();
    let path = scope.item_path(&domain);
    let title = format!("Delete {domain}");
    set_title({
        let (title, scope) = (title.clone(), scope.clone());
        move || vec![title.clone(), scope.title(place)]
    });
    let read = read_as::<Domain>(move || Some(path.clone()));
    let form = move || {
        let known = read.data_untracked();
        delete_form(DeleteForm {
            thing: "domain",
            name: domain.clone(),
            lost: match scope.is_environment() {
                true => "The environment no longer answers at this domain",
                false => "The project no longer answers at this domain",
            },
            consequences: known.map(|domain| consequences(&scope, &domain)).unwrap_or_default(),
            change: scope.remove(&domain),
            back: scope.at(At::One(domain.clone())),
            landing: scope.at(At::List),
            forbidden: forbidden(*read, "#delete", "delete this domain"),
        })
    };
    form_page(FormPage { loading: "Loading domain", of: *read, title: Signal::stored(title), form: form.into() })
}

fn consequences(scope: &Scope, domain: &Domain) -> String {
    let follows = match (domain.is_default(), is_replacement(domain)) {
        (Some(true), _) => {
            "It is the default domain: routes that name no domain of their own move to another domain of the project, \
             and without another one to an address that the platform makes. To choose which, make another domain the \
             default first."
        }
        (_, true) => "The environment answers at an address that the platform makes, instead of at this one.",
        _ => "Routes that name it are no longer served, and visitors get no answer there.",
    };
    format!("{} without it. {follows} Its DNS records stay as they are.", scope.redeploys())
}
