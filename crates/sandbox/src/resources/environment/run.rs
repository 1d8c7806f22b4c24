//! Whether an environment runs: activating, deactivating, pausing, resuming, redeploying, and deleting it.

use serde_json::json;
use wheelhouse_contract::sections::environment::{
    ActivateAnEnvironment, DeactivateAnEnvironment, DeleteAnEnvironment, PauseAnEnvironment, RedeployAnEnvironment,
    ResumeAPausedEnvironment,
};

use super::branch::require_room;
use super::rules::Found;
use super::start::Deed;
use super::written;
use crate::activities::{self, scripts};
use crate::error::ApiError;
use crate::request::{Call, Reply};
use crate::store::environment_data;

pub fn activate(call: &Call<'_, ActivateAnEnvironment, Found>) -> Result<Reply, ApiError> {
    let found = &call.at;
    require_room(call, &found.project)?;
    let from = found.parent.as_ref().filter(|parent| parent.takes_room() && found.environment.clone_parent_on_create);
    let data = match from {
        Some(parent) => environment_data::list(call.store, &found.project.id, &parent.id)?,
        None => Vec::new(),
    };
    let script = scripts::activating(call.pace, &found.environment.id, &data);
    let plan = activities::deployment(call, &found.environment, script)?;
    let parameters = json!({"parent": from.map(|parent| &parent.id), "clone_parent": from.is_some()});
    let deed = Deed::alone(found, "activate", "activated environment ", plan);
    let started = deed.deploys().with(parameters).start(call)?;
    written(call, found, vec![started])
}

pub fn deactivate(call: &Call<'_, DeactivateAnEnvironment, Found>) -> Result<Reply, ApiError> {
    let found = &call.at;
    let data = environment_data::list(call.store, &found.project.id, &found.environment.id)?;
    let plan = scripts::deactivate(call.pace, &found.environment.id, &data);
    let started = Deed::alone(found, "deactivate", "deactivated environment ", plan).start(call)?;
    written(call, found, vec![started])
}

pub fn pause(call: &Call<'_, PauseAnEnvironment, Found>) -> Result<Reply, ApiError> {
    let found = &call.at;
    let plan = scripts::pause(call.pace, &found.environment.id);
    let started = Deed::alone(found, "pause", "paused environment ", plan).start(call)?;
    written(call, found, vec![started])
}

pub fn resume(call: &Call<'_, ResumeAPausedEnvironment, Found>) -> Result<Reply, ApiError> {
    let found = &call.at;
    let script = scripts::resuming(call.pace, &found.environment.id);
    let plan = activities::deployment(call, &found.environment, script)?;
    let started = Deed::alone(found, "resume", "resumed environment ", plan).deploys().start(call)?;
    written(call, found, vec![started])
}

pub fn redeploy(call: &Call<'_, RedeployAnEnvironment, Found>) -> Result<Reply, ApiError> {
    let found = &call.at;
    let script = scripts::changing(call.pace, &format!("Redeploying environment {}", found.environment.id));
    let plan = activities::deployment(call, &found.environment, script)?;
    let started = Deed::alone(found, "redeploy", "redeployed environment ", plan).deploys().start(call)?;
    written(call, found, vec![started])
}

/// With its branch, variables, domains and backups, when the activity ends.
pub fn delete(call: &Call<'_, DeleteAnEnvironment, Found>) -> Result<Reply, ApiError> {
    let found = &call.at;
    let plan = scripts::delete(call.pace, &found.environment);
    let started = Deed::alone(found, "delete", "deleted environment ", plan).start(call)?;
    Ok(Reply::accepted(vec![started]))
}
