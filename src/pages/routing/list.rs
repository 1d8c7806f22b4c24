//! The routes of an environment.

use std::sync::Arc;

use leptos::prelude::*;
use wheelhouse_contract::Described;
use wheelhouse_contract::Resource;
use wheelhouse_contract::sections::routes::{GetListOfRoutes, Route as EnvironmentRoute, RouteCreateInput};

use super::words::{Ids, cache_words, cannot_add, goes_to, key, name, tls_words};
use crate::api::Api;
use crate::components::{Item, ResourceList, add_link, kind_label, or_unknown, resource_list};
use crate::data::read;
use crate::layouts::Place;
use crate::routes::{At, Route};
use crate::ui::{Badge, Column, IconName, el};

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
        caption: "Routes",
        columns: vec![
            Column::new("address", "Address").sortable(),
            Column::new("kind", "Kind").sortable(),
            Column::new("to", "Goes to").sortable(),
            Column::new("tls", "TLS").wide_only(),
            Column::new("cache", "Cache").wide_only(),
        ],
        icon: IconName::DOMAIN,
        none: "No routes",
        hint: "A route says at which address the environment answers, and which application answers there. Without any it cannot be visited.",
        add: Arc::new(add),
        choosing: None,
    };
    resource_list(*list, rows, of)
}

fn row(api: Api, of: &Ids, at: usize, route: &EnvironmentRoute) -> Item {
    let name = name(route);
    let href = key(api, route).map(|route| Ids { route, ..of.clone() }.page().path());
    let kind = kind_label(RouteCreateInput::BODY, route.kind());
    let to = or_unknown(goes_to(route));
    let is_primary = route.primary() == Some(true);
    let tls = tls_words(route.raw());
    let cache = match route.kind() {
        Some("redirect" | "proxy") => "–".to_owned(),
        _ => cache_words(route.raw()),
    };
    let mut texts = vec![name.clone(), kind.clone(), to.clone(), tls.clone(), cache.clone()];
    texts.extend(is_primary.then(|| "Primary".to_owned()));
    texts.extend(route.id().map(str::to_owned));
    // Two may have neither id nor address.
    let key = href.clone().unwrap_or_else(|| at.to_string());
    Item::new(key, texts, move || {
        let text = match &href {
            Some(href) => el("a").class("mono").attr("href", href.clone()).text(name.clone()),
            None => el("span").class("mono").text(name.clone()),
        };
        let mark = is_primary.then(|| view! { <Badge text="Primary" /> }.into_any());
        vec![
            el("span").class("row").el(text).maybe(mark).into_any(),
            kind.clone().into_any(),
            el("span").class("mono").text(to.clone()).into_any(),
            tls.clone().into_any(),
            cache.clone().into_any(),
        ]
    })
}
