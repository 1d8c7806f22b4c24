//! Deleting a variable, after saying what is lost.

use leptos::prelude::*;

use super::Scope;
use crate::components::{DeleteForm, delete_form, page_title};
use crate::layouts::Place;
use crate::routes::AtKept;
use crate::text::isolated;
use crate::ui::{PageHeader, view, views};

/// Asks for the name to be typed, then deletes.
pub fn page(scope: Scope, variable: String) -> AnyView {
    let place = Place::expect();
    let title = format!("Delete {}", isolated(&variable));
    let heading = view! { <PageHeader title=title.clone() /> };
    let affected = if scope.is_environment() {
        "The environment redeploys without it, as do child environments that inherit it."
    } else {
        "Every active environment of the project redeploys without it."
    };
    let form = DeleteForm {
        thing: "variable",
        lost: "The value is lost",
        consequences: format!("{affected} Deleted values can’t be recovered."),
        change: scope.remove(&variable),
        back: scope.at(AtKept::One(variable.clone())).path(),
        landing: scope.at(AtKept::List).path(),
        name: variable,
        called: None,
        forbidden: {
            let scope = scope.clone();
            Signal::derive(move || scope.cannot_manage(place))
        },
    };
    page_title(title);
    views![heading, delete_form(form)]
}
