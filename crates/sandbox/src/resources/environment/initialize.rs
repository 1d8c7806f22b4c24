//! The first code of an environment that has none.

use wheelhouse_contract::sections::environment as declared;

use super::branch::require_room;
use super::code::{author, seconds};
use super::rules::Found;
use super::start::Deed;
use super::written;
use crate::activities::{self, Kind, scripts};
use crate::code;
use crate::git::{self, FirstFile};
use crate::request::prelude::*;
use crate::store::environments::Environment;

/// The commit is written at once; the branch begins with it, and the environment runs, when the activity ends.
pub fn initialize(call: &Call<'_, declared::InitializeANewEnvironment, Found>) -> Answer {
    let Call { at: found, body, .. } = call;
    if found.environment.id != found.project.default_branch {
        require_room(call, &found.project)?;
    }
    let (profile, repository) = (body.profile.trim(), body.repository.trim());
    let config = body.config.as_deref().unwrap_or_default().trim();
    let mut files = Vec::new();
    // Nothing is fetched from elsewhere: a template stands for what such a repository holds.
    if !repository.is_empty() {
        files.extend(git::template(if profile.is_empty() { repository } else { profile }, &found.project.title));
    }
    if !config.is_empty() {
        files.extend(git::template_configuration());
    }
    files.extend(given(&body.files)?);
    if files.is_empty() {
        return Err(ApiError::fields(&[FieldError::new("repository", "Name a repository, or add files.")]));
    }
    let place = code::repository(call.store, call.git, &found.project.id)?
        .ok_or_else(|| ApiError::not_found("repository of this project"))?;
    let source = if repository.is_empty() { "the files given".to_owned() } else { repository.to_owned() };
    let message = format!("Initialize from {source}\n");
    let commit = git::first_commit(&place, &files, &author(call.caller), &message, seconds(call))?;

    let then = Environment { head_commit: Some(commit.clone()), ..found.environment.clone() };
    let script = scripts::initializing(call.pace, &source, files.len());
    let plan = activities::deployment(call, &then, script)?;
    let kind = Kind::EnvironmentInitialize {
        profile: profile.to_owned(),
        repository: repository.to_owned(),
        config: config.to_owned(),
        commit: Some(commit),
    };
    let started = Deed::alone(found, kind, "initialized environment ", plan).deploys().start(call)?;
    written(call, found, vec![started])
}

/// The files that the body holds.
fn given(listed: &[declared::InitializeFile]) -> Result<Vec<FirstFile>, ApiError> {
    let mut files: Vec<FirstFile> = Vec::new();
    let mut errors = Vec::new();
    for (number, file) in listed.iter().enumerate() {
        let path = file.path.as_str();
        let mode = file.mode.unwrap_or(0o644);
        let mut refuse = |field: &str, message: &str| {
            errors.push(FieldError::new(format!("files.{number}.{field}"), message));
        };
        if !git::is_path(path) {
            refuse("path", "A repository can’t have a file at this path.");
        } else if files.iter().any(|other| other.collides(path)) {
            refuse("path", "Another file already uses this path, or part of it.");
        }
        if !matches!(mode, 0o644 | 0o755 | 0o100_644 | 0o100_755) {
            refuse("mode", "Enter 420 for a file, or 493 for a program.");
        }
        files.push(FirstFile::new(path, file.contents.as_deref().unwrap_or_default(), mode & 0o111 != 0));
    }
    if errors.is_empty() { Ok(files) } else { Err(ApiError::fields(&errors)) }
}
