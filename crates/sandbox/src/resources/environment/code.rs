//! Code that goes from an environment to its parent, and code and data that come from there.

use wheelhouse_contract::sections::environment as declared;

use super::rules::Found;
use super::sizes;
use super::start::{Deed, Word};
use super::written;
use crate::activities::{self, Kind, Script, scripts};
use crate::code;
use crate::git::{self, Author, Conflict, Joined, Repository};
use crate::request::prelude::*;
use crate::store::environment_data;
use crate::store::environments::Environment;
use crate::store::users::User;

/// The commit of the merge is written at once; the parent's branch moves to it when the activity ends.
pub fn merge(call: &Call<'_, declared::MergeAnEnvironment, Found>) -> Answer {
    let found = &call.at;
    sizes::follow_the_plan(&call.body.resources, |resources| &resources.init)?;
    let environment = &found.environment;
    let parent = found.parent.as_ref().ok_or_else(|| ApiError::not_found("parent"))?;
    let (Some(theirs), Some(ours)) = (&environment.head_commit, &parent.head_commit) else {
        return Err(ApiError::not_found("code"));
    };
    let (from, into) = (environment.id.clone(), parent.id.clone());
    let kind = |commit| Kind::EnvironmentMerge { environment: from, into, commit };
    activities::require_turn(call.store, &found.project.id, &kind.clone()(None), &[&parent.id])?;
    let message = format!("Merge branch '{}' into {}\n", environment.name, parent.name);
    let by = author(call.caller);
    let joined = git::merge(&repository(call, found)?, ours, theirs, &by, &message, seconds(call))?;
    let commit = match joined {
        Joined::At(commit) => commit,
        Joined::Conflicts(paths) => {
            return Err(ApiError::not_now(format!(
                "{} and {} both changed {}, each in its own way. Bring {1} into {0} first: merge or rebase on your \
                 machine, \
                 settle what differs, and push.",
                environment.id,
                parent.id,
                list(&paths)
            )));
        }
    };
    let script = scripts::merging(call.pace, &environment.id, &parent.id);
    let (plan, deploys) = deploy(call, parent, &commit, script)?;
    let deed = Deed {
        kind: kind(Some(commit)),
        project: &found.project,
        environment: parent,
        words: vec![
            Word::Text("merged environment "),
            Word::Environment(environment),
            Word::Text(" into "),
            Word::Environment(parent),
        ],
        about: Vec::new(),
        plan,
        deploys,
    };
    let started = deed.start(call)?;
    written(call, found, vec![started])
}

/// What comes from the parent is there when the activity ends.
pub fn synchronize(call: &Call<'_, declared::SynchronizeAChildEnvironmentWithItsParent, Found>) -> Answer {
    let Call { at: found, body, .. } = call;
    let parent = found.parent.as_ref().ok_or_else(|| ApiError::not_found("parent"))?;
    let environment = &found.environment;
    let (takes_code, takes_data) = (body.synchronize_code, body.synchronize_data);
    if body.synchronize_resources == Some(true) {
        return Err(sizes::refused("synchronize_resources"));
    }
    if !takes_code && !takes_data {
        return Err(ApiError::bad_request("Choose what to synchronize: code, data or both."));
    }
    if body.rebase && !takes_code {
        return Err(ApiError::bad_request("To rebase, synchronize code as well."));
    }
    let commit = if takes_code { brought(call, found, parent, body.rebase)? } else { None };
    if commit.is_none() && !takes_data {
        return Err(ApiError::not_now(format!(
            "{} has all code of {} already: there is nothing to bring.",
            environment.id, parent.id
        )));
    }
    if takes_data {
        let stopped = [environment, parent].into_iter().find(|environment| !environment.takes_room());
        if let Some(stopped) = stopped {
            return Err(ApiError::not_now(format!(
                "Environment {} is inactive and has no data. Activate it first, or synchronize code only.",
                stopped.id
            )));
        }
    }
    let data = if takes_data { environment_data::list(call.store, &found.project.id, &parent.id)? } else { Vec::new() };
    let script = scripts::synchronizing(call.pace, &parent.id, commit.is_some(), body.rebase, &data);
    let (plan, deploys) = finish(call, environment, commit.as_deref(), script)?;
    let deed = Deed {
        kind: Kind::EnvironmentSynchronize {
            parent: parent.id.clone(),
            synchronize_code: takes_code,
            rebase: body.rebase,
            synchronize_data: takes_data,
            synchronize_resources: false,
            commit,
        },
        project: &found.project,
        environment,
        words: vec![
            Word::Text(match (takes_code, takes_data) {
                (true, true) => "synchronized code and data of environment ",
                (true, false) => "synchronized code of environment ",
                _ => "synchronized data of environment ",
            }),
            Word::Environment(environment),
            Word::Text(" with "),
            Word::Environment(parent),
        ],
        about: Vec::new(),
        plan,
        deploys,
    };
    let started = deed.start(call)?;
    written(call, found, vec![started])
}

