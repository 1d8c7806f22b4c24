//! Adding a route.

use leptos::prelude::*;
use serde_json::Value;
use std::sync::Arc;
use wheelhouse_contract::resource::text;
use wheelhouse_contract::sections::routes::{CreateANewRoute, Route as EnvironmentRoute, RouteCreateInput};
use wheelhouse_contract::{Described, Resource};

use super::words::{CHANGE, Ids, cannot_add, key};
use crate::api::Api;
use crate::components::{Change, CreateForm, Labels, create_form, page_title};
use crate::layouts::Place;
use crate::ui::{PageHeader, view, views};

/// The form for a new route.
pub fn page(project: String, environment: String) -> AnyView {
    let place = Place::expect();
    let api = Api::expect();
    page_title("Add route");
    let change = Change::new::<CreateANewRoute>(CreateANewRoute::path(&project, &environment));
    let of = Ids { project, environment, route: String::new() };
    let form = create_form(CreateForm {
        body: RouteCreateInput::BODY,
        change,
        labels: Labels::new("Add route", "Adding…"),
        done: Box::new(|sent: &Value| format!("Added {}", text(sent, "production_url").unwrap_or("the route"))),
        back: of.list().path(),
        land: Box::new(move |made| {
            let route = key(api, &EnvironmentRoute::new(Arc::new(made.clone())))?;
            Some(Ids { route, ..of.clone() }.page().path())
        }),
        forbidden: cannot_add(place),
        options: None,
    });
    views![view! { <PageHeader title="Add route" description=CHANGE /> }, form]
}
