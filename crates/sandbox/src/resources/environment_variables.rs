//! Environment Variables: an environment's own, and those inherited from the environments it was branched from.

use serde_json::{Value, json};
use wheelhouse_contract::Described;
use wheelhouse_contract::sections::environment_variables::{EnvironmentVariablePatch, GetAnEnvironmentVariable};

use super::variable::{Place, facts};
use crate::access::{ProjectRights, Role};
use crate::error::ApiError;
use crate::request::{Context, Handler, Links, Reply};
use crate::store::environments::{self, Environment};
use crate::store::variables::{self, Variable};

pub const HANDLERS: &[(&str, Handler)] = &[
    ("get-list-of-environment-variables", list),
    ("add-an-environment-variable", add),
    ("get-an-environment-variable", get),
    ("update-an-environment-variable", update),
    ("delete-an-environment-variable", delete),
];

fn list(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, rights, environment) = context.environment()?;
    let lineage = environments::lineage(context.store, &project.id, &environment.id)?;
    let variables = variables::visible(context.store, &project.id, &lineage)?;
    Ok(Reply::json(&variables.iter().map(|variable| view(variable, &environment, &rights)).collect()))
}

fn add(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, rights, environment) = context.environment()?;
    rights.require_on(&environment, Role::Admin)?;
    let place = Place { project: &project, environment: Some(&environment) };
    let (variable, activity) = place.create(context)?;
    Ok(Reply::created(&view(&variable, &environment, &rights), vec![activity]))
}

fn get(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, rights, environment) = context.environment()?;
    let lineage = environments::lineage(context.store, &project.id, &environment.id)?;
    let wanted = name(context);
    let variable = variables::visible(context.store, &project.id, &lineage)?
        .into_iter()
        .find(|variable| variable.name == wanted)
        .ok_or_else(|| ApiError::not_found(format_args!("variable {wanted} on this environment")))?;
    Ok(Reply::json(&view(&variable, &environment, &rights)))
}

fn update(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, rights, environment) = context.environment()?;
    rights.require_on(&environment, Role::Admin)?;
    let place = Place { project: &project, environment: Some(&environment) };
    let (variable, activity) = place.update(context, EnvironmentVariablePatch::BODY, name(context))?;
    Ok(Reply::updated(&view(&variable, &environment, &rights), vec![activity]))
}

fn delete(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, rights, environment) = context.environment()?;
    rights.require_on(&environment, Role::Admin)?;
    let place = Place { project: &project, environment: Some(&environment) };
    Ok(Reply::accepted(vec![place.delete(context, name(context))?]))
}

fn name<'a>(context: &'a Context<'_>) -> &'a str {
    context.parameter("variableId")
}

/// A variable as `environment` sees it. What is inherited is changed where it was set.
fn view(variable: &Variable, environment: &Environment, rights: &ProjectRights) -> Value {
    let set_on = variable.environment_id.as_deref().unwrap_or(&environment.id);
    let inherited = set_on != environment.id;
    let path = GetAnEnvironmentVariable::path(&variable.project_id, &environment.id, &variable.name);
    let editable = !inherited && rights.on(&environment.kind) >= Role::Admin;
    let mut view = facts(variable);
    if let Some(map) = view.as_object_mut() {
        map.extend([
            ("project".to_owned(), json!(variable.project_id)),
            ("environment".to_owned(), json!(set_on)),
            ("inherited".to_owned(), json!(inherited)),
            ("is_enabled".to_owned(), json!(variable.is_enabled)),
            ("is_inheritable".to_owned(), json!(variable.is_inheritable)),
            ("_links".to_owned(), Links::to_self(&path).editable_if(editable, &path).value()),
        ]);
    }
    view
}
