//! Controls of one environment: what an application writes, and what a Git client pushes.

use axum::body::Bytes;
use rusqlite::Connection;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::Shared;
use crate::activities;
use crate::code;
use crate::config::Config;
use crate::error::ApiError;
use crate::request::Reply;
use crate::resources;
use crate::seed;
use crate::store::environment_data::{self, Data};
use crate::store::environments::{self, Environment};
use crate::store::users;

/// What an application writes.
#[derive(Deserialize)]
struct Written {
    service: String,
    /// A name for the content; a new one when it is left out.
    revision: Option<String>,
    size_bytes: Option<i64>,
}

/// What a Git client pushes: one file, or several.
#[derive(Deserialize)]
struct Pushed {
    path: Option<String>,
    /// Nothing deletes the file.
    text: Option<String>,
    #[serde(default)]
    files: Map<String, Value>,
    message: Option<String>,
}

/// All that an environment holds, by service.
pub fn data(shared: &Shared, project: &str, environment: &str) -> Result<Reply, ApiError> {
    shared.read(|store, _| {
        require(store, project, environment)?;
        shown(store, project, environment)
    })
}

/// Has a service of an environment hold something else, as an application would. Only one that runs can.
pub fn write(shared: &Shared, project: &str, environment: &str, bytes: &Bytes) -> Result<Reply, ApiError> {
    let written: Written = super::controls::read(bytes)?;
    let data = Data {
        service: written.service,
        revision: written.revision.unwrap_or_else(activities::random_id),
        size_bytes: written.size_bytes.unwrap_or(1 << 20),
    };
    shared.write(&mut shared.store.writer(), |transaction, now| {
        require(transaction, project, environment)?;
        let running = environments::get(transaction, project, environment)?.filter(Environment::is_running);
        let Some(running) = running else {
            return Err(ApiError::not_now(format!("Environment {environment} does not run: nothing in it can write.")));
        };
        let held = environment_data::list(transaction, project, environment)?;
        let before = held.iter().find(|held| held.service == data.service).map_or(0, |held| held.size_bytes);
        if let Some(config) = deployed(transaction, shared, &running)? {
            let sizes = (before, data.size_bytes);
            activities::notice_disk(transaction, &running, &config, &data.service, sizes, now)?;
        }
        environment_data::write(transaction, project, environment, &data)?;
        shown(transaction, project, environment)
    })
}

/// Pushes a commit to an environment's branch, in the administrator's name.
pub fn push(shared: &Shared, project: &str, environment: &str, bytes: &Bytes) -> Result<Reply, ApiError> {
    let pushed: Pushed = super::controls::read(bytes)?;
    let mut changes: Vec<(String, Option<Vec<u8>>)> = pushed
        .files
        .iter()
        .map(|(path, text)| (path.clone(), text.as_str().map(|text| text.as_bytes().to_vec())))
        .collect();
    changes.extend(pushed.path.map(|path| (path, pushed.text.map(String::into_bytes))));
    if changes.is_empty() {
        return Err(ApiError::bad_request("Say what is pushed: path and text, or files as {path: text or null}."));
    }
    if let Some((path, _)) = changes.iter().find(|(path, _)| !crate::git::is_path(path)) {
        return Err(ApiError::bad_request(format!("A file in a repository cannot be at {path}.")));
    }
    let message = pushed.message.unwrap_or_else(|| {
        let paths: Vec<&str> = changes.iter().map(|(path, _)| path.as_str()).collect();
        format!("Change {}", paths.join(", "))
    });
    let message = format!("{}\n", message.trim_end());
    shared.write(&mut shared.store.writer(), |transaction, now| {
        let caller = users::get(transaction, &seed::administrator())?;
        let caller = caller.ok_or_else(|| ApiError::internal("There is no administrator."))?;
        let context = shared.context(transaction, &caller, now);
        let (commit, activity) = resources::push(&context, project, environment, &message, &changes)?;
        Ok(Reply::json(&json!({"commit": commit, "activity": activity})))
    })
}

/// What an environment's code says of its containers.
fn deployed(connection: &Connection, shared: &Shared, environment: &Environment) -> Result<Option<Config>, ApiError> {
    let repository = code::repository(connection, &shared.git, &environment.project_id)?;
    let found = repository.zip(environment.head_commit.as_deref());
    Ok(found.map(|(repository, commit)| Config::read(&repository, commit)).transpose()?)
}

fn require(connection: &Connection, project: &str, environment: &str) -> Result<(), ApiError> {
    match environments::get(connection, project, environment)? {
        Some(_) => Ok(()),
        None => Err(ApiError::not_found(format_args!("environment {environment} in project {project}"))),
    }
}

fn shown(connection: &Connection, project: &str, environment: &str) -> Result<Reply, ApiError> {
    let data = environment_data::list(connection, project, environment)?;
    Ok(Reply::json(&data.iter().map(Data::view).collect()))
}
