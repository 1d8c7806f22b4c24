//! The routes of an environment.

use std::sync::Arc;

use leptos::prelude::*;
use wheelhouse_contract::Described;
use wheelhouse_contract::Resource;
use wheelhouse_contract::sections::routes::{GetListOfRoutes, Route as EnvironmentRoute, RouteCreateInput};

use super::words::{Ids, cache_words, cannot_add, goes_to, key, name, tls_words};
use crate::api::Api;
use crate::components::{Column, Item, ResourceList, Rows, add_link, kind_label, or_unknown, resource_list};
use crate::data::read;
use crate::layouts::Place;
use crate::routes::{At, Route};
use crate::ui::{Badge, IconName};

/// The list of an environment's routes.
pub fn page(project: String, environment: String) -> AnyView {
    let place = Place::expect();
    let api = Api::expect();
    let path = GetListOfRoutes::path(&project, &environment);
    let list = read::<GetListOfRoutes>(move || Some(path.clone()));
    let reason = cannot_add(place);
    let new_one =
        Route::EnvironmentRoutes { project: project.clone(), environment: environment.clone(), at: At::New }.path();
    let add = move || add_link("Add route", reason, new_one.clone());
    let of = Ids { project, environment, route: String::new() };
    let rows = move || {
        let list = list.data()?;
        Some(list.items().iter().enumerate().map(|(at, route)| row(api, &of, at, route)).collect())
    };
    let of = ResourceList {
        caption: "Routes".to_owned(),
        rows: Rows::new(COLUMNS, rows),
        icon: IconName::DOMAIN,
        none: "No routes",
        hint: "A route says at which address the environment answers, and which application answers there. Without any it cannot be visited.",
        add: Arc::new(add),
        choosing: None,
    };
    resource_list(*list, of)
}

const COLUMNS: &[Column<EnvironmentRoute>] = &[
    Column::text("address", "Address", name)
        .mono()
        .beside(|route| is_primary(route).then(|| view! { <Badge text="Primary" /> }).into_any()),
    Column::text("kind", "Kind", |route: &EnvironmentRoute| kind_label(RouteCreateInput::BODY, route.kind())),
    Column::text("to", "Goes to", |route: &EnvironmentRoute| or_unknown(goes_to(route))).mono(),
    Column::text("tls", "TLS", |route: &EnvironmentRoute| tls_words(route.raw())).wide_only(),
    Column::text("cache", "Cache", |route: &EnvironmentRoute| match route.kind() {
        Some("redirect" | "proxy") => "–".to_owned(),
        _ => cache_words(route.raw()),
    })
    .wide_only(),
];

fn row(api: Api, of: &Ids, at: usize, route: &EnvironmentRoute) -> Item<EnvironmentRoute> {
    let href = key(api, route).map(|route| Ids { route, ..of.clone() }.page().path());
    // Two may have neither id nor address.
    let key = href.clone().unwrap_or_else(|| at.to_string());
    Item::new(key, route.clone())
        .leading_to(href)
        .found_by(is_primary(route).then(|| "Primary".to_owned()))
        .found_by(route.id().map(str::to_owned))
}

fn is_primary(route: &EnvironmentRoute) -> bool {
    route.primary() == Some(true)
}
