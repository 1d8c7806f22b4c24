//! What happens to every request below `/api`, whichever operation it names.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{Method, Response, header};
use rusqlite::Connection;
use serde_json::{Map, Value};

use super::coverage::UNCOUNTED;
use super::faults::{self, Acted};
use super::routes::{Found, Route};
use super::{Shared, auth, body, incoming, upload};
use crate::clock::Moment;
use crate::error::ApiError;
use crate::request::{API, Caller, Context, Query, Reply, Upload};
use crate::store::projects;

/// Answers everything below `/api`.
pub async fn api(State(shared): State<Arc<Shared>>, request: Request) -> Response<Body> {
    let (parts, stream) = request.into_parts();
    let path = parts.uri.path().strip_prefix(API).unwrap_or_default().to_owned();
    let Found::Route(route, _) = shared.routes.find(&parts.method, &path) else {
        return unrouted(shared, parts, path).await;
    };
    let (id, is_operation) = (route.handler.id, route.is_operation());
    let fault = shared.faults.take(id);
    let problem = route.handler.operation.is_problem_json();
    let act = async {
        let bytes = match incoming::read(stream, body::LIMIT).await {
            Ok(bytes) => bytes,
            Err(error) => return Acted::refused(error.render(problem)),
        };
        let counted = is_operation && parts.headers.get(UNCOUNTED).is_none_or(|value| value != "1");
        let worker = shared.clone();
        let upload = upload::read(&parts.headers, &bytes).await;
        match blocking(move || answer(&worker, &parts, &path, &bytes, upload.as_ref())).await {
            Ok(reply) => {
                if counted {
                    shared.coverage.count(id);
                }
                Acted::done(reply.render())
            }
            Err(error) => Acted::refused(error.render(problem)),
        }
    };
    faults::around(fault, act).await
}

/// Runs what waits for the database where it holds up nobody else.
pub async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ApiError> + Send + 'static,
) -> Result<T, ApiError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(_) => Err(ApiError::internal("The request could not be finished.")),
    }
}

/// An address that no operation has: who is not signed in does not learn even that.
async fn unrouted(shared: Arc<Shared>, parts: Parts, path: String) -> Response<Body> {
    let outcome = blocking(move || -> Result<(), ApiError> {
        shared.read(|store, now| auth::authenticate(store, &shared.passing, authorization(&parts), now))?;
        match shared.routes.find(&parts.method, &path) {
            Found::OtherMethods(allowed) => Err(ApiError::method_not_allowed(&allowed)),
            _ => Err(ApiError::not_found("such address in the API")),
        }
    });
    outcome.await.err().unwrap_or_else(|| ApiError::internal("The address could not be resolved.")).render(false)
}

pub fn authorization(parts: &Parts) -> Option<&str> {
    parts.headers.get(header::AUTHORIZATION)?.to_str().ok()
}

/// Where a request was sent to, by the way or by what stands before the sandbox.
pub fn origin(parts: &Parts) -> String {
    let header = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
    let scheme = header("x-forwarded-proto").filter(|scheme| matches!(*scheme, "http" | "https")).unwrap_or("http");
    let is_host =
        |host: &&str| host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']'));
    header("host").filter(is_host).map(|host| format!("{scheme}://{host}")).unwrap_or_default()
}

/// Does what a request asks, in one transaction. What it wrote is on disk when this returns.
fn answer(
    shared: &Shared,
    parts: &Parts,
    path: &str,
    bytes: &Bytes,
    upload: Option<&Upload>,
) -> Result<Reply, ApiError> {
    let Found::Route(route, parameters) = shared.routes.find(&parts.method, path) else {
        return Err(ApiError::not_found("such address in the API"));
    };
    let origin = origin(parts);
    let act = |store: &Connection, now: Moment| {
        let caller = caller(shared, store, route, &parameters, parts, now)?;
        // A file comes in the place of what others are sent as JSON.
        let is_file = upload.is_some() && route.handler.operation.file.is_some();
        let nothing = Bytes::new();
        let (query, body) = read(route, parts, if is_file { &nothing } else { bytes })?;
        let context = Context {
            store,
            git: &shared.git,
            caller: &caller,
            now,
            pace: shared.pace,
            query: &query,
            path: parts.uri.path(),
            origin: &origin,
            upload,
        };
        route.handler.run(&context, &parameters, body)
    };
    if parts.method == Method::GET {
        return shared.read(act);
    }
    let mut connection = shared.store.writer();
    let reply = shared.write(&mut connection, |transaction, now| act(transaction, now))?;
    if shared.git.is_sweep_due() {
        let _unread = shared.unread();
        // What could not be removed now is when the sandbox is next opened.
        let _ = shared.git.sweep(|project| projects::is_there(&connection, project));
    }
    Ok(reply)
}

/// Who asks: whoever is signed in, or whom an address that is open to others knows.
fn caller(
    shared: &Shared,
    store: &Connection,
    route: &Route,
    parameters: &[String],
    parts: &Parts,
    now: Moment,
) -> Result<Caller, ApiError> {
    let header = authorization(parts);
    if let (Some(guest), None) = (route.handler.open_to, header) {
        let query = Query::read(parts.uri.query().unwrap_or_default(), &[])?;
        if let Some(caller) = guest(store, parameters, &query)? {
            return Ok(caller);
        }
    }
    auth::authenticate(store, &shared.passing, header, now)
}

fn read(route: &Route, parts: &Parts, bytes: &Bytes) -> Result<(Query, Value), ApiError> {
    let text = parts.uri.query().unwrap_or_default();
    if !route.is_operation() {
        return Ok((Query::read(text, &[])?, Value::Object(Map::new())));
    }
    let operation = route.handler.operation;
    Ok((Query::read(text, operation.query)?, body::read(operation, bytes)?))
}
