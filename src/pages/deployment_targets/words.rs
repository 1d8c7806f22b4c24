//! What deployment targets are called, and what can be done with them.

use leptos::prelude::*;
use wheelhouse_contract::sections::deployment_targets::{
    DeploymentTarget, DeploymentTargetCreateInput, GetASingleProjectDeploymentTarget,
};
use wheelhouse_contract::sections::project::Project;
use wheelhouse_contract::{Body, Described};

use crate::components::{forbidden, kind_label, one_line};
use crate::data::{Read, read};
use crate::layouts::Place;

/// The kinds, with all of their fields.
pub const BODY: &Body = DeploymentTargetCreateInput::BODY;

/// The tag of the target that every project has.
const LOCAL: &str = "local";

/// One deployment target of a project.
pub fn read_one(project: &str, id: &str) -> Read<DeploymentTarget> {
    let path = GetASingleProjectDeploymentTarget::path(project, id);
    read::<GetASingleProjectDeploymentTarget>(move || Some(path.clone()))
}

/// The kind in words.
pub fn kind(target: &DeploymentTarget) -> String {
    kind_label(BODY, target.kind())
}

/// Its name, else its id.
pub fn name(target: &DeploymentTarget) -> String {
    let names = [target.name(), target.id()].into_iter().flatten().map(one_line);
    names.into_iter().find(|name| !name.is_empty()).unwrap_or_else(|| "Deployment target".to_owned())
}

/// [`name`] of what is read, as soon as it is known.
pub fn name_of(read: Read<DeploymentTarget>) -> Signal<String> {
    Signal::derive(move || read.data().map_or_else(|| "Deployment target".to_owned(), |target| name(&target)))
}

/// How many machines it has of each type: "3 core, 1 satellite".
pub fn machines(target: &DeploymentTarget) -> String {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for host in target.hosts() {
        let kind = host.kind().unwrap_or("other");
        match counts.iter_mut().find(|(known, _)| known == kind) {
            Some((_, count)) => *count += 1,
            None => counts.push((kind.to_owned(), 1)),
        }
    }
    let said: Vec<_> = counts.into_iter().map(|(kind, count)| format!("{count} {kind}")).collect();
    if said.is_empty() { "None named".to_owned() } else { said.join(", ") }
}

/// Why the person may not add deployment targets.
pub fn adding_forbidden(place: Place) -> Signal<Option<String>> {
    forbidden(*place.project, Project::EDIT, "add deployment targets")
}

/// Why a target cannot be deleted: the person may not, or nobody may.
pub fn deleting_forbidden(read: Read<DeploymentTarget>) -> Signal<Option<String>> {
    let forbidden = forbidden(*read, DeploymentTarget::DELETE, "delete this deployment target");
    Signal::derive(move || {
        let reason = forbidden.get()?;
        let is_local = read.data().is_some_and(|target| target.kind() == Some(LOCAL));
        Some(if is_local {
            "The local target stays: the project’s environments run on it.".to_owned()
        } else {
            reason
        })
    })
}
