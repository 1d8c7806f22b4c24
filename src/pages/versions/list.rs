//! The versions of an environment, and how they share its visitors.

use std::sync::Arc;

use leptos::prelude::*;
use wheelhouse_contract::sections::environment::EnvironmentVersion;

use super::shares::{percent, shares};
use super::split::split_bar;
use super::words::{Ids, cannot_add, read_all};
use crate::components::{Item, ResourceList, add_link, commit_link, or_unknown, resource_list, short_commit};
use crate::layouts::Place;
use crate::routes::{At, Route};
use crate::ui::{Badge, Column, IconName, el, live};

/// The list of an environment's versions.
pub fn page(project: String, environment: String) -> AnyView {
    let place = Place::expect();
    let list = read_all(&project, &environment);
    let reason = cannot_add(place);
    let new_one = Route::Versions { project: project.clone(), environment: environment.clone(), at: At::New }.path();
    let add = move || add_link("Add version", reason, new_one.clone());
    let bar = live(move || match list.data().filter(|list| !list.items().is_empty()) {
        Some(list) => split_bar(&shares(list.items())),
        None => ().into_any(),
    });
    let of = Ids { project, environment, version: String::new() };
    let rows = move || Some(list.data()?.items().iter().map(|version| row(&of, version)).collect());
    let of = ResourceList {
        caption: "Versions",
        columns: vec![
            Column::new("version", "Version").sortable(),
            Column::new("commit", "Commit"),
            Column::new("share", "Share of visitors").numeric(),
        ],
        icon: IconName::DEPLOY,
        none: "No versions",
        hint: "An environment that runs has one version, and all visitors. Further ones share the visitors with it.",
        add: Arc::new(add),
        choosing: None,
    };
    let listing = resource_list(*list, rows, of);
    vec![bar, listing].into_any()
}

fn row(of: &Ids, version: &EnvironmentVersion) -> Item {
    let id = version.id().unwrap_or_default().to_owned();
    let name = or_unknown(version.id());
    let commit = version.commit().map(str::to_owned);
    let share = percent(version.percentage());
    let is_locked = version.locked() == Some(true);
    let mut texts = vec![name.clone(), commit.as_deref().map(short_commit).unwrap_or_default(), share.clone()];
    texts.extend(is_locked.then(|| "Locked".to_owned()));
    let href = Ids { version: id.clone(), ..of.clone() }.page().path();
    let project = of.project.clone();
    Item::new(id, texts, move || {
        let link = el("a").class("mono").attr("href", href.clone()).text(name.clone());
        let mark = is_locked.then(|| view! { <Badge text="Locked" /> }.into_any());
        vec![
            el("span").class("row").el(link).maybe(mark).into_any(),
            commit_link(&project, commit.as_deref()),
            share.clone().into_any(),
        ]
    })
}
