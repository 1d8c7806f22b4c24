//! Organizations and their members.

use rusqlite::{Connection, params};
use serde_json::{Value, json};

use super::rows::{self, row};
use crate::clock::Moment;

row! {
    /// Owns projects and pays for them.
    #[derive(Clone, Debug)]
    pub struct Organization in "organizations" by [id] {
        pub id: String,
        pub owner_id: String,
        pub name: String,
        pub label: String,
        pub country: String,
        pub status: String,
        pub capabilities: Value as "capabilities_json",
        pub created_at: Moment,
        pub updated_at: Moment,
        /// How many projects it may have.
        pub project_limit: i64,
    }
}

row! {
    /// A person in an organization.
    pub(super) struct Member in "organization_members" by [organization_id, user_id] {
        organization_id: String,
        user_id: String,
        permissions: Value as "permissions_json",
        created_at: Moment,
    }
}

pub fn insert(connection: &Connection, organization: &Organization) -> rusqlite::Result<()> {
    rows::insert(connection, organization)
}

/// By id, or as the live API also takes it, by `name=` and the short name.
pub fn get(connection: &Connection, id: &str) -> rusqlite::Result<Option<Organization>> {
    let (column, value) = id.strip_prefix("name=").map_or(("id", id), |name| ("name", name));
    rows::first(connection, &format!("WHERE {column} = ?"), [value])
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
    let (organization_id, user_id) = (organization.to_owned(), user.to_owned());
    rows::insert(connection, &Member { organization_id, user_id, permissions: json!(permissions), created_at: now })
}

/// A member's permissions; nothing for who is no member.
pub fn permissions(connection: &Connection, organization: &str, user: &str) -> rusqlite::Result<Option<Value>> {
    let member: Option<Member> = rows::get(connection, [organization, user])?;
    Ok(member.map(|member| member.permissions))
}
