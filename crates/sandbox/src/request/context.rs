//! What a handler is given, and what it is.

use rusqlite::Connection;
use serde_json::{Map, Value};

use super::query::Query;
use super::reply::Reply;
use crate::access::{OrganizationRights, ProjectRights};
use crate::clock::Moment;
use crate::error::ApiError;
use crate::git::Repositories;
use crate::store::environments::{self, Environment};
use crate::store::organizations::{self, Organization};
use crate::store::projects::{self, Project};
use crate::store::users::User;

/// Who asks.
pub type Caller = User;

/// Does one operation. Its writes are kept only when it answers, all of them, before the answer is sent.
pub type Handler = fn(&Context<'_>) -> Result<Reply, ApiError>;

/// One request that was routed, authenticated and checked against its operation.
pub struct Context<'a> {
    /// The request's transaction.
    pub store: &'a Connection,
    pub git: &'a Repositories,
    pub caller: &'a Caller,
    pub now: Moment,
    /// Multiplies the duration of what the request starts.
    pub pace: f64,
    pub parameters: &'a [(String, String)],
    pub query: &'a Query,
    /// Empty for operations without a body.
    pub body: &'a Map<String, Value>,
    /// The path, `/api` included.
    pub path: &'a str,
}

impl Context<'_> {
    /// A parameter of the path, decoded; empty when the template has no such name.
    pub fn parameter(&self, name: &str) -> &str {
        self.parameters.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// The organization that the path names.
    ///
    /// # Errors
    /// 404 when there is none or the caller has no part in it.
    pub fn organization(&self) -> Result<(Organization, OrganizationRights), ApiError> {
        let id = self.parameter("organization_id");
        let missing = || ApiError::not_found(format_args!("organization {id}, or you have no access to it"));
        let organization = organizations::get(self.store, id)?.ok_or_else(missing)?;
        let rights = OrganizationRights::find(self.store, &organization, &self.caller.id)?.ok_or_else(missing)?;
        Ok((organization, rights))
    }

    /// The project that the path names.
    ///
    /// # Errors
    /// 404 when there is none or the caller may not know of it.
    pub fn project(&self) -> Result<(Project, ProjectRights), ApiError> {
        let id = self.parameter("projectId");
        let missing = || ApiError::not_found(format_args!("project {id}, or you have no access to it"));
        let project = projects::get(self.store, id)?.ok_or_else(missing)?;
        let rights = ProjectRights::find(self.store, &project, &self.caller.id)?.ok_or_else(missing)?;
        Ok((project, rights))
    }

    /// The environment that the path names, with its project.
    ///
    /// # Errors
    /// 404 when there is none or the caller may not know of it.
    pub fn environment(&self) -> Result<(Project, ProjectRights, Environment), ApiError> {
        let (project, rights) = self.project()?;
        let id = self.parameter("environmentId");
        let environment = environments::get(self.store, &project.id, id)?
            .ok_or_else(|| ApiError::not_found(format_args!("environment {id} in this project")))?;
        Ok((project, rights, environment))
    }
}
