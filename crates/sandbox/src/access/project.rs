//! What a user may do in a project.

use rusqlite::Connection;

use super::grants::{Source, grants};
use super::permissions::{Permissions, Role, TYPES};
use crate::error::ApiError;
use crate::store::environments::{self, Environment};
use crate::store::projects::Project;

/// A user's rights on a project: all that was granted, together.
#[derive(Clone, Debug, Default)]
pub struct ProjectRights {
    permissions: Permissions,
    /// Whether the user owns the project's organization or is an admin of it.
    of_organization: bool,
}

impl ProjectRights {
    /// Of a user on a project; nothing for who may not know of it.
    pub fn find(connection: &Connection, project: &Project, user: &str) -> rusqlite::Result<Option<ProjectRights>> {
        let grants = grants(connection, project, user)?;
        let permissions = grants.iter().fold(Permissions::default(), |held, grant| held.and(grant.permissions));
        let of_organization =
            grants.iter().any(|grant| matches!(grant.source, Source::Owner | Source::OrganizationPermission));
        Ok((!grants.is_empty()).then_some(Self { permissions, of_organization }))
    }

    pub fn is_admin(&self) -> bool {
        self.permissions.of_project() == Some(Role::Admin)
    }

    /// Whether the user may delete the project: it is the organization's.
    pub fn may_delete(&self) -> bool {
        self.of_organization
    }

    /// # Errors
    /// 403 that says which role is missing.
    pub fn require_delete(&self) -> Result<(), ApiError> {
        if self.may_delete() {
            return Ok(());
        }
        Err(ApiError::forbidden(
            "You need the admin role in the organization of this project. The organization's owner can grant it.",
        ))
    }

    /// Whether the user has this role, or a greater one, on environments of a type.
    pub fn may(&self, kind: &str, role: Role) -> bool {
        self.permissions.on(kind) >= Some(role)
    }

    /// Whether the user may know of environments of a type.
    pub fn sees(&self, kind: &str) -> bool {
        self.may(kind, Role::Viewer)
    }

    /// The types of environments that the user may know of; none where that is all of them.
    pub fn seen_types(&self) -> Option<Vec<&'static str>> {
        let seen: Vec<&str> = TYPES.iter().copied().filter(|kind| self.sees(kind)).collect();
        (seen.len() < TYPES.len()).then_some(seen)
    }

    /// The refs that the user may not know of, without `refs/` before them, each with all that is below it: the branches
    /// of environments of other types, and with production its tags.
    pub fn hidden_refs(&self, connection: &Connection, project: &Project) -> rusqlite::Result<Vec<String>> {
        if self.seen_types().is_none() {
            return Ok(Vec::new());
        }
        let all = environments::list(connection, &project.id)?.into_iter();
        let hidden: Vec<Environment> = all.filter(|environment| !self.sees(&environment.kind)).collect();
        let main = hidden.iter().any(|environment| environment.id == project.default_branch);
        let branches = hidden.iter().map(|environment| format!("heads/{}", environment.name));
        Ok(branches.chain(main.then(|| "tags".to_owned())).collect())
    }

    /// # Errors
    /// 403 that says which role is missing.
    pub fn require_admin(&self) -> Result<(), ApiError> {
        if self.is_admin() {
            return Ok(());
        }
        Err(ApiError::forbidden(
            "You need the admin role on this project. A project admin or an organization owner can grant it.",
        ))
    }

    /// # Errors
    /// 403 that says which role is missing on environments of this type.
    pub fn require_on(&self, environment: &Environment, role: Role) -> Result<(), ApiError> {
        if self.may(&environment.kind, role) {
            return Ok(());
        }
        Err(ApiError::forbidden(format!(
            "You need the {} role on {} environments of this project. A project admin can grant it.",
            role.name(),
            environment.kind
        )))
    }
}
