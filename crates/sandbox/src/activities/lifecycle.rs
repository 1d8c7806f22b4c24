//! What environments are after what was done with them has ended.

use super::row::Activity;
use super::world::World;
use crate::code;
use crate::error::ApiError;
use crate::git;
use crate::store::environment_data::{self, Data};
use crate::store::environments::{self, Environment};
use crate::store::{deployments, versions};

/// Also what a new environment is then. It has the data of `from`, or services with nothing in them.
pub fn activated(world: &World<'_>, activity: &Activity, from: Option<&str>) -> Result<(), ApiError> {
    let Some(environment) = concerned(world, activity)? else { return Ok(()) };
    provide_data(world, activity, &environment, from)?;
    run(world, activity, &environment)
}

pub fn committed(world: &World<'_>, activity: &Activity, commit: Option<&str>) -> Result<(), ApiError> {
    let Some(environment) = concerned(world, activity)? else { return Ok(()) };
    move_branch(world, activity, &environment, commit)
}

/// As a push, a merge has what is paused run again.
pub fn merged(world: &World<'_>, activity: &Activity, commit: Option<&str>) -> Result<(), ApiError> {
    redeployed(world, activity)?;
    committed(world, activity, commit)
}

/// With the data of another environment, the code that came from there, or both.
pub fn synchronized(
    world: &World<'_>,
    activity: &Activity,
    data: Option<&str>,
    commit: Option<&str>,
) -> Result<(), ApiError> {
    let Some(environment) = concerned(world, activity)? else { return Ok(()) };
    if let Some(from) = data {
        environment_data::copy(world.store, &activity.project_id, from, &environment.id)?;
    }
    move_branch(world, activity, &environment, commit)
}

pub fn initialized(world: &World<'_>, activity: &Activity, commit: Option<&str>) -> Result<(), ApiError> {
    let Some(environment) = concerned(world, activity)? else { return Ok(()) };
    if commit.is_none() {
        return Ok(());
    }
    provide_data(world, activity, &environment, None)?;
    run(world, activity, &environment)?;
    move_branch(world, activity, &environment, commit)
}

pub fn paused(world: &World<'_>, activity: &Activity) -> Result<(), ApiError> {
    let Some(environment) = concerned(world, activity)? else { return Ok(()) };
    let project = &activity.project_id;
    Ok(environments::set_status(world.store, project, &environment.id, "paused", activity.ends_at)?)
}

pub fn resumed(world: &World<'_>, activity: &Activity) -> Result<(), ApiError> {
    let Some(environment) = concerned(world, activity)? else { return Ok(()) };
    run(world, activity, &environment)
}

/// A deployment of what is paused has it run again.
pub fn redeployed(world: &World<'_>, activity: &Activity) -> Result<(), ApiError> {
    let Some(environment) = concerned(world, activity)? else { return Ok(()) };
    if activity.deploys && environment.status == "paused" { run(world, activity, &environment) } else { Ok(()) }
}

pub fn deactivated(world: &World<'_>, activity: &Activity) -> Result<(), ApiError> {
    let Some(environment) = concerned(world, activity)? else { return Ok(()) };
    let project = &activity.project_id;
    environment_data::remove(world.store, project, &environment.id)?;
    versions::remove(world.store, project, &environment.id)?;
    deployments::remove(world.store, project, &environment.id)?;
    Ok(environments::deactivate(world.store, project, &environment.id, activity.ends_at)?)
}

/// Also what becomes of a new environment whose branching was cancelled.
pub fn deleted(world: &World<'_>, activity: &Activity) -> Result<(), ApiError> {
    let Some(environment) = concerned(world, activity)? else { return Ok(()) };
    environments::delete(world.store, &activity.project_id, &environment.id)?;
    if let Some(repository) = code::repository(world.store, world.git, &activity.project_id)? {
        git::delete_branch(&repository, &environment.name)?;
    }
    Ok(())
}

/// The environment that an activity is about.
pub(super) fn concerned(world: &World<'_>, activity: &Activity) -> Result<Option<Environment>, ApiError> {
    let Some(id) = activity.environments.first() else { return Ok(None) };
    Ok(environments::get(world.store, &activity.project_id, id)?)
}

/// Has an environment run; how its deployment ended is written after that.
pub(super) fn run(world: &World<'_>, activity: &Activity, environment: &Environment) -> Result<(), ApiError> {
    let project = &activity.project_id;
    Ok(environments::set_status(world.store, project, &environment.id, "active", activity.ends_at)?)
}

/// To the commit that was written when the activity was started. Nothing else has moved the branch since: what would have is
/// refused meanwhile.
pub(super) fn move_branch(
    world: &World<'_>,
    activity: &Activity,
    environment: &Environment,
    commit: Option<&str>,
) -> Result<(), ApiError> {
    let Some(commit) = commit else { return Ok(()) };
    let Some(repository) = code::repository(world.store, world.git, &activity.project_id)? else { return Ok(()) };
    code::move_branch(world.store, &repository, environment, commit, activity.ends_at)
}

/// The data of another environment, else services with nothing in them.
fn provide_data(
    world: &World<'_>,
    activity: &Activity,
    environment: &Environment,
    from: Option<&str>,
) -> Result<(), ApiError> {
    let project = &activity.project_id;
    if let Some(from) = from {
        return Ok(environment_data::copy(world.store, project, from, &environment.id)?);
    }
    let beside = environment.parent.as_deref().unwrap_or(&environment.id);
    let services = environment_data::list(world.store, project, beside)?;
    let names = if services.is_empty() {
        vec!["app".to_owned()]
    } else {
        services.into_iter().map(|data| data.service).collect()
    };
    let empty: Vec<Data> = names.into_iter().map(|service| Data::empty(&service, &activity.id)).collect();
    Ok(environment_data::replace(world.store, project, &environment.id, &empty)?)
}
