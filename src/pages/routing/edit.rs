//! Changing a route.

use leptos::prelude::*;
use wheelhouse_contract::Described;
use wheelhouse_contract::sections::routes::{RoutePatch, UpdateARoute};

use super::words::{CHANGE, Ids, cannot, title_of};
use crate::components::{Change, EditForm, FormPage, Labels, edit_form, form_page, set_title};
use crate::layouts::Place;

/// The form for changes to the route in the address.
pub fn page(ids: Ids) -> AnyView {
    let place = Place::expect();
    let read = ids.read();
    let title = title_of(read, "Edit");
    set_title(move || vec![title.get(), place.environment_title()]);
    let name = title_of(read, "");
    let form = move || {
        edit_form(EditForm {
            body: RoutePatch::BODY,
            of: *read,
            part: None,
            change: Change::new::<UpdateARoute>(ids.path()),
            labels: Labels::SAVE,
            forbidden: cannot(place, read, "#edit", "change this route"),
            done: format!("Saved {}", name.get_untracked()),
            back: ids.page().path(),
            consequences: Some(CHANGE),
            options: None,
        })
    };
    form_page(FormPage { loading: "Loading route", of: *read, title, form: form.into() })
}
