//! Project Variables.

use wheelhouse_contract::sections::project_variables as declared;

use super::variable::{Place, value};
use crate::access::ProjectRights;
use crate::request::prelude::*;
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

fn list(call: &Call<'_, declared::GetListOfProjectVariables, InProject>) -> Answer {
    let (project, rights) = &call.at;
    let variables = variables::list(call.store, place(project).owner())?;
    Ok(Reply::json(&variables.iter().map(|variable| view(variable, rights)).collect()))
}

fn add(call: &Call<'_, declared::AddAProjectVariable, InProject, Both>) -> Answer {
    let (project, rights) = &call.at;
    let (variable, activity) = place(project).create(call, &call.body.read.name, &call.body.given)?;
    Ok(Reply::created(&view(&variable, rights), vec![activity]))
}

fn get(call: &Call<'_, declared::GetAProjectVariable, InProject>) -> Answer {
    let (project, rights) = &call.at;
    Ok(Reply::json(&view(&place(project).find(call, &call.path.project_variable_id)?, rights)))
}

fn update(call: &Call<'_, declared::UpdateAProjectVariable, InProject, Raw>) -> Answer {
    let (project, rights) = &call.at;
    let name = &call.path.project_variable_id;
    let (variable, activity) = place(project).update(call, name, declared::ProjectVariablePatch::BODY, &call.body)?;
    Ok(Reply::updated(&view(&variable, rights), vec![activity]))
}

fn delete(call: &Call<'_, declared::DeleteAProjectVariable, InProject>) -> Answer {
    let (project, _) = &call.at;
    Ok(Reply::accepted(vec![place(project).delete(call, &call.path.project_variable_id)?]))
}

fn place(project: &Project) -> Place<'_> {
    Place { project, environment: None }
}

fn view(variable: &Variable, rights: &ProjectRights) -> Value {
    let path = declared::GetAProjectVariable::path(&variable.project_id, &variable.name);
    let relations = [declared::ProjectVariable::EDIT, declared::ProjectVariable::DELETE];
    facts!(declared::ProjectVariable {
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
        ..Links::to_self(&path).each_if(rights.is_admin(), &relations, &path)
    })
}
