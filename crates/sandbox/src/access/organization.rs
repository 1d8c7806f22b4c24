//! What a user may do in an organization.

use rusqlite::Connection;
use serde_json::Value;

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
        if self.has("projects:create") {
            return Ok(());
        }
        Err(ApiError::forbidden(
            "You need permission to create projects in this organization. An organization admin can grant it.",
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

fn texts(value: Option<&Value>) -> Vec<String> {
    let items = value.and_then(Value::as_array).into_iter().flatten();
    items.filter_map(Value::as_str).map(str::to_owned).collect()
}
