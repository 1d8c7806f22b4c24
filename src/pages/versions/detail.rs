//! One version of an environment.

use leptos::prelude::*;

use super::shares::percent;
use super::split::split_bar;
use super::words::{Ids, cannot, read_all, shares_of};
use crate::components::{Detail, commit_link, detail, facts_of, link_unless, or_unknown, set_title, yes_no};
use crate::layouts::Place;
use crate::routes::{At, Route};
use crate::ui::{Badge, ButtonKind, Copyable, Section, live};

/// The version in the address.
pub fn page(ids: Ids) -> AnyView {
    let place = Place::expect();
    let read = ids.read();
    let all = shares_of(read_all(&ids.project, &ids.environment));
    let title = format!("Version {}", ids.version);
    set_title({
        let title = title.clone();
        move || vec![title.clone(), place.environment_title()]
    });
    let (cannot_edit, cannot_delete) =
        (cannot(place, read, "#edit", "change this version"), cannot(place, read, "#delete", "delete this version"));
    let ids = StoredValue::new(ids);
    let of_ids = move |route: fn(Ids) -> Route| move || route(ids.get_value()).path();
    let state = move || {
        live(move || match read.data().is_some_and(|version| version.locked() == Some(true)) {
            true => view! { <Badge text="Locked" /> }.into_any(),
            false => ().into_any(),
        })
    };
    let actions = move || {
        let edit = of_ids(|Ids { project, environment, version }| Route::Versions {
            project,
            environment,
            at: At::Edit(version),
        });
        let delete = of_ids(|Ids { project, environment, version }| Route::Versions {
            project,
            environment,
            at: At::Delete(version),
        });
        vec![
            link_unless(cannot_edit, "Change share", ButtonKind::Secondary, edit),
            link_unless(cannot_delete, "Delete version", ButtonKind::Danger, delete),
        ]
        .into_any()
    };
    let content = move || {
        let Some(version) = read.data() else { return ().into_any() };
        let id = or_unknown(version.id());
        let facts = facts_of(vec![
            ("ID", view! { <Copyable text=id label="Copy version ID" /> }.into_any()),
            ("Commit", ids.with_value(|ids| commit_link(&ids.project, version.commit()))),
            ("Share of visitors", percent(version.percentage()).into_any()),
            ("Locked", yes_no(version.locked()).into_any()),
        ]);
        let bar = live(move || split_bar(&all.get()));
        vec![facts, view! { <Section title="All versions">{bar}</Section> }.into_any()].into_any()
    };
    detail(Detail {
        loading: "Loading version",
        of: *read,
        title: Signal::stored(title),
        state: Some(state.into()),
        actions: Some(actions.into()),
        content: content.into(),
    })
}
