//! Organizations and their members.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::{Value, json};

use super::json_column;
use crate::clock::Moment;

/// Owns projects and pays for them.
#[derive(Clone, Debug)]
pub struct Organization {
    pub id: String,
    pub owner_id: String,
    pub name: String,
    pub label: String,
    pub country: String,
    pub status: String,
    pub capabilities: Value,
    pub created_at: Moment,
    pub updated_at: Moment,
}

impl Organization {
    pub fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            owner_id: row.get("owner_id")?,
            name: row.get("name")?,
            label: row.get("label")?,
            country: row.get("country")?,
            status: row.get("status")?,
            capabilities: json_column(row, "capabilities_json")?,
            created_at: row.get("created_at")?,
            updated_at: row.get("updated_at")?,
        })
    }
}

pub fn insert(connection: &Connection, organization: &Organization) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO organizations
             (id, owner_id, name, label, country, status, capabilities_json, created_at, updated_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            organization.id,
            organization.owner_id,
            organization.name,
            organization.label,
            organization.country,
            organization.status,
            organization.capabilities.to_string(),
            organization.created_at,
            organization.updated_at
        ])?;
    Ok(())
}

/// By id, or as the live API also takes it, by `name=` and the short name.
pub fn get(connection: &Connection, id: &str) -> rusqlite::Result<Option<Organization>> {
    let (column, value) = id.strip_prefix("name=").map_or(("id", id), |name| ("name", name));
    connection
        .prepare_cached(&format!("SELECT * FROM organizations WHERE {column} = ?"))?
        .query_row([value], Organization::read)
        .optional()
}

/// How many projects an organization may have, and how many it has.
pub fn project_limit(connection: &Connection, id: &str) -> rusqlite::Result<(i64, i64)> {
    connection
        .prepare_cached(
            "SELECT project_limit, (SELECT count(*) FROM projects WHERE organization_id = o.id AND status <> 'deleted')
             FROM organizations o WHERE id = ?",
        )?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Sets how many projects an organization may have.
pub fn set_project_limit(connection: &Connection, id: &str, limit: i64) -> rusqlite::Result<()> {
    connection.execute("UPDATE organizations SET project_limit = ? WHERE id = ?", params![limit, id])?;
    Ok(())
}

pub fn insert_member(
    connection: &Connection,
    organization: &str,
    user: &str,
    permissions: &[&str],
    now: Moment,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO organization_members (organization_id, user_id, permissions_json, created_at) VALUES (?, ?, ?, ?)",
        )?
        .execute(params![organization, user, json!(permissions).to_string(), now])?;
    Ok(())
}

/// A member's permissions; nothing for who is no member.
pub fn permissions(connection: &Connection, organization: &str, user: &str) -> rusqlite::Result<Option<Value>> {
    connection
        .prepare_cached("SELECT permissions_json FROM organization_members WHERE organization_id = ? AND user_id = ?")?
        .query_row([organization, user], |row| json_column(row, "permissions_json"))
        .optional()
}
