//! `/git/PROJECT.git`: what Git clients fetch from and push to (the smart protocol over HTTP).

mod fetch;
mod push;
mod spool;

use std::path::PathBuf;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, Response, header};

use super::dispatch::{authorization, blocking};
use super::{Shared, auth};
use crate::access::{ProjectRights, Role};
use crate::code;
use crate::error::ApiError;
use crate::git::{self, wire::Service};
use crate::request::{Caller, scope};
use crate::store::environments;
use crate::store::projects::Project;
use crate::store::tokens;

/// Types of environments, on any of which somebody may hold the role to push.
const TYPES: &[&str] = &["production", "staging", "development"];

/// What an address asks for.
struct Asked {
    project: String,
    service: Service,
    /// Whether only what is there is to be told.
    is_first: bool,
}

/// Who asks, and for which repository.
struct Visit {
    caller: Caller,
    project: Project,
    repository: PathBuf,
}

/// Answers everything below `/git`.
pub async fn serve(State(shared): State<Arc<Shared>>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    match answer(shared, parts, body).await {
        Ok(response) => response,
        Err(error) => error.render_text(),
    }
}

async fn answer(shared: Arc<Shared>, parts: Parts, body: Body) -> Result<Response<Body>, ApiError> {
    let asked = read(&parts)?;
    let (service, is_first) = (asked.service, asked.is_first);
    let (worker, header) = (shared.clone(), authorization(&parts).map(str::to_owned));
    let visit = blocking(move || visit(&worker, &asked, header.as_deref())).await?;
    match (service, is_first) {
        (Service::UploadPack, true) => fetch::advertise(&visit, &parts).await,
        (Service::UploadPack, false) => fetch::answer(&visit, &parts, body).await,
        (Service::ReceivePack, true) => push::advertise(visit).await,
        (Service::ReceivePack, false) => push::answer(shared, visit, &parts, body).await,
    }
}

/// `PROJECT.git/info/refs?service=S` and `PROJECT.git/S`.
fn read(parts: &Parts) -> Result<Asked, ApiError> {
    let nothing = || ApiError::not_found("such address: a repository is at /git/PROJECT.git");
    let path = parts.uri.path().strip_prefix("/git/").ok_or_else(nothing)?;
    let (project, what) = path.split_once('/').ok_or_else(nothing)?;
    let project = project.strip_suffix(".git").unwrap_or(project).to_owned();
    let (named, is_first, method) = if what == "info/refs" {
        let query = parts.uri.query().unwrap_or_default();
        let service = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "service");
        let service = service.map(|(_, service)| service.into_owned());
        let service = service.ok_or_else(|| {
            ApiError::forbidden("This Git client is too old: it does not speak the smart protocol over HTTP.")
        })?;
        (service, true, Method::GET)
    } else {
        (what.to_owned(), false, Method::POST)
    };
    let service = Service::named(&named).ok_or_else(nothing)?;
    if parts.method != method {
        return Err(ApiError::method_not_allowed(method.as_str()));
    }
    Ok(Asked { project, service, is_first })
}

/// Lets in who may: to fetch, whoever may look at the project; to push, whoever may on environments of some type. Which
/// branches, is for the push to say.
fn visit(shared: &Shared, asked: &Asked, header: Option<&str>) -> Result<Visit, ApiError> {
    let (visit, token, now) = shared.read(|store, now| {
        let (caller, token) = auth::by_password(store, &shared.passing, header, now)?;
        let (project, rights) = scope::find_project(&shared.context(store, &caller, now), &asked.project)?;
        if asked.service == Service::ReceivePack && !may_push(&rights) {
            return Err(ApiError::forbidden(
                "You need the contributor role on environments of this project to push. A project admin can grant it.",
            ));
        }
        let repository = code::repository(store, &shared.git, &project.id)?
            .ok_or_else(|| ApiError::not_found("repository of this project yet: it is being set up"))?;
        // What a clone begins with.
        if let Some(main) = environments::get(store, &project.id, &project.default_branch)? {
            git::set_head(&repository, &main.name)?;
        }
        // Git runs in it, where a path that is relative to here would lead nowhere.
        let repository = repository.path().canonicalize().map_err(git::Error::from)?;
        Ok((Visit { caller, project, repository }, token, now))
    })?;
    // Each visit begins with what is there. A full disk keeps nobody from fetching.
    if let Some(mut token) = token.filter(|_| asked.is_first) {
        token.last_used_at = Some(now);
        let _ = tokens::note_use(&shared.store.writer(), &token);
    }
    Ok(visit)
}

fn may_push(rights: &ProjectRights) -> bool {
    TYPES.iter().any(|kind| rights.on(kind) >= Role::Contributor)
}

/// An answer of the protocol: nobody keeps it.
fn response(service: Service, what: &str, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    let kind = format!("application/x-{}-{what}", service.name());
    let headers = response.headers_mut();
    headers.extend(HeaderValue::from_str(&kind).map(|kind| (header::CONTENT_TYPE, kind)));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache, max-age=0, must-revalidate"));
    response
}
