//! What happens to environments by itself as time goes by: those that idle are paused, and backups are
//! made. What organizations owe is put down when a month is over.

use rusqlite::Connection;

use super::plan::{Plan, Script};
use super::retention::Retention;
use super::scripts;
use super::start::{Own, random_id, start_own};
use super::world::World;
use crate::billing;
use crate::clock::Moment;
use crate::error::ApiError;
use crate::store::backup_turns::{self, Turn};
use crate::store::environments::{self, Environment};
use crate::store::kinds::Kind;
use crate::store::projects::{self, Project};

/// Seconds after its last deployment at which a development environment is paused.
const IDLE: i64 = 14 * 24 * 60 * 60;

/// When [`run`] next has something to do.
pub fn next(connection: &Connection) -> rusqlite::Result<Option<Moment>> {
    let idle = environments::next_idle(connection)?.map(|since| since.plus_seconds(IDLE));
    let moments = [idle, backup_turns::next(connection)?, billing::next(connection)?];
    Ok(moments.into_iter().flatten().min())
}

/// Starts what is due at a moment that has come; `now` may be later.
pub fn run(world: &World<'_>, at: Moment, now: Moment) -> Result<(), ApiError> {
    pause(world, at)?;
    back_up(world, at, now)?;
    Ok(billing::run(world.store, at)?)
}

/// Sees to it that what runs in a project is backed up from now on as the settings say.
pub fn plan_backups(connection: &Connection, project: &Project, at: Moment) -> rusqlite::Result<()> {
    for (environment, kind) in backup_turns::missing(connection, &project.id)? {
        let Some(every) = Retention::of(connection, project, &kind)?.every() else { continue };
        let turn = Turn { project_id: project.id.clone(), environment_id: environment, at: at.plus_seconds(every) };
        backup_turns::set(connection, &turn)?;
    }
    Ok(())
}

fn pause(world: &World<'_>, at: Moment) -> Result<(), ApiError> {
    for (project, environment) in environments::idle(world.store, at.plus_seconds(-IDLE))? {
        let Some((project, environment)) = find(world, &project, &environment)? else { continue };
        let plan = scripts::pause(world.pace, &environment.id);
        let own = Own { kind: Kind::EnvironmentPause, done: "Automatically paused environment", plan, at };
        start_own(world, &project, &environment, own)?;
    }
    Ok(())
}

fn back_up(world: &World<'_>, at: Moment, now: Moment) -> Result<(), ApiError> {
    for turn in backup_turns::due(world.store, at)? {
        let found = find(world, &turn.project_id, &turn.environment_id)?;
        let found = found.filter(|(project, environment)| project.status == "active" && environment.is_running());
        let retention = match &found {
            Some((project, environment)) => Retention::of(world.store, project, &environment.kind)?,
            None => Retention::default(),
        };
        let (Some((project, environment)), Some(every)) = (found, retention.every()) else {
            backup_turns::remove(world.store, &turn.project_id, &turn.environment_id)?;
            continue;
        };
        // What would have expired by now need not have been made.
        let late = now.plus_seconds(retention.longest().saturating_neg()).seconds_after(turn.at);
        let skipped = if late > 0 { late.div_euclid(every).saturating_add(1) } else { 0 };
        let next = turn.at.plus_seconds(every.saturating_mul(skipped.max(1)));
        let due = turn.at;
        backup_turns::set(world.store, &Turn { at: next, ..turn })?;
        if skipped == 0 {
            let kind = Kind::EnvironmentBackup { backup: random_id(), safe: false, automated: true };
            let own =
                Own { kind, done: "Automatically created a backup of environment", plan: backing_up(world), at: due };
            start_own(world, &project, &environment, own)?;
        }
    }
    Ok(())
}

fn backing_up(world: &World<'_>) -> Plan {
    Script::new(world.pace)
        .line("Creating a live backup: the environment keeps running", 1_200)
        .line("  Backing up services and mounts", 6_000)
        .line("Backup complete", 200)
        .succeed()
}

fn find(world: &World<'_>, project: &str, environment: &str) -> rusqlite::Result<Option<(Project, Environment)>> {
    let project = projects::get(world.store, project)?;
    let Some(project) = project else { return Ok(None) };
    Ok(environments::get(world.store, &project.id, environment)?.map(|environment| (project, environment)))
}
