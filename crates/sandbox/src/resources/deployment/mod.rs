//! Deployment: what runs in an environment, as the code that was deployed says.

mod containers;
mod view;

use std::collections::BTreeMap;

use wheelhouse_contract::sections::deployments as declared;

use super::environment::Found;
use crate::config::Config;
use crate::request::prelude::*;
use crate::store::deployments::{self, Deployed};
use crate::store::environments::Environment;
use crate::store::projects::Project;
pub use view::CURRENT;
use view::view;

pub fn handlers() -> Vec<Handler> {
    vec![on(Found::at, list), on(Found::at, get)]
}

/// What an environment runs, and how that is set up; nothing while nothing of it is deployed.
pub fn current(
    context: &Context<'_>,
    project: &Project,
    environment: &Environment,
) -> Result<Option<(Deployed, Config)>, ApiError> {
    if environment.status == "inactive" {
        return Ok(None);
    }
    let Some(deployed) = deployments::get(context.store, &project.id, &environment.id)? else { return Ok(None) };
    let config = config_at(context, project, &deployed.commit)?;
    Ok(Some((deployed, config)))
}

/// How what an environment runs is set up, or else its newest code.
pub fn config(context: &Context<'_>, project: &Project, environment: &Environment) -> Result<Config, ApiError> {
    if let Some((_, config)) = current(context, project, environment)? {
        return Ok(config);
    }
    match &environment.head_commit {
        Some(head) => config_at(context, project, head),
        None => Ok(Config::default()),
    }
}

fn config_at(context: &Context<'_>, project: &Project, commit: &str) -> Result<Config, ApiError> {
    match super::repository::open(context, project)? {
        Some(repository) => Ok(Config::read(&repository, commit)?),
        None => Ok(Config::default()),
    }
}

/// What runs, which is the only deployment that can be asked for.
fn running(context: &Context<'_>, found: &Found) -> Result<Option<Value>, ApiError> {
    let current = current(context, &found.project, &found.environment)?;
    current.map(|(deployed, config)| view(context, found, &deployed, &config)).transpose()
}

fn list(call: &Call<'_, declared::GetAnEnvironmentDeploymentInformation, Found>) -> Answer {
    Ok(Reply::json(&running(call, &call.at)?.into_iter().collect()))
}

fn get(call: &Call<'_, declared::GetASingleEnvironmentDeployment, Found>) -> Answer {
    let Call { at: found, path, .. } = call;
    let id = path.deployment_id.as_str();
    let deployment = if id == CURRENT { running(call, found)? } else { None };
    Ok(Reply::json(&deployment.ok_or_else(|| missing(found, id))?))
}

/// Where visitors find what an environment runs, its primary route first.
pub fn addresses(context: &Context<'_>, found: &Found) -> Result<Vec<String>, ApiError> {
    let Some((_, config)) = current(context, &found.project, &found.environment)? else { return Ok(Vec::new()) };
    let is_other = |facts: &Value| facts.get("primary") != Some(&Value::Bool(true));
    let routes = view::routes(context, found, &config)?;
    let mut urls: Vec<(bool, String)> = routes.into_iter().map(|(url, facts)| (is_other(&facts), url)).collect();
    urls.sort();
    Ok(urls.into_iter().map(|(_, url)| url).collect())
}

/// The operations of each application and worker, by their names.
pub fn with_operations(config: &Config, project: &Project) -> BTreeMap<String, Map<String, Value>> {
    let containers = containers::webapps(config, project).into_iter().chain(containers::workers(config, project));
    let operations = |container: &Value| container.get("operations").and_then(Value::as_object).cloned();
    containers.map(|(name, container)| (name, operations(&container).unwrap_or_default())).collect()
}

/// Why there is no such deployment.
pub fn missing(found: &Found, id: &str) -> ApiError {
    let environment = &found.environment;
    let why = match environment.status.as_str() {
        _ if id != CURRENT => ": only current can be asked for",
        "inactive" => ": it is inactive, activate it first",
        _ => ": nothing of it was deployed yet",
    };
    ApiError::not_found(format_args!("deployment {id} of environment {}{why}", environment.id))
}
