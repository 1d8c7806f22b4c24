//! One route: what answers there, and how it is delivered.

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::sections::routes::{Route as EnvironmentRoute, RouteCreateInput};
use wheelhouse_contract::{Described, Resource};

use super::delivery::{delivery, lines};
use super::words::{Ids, cannot, goes_to, name, title_of};
use crate::components::{Detail, detail, facts_of, kind_label, link_unless, or_unknown, yes_no};
use crate::layouts::Place;
use crate::routes::{At, Route};
use crate::ui::{Badge, ButtonKind, Copyable, Section, el, live, nothing, view, views};

/// The route in the address.
pub fn page(ids: Ids) -> AnyView {
    let place = Place::expect();
    let read = ids.read();
    let title = title_of(read, "");
    let ids = StoredValue::new(ids);
    let of_ids = move |route: fn(Ids) -> Route| move || route(ids.get_value()).path();
    let state = move || {
        live(move || match read.data().is_some_and(|route| route.primary() == Some(true)) {
            true => view! { <Badge text="Primary" /> },
            false => nothing(),
        })
    };
    let actions = move || {
        let edit = of_ids(|Ids { project, environment, route }| Route::EnvironmentRoutes {
            project,
            environment,
            at: At::Edit(route),
        });
        let delete = of_ids(|Ids { project, environment, route }| Route::EnvironmentRoutes {
            project,
            environment,
            at: At::Delete(route),
        });
        views![
            link_unless(
                cannot(place, read, EnvironmentRoute::EDIT, "change this route"),
                "Edit route",
                ButtonKind::Secondary,
                edit,
            ),
            link_unless(
                cannot(place, read, EnvironmentRoute::DELETE, "delete this route"),
                "Delete route",
                ButtonKind::Danger,
                delete,
            )
        ]
    };
    let content = move || read.data().map(|route| facts(&route));
    detail(Detail {
        loading: "Loading route".into(),
        of: *read,
        title,
        state: Some(state.into()),
        actions: Some(actions.into()),
        content: ViewFn::from(content),
    })
}

fn facts(route: &EnvironmentRoute) -> AnyView {
    let raw = route.raw();
    let mono = |text: String| el("span").class("mono").text(text).into_any();
    let is_upstream = !matches!(route.kind(), Some("redirect" | "proxy"));
    let main = facts_of(vec![
        ("Address", view! { <Copyable text=name(route) label="Copy address" /> }),
        ("Kind", kind_label(RouteCreateInput::BODY, route.kind()).into_any()),
        (if is_upstream { "Application" } else { "Leads to" }, mono(or_unknown(goes_to(route)))),
        ("Primary", yes_no(route.primary()).into_any()),
        ("ID", route.id().map_or_else(|| "None".into_any(), |id| mono(id.to_owned()))),
    ]);
    let mut parts = vec![main, delivery(raw, is_upstream)];
    let notes = route
        .attributes()
        .filter(|notes| !notes.is_empty())
        .map(|notes| lines(notes.iter().map(|(key, value)| format!("{key} = {}", one_text(value)))));
    parts.extend(notes.map(|notes| view! { <Section title="Attributes">{notes}</Section> }));
    parts.into_any()
}

fn one_text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
