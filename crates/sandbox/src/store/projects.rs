//! Projects and their subscriptions.

use rusqlite::{Connection, params};
use serde_json::Value;

use super::kinds::Type;
use super::rows::{self, row};
use crate::clock::Moment;

row! {
    /// A project with its subscription.
    #[derive(Clone, Debug)]
    pub struct Project in "projects" by [id] {
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
        pub attributes: Value as "attributes_json",
        pub created_at: Moment,
        pub updated_at: Moment,
    }
}

impl Project {
    /// Whether it was asked for and is not there yet.
    pub fn is_being_set_up(&self) -> bool {
        matches!(self.status.as_str(), "requested" | "provisioning")
    }
}

pub fn insert(connection: &Connection, project: &Project) -> rusqlite::Result<()> {
    rows::insert(connection, project)
}

/// Writes back what can be changed of a project.
pub fn update(connection: &Connection, project: &Project) -> rusqlite::Result<()> {
    rows::update!(connection, project, [title, description, default_branch, timezone, attributes_json, updated_at])
}

/// Writes back what a project's subscription buys, and its status.
pub fn update_subscription(connection: &Connection, project: &Project) -> rusqlite::Result<()> {
    rows::update!(connection, project, [status, plan, environment_limit, storage, user_licenses, updated_at])
}

/// Has projects that were asked for say so when they are being set up by now.
pub fn begin_set_up(connection: &Connection, now: Moment) -> rusqlite::Result<()> {
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
        .execute(params![Type::ProjectCreate, now])?;
    Ok(())
}

/// When [`begin_set_up`] next has something to say.
pub fn next_set_up(connection: &Connection) -> rusqlite::Result<Option<Moment>> {
    connection
        .prepare_cached(
            "SELECT min((SELECT min(a.starts_at) FROM activities a WHERE a.project_id = p.id AND a.type = ?))
             FROM projects p WHERE p.status = 'requested'",
        )?
        .query_row([Type::ProjectCreate], |row| row.get(0))
}

/// Has a new project be there, and its production environment run with the first commit.
pub fn set_up(connection: &Connection, id: &str, head: Option<&str>, at: Moment) -> rusqlite::Result<()> {
    connection.prepare_cached("UPDATE projects SET status = 'active', updated_at = ?1 WHERE id = ?2 AND status IN ('requested', 'provisioning')")?.execute(params![at, id])?;
    connection
        .prepare_cached(
            "UPDATE environments SET status = 'active', head_commit = ?1, last_deployment_at = ?2, updated_at = ?2
         WHERE project_id = ?3 AND id = (SELECT default_branch FROM projects WHERE id = ?3)",
        )?
        .execute(params![head, at, id])?;
    Ok(())
}

/// Deletes a project and all that is its.
pub fn delete(connection: &Connection, id: &str) -> rusqlite::Result<()> {
    rows::delete::<Project>(connection, [id])
}

pub fn get(connection: &Connection, id: &str) -> rusqlite::Result<Option<Project>> {
    rows::get(connection, [id])
}

/// Takes somebody out of all projects of an organization.
pub fn leave_all(connection: &Connection, organization: &str, user: &str) -> rusqlite::Result<()> {
    const SQL: &str = "DELETE FROM project_members WHERE user_id = ?
        AND project_id IN (SELECT id FROM projects WHERE organization_id = ?)";
    connection.prepare_cached(SQL)?.execute(params![user, organization])?;
    Ok(())
}

/// The ids of the projects that a user may know of: the one parameter is who that is. They are those in which
/// `access::grants` finds something. It begins with what is the user's, which is little, and not with all projects.
pub const KNOWN_TO: &str = "WITH caller (id) AS (SELECT ?)
    SELECT p.id FROM caller JOIN organization_members m ON m.user_id = caller.id
        JOIN organizations o ON o.id = m.organization_id JOIN projects p ON p.organization_id = o.id
    WHERE o.owner_id = caller.id OR EXISTS (SELECT 1 FROM json_each(m.permissions_json) WHERE value = 'admin')
    UNION ALL SELECT a.project_id FROM caller JOIN project_people a ON a.user_id = caller.id";

/// How many projects a user may know of, and those of one page, oldest first; only those of an `owner` if given.
pub fn visible(
    connection: &Connection,
    user: &str,
    owner: Option<&str>,
    size: i64,
    page: i64,
) -> rusqlite::Result<(i64, Vec<Project>)> {
    let found = format!(
        "FROM projects p JOIN organizations o ON o.id = p.organization_id
        WHERE p.id IN ({KNOWN_TO}) AND (?2 IS NULL OR o.owner_id = ?2)"
    );
    let count = connection
        .prepare_cached(&format!("SELECT count(*) {found}"))?
        .query_row(params![user, owner], |row| row.get(0))?;
    let offset = page.saturating_sub(1).saturating_mul(size);
    let page = format!("SELECT p.* {found} ORDER BY p.subscription_id LIMIT ?3 OFFSET ?4");
    Ok((count, rows::read(connection, &page, params![user, owner, size, offset])?))
}

/// Whether a project's repository is to be kept; also when that cannot be found out.
pub fn is_there(connection: &Connection, id: &str) -> bool {
    !matches!(get(connection, id), Ok(None))
}
