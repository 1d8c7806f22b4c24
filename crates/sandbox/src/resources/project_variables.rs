//! Project Variables.

use serde_json::Value;
use wheelhouse_contract::Described;
use wheelhouse_contract::sections::project_variables::{GetAProjectVariable, ProjectVariablePatch};

use super::variable::{Place, facts};
use crate::access::ProjectRights;
use crate::error::ApiError;
use crate::request::{Context, Handler, Links, Reply};
use crate::store::projects::Project;
use crate::store::variables::{self, Variable};

pub const HANDLERS: &[(&str, Handler)] = &[
    ("get-list-of-project-variables", list),
    ("add-a-project-variable", add),
    ("get-a-project-variable", get),
    ("update-a-project-variable", update),
    ("delete-a-project-variable", delete),
];

fn list(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, rights) = context.project()?;
    let variables = variables::list(context.store, place(&project).owner())?;
    Ok(Reply::json(&variables.iter().map(|variable| view(variable, &rights)).collect()))
}

fn add(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, rights) = context.project()?;
    rights.require_admin()?;
    let (variable, activity) = place(&project).create(context)?;
    Ok(Reply::created(&view(&variable, &rights), vec![activity]))
}

fn get(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, rights) = context.project()?;
    let variable = place(&project).find(context, name(context))?;
    Ok(Reply::json(&view(&variable, &rights)))
}

fn update(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, rights) = context.project()?;
    rights.require_admin()?;
    let (variable, activity) = place(&project).update(context, ProjectVariablePatch::BODY, name(context))?;
    Ok(Reply::updated(&view(&variable, &rights), vec![activity]))
}

fn delete(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, rights) = context.project()?;
    rights.require_admin()?;
    Ok(Reply::accepted(vec![place(&project).delete(context, name(context))?]))
}

fn place(project: &Project) -> Place<'_> {
    Place { project, environment: None }
}

fn name<'a>(context: &'a Context<'_>) -> &'a str {
    context.parameter("projectVariableId")
}

fn view(variable: &Variable, rights: &ProjectRights) -> Value {
    let path = GetAProjectVariable::path(&variable.project_id, &variable.name);
    let mut view = facts(variable);
    if let Some(map) = view.as_object_mut() {
        map.insert("_links".to_owned(), Links::to_self(&path).editable_if(rights.is_admin(), &path).value());
    }
    view
}
