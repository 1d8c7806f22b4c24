//! What activities that have ended changed.

use rusqlite::{Connection, params};

use super::find::SELECT;
use super::plan::Outcome;
use super::row::Activity;
use crate::clock::Moment;
use crate::store::environments;

/// Writes what the activities that ended by now changed. Every request does this first, so nobody sees it undone.
pub fn settle(connection: &Connection, now: Moment) -> rusqlite::Result<()> {
    let ended: Vec<Activity> = connection
        .prepare_cached(&format!("{SELECT} WHERE a.settled = 0 AND a.ends_at <= ? ORDER BY a.ends_at"))?
        .query_map([now], Activity::read)?
        .collect::<Result<_, _>>()?;
    for activity in ended {
        if activity.deploys && activity.cancelled_at.is_none() {
            let named = (!activity.project_wide).then_some(activity.environments.as_slice());
            let successful = activity.plan.outcome == Outcome::Success;
            environments::deployed(connection, &activity.project_id, named, successful, activity.ends_at)?;
        }
        connection.execute("UPDATE activities SET settled = 1 WHERE id = ?", params![activity.id])?;
    }
    Ok(())
}
