//! What a user may do in an organization.

use rusqlite::Connection;

use crate::error::ApiError;
use crate::store::organizations::{self, Organization};

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
