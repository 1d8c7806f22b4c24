//! Commits that come to an environment's branch from outside.

use serde_json::json;

use super::code::{author, finish, seconds};
use super::rules::Found;
use super::start::Deed;
use crate::activities::{self, scripts};
use crate::code;
use crate::error::ApiError;
use crate::git::{self, FileChange};
use crate::request::Context;

/// Commits changes on the environment that the path names, as who pushes it does, and answers the commit's id and the
/// activity. The branch moves at once, the environment deploys when it runs.
///
/// # Errors
/// 409 when something is under way that is about to move the branch.
pub fn push(
    context: &Context<'_>,
    message: &str,
    changes: &[FileChange],
) -> Result<(String, serde_json::Value), ApiError> {
    let found = Found::read(context)?;
    let environment = &found.environment;
    let repository = code::repository(context.store, context.git, &found.project.id)?
        .ok_or_else(|| ApiError::not_found("repository of this project"))?;
    let concerned = [environment.id.as_str()];
    activities::require_turn(context.store, &found.project.id, "environment.push", &concerned, &json!({}))?;
    let parent = environment.head_commit.as_deref();
    let by = author(context.caller);
    let commit = git::write_files(&repository, parent, &by, message, seconds(context), changes)?;
    let (plan, deploys) = finish(context, environment, Some(&commit), scripts::pushing(context.pace, 1))?;
    let deed = Deed::alone(&found, "push", "pushed to environment ", plan).with(json!({"commit": commit}));
    let started = Deed { deploys, ..deed }.start(context)?;
    code::move_branch(context.store, &repository, environment, &commit, context.now)?;
    Ok((commit, started))
}
