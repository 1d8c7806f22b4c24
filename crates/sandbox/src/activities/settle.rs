//! What activities that have ended changed.

use rusqlite::{Connection, params};

use super::effects;
use super::find::SELECT;
use super::kinds;
use super::plan::Outcome;
use super::row::Activity;
use super::world::World;
use crate::clock::Moment;
use crate::error::ApiError;
use crate::git::Repositories;
use crate::provisioning;
use crate::store::environment_data::{self, Data};
use crate::store::{backups, deployments, environments, projects, repositories};

/// Writes what the activities that ended by now changed, in a transaction of its own. Every request does this first, so nobody
/// sees it undone, and one that is refused does not undo it.
pub fn settle(connection: &mut Connection, git: &Repositories, now: Moment) -> Result<(), ApiError> {
    let transaction = connection.transaction()?;
    projects::begin_set_up(&transaction, kinds::CREATE_PROJECT, now)?;
    settle_ended(&World { store: &transaction, git }, now)?;
    backups::expire(&transaction, now)?;
    Ok(transaction.commit()?)
}

fn settle_ended(world: &World<'_>, now: Moment) -> Result<(), ApiError> {
    let connection = world.store;
    let ended: Vec<Activity> = connection
        .prepare_cached(&format!("{SELECT} WHERE a.settled = 0 AND a.ends_at <= ? ORDER BY a.ends_at"))?
        .query_map([now], Activity::read)?
        .collect::<Result<_, _>>()?;
    for activity in ended {
        if activity.cancelled_at.is_none() {
            effects::apply(world, &activity)?;
        }
        if activity.deploys && activity.cancelled_at.is_none() {
            let named = (!activity.project_wide).then_some(activity.environments.as_slice());
            let successful = activity.plan.outcome == Outcome::Success;
            environments::deployed(connection, &activity.project_id, named, successful, activity.ends_at)?;
            if successful {
                deployments::follow(connection, &activity.project_id, named, activity.ends_at)?;
                provisioning::after_deployment(connection, &activity.project_id, activity.ends_at)?;
            }
        }
        if activity.kind == kinds::CREATE_PROJECT {
            set_up(connection, &activity)?;
        }
        connection.execute("UPDATE activities SET settled = 1 WHERE id = ?", params![activity.id])?;
    }
    Ok(())
}

/// A new project is there, with the first commit of its repository.
fn set_up(connection: &Connection, activity: &Activity) -> rusqlite::Result<()> {
    let Some(recipe) = repositories::recipe(connection, &activity.project_id)? else { return Ok(()) };
    let heads = recipe.heads().map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    let head = heads.head(recipe.default_branch());
    projects::set_up(connection, &activity.project_id, head.as_deref(), activity.ends_at)?;
    deployments::follow(connection, &activity.project_id, None, activity.ends_at)?;
    let Some(project) = projects::get(connection, &activity.project_id)? else { return Ok(()) };
    let empty = ["db", "app"].map(|service| Data::empty(service, &activity.id));
    environment_data::replace(connection, &project.id, &project.default_branch, &empty)
}
