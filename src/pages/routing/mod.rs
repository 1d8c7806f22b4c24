//! The routes of an environment.

mod content;
mod delivery;
mod words;

use std::sync::Arc;

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::resource::text;
use wheelhouse_contract::sections::environment::Environment;
use wheelhouse_contract::sections::routes::{
    CreateANewRoute, DeleteARoute, GetARouteInfo, GetListOfRoutes, Route as EnvironmentRoute, RouteCreateInput,
    UpdateARoute,
};
use wheelhouse_contract::{Described, Resource};

use crate::components::{
    Column, Common, Consequence, Operations, Owner, Reason, ResourcePages, Shown, Words, kind_label, not_now,
    or_unknown,
};
use crate::data::AnyRead;
use crate::layouts::resource_page;
use crate::routes::{Route, page};
use crate::ui::{Badge, IconName, view};
use words::{cache_words, goes_to, key, name, tls_words};

/// The page of an address.
pub fn page(page: page::Routes) -> AnyView {
    let page::Routes::EnvironmentRoutes { at, .. } = page;
    resource_page(&PAGES, at)
}

/// What follows from every change of a route.
const CHANGE: &str =
    "The change is committed to .platform/routes.yaml on the environment’s branch, which redeploys it.";

static PAGES: ResourcePages<EnvironmentRoute> = ResourcePages {
    state: Some(primary_badge),
    found_by: Some(|route| is_primary(route).then(|| "Primary".to_owned()).into_iter().collect()),
    ..ResourcePages::plain(
        Common {
            id: |owner, route| key(owner.api, &EnvironmentRoute::new(Arc::new(route.clone()))),
            added: Some(|sent: &Value| format!("Added {}", text(sent, "production_url").unwrap_or("the route"))),
            cannot_edit: Some(cannot),
            cannot_delete: Some(cannot),
            ..Common::plain(
                Words {
                    one: "route",
                    many: "routes",
                    icon: IconName::DOMAIN,
                    none: "No routes",
                    hint: "Routes map URLs to applications. Without one, the environment can’t be visited.",
                },
                |owner, at| Route::EnvironmentRoutes { project: owner.project(), environment: owner.environment(), at },
            )
        },
        Operations::of::<GetListOfRoutes, GetARouteInfo>()
            .create::<CreateANewRoute>(Environment::MANAGE_ROUTES, CHANGE)
            .update::<UpdateARoute>(EnvironmentRoute::EDIT, Consequence::redeploys(CHANGE))
            .delete::<DeleteARoute>(EnvironmentRoute::DELETE, "The environment stops serving this URL"),
        Shown { name, columns: COLUMNS, content: content::content, consequences },
    )
};

const COLUMNS: &[Column<EnvironmentRoute>] = &[
    Column::text("address", "Address", name).mono().beside(primary_badge),
    Column::text("kind", "Kind", |route| kind_label(RouteCreateInput::BODY, route.kind())),
    Column::text("to", "Goes to", |route: &EnvironmentRoute| or_unknown(goes_to(route))).mono(),
    Column::text("tls", "TLS", |route: &EnvironmentRoute| tls_words(route.raw())).wide_only(),
    Column::text("cache", "Cache", |route: &EnvironmentRoute| match route.kind() {
        Some("redirect" | "proxy") => "–".to_owned(),
        _ => cache_words(route.raw()),
    })
    .wide_only(),
];

fn is_primary(route: &EnvironmentRoute) -> bool {
    route.primary() == Some(true)
}

fn primary_badge(route: &EnvironmentRoute) -> AnyView {
    is_primary(route).then(|| view! { <Badge text="Primary" /> }).into_any()
}

fn consequences(_: &Owner, route: &EnvironmentRoute) -> String {
    let primary = if is_primary(route) {
        "This is the primary route. Another one takes its place, if there is one. "
    } else {
        ""
    };
    format!("{primary}{CHANGE} Child environments keep theirs until they synchronize.")
}

/// Who manages the environment's routes may do it, only not now.
fn cannot(owner: &Owner, _: AnyRead, reason: Reason) -> Reason {
    not_now(owner.read, Environment::MANAGE_ROUTES, reason)
}
