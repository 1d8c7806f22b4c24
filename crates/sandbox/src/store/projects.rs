//! Projects, their subscriptions and members, and the regions they run in.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::{Value, json};

use super::json_column;
use crate::clock::Moment;

/// A project with its subscription.
#[derive(Clone, Debug)]
pub struct Project {
    pub id: String,
    pub subscription_id: i64,
    pub organization_id: String,
    pub title: String,
    pub description: String,
    /// The region's host.
    pub region: String,
    pub default_branch: String,
    pub timezone: String,
    /// As a subscription's: `active`, `provisioning`, `suspended`, `deleted`.
    pub status: String,
    pub plan: String,
    pub environment_limit: i64,
    /// MiB for each environment.
    pub storage: i64,
    pub user_licenses: i64,
    pub attributes: Value,
    pub created_at: Moment,
    pub updated_at: Moment,
}

impl Project {
    pub fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            subscription_id: row.get("subscription_id")?,
            organization_id: row.get("organization_id")?,
            title: row.get("title")?,
            description: row.get("description")?,
            region: row.get("region")?,
            default_branch: row.get("default_branch")?,
            timezone: row.get("timezone")?,
            status: row.get("status")?,
            plan: row.get("plan")?,
            environment_limit: row.get("environment_limit")?,
            storage: row.get("storage")?,
            user_licenses: row.get("user_licenses")?,
            attributes: json_column(row, "attributes_json")?,
            created_at: row.get("created_at")?,
            updated_at: row.get("updated_at")?,
        })
    }
}

pub fn insert(connection: &Connection, project: &Project) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO projects (id, subscription_id, organization_id, title, description, region, default_branch,
             timezone, status, plan, environment_limit, storage, user_licenses, attributes_json, created_at, updated_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            project.id,
            project.subscription_id,
            project.organization_id,
            project.title,
            project.description,
            project.region,
            project.default_branch,
            project.timezone,
            project.status,
            project.plan,
            project.environment_limit,
            project.storage,
            project.user_licenses,
            project.attributes.to_string(),
            project.created_at,
            project.updated_at
        ])?;
    Ok(())
}

pub fn get(connection: &Connection, id: &str) -> rusqlite::Result<Option<Project>> {
    connection.prepare_cached("SELECT * FROM projects WHERE id = ?")?.query_row([id], Project::read).optional()
}

pub fn insert_member(connection: &Connection, project: &str, user: &str, permissions: &[&str]) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT INTO project_members (project_id, user_id, permissions_json) VALUES (?, ?, ?)")?
        .execute(params![project, user, json!(permissions).to_string()])?;
    Ok(())
}

/// A member's permissions; nothing for who is no member.
pub fn permissions(connection: &Connection, project: &str, user: &str) -> rusqlite::Result<Option<Value>> {
    connection
        .prepare_cached("SELECT permissions_json FROM project_members WHERE project_id = ? AND user_id = ?")?
        .query_row([project, user], |row| json_column(row, "permissions_json"))
        .optional()
}

pub fn insert_region(connection: &Connection, id: &str, label: &str, green: bool) -> rusqlite::Result<()> {
    connection.execute("INSERT INTO regions (id, label, green) VALUES (?, ?, ?)", params![id, label, green])?;
    Ok(())
}
