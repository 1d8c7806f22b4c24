//! What activities that have ended changed.

use rusqlite::Connection;

use super::effects;
use super::find;
use super::plan::Outcome;
use super::row::Activity;
use super::upkeep;
use super::world::World;
use crate::clock::Moment;
use crate::error::ApiError;
use crate::git::Repositories;
use crate::provisioning;
use crate::store::{self, backups, deployments, environments, projects, rows};

/// How often the same moment is looked at: what begins and ends at once needs another look.
const LOOKS: usize = 8;

/// Writes what the activities that ended by now changed, and what time alone does, in the order in which it happened and in a
/// transaction of its own. Every request does this first, so nobody sees it undone, and one that is refused does not undo it.
pub fn settle(connection: &mut Connection, git: &Repositories, pace: f64, now: Moment) -> Result<(), ApiError> {
    let transaction = connection.transaction()?;
    let world = World { store: &transaction, git, pace };
    let (mut last, mut looks) = (None, 0);
    while let Some(due) = next_due(&transaction)?.filter(|due| *due <= now) {
        looks = if last == Some(due) { looks + 1 } else { 0 };
        if looks == LOOKS {
            break;
        }
        last = Some(due);
        projects::begin_set_up(&transaction, due)?;
        settle_ended(&world, due)?;
        upkeep::run(&world, due, now)?;
        backups::expire(&transaction, due)?;
    }
    if last.is_some() {
        store::see(&transaction, now)?;
    }
    Ok(transaction.commit()?)
}

/// When something that time alone changes is next to be written by [`settle`]; nothing while nothing is under way.
pub fn next_due(connection: &Connection) -> rusqlite::Result<Option<Moment>> {
    let moments = [
        projects::next_set_up(connection)?,
        find::next_end(connection)?,
        backups::next_expiry(connection)?,
        upkeep::next(connection)?,
    ];
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
            if let Some(project) = projects::get(connection, &activity.project_id)? {
                upkeep::plan_backups(connection, &project, activity.ends_at)?;
            }
        }
        rows::update!(connection, &Activity { settled: true, ..activity }, [settled])?;
    }
    Ok(())
}
