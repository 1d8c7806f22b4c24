//! What a user may do, and how a refusal says what is missing.

use rusqlite::Connection;
use serde_json::Value;

use crate::error::ApiError;
use crate::store::environments::Environment;
use crate::store::organizations::{self, Organization};
use crate::store::projects::{self, Project};
use crate::store::teams;

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
        self.require("projects:create", "create projects")
    }

    /// # Errors
    /// 403 that says that members and teams are not the user's to see and change.
    pub fn require_members(&self) -> Result<(), ApiError> {
        self.require("members", "manage members")
    }

    /// # Errors
    /// 403 that says that the organization itself is not the user's to change.
    pub fn require_admin(&self) -> Result<(), ApiError> {
        self.require("admin", "manage all of it")
    }

    /// # Errors
    /// 403 that says that the organization is not the user's.
    pub fn require_owner(&self) -> Result<(), ApiError> {
        if self.is_owner {
            return Ok(());
        }
        Err(ApiError::forbidden("You need to be the owner of this organization. Nobody else can delete it."))
    }

    /// Whether the user may give others this, or take it from them: only who may do everything lets others do everything.
    pub fn may_grant(&self, permissions: &[String]) -> bool {
        self.has("members") && (self.has("admin") || !permissions.iter().any(|permission| permission == "admin"))
    }

    /// # Errors
    /// 403 that says that nobody gives, or takes, more than they have.
    pub fn require_grant(&self, permissions: &[String]) -> Result<(), ApiError> {
        self.require_members()?;
        if self.may_grant(permissions) {
            return Ok(());
        }
        Err(ApiError::forbidden(
            "You need the admin permission in this organization to give it to others or to change those who have it. An \
             organization admin can grant it.",
        ))
    }

    fn require(&self, permission: &str, to: &str) -> Result<(), ApiError> {
        if self.has(permission) {
            return Ok(());
        }
        Err(ApiError::forbidden(format!(
            "You need permission to {to} in this organization. An organization admin can grant it."
        )))
    }

    /// # Errors
    /// 403 that says that the organization's money is not the user's business.
    pub fn require_billing(&self) -> Result<(), ApiError> {
        self.require("billing", "manage billing")
    }

    /// # Errors
    /// 403 that says that plans are not the user's to change.
    pub fn require_plans(&self) -> Result<(), ApiError> {
        self.require("plans", "manage plans")
    }

    /// Of a user in an organization; nothing for who has no part in it.
    pub fn find(
        connection: &Connection,
        organization: &Organization,
        user: &str,
    ) -> rusqlite::Result<Option<OrganizationRights>> {
        let member = organizations::member(connection, &organization.id, user)?;
        Ok(member.map(|member| Self { is_owner: organization.owner_id == user, permissions: member.permissions }))
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
        let own = projects::permissions(connection, &project.id, user)?;
        let of_teams = teams::permissions(connection, &project.id, user)?;
        if own.is_none() && of_teams.is_empty() {
            return Ok(None);
        }
        let of_teams = of_teams.into_iter().flat_map(|(_, permissions)| permissions);
        Ok(Some(Self {
            permissions: texts(own.as_ref()).into_iter().chain(of_teams).collect(),
            of_organization: false,
        }))
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
