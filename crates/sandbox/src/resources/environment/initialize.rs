//! The first code of an environment that has none.

use serde_json::{Value, json};
use wheelhouse_contract::FieldError;

use super::branch::require_room;
use super::code::{author, seconds};
use super::rules::{Action, Found};
use super::start::Deed;
use super::written;
use crate::activities::{self, scripts};
use crate::code;
use crate::error::ApiError;
use crate::git::{self, FirstFile};
use crate::request::{Context, Reply};
use crate::store::environments::Environment;

/// The commit is written at once; the branch begins with it, and the environment runs, when the activity ends.
pub fn initialize(context: &Context<'_>) -> Result<Reply, ApiError> {
    let found = Found::require(context, Action::Initialize)?;
    if found.environment.id != found.project.default_branch {
        require_room(context, &found.project)?;
    }
    let text = |field: &str| context.body.get(field).and_then(Value::as_str).unwrap_or_default().trim();
    let (profile, repository, config) = (text("profile"), text("repository"), text("config"));
    let mut files = Vec::new();
    // Nothing is fetched from elsewhere: a template stands for what such a repository holds.
    if !repository.is_empty() {
        files.extend(git::template(if profile.is_empty() { repository } else { profile }, &found.project.title));
    }
    if !config.is_empty() {
        files.extend(git::template_configuration());
    }
    files.extend(given(context)?);
    if files.is_empty() {
        return Err(ApiError::fields(&[FieldError::new("repository", "Name a repository, or add files.")]));
    }
    let place = code::repository(context.store, context.git, &found.project.id)?
        .ok_or_else(|| ApiError::not_found("repository of this project"))?;
    let source = if repository.is_empty() { "the files given".to_owned() } else { repository.to_owned() };
    let message = format!("Initialize from {source}\n");
    let commit = git::first_commit(&place, &files, &author(context.caller), &message, seconds(context))?;

    let then = Environment { head_commit: Some(commit.clone()), ..found.environment.clone() };
    let script = scripts::initializing(context.pace, &source, files.len());
    let plan = activities::deployment(context, &then, script)?;
    let parameters = json!({"profile": profile, "repository": repository, "config": config, "commit": commit});
    let deed = Deed::alone(&found, "initialize", "initialized environment ", plan);
    let started = deed.deploys().with(parameters).start(context)?;
    written(context, found, vec![started])
}

/// The files that the body holds.
fn given(context: &Context<'_>) -> Result<Vec<FirstFile>, ApiError> {
    let mut files: Vec<FirstFile> = Vec::new();
    let mut errors = Vec::new();
    let listed = context.body.get("files").and_then(Value::as_array).into_iter().flatten();
    for (number, file) in listed.enumerate() {
        let path = file.get("path").and_then(Value::as_str).unwrap_or_default();
        let mode = file.get("mode").and_then(Value::as_i64).unwrap_or(0o644);
        let mut refuse = |field: &str, message: &str| {
            errors.push(FieldError::new(format!("files.{number}.{field}"), message));
        };
        if !git::is_path(path) {
            refuse("path", "A file in a repository cannot be at this path.");
        } else if files.iter().any(|other| other.collides(path)) {
            refuse("path", "Another of these files is at this path, or is a folder on it.");
        }
        if !matches!(mode, 0o644 | 0o755 | 0o100_644 | 0o100_755) {
            refuse("mode", "Enter 420 for a file, or 493 for a program.");
        }
        let contents = file.get("contents").and_then(Value::as_str).unwrap_or_default();
        files.push(FirstFile::new(path, contents, mode & 0o111 != 0));
    }
    if errors.is_empty() { Ok(files) } else { Err(ApiError::fields(&errors)) }
}
