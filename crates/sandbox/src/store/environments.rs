//! Environments.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::json_column;
use crate::clock::Moment;

/// A branch of a project, running or not.
#[derive(Clone, Debug)]
pub struct Environment {
    pub project_id: String,
    pub id: String,
    pub name: String,
    pub machine_name: String,
    pub title: String,
    /// `production`, `staging` or `development`.
    pub kind: String,
    pub parent: Option<String>,
    /// `active`, `inactive`, `dirty` (its last deployment failed), `paused` or `deleting`.
    pub status: String,
    pub is_pr: bool,
    pub has_domains: bool,
    pub enable_smtp: bool,
    pub restrict_robots: bool,
    pub http_access: Value,
    pub head_commit: Option<String>,
    pub commits_ahead: i64,
    pub commits_behind: i64,
    pub last_deployment_at: Option<Moment>,
    pub last_deployment_successful: bool,
    pub last_backup_at: Option<Moment>,
    pub created_at: Moment,
    pub updated_at: Moment,
    /// Whether an activity that changes it is waiting or running; not kept but found when read.
    pub busy: bool,
}

impl Environment {
    /// Whether it runs, and so redeploys when something changes.
    pub fn is_running(&self) -> bool {
        matches!(self.status.as_str(), "active" | "dirty")
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            project_id: row.get("project_id")?,
            id: row.get("id")?,
            name: row.get("name")?,
            machine_name: row.get("machine_name")?,
            title: row.get("title")?,
            kind: row.get("type")?,
            parent: row.get("parent")?,
            status: row.get("status")?,
            is_pr: row.get("is_pr")?,
            has_domains: row.get("has_domains")?,
            enable_smtp: row.get("enable_smtp")?,
            restrict_robots: row.get("restrict_robots")?,
            http_access: json_column(row, "http_access_json")?,
            head_commit: row.get("head_commit")?,
            commits_ahead: row.get("commits_ahead")?,
            commits_behind: row.get("commits_behind")?,
            last_deployment_at: row.get("last_deployment_at")?,
            last_deployment_successful: row.get("last_deployment_successful")?,
            last_backup_at: row.get("last_backup_at")?,
            created_at: row.get("created_at")?,
            updated_at: row.get("updated_at")?,
            busy: row.get("busy")?,
        })
    }
}

/// HTTP access as it is until someone limits it.
pub fn open_access() -> Value {
    json!({"is_enabled": true, "addresses": [], "basic_auth": {}})
}

const SELECT: &str = "SELECT e.*, EXISTS (
        SELECT 1 FROM activities a WHERE a.project_id = e.project_id AND a.settled = 0 AND a.deploys = 1 AND (
            a.project_wide = 1 OR EXISTS (
                SELECT 1 FROM activity_environments l WHERE l.activity_id = a.id AND l.environment_id = e.id))
    ) AS busy FROM environments e WHERE e.project_id = ?";

pub fn insert(connection: &Connection, environment: &Environment) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO environments (project_id, id, name, machine_name, title, type, parent, status, is_pr, has_domains,
             enable_smtp, restrict_robots, http_access_json, head_commit, commits_ahead, commits_behind, last_deployment_at,
             last_deployment_successful, last_backup_at, created_at, updated_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            environment.project_id,
            environment.id,
            environment.name,
            environment.machine_name,
            environment.title,
            environment.kind,
            environment.parent,
            environment.status,
            environment.is_pr,
            environment.has_domains,
            environment.enable_smtp,
            environment.restrict_robots,
            environment.http_access.to_string(),
            environment.head_commit,
            environment.commits_ahead,
            environment.commits_behind,
            environment.last_deployment_at,
            environment.last_deployment_successful,
            environment.last_backup_at,
            environment.created_at,
            environment.updated_at
        ])?;
    Ok(())
}

pub fn get(connection: &Connection, project: &str, id: &str) -> rusqlite::Result<Option<Environment>> {
    connection.prepare_cached(&format!("{SELECT} AND e.id = ?"))?.query_row([project, id], Environment::read).optional()
}

