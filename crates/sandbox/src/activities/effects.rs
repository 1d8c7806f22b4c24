//! What activities that take time change when they have ended, by their type.

use super::row::Activity;
use super::world::World;
use super::{backups, lifecycle};
use crate::error::ApiError;

/// Writes what an activity changed that has ended, whether well or not, and was not cancelled. What it was about may be gone
/// by then: then it changed nothing.
pub fn apply(world: &World<'_>, activity: &Activity) -> Result<(), ApiError> {
    match activity.kind.as_str() {
        "environment.activate" | "environment.branch" => lifecycle::activated(world, activity),
        "environment.backup" => backups::taken(world, activity),
        "environment.backup.delete" => backups::removed(world, activity),
        "environment.deactivate" => lifecycle::deactivated(world, activity),
        "environment.delete" => lifecycle::deleted(world, activity),
        "environment.initialize" => lifecycle::initialized(world, activity),
        "environment.merge" | "environment.source-operation" => lifecycle::merged(world, activity),
        "environment.pause" => lifecycle::paused(world, activity),
        "environment.restore" => backups::restored(world, activity),
        "environment.resume" => lifecycle::resumed(world, activity),
        "environment.synchronize" => lifecycle::synchronized(world, activity),
        _ => Ok(()),
    }
}

/// Takes back what an activity that was cancelled had made already.
pub fn undo(world: &World<'_>, activity: &Activity) -> Result<(), ApiError> {
    match activity.kind.as_str() {
        "environment.branch" => lifecycle::deleted(world, activity),
        "environment.restore" => backups::unrestored(world, activity),
        _ => Ok(()),
    }
}
