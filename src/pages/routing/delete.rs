//! Deleting a route, after saying what is lost.

use leptos::prelude::*;
use wheelhouse_contract::sections::routes::{DeleteARoute, Route as EnvironmentRoute};

use super::words::{CHANGE, Ids, cannot, title_of};
use crate::components::{Change, DeleteForm, FormPage, delete_form, form_page};
use crate::layouts::Place;

/// Asks for the address to be typed, then deletes.
pub fn page(ids: Ids) -> AnyView {
    let place = Place::expect();
    let read = ids.read();
    let title = title_of(read, "Delete");
    let name = title_of(read, "");
    let form = move || {
        let is_primary = read.data_untracked().is_some_and(|route| route.primary() == Some(true));
        let primary = if is_primary {
            "It is the primary route: without it another one, or none, is the main address. "
        } else {
            ""
        };
        delete_form(DeleteForm {
            thing: "route",
            name: name.get_untracked(),
            lost: "The environment no longer answers at this address",
            consequences: format!("{primary}{CHANGE} Child environments keep theirs until they synchronize."),
            change: Change::new::<DeleteARoute>(ids.path()),
            back: ids.page().path(),
            landing: ids.list().path(),
            forbidden: cannot(place, read, EnvironmentRoute::DELETE, "delete this route"),
        })
    };
    form_page(FormPage { loading: "Loading route".into(), of: *read, title, form: form.into() })
}
