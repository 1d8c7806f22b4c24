//! What activities that have ended changed.

use rusqlite::Connection;

use super::effects;
use super::find;
use super::plan::Outcome;
use super::row::Activity;
use super::world::World;
use crate::clock::Moment;
use crate::error::ApiError;
use crate::git::Repositories;
use crate::provisioning;
use crate::store::{backups, deployments, environments, projects, rows};

/// Writes what the activities that ended by now changed, in a transaction of its own. Every request does this first, so nobody
/// sees it undone, and one that is refused does not undo it.
pub fn settle(connection: &mut Connection, git: &Repositories, now: Moment) -> Result<(), ApiError> {
    let transaction = connection.transaction()?;
    projects::begin_set_up(&transaction, now)?;
    settle_ended(&World { store: &transaction, git }, now)?;
    backups::expire(&transaction, now)?;
    Ok(transaction.commit()?)
}

/// When something that time alone changes is next to be written by [`settle`]; nothing while nothing is under way.
pub fn next_due(connection: &Connection) -> rusqlite::Result<Option<Moment>> {
    let moments = [projects::next_set_up(connection)?, find::next_end(connection)?, backups::next_expiry(connection)?];
    Ok(moments.into_iter().flatten().min())
}

fn settle_ended(world: &World<'_>, now: Moment) -> Result<(), ApiError> {
    let connection = world.store;
    for activity in find::ended(connection, now)? {
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
        rows::update!(connection, &Activity { settled: true, ..activity }, [settled])?;
    }
    Ok(())
}
