//! What backups are after what was done with them has ended.

use serde_json::json;

use super::lifecycle::{concerned, move_branch, run};
use super::retention::Retention;
use super::row::Activity;
use super::world::World;
use crate::clock::Moment;
use crate::code;
use crate::config::Config;
use crate::error::ApiError;
use crate::store::backups::{self, Backup};
use crate::store::environment_data;
use crate::store::environments::Environment;
use crate::store::projects::{self, Project};

/// Seconds.
const DAY: i64 = 24 * 60 * 60;

/// How many days a project's backups are kept.
pub fn kept_days(project: &Project) -> i64 {
    match project.plan.as_str() {
        "development" => 2,
        "standard" => 7,
        "medium" => 14,
        _ => 30,
    }
}

/// What an environment holds at a time. Its data is as it is now.
pub fn of(project: &Project, environment: &Environment, id: &str, at: Moment, config: &Config) -> Option<Backup> {
    Some(Backup {
        project_id: project.id.clone(),
        environment_id: environment.id.clone(),
        id: id.to_owned(),
        created_at: at,
        expires_at: at.plus_seconds(kept_days(project).saturating_mul(DAY)),
        number: None,
        commit_id: environment.head_commit.clone()?,
        safe: true,
        automated: false,
        disk: config.disk(),
        facts: json!({
            "title": environment.title,
            "type": environment.kind,
            "enable_smtp": environment.enable_smtp,
            "restrict_robots": environment.restrict_robots,
            "http_access": environment.http_access,
        }),
        size: 0,
        deleting: false,
    })
}

pub fn taken(world: &World<'_>, activity: &Activity, id: &str, safe: bool, automated: bool) -> Result<(), ApiError> {
    let Some(environment) = concerned(world, activity)? else { return Ok(()) };
    let Some(project) = projects::get(world.store, &activity.project_id)? else { return Ok(()) };
    // One that is made by itself waits for no repository that nobody has looked at.
    let is_at_hand = !automated || world.git.is_there(&project.id);
    let repository = if is_at_hand { code::repository(world.store, world.git, &project.id)? } else { None };
    let config = match (repository, &environment.head_commit) {
        (Some(repository), Some(head)) => Config::read(&repository, head)?,
        _ => Config::default(),
    };
    let Some(backup) = of(&project, &environment, id, activity.ends_at, &config) else { return Ok(()) };
    let data = environment_data::list(world.store, &project.id, &environment.id)?;
    let retention = Retention::of(world.store, &project, &environment.kind)?;
    let mut backup = Backup { safe, automated, ..backup };
    if !is_at_hand {
        let newest = backups::list(world.store, &project.id, &environment.id, activity.ends_at)?.into_iter().next();
        backup.disk = newest.map_or(project.storage, |newest| newest.disk);
    }
    if automated {
        let kept = retention.kept(activity.created_at.micros().div_euclid(1_000_000));
        backup.expires_at = activity.ends_at.plus_seconds(kept);
        backup.number = Some(backups::next_number(world.store, &project.id, &environment.id)?);
    }
    backups::insert(world.store, &backup, &data)?;
    keep_few(world, &environment, &retention, activity.ends_at)
}

/// Removes the oldest of what is more than the settings keep, but for what is being restored.
fn keep_few(world: &World<'_>, environment: &Environment, retention: &Retention, at: Moment) -> Result<(), ApiError> {
    let (project, id) = (&environment.project_id, &environment.id);
    let all = backups::list(world.store, project, id, at)?;
    let manual = all.iter().filter(|backup| !backup.automated);
    let surplus = manual.skip(retention.manual.unwrap_or(usize::MAX));
    for backup in surplus.chain(all.iter().skip(retention.most.unwrap_or(usize::MAX))) {
        if !backups::is_restoring(world.store, project, &backup.id)? {
            backups::delete(world.store, project, id, &backup.id)?;
        }
    }
    Ok(())
}

pub fn removed(world: &World<'_>, activity: &Activity, id: &str) -> Result<(), ApiError> {
    let Some(environment) = concerned(world, activity)? else { return Ok(()) };
    Ok(backups::delete(world.store, &activity.project_id, &environment.id, id)?)
}

/// The data is there even where the deployment that follows it fails.
pub fn restored(
    world: &World<'_>,
    activity: &Activity,
    id: &str,
    from: &str,
    commit: Option<&str>,
) -> Result<(), ApiError> {
    let Some(environment) = concerned(world, activity)? else { return Ok(()) };
    let data = backups::data(world.store, &activity.project_id, from, id)?;
    environment_data::replace(world.store, &activity.project_id, &environment.id, &data)?;
    run(world, activity, &environment)?;
    move_branch(world, activity, &environment, commit)
}
