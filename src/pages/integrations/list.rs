//! The integrations of a project.

use std::sync::Arc;

use leptos::prelude::*;
use wheelhouse_contract::sections::integrations::{GetListOfExistingIntegrationsForAProject, Integration};

use super::words::{adding_forbidden, kind, name, role};
use crate::components::{Column, Item, ResourceList, Rows, add_link, resource_list};
use crate::data::read;
use crate::layouts::Place;
use crate::routes::{At, Route};
use crate::ui::IconName;

pub fn list(project: String) -> AnyView {
    let place = Place::expect();
    integrations(place, &project)
}

fn integrations(place: Place, project: &str) -> AnyView {
    let path = GetListOfExistingIntegrationsForAProject::path(project);
    let list = read::<GetListOfExistingIntegrationsForAProject>(move || Some(path.clone()));
    let project = project.to_owned();
    let new = Route::Integrations { project: project.clone(), at: At::New }.path();
    let forbidden = adding_forbidden(place);
    let add = move || add_link("Add integration", forbidden, new.clone());
    let rows = move || {
        let items = list.data()?;
        Some(items.items().iter().map(|integration| row(project.clone(), integration)).collect())
    };
    let of = ResourceList {
        caption: "Integrations",
        rows: Rows::new(COLUMNS, rows),
        icon: IconName::INTEGRATION,
        none: "No integrations yet",
        hint: "Integrations bring code in from a code host, and send notices and logs out.",
        add: Arc::new(add),
        choosing: None,
    };
    resource_list(*list, of)
}

const COLUMNS: &[Column<Integration>] = &[
    Column::text("name", "Connected to", name),
    Column::text("kind", "Kind", kind),
    Column::text("role", "Role", role),
    Column::time("created", "Added", Integration::created_at),
];

fn row(project: String, integration: &Integration) -> Item<Integration> {
    let id = integration.id().unwrap_or_default().to_owned();
    let href = Route::Integrations { project, at: At::One(id.clone()) }.path();
    Item::new(id.clone(), integration.clone()).leading_to(href).found_by([id])
}
