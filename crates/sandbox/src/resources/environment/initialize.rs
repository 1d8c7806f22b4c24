//! The first code of an environment that has none.

use wheelhouse_contract::base64;
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

/// The commit is written at once; the branch begins with it, and the environment runs, when the activity ends. What cannot
/// be read has the activity fail, and it changes nothing.
pub fn initialize(call: &Call<'_, declared::InitializeANewEnvironment, Found>) -> Answer {
    let Call { at: found, body, .. } = call;
    if found.environment.id != found.project.default_branch {
        require_room(call, &found.project)?;
    }
    let (profile, repository) = (body.profile.trim(), body.repository.trim());
    let config = body.config.as_deref().unwrap_or_default().trim();
    let own = given(&body.files)?;
    let place = code::repository(call.store, call.git, &found.project.id)?
        .ok_or_else(|| ApiError::not_found("repository of this project"))?;
    let source = if repository.is_empty() { "the files given".to_owned() } else { repository.to_owned() };
    let kind = |commit| Kind::EnvironmentInitialize {
        profile: profile.to_owned(),
        repository: repository.to_owned(),
        config: config.to_owned(),
        commit,
    };
    let files = match copied(call, repository, config) {
        Ok(copied) => [copied, own].concat(),
        Err(why) => {
            let plan = scripts::not_initialized(call.pace, &source, &why);
            let started = Deed::alone(found, kind(None), "initialized environment ", plan).start(call)?;
            return written(call, found, vec![started]);
        }
    };
    let message = format!("Initialize from {source}\n");
    let commit = git::first_commit(&place, &files, &author(call.caller), &message, seconds(call))?;

    let then = Environment { head_commit: Some(commit.clone()), ..found.environment.clone() };
    let script = scripts::initializing(call.pace, &source, files.len());
    let plan = activities::deployment(call, &then, script)?;
    let started = Deed::alone(found, kind(Some(commit)), "initialized environment ", plan).deploys().start(call)?;
    written(call, found, vec![started])
}

/// The files of the repository, and over them those of the one that holds the configuration.
///
/// # Errors
/// A sentence for the log when one of the two cannot be read.
fn copied(context: &Context<'_>, repository: &str, config: &str) -> Result<Vec<FirstFile>, String> {
    let mut files = Vec::new();
    for named in [repository, config].into_iter().filter(|named| !named.is_empty()) {
        files.extend(context.git.copy(named)?);
    }
    Ok(files)
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
        if !is_mode(mode) {
            refuse("mode", "Enter 420 for a file, or 493 for a program: these are 644 and 755 in octal.");
        }
        let contents = base64::decode(file.contents.as_deref().unwrap_or_default());
        if contents.is_none() {
            refuse("contents", "Must be in Base64.");
        }
        // Git keeps of a mode whether the owner may run it.
        files.push(FirstFile::new(path, contents.unwrap_or_default(), mode & 0o100 != 0));
    }
    if errors.is_empty() { Ok(files) } else { Err(ApiError::fields(&errors)) }
}

/// Whether a mode is that of a file, with or without its type, which its owner may read: what was meant to be octal and
/// was written in decimal is none.
fn is_mode(mode: i64) -> bool {
    const FILE: i64 = 0o100_000;
    let permissions = if mode & !0o777 == FILE { mode - FILE } else { mode };
    (0..=0o777).contains(&permissions) && permissions & 0o400 != 0
}