/// The commit at which an environment has its parent's code; nothing when it has that already.
fn brought(
    context: &Context<'_>,
    found: &Found,
    parent: &Environment,
    rebases: bool,
) -> Result<Option<String>, ApiError> {
    let environment = &found.environment;
    let (Some(ours), Some(theirs)) = (&environment.head_commit, &parent.head_commit) else { return Ok(None) };
    match (environment.commits_ahead, environment.commits_behind) {
        (_, 0) => Ok(None),
        (0, _) => Ok(Some(theirs.clone())),
        (ahead, _) if !rebases => Err(ApiError::not_now(format!(
            "{} has {ahead} commits that {} has not, so its branch cannot just move up. Rebase them on the parent's, \
             or merge \
             {0} into {1} first.",
            environment.id, parent.id
        ))),
        _ => {
            match git::rebase(&repository(context, found)?, ours, theirs, &author(context.caller), seconds(context))? {
                Joined::At(commit) => Ok(Some(commit)),
                Joined::Conflicts(paths) => Err(ApiError::not_now(format!(
                    "{} and {} both changed {}, each in its own way. Rebase {0} on your machine, settle what differs, \
                     and push.",
                    environment.id,
                    parent.id,
                    list(&paths)
                ))),
            }
        }
    }
}

/// How an activity ends after which an environment is at another commit: with a deployment, when it runs.
pub fn finish(
    context: &Context<'_>,
    environment: &Environment,
    commit: Option<&str>,
    script: Script,
) -> Result<(activities::Plan, bool), ApiError> {
    if !environment.is_running() {
        let line = format!("Environment {} isn’t running. The change applies at its next deployment.", environment.id);
        return Ok((script.line(line, 300).succeed(), false));
    }
    let head_commit = commit.map(str::to_owned).or_else(|| environment.head_commit.clone());
    let then = Environment { head_commit, ..environment.clone() };
    Ok((activities::deployment(context, &then, script)?, true))
}

/// How code ends that reaches an environment from elsewhere: as [`finish`] says, but that what is paused runs again.
pub fn deploy(
    context: &Context<'_>,
    environment: &Environment,
    commit: &str,
    script: Script,
) -> Result<(activities::Plan, bool), ApiError> {
    if environment.status != "paused" {
        return finish(context, environment, Some(commit), script);
    }
    let script = script.line("  Resuming the environment with the data that it had", 2_000);
    let then = Environment { head_commit: Some(commit.to_owned()), ..environment.clone() };
    Ok((activities::deployment(context, &then, script)?, true))
}

fn repository(context: &Context<'_>, found: &Found) -> Result<Repository, ApiError> {
    let repository = code::repository(context.store, context.git, &found.project.id)?;
    repository.ok_or_else(|| ApiError::not_found("repository of this project"))
}

/// The caller, as Git knows people.
pub fn author(caller: &User) -> Author {
    Author::new(&caller.display_name(), &caller.email)
}

/// Now, in seconds since 1970.
pub fn seconds(context: &Context<'_>) -> i64 {
    context.now.micros().div_euclid(1_000_000)
}

/// Paths as a sentence lists them: not all, when there are many.
fn list(paths: &[Conflict]) -> String {
    const MOST: usize = 10;
    let named = paths.iter().take(MOST).map(ToString::to_string).collect::<Vec<_>>().join(", ");
    match paths.len().saturating_sub(MOST) {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}
