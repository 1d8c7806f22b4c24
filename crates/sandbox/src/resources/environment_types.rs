//! Environment Type: what roles are given for.

use wheelhouse_contract::sections::environment_types as declared;
use wheelhouse_contract::sections::project::GetAProject;

use crate::access::ProjectRights;
use crate::request::prelude::*;
use crate::store::projects::Project;

pub fn handlers() -> Vec<Handler> {
    vec![on(project, list), on(project, get)]
}

/// Every project has these, and no others.
const TYPES: &[&str] = &["development", "production", "staging"];

fn list(call: &Call<'_, declared::GetEnvironmentTypes, InProject>) -> Answer {
    let (project, rights) = &call.at;
    Ok(Reply::json(&TYPES.iter().map(|kind| view(kind, project, rights)).collect()))
}

fn get(call: &Call<'_, declared::GetEnvironmentTypeLinks, InProject>) -> Answer {
    let Call { at: (project, rights), path, .. } = call;
    let id = &path.environment_type_id;
    match TYPES.iter().find(|kind| *kind == id) {
        Some(kind) => Ok(Reply::json(&view(kind, project, rights))),
        None => Err(ApiError::not_found(format_args!("environment type {id}: only {}", TYPES.join(", ")))),
    }
}

fn view(kind: &str, project: &Project, rights: &ProjectRights) -> Value {
    let path = declared::GetEnvironmentTypeLinks::path(&project.id, kind);
    let access = format!("{path}/access");
    let links = Links::to_self(&path)
        .add(declared::EnvironmentType::PROJECT, &GetAProject::path(&project.id))
        .add(declared::EnvironmentType::ACCESS, &access)
        .add_if(rights.is_admin(), declared::EnvironmentType::MANAGE_ACCESS, &access);
    facts!(declared::EnvironmentType { id: kind, attributes: json!({}), ..links })
}
