//! What a user may do, and how a refusal says what is missing.

use rusqlite::Connection;
use serde_json::Value;

use crate::error::ApiError;
use crate::store::environments::Environment;
use crate::store::organizations::{self, Organization};
use crate::store::projects::{self, Project};

/// A user's rights in an organization.
#[derive(Clone, Debug, Default)]
pub struct OrganizationRights {
    pub is_owner: bool,
    permissions: Vec<String>,
}

impl OrganizationRights {
    /// # Errors
    /// 403 that says that new projects are not the user's to make.
    pub fn require_create_projects(&self) -> Result<(), ApiError> {
        if self.has("projects:create") {
            return Ok(());
        }
        Err(ApiError::forbidden(
            "You need permission to create projects in this organization. An organization admin can grant it.",
        ))
    }

    /// # Errors
    /// 403 that says that the organization's money is not the user's business.
    pub fn require_billing(&self) -> Result<(), ApiError> {
        if self.has("billing") {
            return Ok(());
        }
        Err(ApiError::forbidden(
            "You need permission to manage billing in this organization. An organization admin can grant it.",
        ))
    }

    /// # Errors
    /// 403 that says that plans are not the user's to change.
    pub fn require_plans(&self) -> Result<(), ApiError> {
        if self.has("plans") {
            return Ok(());
        }
        Err(ApiError::forbidden(
            "You need permission to manage plans in this organization. An organization admin can grant it.",
        ))
    }

    /// Of a user in an organization; nothing for who has no part in it.
    pub fn find(
        connection: &Connection,
        organization: &Organization,
        user: &str,
    ) -> rusqlite::Result<Option<OrganizationRights>> {
        let permissions = organizations::permissions(connection, &organization.id, user)?;
        let is_owner = organization.owner_id == user;
        Ok((is_owner || permissions.is_some()).then(|| Self { is_owner, permissions: texts(permissions.as_ref()) }))
    }

    /// Whether the user has this permission, or all.
    pub fn has(&self, permission: &str) -> bool {
        self.is_owner || self.permissions.iter().any(|held| held == permission || held == "admin")
    }
}

/// A user's rights on a project.
#[derive(Clone, Debug, Default)]
pub struct ProjectRights {
    permissions: Vec<String>,
    /// Whether the user owns the project's organization or is an admin of it.
    of_organization: bool,
}

/// What a user may do on an environment, least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Viewer,
    Contributor,
    Admin,
}

impl ProjectRights {
    /// Of a user on a project; nothing for who may not know of it.
    pub fn find(connection: &Connection, project: &Project, user: &str) -> rusqlite::Result<Option<ProjectRights>> {
        if let Some(organization) = organizations::get(connection, &project.organization_id)?
            && let Some(rights) = OrganizationRights::find(connection, &organization, user)?
            && rights.has("admin")
        {
            return Ok(Some(Self { permissions: vec!["admin".to_owned()], of_organization: true }));
        }
        let permissions = projects::permissions(connection, &project.id, user)?;
        Ok(permissions.map(|permissions| Self { permissions: texts(Some(&permissions)), of_organization: false }))
    }

    fn has(&self, permission: &str) -> bool {
        self.permissions.iter().any(|held| held == permission)
    }

    pub fn is_admin(&self) -> bool {
        self.has("admin")
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

    /// The role on environments of a type: the project's, raised by what is granted for the type.
    pub fn on(&self, kind: &str) -> Role {
        let holds = |role: &str| self.has(&format!("{kind}:{role}"));
        if self.is_admin() || holds("admin") {
            Role::Admin
        } else if holds("contributor") {
            Role::Contributor
        } else {
            Role::Viewer
        }
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
        if self.on(&environment.kind) >= role {
            return Ok(());
        }
        let name = match role {
            Role::Viewer => "viewer",
            Role::Contributor => "contributor",
            Role::Admin => "admin",
        };
        Err(ApiError::forbidden(format!(
            "You need the {name} role on {} environments of this project. A project admin can grant it.",
            environment.kind
        )))
    }
}

fn texts(value: Option<&Value>) -> Vec<String> {
    let items = value.and_then(Value::as_array).into_iter().flatten();
    items.filter_map(Value::as_str).map(str::to_owned).collect()
}
