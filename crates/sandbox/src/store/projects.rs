//! Projects, their subscriptions and members.

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
    /// The id of the environment of the default branch.
    pub default_branch: String,
    pub timezone: String,
    /// As a subscription's: `requested`, `provisioning`, `active`, `suspended`, `deleted`.
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
    /// Whether it was asked for and is not there yet.
    pub fn is_being_set_up(&self) -> bool {
        matches!(self.status.as_str(), "requested" | "provisioning")
    }

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

/// Writes back what can be changed of a project.
pub fn update(connection: &Connection, project: &Project) -> rusqlite::Result<()> {
    connection.execute(
        "UPDATE projects SET title = ?, description = ?, default_branch = ?, timezone = ?, attributes_json = ?,
         updated_at = ? WHERE id = ?",
        params![
            project.title,
            project.description,
            project.default_branch,
            project.timezone,
            project.attributes.to_string(),
            project.updated_at,
            project.id
        ],
    )?;
    Ok(())
}

/// Has projects that were asked for say so when their activity of the type `kind` has started by now.
pub fn begin_set_up(connection: &Connection, kind: &str, now: Moment) -> rusqlite::Result<()> {
    // Looked at first: what changes nothing is no write.
    let any: bool = connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM projects WHERE status = 'requested')")?
        .query_row([], |row| row.get(0))?;
    if !any {
        return Ok(());
    }
    connection
        .prepare_cached(
            "UPDATE projects SET status = 'provisioning', updated_at = ?2 WHERE status = 'requested' AND EXISTS (
                SELECT 1 FROM activities a WHERE a.project_id = projects.id AND a.type = ?1 AND a.starts_at <= ?2)",
        )?
        .execute(params![kind, now])?;
    Ok(())
}

/// Has a new project be there, and its production environment run with the first commit.
pub fn set_up(connection: &Connection, id: &str, head: Option<&str>, at: Moment) -> rusqlite::Result<()> {
    connection.execute(
        "UPDATE projects SET status = 'active', updated_at = ?1 WHERE id = ?2 AND status IN ('requested', 'provisioning')",
        params![at, id],
    )?;
    connection.execute(
        "UPDATE environments SET status = 'active', head_commit = ?1, last_deployment_at = ?2, updated_at = ?2
         WHERE project_id = ?3 AND id = (SELECT default_branch FROM projects WHERE id = ?3)",
        params![head, at, id],
    )?;
    Ok(())
}

/// Deletes a project and all that is its.
pub fn delete(connection: &Connection, id: &str) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM projects WHERE id = ?", [id])?;
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

/// The members of a project, and what each may do.
pub fn members(connection: &Connection, project: &str) -> rusqlite::Result<Vec<(String, Value)>> {
    connection
        .prepare_cached("SELECT user_id, permissions_json FROM project_members WHERE project_id = ? ORDER BY user_id")?
        .query_map([project], |row| Ok((row.get(0)?, json_column(row, "permissions_json")?)))?
        .collect()
}

/// How many projects a user may know of, and those of one page, oldest first; only those of an `owner` if given.
pub fn visible(
    connection: &Connection,
    user: &str,
    owner: Option<&str>,
    size: i64,
    page: i64,
) -> rusqlite::Result<(i64, Vec<Project>)> {
    const WHERE: &str = "FROM projects p JOIN organizations o ON o.id = p.organization_id
        WHERE (?2 IS NULL OR o.owner_id = ?2) AND (o.owner_id = ?1 OR EXISTS (
            SELECT 1 FROM organization_members m, json_each(m.permissions_json) held
            WHERE m.organization_id = o.id AND m.user_id = ?1 AND held.value = 'admin'
        ) OR p.id IN (SELECT project_id FROM project_members WHERE user_id = ?1))";
    let count = connection
        .prepare_cached(&format!("SELECT count(*) {WHERE}"))?
        .query_row(params![user, owner], |row| row.get(0))?;
    let offset = page.saturating_sub(1).saturating_mul(size);
    let mut statement =
        connection.prepare_cached(&format!("SELECT p.* {WHERE} ORDER BY p.subscription_id LIMIT ?3 OFFSET ?4"))?;
    let found = statement.query_map(params![user, owner, size, offset], Project::read)?;
    Ok((count, found.collect::<Result<_, _>>()?))
}

/// Whether a project's repository is to be kept; also when that cannot be found out.
pub fn is_there(connection: &Connection, id: &str) -> bool {
    !matches!(get(connection, id), Ok(None))
}
