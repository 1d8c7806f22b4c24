//! Changing a route.

use std::sync::Arc;

use leptos::prelude::*;
use wheelhouse_contract::sections::routes::{Route as EnvironmentRoute, RoutePatch, UpdateARoute};
use wheelhouse_contract::{Described, Resource};

use super::words::{CHANGE, Ids, cannot, key, title_of};
use crate::api::Api;
use crate::components::{Change, EditForm, FormPage, Labels, edit_form_landing, form_page};
use crate::layouts::Place;

/// The form for changes to the route in the address.
pub fn page(ids: Ids) -> AnyView {
    let place = Place::expect();
    let api = Api::expect();
    let read = ids.read();
    let title = title_of(read, "Edit");
    let name = title_of(read, "");
    let form = move || {
        let of = ids.clone();
        let form = EditForm {
            body: RoutePatch::BODY,
            of: *read,
            part: None,
            change: Change::new::<UpdateARoute>(ids.path()),
            labels: Labels::SAVE,
            forbidden: cannot(place, read, EnvironmentRoute::EDIT, "change this route"),
            done: format!("Saved {}", name.get_untracked()),
            back: ids.page().path(),
            consequences: Some(CHANGE),
            options: None,
        };
        // Another id is another address.
        edit_form_landing(
            form,
            Box::new(move |changed| {
                let route = key(api, &EnvironmentRoute::new(Arc::new(changed.clone())))?;
                Some(Ids { route, ..of.clone() }.page().path())
            }),
        )
    };
    form_page(FormPage { loading: "Loading route".into(), of: *read, title, form: form.into() })
}
