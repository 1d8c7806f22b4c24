//! The integrations of a project.

use std::sync::Arc;

use leptos::prelude::*;
use wheelhouse_contract::sections::integrations::{GetListOfExistingIntegrationsForAProject, Integration};

use super::words::{adding_forbidden, kind, name, role};
use crate::components::{Item, ResourceList, add_link, resource_list, time_or};
use crate::data::read;
use crate::layouts::Place;
use crate::routes::{At, Route};
use crate::ui::{Column, IconName, el};

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
        columns: vec![
            Column::new("name", "Connected to").sortable(),
            Column::new("kind", "Kind").sortable(),
            Column::new("role", "Role").sortable(),
            Column::new("created", "Added").sortable(),
        ],
        icon: IconName::INTEGRATION,
        none: "No integrations yet",
        hint: "Integrations bring code in from a code host, and send notices and logs out.",
        add: Arc::new(add),
        choosing: None,
    };
    resource_list(*list, rows, of)
}

fn row(project: String, integration: &Integration) -> Item {
    let id = integration.id().unwrap_or_default().to_owned();
    let created = integration.created_at().unwrap_or_default().to_owned();
    let texts = vec![name(integration), kind(integration), role(integration), created.clone(), id.clone()];
    let (name, kind, role) = (name(integration), kind(integration), role(integration));
    let href = Route::Integrations { project, at: At::One(id.clone()) }.path();
    Item::new(id, texts, move || {
        vec![
            el("a").attr("href", href.clone()).text(name.clone()).into_any(),
            kind.clone().into_any(),
            role.clone().into_any(),
            time_or("Unknown", Some(created.as_str()).filter(|at| !at.is_empty())),
        ]
    })
}
