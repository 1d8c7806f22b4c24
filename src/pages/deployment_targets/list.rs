//! The deployment targets of a project.

use std::sync::Arc;

use leptos::prelude::*;
use wheelhouse_contract::sections::deployment_targets::{DeploymentTarget, GetProjectDeploymentTargetInfo};

use super::words::{adding_forbidden, kind, machines, name};
use crate::components::{Column, Item, ResourceList, Rows, SortValue, add_link, resource_list};
use crate::data::read;
use crate::layouts::Place;
use crate::routes::{At, Route};
use crate::ui::IconName;

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
        rows: Rows::new(COLUMNS, rows),
        icon: IconName::DEPLOY,
        none: "No deployment targets",
        hint: "A deployment target is what environments run on: the platform’s own grid, or machines of yours.",
        add: Arc::new(add),
        choosing: None,
    };
    resource_list(*list, of)
}

const COLUMNS: &[Column<DeploymentTarget>] = &[
    Column::text("name", "Name", name),
    Column::text("kind", "Kind", kind),
    Column::text("machines", "Machines", machines).by(|target| SortValue::count(target.hosts().len())),
];

fn row(project: String, target: &DeploymentTarget) -> Item<DeploymentTarget> {
    let id = target.id().unwrap_or_default().to_owned();
    let href = Route::DeploymentTargets { project, at: At::One(id.clone()) }.path();
    Item::new(id.clone(), target.clone()).leading_to(href).found_by([id])
}
