//! Environment Type: what roles are given for.

use serde_json::{Value, json};
use wheelhouse_contract::sections::environment_types::GetEnvironmentTypeLinks;
use wheelhouse_contract::sections::project::GetAProject;

use crate::access::ProjectRights;
use crate::error::ApiError;
use crate::request::{Context, Handler, Links, Reply};
use crate::store::projects::Project;

pub const HANDLERS: &[(&str, Handler)] = &[("get-environment-types", list), ("get-environment-type-links", get)];

/// Every project has these, and no others.
const TYPES: &[&str] = &["development", "production", "staging"];

fn list(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, rights) = context.project()?;
    Ok(Reply::json(&TYPES.iter().map(|kind| view(kind, &project, &rights)).collect()))
}

fn get(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, rights) = context.project()?;
    let id = context.parameter("environmentTypeId");
    match TYPES.iter().find(|kind| **kind == id) {
        Some(kind) => Ok(Reply::json(&view(kind, &project, &rights))),
        None => Err(ApiError::not_found(format_args!("environment type {id}: only {}", TYPES.join(", ")))),
    }
}

fn view(kind: &str, project: &Project, rights: &ProjectRights) -> Value {
    let path = GetEnvironmentTypeLinks::path(&project.id, kind);
    let access = format!("{path}/access");
    let links = Links::to_self(&path).add("project", &GetAProject::path(&project.id)).add("access", &access).add_if(
        rights.is_admin(),
        "#access",
        &access,
    );
    json!({"id": kind, "attributes": {}, "_links": links.value()})
}
