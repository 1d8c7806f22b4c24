//! Versions of an environment: several that share its visitors. The main one is what the environment's branch is at. It has
//! the visitors that the others leave, so that all together always have a hundred of a hundred; it cannot be changed or
//! deleted itself.

use serde_json::{Value, json};
use wheelhouse_contract::FieldError;
use wheelhouse_contract::sections::environment::{GetAnEnvironment, ListTheVersion};

use super::rules::{Action, Found};
use super::start::{Deed, Word};
use crate::access::Role;
use crate::activities::{self, Script};
use crate::error::ApiError;
use crate::request::{Context, Links, Reply};
use crate::store::versions::{self, Version};

/// The id of the main version.
const MAIN: &str = "main";

/// All visitors.
const ALL: i64 = 100;

pub fn list(context: &Context<'_>) -> Result<Reply, ApiError> {
    let found = Found::read(context)?;
    let others = others(context, &found)?;
    let main = main(&found, &others);
    let views = main.into_iter().chain(others.iter().map(|version| view(&found, version)));
    Ok(Reply::json(&views.collect()))
}

pub fn get(context: &Context<'_>) -> Result<Reply, ApiError> {
    let found = Found::read(context)?;
    let id = context.parameter("versionId");
    let all = others(context, &found)?;
    let asked = match main(&found, &all).filter(|_| id == MAIN) {
        Some(main) => Some(main),
        None => all.iter().find(|version| version.id == id).map(|version| view(&found, version)),
    };
    asked.map(|view| Reply::json(&view)).ok_or_else(|| missing(id))
}

pub fn create(context: &Context<'_>) -> Result<Reply, ApiError> {
    let found = Found::require(context, Action::Versions)?;
    let version = Version {
        project_id: found.project.id.clone(),
        environment_id: found.environment.id.clone(),
        id: activities::random_id(),
        commit: found.environment.head_commit.clone().unwrap_or_default(),
        percentage: wanted(context).unwrap_or(0),
        created_at: context.now,
    };
    require_share(context, &found, &version)?;
    versions::save(context.store, &version)?;
    let started = start(context, &found, &version, "create", "created")?;
    Ok(Reply::created(&view(&found, &version), vec![started]))
}

pub fn update(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (found, version) = own(context)?;
    let version = Version { percentage: wanted(context).unwrap_or(version.percentage), ..version };
    require_share(context, &found, &version)?;
    versions::save(context.store, &version)?;
    let started = start(context, &found, &version, "update", "updated")?;
    Ok(Reply::updated(&view(&found, &version), vec![started]))
}

pub fn delete(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (found, version) = own(context)?;
    versions::delete(context.store, &version)?;
    Ok(Reply::accepted(vec![start(context, &found, &version, "delete", "deleted")?]))
}

/// The version that the path names, for whom it may be changed.
fn own(context: &Context<'_>) -> Result<(Found, Version), ApiError> {
    let found = Found::read(context)?;
    found.rights.require_on(&found.environment, Role::Admin)?;
    let id = context.parameter("versionId");
    let version = versions::get(context.store, &found.project.id, &found.environment.id, id)?;
    match version {
        Some(version) => {
            found.place().require(Action::Versions)?;
            Ok((found, version))
        }
        None if id == MAIN && main(&found, &[]).is_some() => Err(ApiError::not_now(
            "The main version is locked: it has the visitors that the others leave. Change or delete those.",
        )),
        None => Err(missing(id)),
    }
}

/// The share of visitors that the body asks for.
fn wanted(context: &Context<'_>) -> Option<i64> {
    context.body.get("routing")?.get("percentage")?.as_i64()
}

/// # Errors
/// 400 when all versions beside the main one would have more than all visitors.
fn require_share(context: &Context<'_>, found: &Found, version: &Version) -> Result<(), ApiError> {
    let others = others(context, found)?;
    let taken: i64 = others.iter().filter(|other| other.id != version.id).map(|other| other.percentage).sum();
    let left = ALL.saturating_sub(taken);
    if version.percentage <= left {
        return Ok(());
    }
    let message = format!("Other versions have {taken} of a hundred visitors: this one can have {left} at most.");
    Err(ApiError::fields(&[FieldError::new("routing.percentage", message)]))
}

fn others(context: &Context<'_>, found: &Found) -> Result<Vec<Version>, ApiError> {
    Ok(versions::list(context.store, &found.project.id, &found.environment.id)?)
}

fn missing(id: &str) -> ApiError {
    ApiError::not_found(format_args!("version {id} of this environment"))
}

/// The main version; there is none of an environment that has nothing deployed.
fn main(found: &Found, others: &[Version]) -> Option<Value> {
    let environment = &found.environment;
    let commit = environment.head_commit.as_ref().filter(|_| environment.takes_room())?;
    let taken: i64 = others.iter().map(|version| version.percentage).sum();
    let path = ListTheVersion::path(&found.project.id, &environment.id, MAIN);
    Some(json!({
        "id": MAIN,
        "commit": commit,
        "locked": true,
        "routing": {"percentage": ALL.saturating_sub(taken)},
        "_links": links(found, &path).value(),
    }))
}

fn view(found: &Found, version: &Version) -> Value {
    let path = ListTheVersion::path(&found.project.id, &found.environment.id, &version.id);
    let may_change = found.place().require(Action::Versions).is_ok();
    json!({
        "id": version.id,
        "commit": version.commit,
        "locked": false,
        "routing": {"percentage": version.percentage},
        "_links": links(found, &path).editable_if(may_change, &path).value(),
    })
}

fn links(found: &Found, path: &str) -> Links {
    Links::to_self(path).add("environment", &GetAnEnvironment::path(&found.project.id, &found.environment.id))
}

fn start(context: &Context<'_>, found: &Found, version: &Version, verb: &str, done: &str) -> Result<Value, ApiError> {
    let taken: i64 = others(context, found)?.iter().map(|version| version.percentage).sum();
    let share = format!("  The main version has {} of a hundred visitors", ALL.saturating_sub(taken));
    let plan = Script::new(context.pace)
        .line(format!("Version {} {done}", version.id), 500)
        .line("Updating the router", 1_500)
        .line(share, 100)
        .succeed();
    let deed = Deed {
        kind: &format!("version.{verb}"),
        project: &found.project,
        environment: &found.environment,
        words: vec![
            Word::Text(done),
            Word::Text(" version "),
            Word::Text(&version.id),
            Word::Text(" of environment "),
            Word::Environment(&found.environment),
        ],
        about: None,
        parameters: json!({"version": version.id, "percentage": version.percentage}),
        plan,
        deploys: false,
    };
    deed.start(context)
}
