//! The deployment targets of a project.

use std::sync::Arc;

use leptos::prelude::*;
use wheelhouse_contract::sections::deployment_targets::{DeploymentTarget, GetProjectDeploymentTargetInfo};

use super::words::{adding_forbidden, kind, machines, name};
use crate::components::{Item, ResourceList, add_link, resource_list};
use crate::data::read;
use crate::layouts::Place;
use crate::routes::{At, Route};
use crate::ui::{Column, IconName, el};

pub fn list(project: String) -> AnyView {
    let place = Place::expect();
    targets(place, &project)
}

fn targets(place: Place, project: &str) -> AnyView {
    let path = GetProjectDeploymentTargetInfo::path(project);
    let list = read::<GetProjectDeploymentTargetInfo>(move || Some(path.clone()));
    let project = project.to_owned();
    let new = Route::DeploymentTargets { project: project.clone(), at: At::New }.path();
    let forbidden = adding_forbidden(place);
    let add = move || add_link("Add deployment target", forbidden, new.clone());
    let rows = move || {
        let items = list.data()?;
        Some(items.items().iter().map(|target| row(project.clone(), target)).collect())
    };
    let of = ResourceList {
        caption: "Deployment targets",
        columns: vec![
            Column::new("name", "Name").sortable(),
            Column::new("kind", "Kind").sortable(),
            Column::new("machines", "Machines"),
        ],
        icon: IconName::DEPLOY,
        none: "No deployment targets",
        hint: "A deployment target is what environments run on: the platform’s own grid, or machines of yours.",
        add: Arc::new(add),
        choosing: None,
    };
    resource_list(*list, rows, of)
}

fn row(project: String, target: &DeploymentTarget) -> Item {
    let id = target.id().unwrap_or_default().to_owned();
    let (name, kind, machines) = (name(target), kind(target), machines(target));
    let texts = vec![name.clone(), kind.clone(), machines.clone(), id.clone()];
    let href = Route::DeploymentTargets { project, at: At::One(id.clone()) }.path();
    Item::new(id, texts, move || {
        vec![
            el("a").attr("href", href.clone()).text(name.clone()).into_any(),
            kind.clone().into_any(),
            machines.clone().into_any(),
        ]
    })
}
