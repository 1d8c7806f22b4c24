//! Project Variables.

use serde_json::{Value, json};
use wheelhouse_contract::sections::project_variables::{
    AddAProjectVariable, DeleteAProjectVariable, GetAProjectVariable, GetListOfProjectVariables, ProjectVariable,
    ProjectVariablePatch, UpdateAProjectVariable,
};
use wheelhouse_contract::{Described, facts};

use super::variable::{Place, value};
use crate::access::ProjectRights;
use crate::error::ApiError;
use crate::request::scope::{InProject, project, project_admin};
use crate::request::{Call, Given, Handler, Links, Reply, on};
use crate::store::projects::Project;
use crate::store::variables::{self, Variable};

pub fn handlers() -> Vec<Handler> {
    vec![
        on(project, list),
        on(project_admin, add),
        on(project, get),
        on(project_admin, update),
        on(project_admin, delete),
    ]
}

fn list(call: &Call<'_, GetListOfProjectVariables, InProject>) -> Result<Reply, ApiError> {
    let (project, rights) = &call.at;
    let variables = variables::list(call.store, place(project).owner())?;
    Ok(Reply::json(&variables.iter().map(|variable| view(variable, rights)).collect()))
}

fn add(call: &Call<'_, AddAProjectVariable, InProject>) -> Result<Reply, ApiError> {
    let Call { at: (project, rights), body, .. } = call;
    let usual = Variable::new(place(project).owner(), &body.name, &body.value, call.now);
    let variable = Variable {
        is_json: body.is_json.unwrap_or(usual.is_json),
        is_sensitive: body.is_sensitive.unwrap_or(usual.is_sensitive),
        visible_build: body.visible_build.unwrap_or(usual.visible_build),
        visible_runtime: body.visible_runtime.unwrap_or(usual.visible_runtime),
        application_scope: json!(body.application_scope.as_deref().unwrap_or_default()),
        attributes: json!(body.attributes.clone().unwrap_or_default()),
        ..usual
    };
    let (variable, activity) = place(project).create(call, variable)?;
    Ok(Reply::created(&view(&variable, rights), vec![activity]))
}

fn get(call: &Call<'_, GetAProjectVariable, InProject>) -> Result<Reply, ApiError> {
    let (project, rights) = &call.at;
    Ok(Reply::json(&view(&place(project).find(call, &call.path.project_variable_id)?, rights)))
}

fn update(call: &Call<'_, UpdateAProjectVariable, InProject, Given>) -> Result<Reply, ApiError> {
    let (project, rights) = &call.at;
    let name = &call.path.project_variable_id;
    let (variable, activity) = place(project).update(call, name, ProjectVariablePatch::BODY, &call.body)?;
    Ok(Reply::updated(&view(&variable, rights), vec![activity]))
}

fn delete(call: &Call<'_, DeleteAProjectVariable, InProject>) -> Result<Reply, ApiError> {
    let (project, _) = &call.at;
    Ok(Reply::accepted(vec![place(project).delete(call, &call.path.project_variable_id)?]))
}

fn place(project: &Project) -> Place<'_> {
    Place { project, environment: None }
}

fn view(variable: &Variable, rights: &ProjectRights) -> Value {
    let path = GetAProjectVariable::path(&variable.project_id, &variable.name);
    let relations = [ProjectVariable::EDIT, ProjectVariable::DELETE];
    facts!(ProjectVariable {
        id: &variable.name,
        created_at: variable.created_at,
        updated_at: variable.updated_at,
        name: &variable.name,
        value: value(variable),
        is_json: variable.is_json,
        is_sensitive: variable.is_sensitive,
        visible_build: variable.visible_build,
        visible_runtime: variable.visible_runtime,
        application_scope: &variable.application_scope,
        attributes: &variable.attributes,
        ..json!({"_links": Links::to_self(&path).each_if(rights.is_admin(), &relations, &path).value()})
    })
}
