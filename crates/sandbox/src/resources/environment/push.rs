//! Commits that reach an environment's branch from outside.

use super::branch::{NewEnvironment, plant};
use super::code::{author, deploy, finish, seconds};
use super::rules::{Action, Found};
use super::run::start_deletion;
use super::start::Deed;
use crate::activities::{self, Kind, Plan, scripts};
use crate::code;
use crate::git::{self, FileChange, Repository};
use crate::request::prelude::*;
use crate::store::environments;
use crate::store::projects::Project;

/// How many commits an activity tells of.
const TOLD: usize = 100;

/// Commits changes on an environment, as who pushes it does, and answers the commit's id and the
/// activity. The branch moves at once, the environment deploys when it runs.
///
/// # Errors
/// 409 when something is under way that is about to move the branch.
pub fn push(
    context: &Context<'_>,
    project: &str,
    environment: &str,
    message: &str,
    changes: &[FileChange],
) -> Result<(String, Value), ApiError> {
    let found = Found::named(context, project, environment)?;
    let repository = repository(context, &found.project)?;
    require_turn(context, &found)?;
    let (parent, by) = (found.environment.head_commit.as_deref(), author(context.caller));
    let commit = git::write_files(&repository, parent, &by, message, seconds(context), changes)?;
    let started = arrive(context, &found, &repository, &commit)?;
    Ok((commit, started))
}

/// Has a branch be where a Git client says, and answers the activity. `from` is where the client believes it to be, `to` a
/// commit that is in the repository; nothing to delete it. A branch that is new has an environment that does not run.
///
/// # Errors
/// 403 without the role, 409 when the branch is elsewhere or its environment stands against it.
pub fn receive(
    context: &Context<'_>,
    project: &Project,
    branch: &str,
    from: Option<&str>,
    to: Option<&str>,
) -> Result<Value, ApiError> {
    let environment = environments::of_branch(context.store, &project.id, branch)?;
    if environment.as_ref().and_then(|environment| environment.head_commit.as_deref()) != from {
        return Err(ApiError::not_now("The branch is elsewhere by now: fetch first."));
    }
    let found = match &environment {
        Some(environment) => Found::named(context, &project.id, &environment.id)?,
        None => Found::named(context, &project.id, &project.default_branch)?,
    };
    let Some(to) = to else {
        if environment.is_none() {
            return Err(ApiError::not_found(format_args!("branch {branch}")));
        }
        found.place().require(Action::Delete)?;
        return start_deletion(context, &found);
    };
    let repository = repository(context, &found.project)?;
    if git::commit(&repository, to)?.is_none() {
        return Err(ApiError::bad_request("A branch leads to a commit, and this is none."));
    }
    if environment.is_some() {
        found.place().require(Action::Push)?;
        require_turn(context, &found)?;
        return arrive(context, &found, &repository, to);
    }
    begin(context, &found, &repository, branch, to)
}

/// The environment of a new branch, below production. It does not run.
fn begin(
    context: &Context<'_>,
    above: &Found,
    repository: &Repository,
    branch: &str,
    to: &str,
) -> Result<Value, ApiError> {
    if above.project.status != "active" {
        let status = &above.project.status;
        return Err(ApiError::not_now(format!("The project is {status}. It can’t be changed until it’s active.")));
    }
    let (name, kind) = (branch, "development");
    let asked =
        NewEnvironment { name, name_field: "name", title: None, kind, head: Some(to), clones: true, runs: false };
    let commits = told(context, repository, &above.project, to)?;
    let environment = asked.make(context, above)?;
    let found = above.beside(context, &environment.id)?;
    let script = scripts::pushing(context.pace, commits.len());
    let (plan, _) = finish(context, &environment, Some(to), script)?;
    let started = deed(&found, to, plan, commits).start(context)?;
    plant(context, &environment)?;
    Ok(started)
}

/// Moves an environment's branch to a commit that is in the repository; what runs deploys, and what is paused runs again.
fn arrive(context: &Context<'_>, found: &Found, repository: &Repository, commit: &str) -> Result<Value, ApiError> {
    let environment = &found.environment;
    let commits = told(context, repository, &found.project, commit)?;
    let script = scripts::pushing(context.pace, commits.len());
    let (plan, deploys) = deploy(context, environment, commit, script)?;
    let started = Deed { deploys, ..deed(found, commit, plan, commits) }.start(context)?;
    code::move_branch(context.store, repository, environment, commit, context.now)?;
    Ok(started)
}

fn deed<'a>(found: &'a Found, commit: &str, plan: Plan, commits: Vec<Value>) -> Deed<'a> {
    let kind = Kind::EnvironmentPush { commit: Some(commit.to_owned()) };
    Deed::alone(found, kind, "pushed to environment ", plan).about("commits", commits.into())
}

/// The commits that no environment had before, as activities tell of them: the newest first.
fn told(
    context: &Context<'_>,
    repository: &Repository,
    project: &Project,
    commit: &str,
) -> Result<Vec<Value>, ApiError> {
    let known: Vec<String> = environments::heads(context.store, &project.id)?.into_values().collect();
    let mut told = Vec::new();
    for id in git::new_commits(repository, commit, &known, TOLD)? {
        let Some(made) = git::commit(repository, &id)? else { continue };
        let author = (made.author.name.as_str(), made.author.email.as_str());
        told.push(git::told_in_push(&id, &made.parents, author, &made.message));
    }
    Ok(told)
}

fn require_turn(context: &Context<'_>, found: &Found) -> Result<(), ApiError> {
    let kind = Kind::EnvironmentPush { commit: None };
    activities::require_turn(context.store, &found.project.id, &kind, &[found.environment.id.as_str()])
}

fn repository(context: &Context<'_>, project: &Project) -> Result<Repository, ApiError> {
    code::repository(context.store, context.git, &project.id)?
        .ok_or_else(|| ApiError::not_found("repository of this project"))
}
