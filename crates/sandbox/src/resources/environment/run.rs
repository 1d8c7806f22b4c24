//! Whether an environment runs: activating, deactivating, pausing, resuming, redeploying, and deleting it.

use wheelhouse_contract::sections::environment as declared;

use super::branch::require_room;
use super::rules::Found;
use super::sizes;
use super::start::Deed;
use super::written;
use crate::activities::{self, Filter, Kind, Outcome, Type, scripts};
use crate::request::prelude::*;
use crate::store::environment_data;

pub fn activate(call: &Call<'_, declared::ActivateAnEnvironment, Found>) -> Answer {
    let found = &call.at;
    sizes::follow_the_plan(&call.body.resources, |resources| &resources.init)?;
    require_room(call, &found.project)?;
    // The setting is for when it is first made: what comes back takes its parent's data.
    let takes = found.environment.clone_parent_on_create || has_been_active(call, found)?;
    let from = found.parent.as_ref().filter(|parent| parent.takes_room() && takes);
    let data = match from {
        Some(parent) => environment_data::list(call.store, &found.project.id, &parent.id)?,
        None => Vec::new(),
    };
    let script = scripts::activating(call.pace, &found.environment.id, &data);
    let plan = activities::deployment(call, &found.environment, script)?;
    let parent = from.map(|parent| parent.id.clone());
    let kind = Kind::EnvironmentActivate { clone_parent: parent.is_some(), parent };
    let started = Deed::alone(found, kind, "activated environment ", plan).deploys().start(call)?;
    written(call, found, vec![started])
}

/// Whether an environment was deactivated before.
fn has_been_active(context: &Context<'_>, found: &Found) -> Result<bool, ApiError> {
    let deactivated = Filter {
        environment: Some(&found.environment.id),
        kinds: vec![Type::EnvironmentDeactivate.name()],
        results: vec![Outcome::Success.name()],
        count: 1,
        ..Filter::default()
    };
    Ok(!activities::list(context.store, &found.project.id, &deactivated, context.now)?.is_empty())
}

pub fn deactivate(call: &Call<'_, declared::DeactivateAnEnvironment, Found>) -> Answer {
    let found = &call.at;
    let data = environment_data::list(call.store, &found.project.id, &found.environment.id)?;
    let plan = scripts::deactivate(call.pace, &found.environment.id, &data);
    let started = Deed::alone(found, Kind::EnvironmentDeactivate, "deactivated environment ", plan).start(call)?;
    written(call, found, vec![started])
}

pub fn pause(call: &Call<'_, declared::PauseAnEnvironment, Found>) -> Answer {
    let found = &call.at;
    let plan = scripts::pause(call.pace, &found.environment.id);
    let started = Deed::alone(found, Kind::EnvironmentPause, "paused environment ", plan).start(call)?;
    written(call, found, vec![started])
}

pub fn resume(call: &Call<'_, declared::ResumeAPausedEnvironment, Found>) -> Answer {
    let found = &call.at;
    let script = scripts::resuming(call.pace, &found.environment.id);
    let plan = activities::deployment(call, &found.environment, script)?;
    let started = Deed::alone(found, Kind::EnvironmentResume, "resumed environment ", plan).deploys().start(call)?;
    written(call, found, vec![started])
}

pub fn redeploy(call: &Call<'_, declared::RedeployAnEnvironment, Found>) -> Answer {
    let found = &call.at;
    let id = &found.environment.id;
    let script = match found.environment.status.as_str() {
        "paused" => scripts::resuming(call.pace, id),
        _ => scripts::changing(call.pace, &format!("Redeploying environment {id}")),
    };
    let plan = activities::deployment(call, &found.environment, script)?;
    let started =
        Deed::alone(found, Kind::EnvironmentRedeploy, "redeployed environment ", plan).deploys().start(call)?;
    written(call, found, vec![started])
}

/// With its branch, variables, domains and backups, when the activity ends.
pub fn delete(call: &Call<'_, declared::DeleteAnEnvironment, Found>) -> Answer {
    Ok(Reply::accepted(vec![start_deletion(call, &call.at)?]))
}

/// # Errors
/// 409 when something is under way that needs it.
pub fn start_deletion(context: &Context<'_>, found: &Found) -> Result<Value, ApiError> {
    let plan = scripts::delete(context.pace, &found.environment);
    Deed::alone(found, Kind::EnvironmentDelete, "deleted environment ", plan).start(context)
}
