//! Whether an environment runs: activating, deactivating, pausing, resuming, redeploying, and deleting it.

use serde_json::json;

use super::branch::require_room;
use super::rules::{Action, Found};
use super::start::Deed;
use super::written;
use crate::activities::{self, scripts};
use crate::error::ApiError;
use crate::request::{Context, Reply};
use crate::store::environment_data;

pub fn activate(context: &Context<'_>) -> Result<Reply, ApiError> {
    let found = Found::require(context, Action::Activate)?;
    require_room(context, &found.project)?;
    let from = found.parent.as_ref().filter(|parent| parent.takes_room() && found.environment.clone_parent_on_create);
    let data = match from {
        Some(parent) => environment_data::list(context.store, &found.project.id, &parent.id)?,
        None => Vec::new(),
    };
    let script = scripts::activating(context.pace, &found.environment.id, &data);
    let plan = activities::deployment(context, &found.environment, script)?;
    let parameters = json!({"parent": from.map(|parent| &parent.id), "clone_parent": from.is_some()});
    let deed = Deed::alone(&found, "activate", "activated environment ", plan);
    let started = deed.deploys().with(parameters).start(context)?;
    written(context, found, vec![started])
}

pub fn deactivate(context: &Context<'_>) -> Result<Reply, ApiError> {
    let found = Found::require(context, Action::Deactivate)?;
    let data = environment_data::list(context.store, &found.project.id, &found.environment.id)?;
    let plan = scripts::deactivate(context.pace, &found.environment.id, &data);
    let started = Deed::alone(&found, "deactivate", "deactivated environment ", plan).start(context)?;
    written(context, found, vec![started])
}

pub fn pause(context: &Context<'_>) -> Result<Reply, ApiError> {
    let found = Found::require(context, Action::Pause)?;
    let plan = scripts::pause(context.pace, &found.environment.id);
    let started = Deed::alone(&found, "pause", "paused environment ", plan).start(context)?;
    written(context, found, vec![started])
}

pub fn resume(context: &Context<'_>) -> Result<Reply, ApiError> {
    let found = Found::require(context, Action::Resume)?;
    let script = scripts::resuming(context.pace, &found.environment.id);
    let plan = activities::deployment(context, &found.environment, script)?;
    let started = Deed::alone(&found, "resume", "resumed environment ", plan).deploys().start(context)?;
    written(context, found, vec![started])
}

pub fn redeploy(context: &Context<'_>) -> Result<Reply, ApiError> {
    let found = Found::require(context, Action::Redeploy)?;
    let script = scripts::changing(context.pace, &format!("Redeploying environment {}", found.environment.id));
    let plan = activities::deployment(context, &found.environment, script)?;
    let started = Deed::alone(&found, "redeploy", "redeployed environment ", plan).deploys().start(context)?;
    written(context, found, vec![started])
}

/// With its branch, variables, domains and backups, when the activity ends.
pub fn delete(context: &Context<'_>) -> Result<Reply, ApiError> {
    let found = Found::require(context, Action::Delete)?;
    let plan = scripts::delete(context.pace, &found.environment);
    let started = Deed::alone(&found, "delete", "deleted environment ", plan).start(context)?;
    Ok(Reply::accepted(vec![started]))
}
