//! The versions of an environment, and how they share its visitors.

use std::sync::Arc;

use leptos::prelude::*;
use wheelhouse_contract::sections::environment::EnvironmentVersion;

use super::shares::{percent, shares};
use super::split::split_bar;
use super::words::{Ids, cannot_add, read_all};
use crate::components::{
    Column, Item, ResourceList, Rows, add_link, commit_link, or_unknown, resource_list, short_commit,
};
use crate::layouts::Place;
use crate::routes::{At, Route};
use crate::ui::{Badge, IconName, live};

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
        rows: Rows::new(COLUMNS, rows),
        icon: IconName::DEPLOY,
        none: "No versions",
        hint: "An environment that runs has one version, and all visitors. Further ones share the visitors with it.",
        add: Arc::new(add),
        choosing: None,
    };
    let listing = resource_list(*list, of);
    vec![bar, listing].into_any()
}

/// A version, with the project that its commit is in.
struct Row {
    version: EnvironmentVersion,
    project: String,
}

const COLUMNS: &[Column<Row>] = &[
    Column::text("version", "Version", |row: &Row| or_unknown(row.version.id()))
        .mono()
        .beside(|row| is_locked(&row.version).then(|| view! { <Badge text="Locked" /> }).into_any()),
    Column::text("commit", "Commit", |row: &Row| row.version.commit().map(short_commit).unwrap_or_default())
        .unsorted()
        .cell(|row| commit_link(&row.project, row.version.commit())),
    Column::number("share", "Share of visitors", |row: &Row| row.version.percentage(), percent),
];

fn row(of: &Ids, version: &EnvironmentVersion) -> Item<Row> {
    let id = version.id().unwrap_or_default().to_owned();
    let href = Ids { version: id.clone(), ..of.clone() }.page().path();
    Item::new(id, Row { version: version.clone(), project: of.project.clone() })
        .leading_to(href)
        .found_by(is_locked(version).then(|| "Locked".to_owned()))
}

fn is_locked(version: &EnvironmentVersion) -> bool {
    version.locked() == Some(true)
}
