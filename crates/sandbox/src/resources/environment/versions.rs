//! Versions of an environment: several that share its visitors. The main one is what the environment's branch is at.
//It has
//! the visitors that the others leave, so that all together always have a hundred of a hundred; it cannot be changed or
//! deleted itself.

use wheelhouse_contract::sections::environment as declared;

use super::rules::{Action, Found};
use super::start::{Deed, Word};
use crate::activities::{self, Kind, Script, Verb};
use crate::request::prelude::*;
use crate::store::versions::{self, Version};

/// The id of the main version.
const MAIN: &str = "main";

/// All visitors.
const ALL: i64 = 100;

pub fn list(call: &Call<'_, declared::ListVersionsAssociatedWithTheEnvironment, Found>) -> Answer {
    let found = &call.at;
    let others = others(call, found)?;
    let views = std::iter::once(main(found, &others)).chain(others.iter().map(|version| view(found, version)));
    Ok(Reply::json(&views.collect()))
}

pub fn get(call: &Call<'_, declared::ListTheVersion, Found>) -> Answer {
    let Call { at: found, path, .. } = call;
    let all = others(call, found)?;
    let asked = match path.version_id.as_str() {
        MAIN => Some(main(found, &all)),
        id => all.iter().find(|version| version.id == id).map(|version| view(found, version)),
    };
    asked.map(|view| Reply::json(&view)).ok_or_else(|| missing(&path.version_id))
}

pub fn create(call: &Call<'_, declared::CreateVersionsAssociatedWithTheEnvironment, Found>) -> Answer {
    let Call { at: found, body, .. } = call;
    let version = Version {
        project_id: found.project.id.clone(),
        environment_id: found.environment.id.clone(),
        id: activities::random_id(),
        commit: found.environment.head_commit.clone().unwrap_or_default(),
        percentage: body.routing.as_ref().map_or(0, |routing| routing.percentage),
        created_at: call.now,
    };
    require_share(call, found, &version)?;
    versions::save(call.store, &version)?;
    let started = start(call, found, &version, Verb::Create)?;
    Ok(Reply::created(&view(found, &version), vec![started]))
}

pub fn update(call: &Call<'_, declared::UpdateTheVersion, Found>) -> Answer {
    let Call { at: found, body, .. } = call;
    let version = own(call, found, &call.path.version_id)?;
    let percentage = body.routing.as_ref().map_or(version.percentage, |routing| routing.percentage);
    let version = Version { percentage, ..version };
    require_share(call, found, &version)?;
    versions::save(call.store, &version)?;
    let started = start(call, found, &version, Verb::Update)?;
    Ok(Reply::updated(&view(found, &version), vec![started]))
}

pub fn delete(call: &Call<'_, declared::DeleteTheVersion, Found>) -> Answer {
    let found = &call.at;
    let version = own(call, found, &call.path.version_id)?;
    versions::delete(call.store, &version)?;
    Ok(Reply::accepted(vec![start(call, found, &version, Verb::Delete)?]))
}

/// A version that can be changed.
fn own(context: &Context<'_>, found: &Found, id: &str) -> Result<Version, ApiError> {
    let version = versions::get(context.store, &found.project.id, &found.environment.id, id)?;
    match version {
        Some(version) => {
            found.place().require(Action::Versions)?;
            Ok(version)
        }
        None if id == MAIN => {
            Err(ApiError::not_now("The main version is locked: it gets the remaining traffic. Change or delete those."))
        }
        None => Err(missing(id)),
    }
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
    let message = format!("Other versions have {taken} %, so this one can have {left} % at most.");
    Err(ApiError::fields(&[FieldError::new("routing.percentage", message)]))
}

fn others(context: &Context<'_>, found: &Found) -> Result<Vec<Version>, ApiError> {
    Ok(versions::list(context.store, &found.project.id, &found.environment.id)?)
}

fn missing(id: &str) -> ApiError {
    ApiError::not_found(format_args!("version {id} of this environment"))
}

/// The main version. There is always one, also of what has no code yet.
fn main(found: &Found, others: &[Version]) -> Value {
    let environment = &found.environment;
    let taken: i64 = others.iter().map(|version| version.percentage).sum();
    let path = declared::ListTheVersion::path(&found.project.id, &environment.id, MAIN);
    facts!(declared::EnvironmentVersion {
        id: MAIN,
        commit: environment.head_commit.as_ref(),
        locked: true,
        percentage: ALL.saturating_sub(taken),
        ..links(found, &path)
    })
}

fn view(found: &Found, version: &Version) -> Value {
    let path = declared::ListTheVersion::path(&found.project.id, &found.environment.id, &version.id);
    let may_change = found.place().require(Action::Versions).is_ok();
    let links = links(found, &path).each_if(
        may_change,
        &[declared::EnvironmentVersion::EDIT, declared::EnvironmentVersion::DELETE],
        &path,
    );
    facts!(declared::EnvironmentVersion {
        id: &version.id,
        commit: &version.commit,
        locked: false,
        percentage: version.percentage,
        ..links
    })
}

fn links(found: &Found, path: &str) -> Links {
    Links::to_self(path).add(
        declared::EnvironmentVersion::ENVIRONMENT,
        &declared::GetAnEnvironment::path(&found.project.id, &found.environment.id),
    )
}

fn start(context: &Context<'_>, found: &Found, version: &Version, verb: Verb) -> Result<Value, ApiError> {
    let done = verb.done();
    let taken: i64 = others(context, found)?.iter().map(|version| version.percentage).sum();
    let share = format!("  The main version has {} of a hundred visitors", ALL.saturating_sub(taken));
    let plan = Script::new(context.pace)
        .line(format!("Version {} {done}", version.id), 500)
        .line("Updating the router", 1_500)
        .line(share, 100)
        .succeed();
    let deed = Deed {
        kind: Kind::EnvironmentVersion { verb, version: version.id.clone(), percentage: version.percentage },
        project: &found.project,
        environment: &found.environment,
        words: vec![
            Word::Text(done),
            Word::Text(" version "),
            Word::Text(&version.id),
            Word::Text(" of environment "),
            Word::Environment(&found.environment),
        ],
        about: Vec::new(),
        plan,
        deploys: false,
    };
    deed.start(context)
}
