//! Commits that come to an environment's branch from outside.

use super::code::{author, finish, seconds};
use super::rules::Found;
use super::start::Deed;
use crate::activities::{self, Kind, scripts};
use crate::code;
use crate::git::{self, FileChange};
use crate::request::prelude::*;
use crate::store::environments::Environment;

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
) -> Result<(String, serde_json::Value), ApiError> {
    let found = Found::named(context, project, environment)?;
    let environment = &found.environment;
    let repository = code::repository(context.store, context.git, &found.project.id)?
        .ok_or_else(|| ApiError::not_found("repository of this project"))?;
    let concerned = [environment.id.as_str()];
    let kind = |commit| Kind::EnvironmentPush { commit };
    activities::require_turn(context.store, &found.project.id, &kind(None), &concerned)?;
    let parent = environment.head_commit.as_deref();
    let by = author(context.caller);
    let commit = git::write_files(&repository, parent, &by, message, seconds(context), changes)?;
    let script = scripts::pushing(context.pace, 1);
    let (plan, deploys) = if environment.status == "paused" {
        let script = script.line("  Resuming the environment with the data that it had", 2_000);
        let head_commit = Some(commit.clone());
        (activities::deployment(context, &Environment { head_commit, ..environment.clone() }, script)?, true)
    } else {
        finish(context, environment, Some(&commit), script)?
    };
    let made = git::commit(&repository, &commit)?.ok_or_else(|| ApiError::not_found("commit"))?;
    let made = json!({
        "sha": commit,
        "parents": made.parents,
        "author": {"name": made.author.name, "email": made.author.email},
        "message": made.message,
    });
    let deed = Deed::alone(&found, kind(Some(commit.clone())), "pushed to environment ", plan);
    let deed = deed.about("commits", json!([made]));
    let started = Deed { deploys, ..deed }.start(context)?;
    code::move_branch(context.store, &repository, environment, &commit, context.now)?;
    Ok((commit, started))
}
