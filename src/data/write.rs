//! Sending a change, and telling everyone who shows what it changed.

use std::sync::Arc;

use serde_json::Value;
use wheelhouse_contract::answer::{activities, entity};
use wheelhouse_contract::{Answer, Endpoint, Links, Method, Relation, Resource as _};

use super::cache::Cache;
use super::live::announce;
use super::paths::{root, without_query};
use crate::api::{ApiError, Payload, Request};

/// Sends `E` with this body, once. Afterwards the written thing and its activities are known everywhere, and what else
/// may have changed is asked for again.
///
/// # Errors
/// Whatever [`crate::api::Api::send`] says; nothing is repeated.
pub async fn write<E: Endpoint>(cache: Cache, path: String, body: Option<Value>) -> Result<E::Answer, ApiError> {
    send(cache, E::OPERATION.method, path, body).await.map(E::Answer::read)
}

/// As [`write()`], for those who know the operation only by its method and path.
///
/// # Errors
/// As [`write()`].
pub async fn send(cache: Cache, method: Method, path: String, body: Option<Value>) -> Result<Arc<Value>, ApiError> {
    send_payload(cache, method, path, body.map(Payload::Json)).await
}

/// As [`write()`], for what may be a form with files.
///
/// # Errors
/// As [`write()`].
pub async fn send_payload(
    cache: Cache,
    method: Method,
    path: String,
    body: Option<Payload>,
) -> Result<Arc<Value>, ApiError> {
    let request = Request { method, path: path.clone(), body, abort: None };
    let answer = cache.api.send(request).await;
    // Without an answer the write may still have happened: what is shown is asked for again either way.
    let passed = answer.as_ref().is_err_and(|error| !error.is_passing());
    if passed {
        return answer;
    }
    if let Ok(answer) = &answer {
        if let Some(entity) = entity(answer) {
            let own = Links::of(entity).href(Relation::SELF).and_then(|href| cache.api.path_of(href).ok());
            // What was sent to a collection is not at the collection's address.
            let own = own.or_else(|| (method == Method::Patch).then(|| without_query(&path).to_owned()));
            if let Some(own) = own {
                cache.put(&own, Arc::new(entity.clone()));
            }
        }
        let started = activities(answer);
        announce(cache, root(&path), started.iter().map(|activity| activity.raw().as_ref()));
    }
    cache.touch(&path, method == Method::Delete && answer.is_ok());
    answer
}
