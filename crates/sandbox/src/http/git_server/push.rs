//! Push: the objects first, then each ref as any other write does it, with its activity.

use std::fs::File;
use std::sync::Arc;

use axum::body::Body;
use axum::http::Response;
use axum::http::request::Parts;
use serde_json::Value;

use super::fetch::is_compressed;
use super::{Visit, response, spool};
use crate::access::Role;
use crate::code;
use crate::error::ApiError;
use crate::git::wire::{self, Asked, FLUSH, Report, Service, Update, packet};
use crate::git::{self, Error, Repository};
use crate::http::Shared;
use crate::http::dispatch::blocking;
use crate::request::{Context, scope};
use crate::resources;
use crate::store::environments;

pub async fn advertise(visit: Visit) -> Result<Response<Body>, ApiError> {
    let told = blocking(move || {
        wire::require(&visit.repository)?;
        let mut refs = git::references(&git::open(&visit.repository)?)?;
        refs.retain(|reference| !git::is_below(&format!("refs/{}", reference.name), &visit.hidden));
        Ok(wire::advertisement(&refs))
    });
    let told = told.await?;
    let head = [packet(b"# service=git-receive-pack\n"), FLUSH.to_vec()].concat();
    Ok(response(Service::ReceivePack, "advertisement", Body::from([head, told].concat())))
}

pub async fn answer(shared: Arc<Shared>, visit: Visit, parts: &Parts, body: Body) -> Result<Response<Body>, ApiError> {
    let file = spool::keep(body, &visit.repository).await?;
    let is_compressed = is_compressed(parts);
    let told = blocking(move || {
        let mut file = if is_compressed { spool::unpack(&file, &visit.repository)? } else { file };
        let asked =
            wire::read(&mut file).map_err(|error| ApiError::bad_request(format!("This is no push: {error}.")))?;
        if asked.updates.is_empty() {
            // A client asks so whether it is let in, before it sends what is large.
            return Ok(Vec::new());
        }
        let report = receive(&shared, &visit, &asked, file)?;
        Ok(asked.answer(&report))
    });
    Ok(response(Service::ReceivePack, "result", Body::from(told.await?)))
}

fn receive(shared: &Shared, visit: &Visit, asked: &Asked, pack: File) -> Result<Report, ApiError> {
    let repository = git::open(&visit.repository)?;
    if asked.brings_objects() {
        let tips: Vec<&str> = asked.updates.iter().filter_map(|update| update.to.as_deref()).collect();
        match wire::take_in(&repository, pack, &tips) {
            Err(Error::Pack(why)) => {
                let refs = asked.updates.iter().map(|update| (update.name.clone(), Some("unpacker error".to_owned())));
                return Ok(Report { unpack: Some(why), refs: refs.collect(), messages: Vec::new() });
            }
            taken => taken?,
        }
    }
    let groups: Vec<&[Update]> = if asked.is_atomic { vec![&asked.updates] } else { asked.updates.chunks(1).collect() };
    let mut report = Report::default();
    for group in groups {
        let done = together(shared, visit, &repository, group);
        report.refs.extend(group.iter().map(|update| {
            let refused = done.as_ref().err().map(|(name, error)| {
                if *name == update.name { error.words() } else { format!("with {name}, which is refused") }
            });
            (update.name.clone(), refused)
        }));
        report.messages.extend(done.unwrap_or_default());
    }
    Ok(report)
}

/// Moves some refs in one transaction, all or none, and answers what the client is to say of it.
fn together<'a>(
    shared: &Shared,
    visit: &Visit,
    repository: &Repository,
    updates: &'a [Update],
) -> Result<Vec<String>, (&'a str, ApiError)> {
    let first = updates.first().map_or("", |update| update.name.as_str());
    let mut last = first;
    let mut moved_tags = Vec::new();
    let mut connection = shared.store.writer();
    let moved = shared.write(&mut connection, |transaction, now| {
        let context = shared.context(transaction, &visit.caller, now);
        let mut said = Vec::new();
        for update in updates {
            last = &update.name;
            said.extend(one(&context, visit, repository, update)?);
            moved_tags.extend(update.tag().map(|tag| (tag, update.from.as_deref())));
        }
        // From here on it is all of them that cannot be kept.
        last = first;
        Ok(said)
    });
    moved.map_err(|error| {
        // The database knows of branches alone. A tag that cannot go back now is one that nobody was told of.
        for (tag, from) in moved_tags {
            let _ = git::set_tag(repository, tag, from);
        }
        (last, error)
    })
}

fn one(
    context: &Context<'_>,
    visit: &Visit,
    repository: &Repository,
    update: &Update,
) -> Result<Vec<String>, ApiError> {
    // As it is by now: it may have gone, and rights with it.
    let (project, rights) = scope::find_project(context, &visit.project.id)?;
    if code::repository(context.store, context.git, &project.id)?.is_none() {
        return Err(ApiError::not_found("repository of this project"));
    }
    if let Some(branch) = update.branch() {
        let started = resources::receive(context, &project, branch, update.from.as_deref(), update.to.as_deref())?;
        return Ok(told(&started));
    }
    let tag = update.tag().ok_or_else(|| ApiError::bad_request("Only branches and tags can be pushed."))?;
    let main = environments::get(context.store, &project.id, &project.default_branch)?;
    if let Some(main) = main {
        rights.require_on(&main, Role::Contributor)?;
    }
    let at = git::reference(repository, tag)?.map(|found| found.target);
    if at != update.from {
        return Err(ApiError::not_now("The tag is elsewhere by now: fetch first."));
    }
    git::set_tag(repository, tag, update.to.as_deref())?;
    Ok(Vec::new())
}

/// An activity as whoever pushes reads of it.
fn told(activity: &Value) -> Vec<String> {
    let text = |at: &str| activity.pointer(at).and_then(Value::as_str).unwrap_or_default();
    vec![
        format!("{}: {} {}", text("/text"), text("/type"), text("/id")),
        format!("  log: {}", text("/_links/log/href")),
    ]
}