/// The id of a branch's environment: its name in the letters that a host name takes, told apart from others like it.
pub fn id_of_branch(branch: &str) -> String {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let id: String = branch.to_lowercase().chars().map(|c| if plain(c) { c } else { '-' }).take(40).collect();
    let id = id.trim_matches('-');
    if id == branch {
        return id.to_owned();
    }
    let hash: String = Sha256::digest(branch.as_bytes()).iter().take(3).map(|byte| format!("{byte:02x}")).collect();
    format!("{id}-{hash}").trim_start_matches('-').to_owned()
}

/// The environment of a branch.
pub fn of_branch(connection: &Connection, project: &str, branch: &str) -> rusqlite::Result<Option<Environment>> {
    connection
        .prepare_cached(&format!("{SELECT} AND e.name = ?"))?
        .query_row([project, branch], Environment::read)
        .optional()
}

/// Makes an environment the production environment. The one that was becomes a development environment below it.
pub fn make_main(connection: &Connection, project: &str, id: &str, was: &str) -> rusqlite::Result<()> {
    connection.execute(
        "UPDATE environments SET type = 'development', parent = ?3, enable_smtp = 0, restrict_robots = 1
         WHERE project_id = ?1 AND id = ?2",
        params![project, was, id],
    )?;
    connection.execute(
        "UPDATE environments SET type = 'production', parent = NULL, restrict_robots = 0, commits_ahead = 0,
         commits_behind = 0 WHERE project_id = ?1 AND id = ?2",
        params![project, id],
    )?;
    Ok(())
}

/// Writes how many commits an environment has that its parent has not, and the other way round.
pub fn set_apart(connection: &Connection, project: &str, id: &str, ahead: i64, behind: i64) -> rusqlite::Result<()> {
    connection.execute(
        "UPDATE environments SET commits_ahead = ?, commits_behind = ? WHERE project_id = ? AND id = ?",
        params![ahead, behind, project, id],
    )?;
    Ok(())
}

/// All of a project, the production environment first, then oldest first.
pub fn list(connection: &Connection, project: &str) -> rusqlite::Result<Vec<Environment>> {
    let mut statement =
        connection.prepare_cached(&format!("{SELECT} ORDER BY e.parent IS NOT NULL, e.created_at, e.id"))?;
    statement.query_map([project], Environment::read)?.collect()
}

/// The environment and those it was branched from, nearest first.
pub fn lineage(connection: &Connection, project: &str, id: &str) -> rusqlite::Result<Vec<String>> {
    // The depth is bounded: a circle of parents ends.
    let mut statement = connection.prepare_cached(
        "WITH RECURSIVE up (id, parent, depth) AS (
            SELECT id, parent, 0 FROM environments WHERE project_id = ?1 AND id = ?2
            UNION ALL SELECT e.id, e.parent, up.depth + 1 FROM environments e JOIN up ON e.id = up.parent
            WHERE e.project_id = ?1 AND up.depth < 64
        ) SELECT id FROM up ORDER BY depth",
    )?;
    statement.query_map([project, id], |row| row.get(0))?.collect()
}

/// Writes what a deployment that ended did to the environments it concerned.
pub fn deployed(
    connection: &Connection,
    project: &str,
    environments: Option<&[String]>,
    successful: bool,
    at: Moment,
) -> rusqlite::Result<()> {
    let status = if successful { "active" } else { "dirty" };
    let update =
        "UPDATE environments SET last_deployment_at = ?, last_deployment_successful = ?, status = ?, updated_at = ?
         WHERE project_id = ? AND status IN ('active', 'dirty')";
    match environments {
        None => {
            connection.prepare_cached(update)?.execute(params![at, successful, status, at, project])?;
        }
        Some(environments) => {
            for id in environments {
                connection
                    .prepare_cached(&format!("{update} AND id = ?"))?
                    .execute(params![at, successful, status, at, project, id])?;
            }
        }
    }
    Ok(())
}
