//! Environment Variables: an environment's own, and those inherited from the environments it was branched from.

use wheelhouse_contract::sections::environment_variables as declared;

use super::variable::{Place, value};
use crate::access::{ProjectRights, Role};
use crate::request::prelude::*;
use crate::store::environments::{self, Environment};
use crate::store::variables::{self, Variable};

pub fn handlers() -> Vec<Handler> {
    vec![
        on(environment, list),
        on(environment_admin, add),
        on(environment, get),
        on(environment_admin, update),
        on(environment_admin, delete),
    ]
}

fn list(call: &Call<'_, declared::GetListOfEnvironmentVariables, OnEnvironment>) -> Answer {
    let (_, rights, environment) = &call.at;
    let variables = visible(call, environment)?;
    Ok(Reply::json(&variables.iter().map(|variable| view(variable, environment, rights)).collect()))
}

fn add(call: &Call<'_, declared::AddAnEnvironmentVariable, OnEnvironment, Both>) -> Answer {
    let (_, rights, environment) = &call.at;
    let (variable, activity) = place(&call.at).create(call, &call.body.read.name, &call.body.given)?;
    Ok(Reply::created(&view(&variable, environment, rights), vec![activity]))
}

fn get(call: &Call<'_, declared::GetAnEnvironmentVariable, OnEnvironment>) -> Answer {
    let (_, rights, environment) = &call.at;
    let wanted = &call.path.variable_id;
    let variable = visible(call, environment)?.into_iter().find(|variable| variable.name == *wanted);
    let missing = || ApiError::not_found(format_args!("variable {wanted} on this environment"));
    Ok(Reply::json(&view(&variable.ok_or_else(missing)?, environment, rights)))
}

fn update(call: &Call<'_, declared::UpdateAnEnvironmentVariable, OnEnvironment, Raw>) -> Answer {
    let (_, rights, environment) = &call.at;
    let name = &call.path.variable_id;
    let (variable, activity) =
        place(&call.at).update(call, name, declared::EnvironmentVariablePatch::BODY, &call.body)?;
    Ok(Reply::updated(&view(&variable, environment, rights), vec![activity]))
}

fn delete(call: &Call<'_, declared::DeleteAnEnvironmentVariable, OnEnvironment>) -> Answer {
    Ok(Reply::accepted(vec![place(&call.at).delete(call, &call.path.variable_id)?]))
}

fn place((project, _, environment): &OnEnvironment) -> Place<'_> {
    Place { project, environment: Some(environment) }
}

/// What an environment sees, its own and inherited.
fn visible(context: &Context<'_>, environment: &Environment) -> Result<Vec<Variable>, ApiError> {
    let lineage = environments::lineage(context.store, &environment.project_id, &environment.id)?;
    Ok(variables::visible(context.store, &environment.project_id, &lineage)?)
}

/// A variable as `environment` sees it. What is inherited is changed where it was set.
fn view(variable: &Variable, environment: &Environment, rights: &ProjectRights) -> Value {
    let set_on = variable.environment_id.as_deref().unwrap_or(&environment.id);
    let inherited = set_on != environment.id;
    let path = declared::GetAnEnvironmentVariable::path(&variable.project_id, &environment.id, &variable.name);
    let editable = !inherited && rights.may(&environment.kind, Role::Admin);
    let relations = [declared::EnvironmentVariable::EDIT, declared::EnvironmentVariable::DELETE];
    facts!(declared::EnvironmentVariable {
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
        project: &variable.project_id,
        environment: set_on,
        inherited: inherited,
        is_enabled: variable.is_enabled,
        is_inheritable: variable.is_inheritable,
        ..Links::to_self(&path).each_if(editable, &relations, &path)
    })
}
