//! Organizations and their members.

use rusqlite::{Connection, params};
use serde_json::Value;

use super::rows::{self, row, update};
use super::{projects, teams};
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
    #[derive(Clone, Debug)]
    pub struct Member in "organization_members" by [organization_id, user_id] {
        pub organization_id: String,
        pub user_id: String,
        pub permissions: Vec<String> as "permissions_json",
        pub created_at: Moment,
        /// UUID.
        pub id: String,
        pub updated_at: Moment,
    }
}

/// The organizations in which a user, given twice, manages members.
pub const MANAGED: &str = "SELECT id FROM organizations WHERE owner_id = ? UNION
    SELECT m.organization_id FROM organization_members m, json_each(m.permissions_json) held
    WHERE m.user_id = ? AND held.value IN ('members', 'admin')";

/// Keeps a new organization, with its owner as a member.
pub fn insert(connection: &Connection, organization: &Organization) -> rusqlite::Result<()> {
    rows::insert(connection, organization)?;
    insert_member(connection, &organization.id, &organization.owner_id, &[], organization.created_at)
}

/// Writes back all that can be changed.
pub fn update(connection: &Connection, organization: &Organization) -> rusqlite::Result<()> {
    update!(connection, organization, [name, label, country, updated_at])
}

/// Deletes an organization that has no projects, with all that is its.
pub fn delete(connection: &Connection, id: &str) -> rusqlite::Result<()> {
    rows::delete::<Organization>(connection, [id])
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
    connection
        .prepare_cached("UPDATE organizations SET project_limit = ? WHERE id = ?")?
        .execute(params![limit, id])?;
    Ok(())
}

pub fn insert_member(
    connection: &Connection,
    organization: &str,
    user: &str,
    permissions: &[String],
    now: Moment,
) -> rusqlite::Result<()> {
    let member = Member {
        organization_id: organization.to_owned(),
        user_id: user.to_owned(),
        permissions: permissions.to_vec(),
        created_at: now,
        id: uuid::Uuid::new_v4().to_string(),
        updated_at: now,
    };
    rows::insert(connection, &member)
}

pub fn member(connection: &Connection, organization: &str, user: &str) -> rusqlite::Result<Option<Member>> {
    rows::get(connection, [organization, user])
}

/// Writes back what a member may do.
pub fn update_member(connection: &Connection, member: &Member) -> rusqlite::Result<()> {
    update!(connection, member, [permissions_json, updated_at])
}

/// Takes a member out of an organization, its teams and its projects.
pub fn remove_member(connection: &Connection, organization: &str, user: &str) -> rusqlite::Result<()> {
    teams::leave_all(connection, organization, user)?;
    projects::leave_all(connection, organization, user)?;
    rows::delete::<Member>(connection, [organization, user])
}

/// Whether a user manages the members of an organization that another is a member of.
pub fn manages(connection: &Connection, user: &str, other: &str) -> rusqlite::Result<bool> {
    let sql = format!(
        "SELECT EXISTS (SELECT 1 FROM organization_members WHERE organization_id IN ({MANAGED}) AND user_id = ?)"
    );
    connection.prepare_cached(&sql)?.query_row([user, user, other], |row| row.get(0))
}
