//! Backups of environments. One that has expired is found no more.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::Value;

use super::environment_data::Data;
use super::json_column;
use crate::clock::Moment;

/// What an environment held at a time.
#[derive(Clone, Debug)]
pub struct Backup {
    pub project_id: String,
    pub environment_id: String,
    pub id: String,
    pub created_at: Moment,
    pub expires_at: Moment,
    /// The number among those that are made by themselves; none for one that somebody made.
    pub number: Option<i64>,
    pub commit_id: String,
    /// Taken while nothing was written.
    pub safe: bool,
    pub automated: bool,
    /// MiB of the disks.
    pub disk: i64,
    /// How the environment was set up.
    pub facts: Value,
    /// Bytes of all that it holds; found when read.
    pub size: i64,
    /// Whether an activity that deletes it is waiting or running; found when read.
    pub deleting: bool,
}

impl Backup {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            project_id: row.get("project_id")?,
            environment_id: row.get("environment_id")?,
            id: row.get("id")?,
            created_at: row.get("created_at")?,
            expires_at: row.get("expires_at")?,
            number: row.get("number")?,
            commit_id: row.get("commit_id")?,
            safe: row.get("safe")?,
            automated: row.get("automated")?,
            disk: row.get("disk")?,
            facts: json_column(row, "facts_json")?,
            size: row.get("size")?,
            deleting: row.get("deleting")?,
        })
    }
}

/// Activities that delete or restore a backup name it in their parameters as `backup`.
const SELECT: &str = "SELECT b.*, coalesce((
        SELECT sum(d.size_bytes) FROM backup_data d
        WHERE d.project_id = b.project_id AND d.environment_id = b.environment_id AND d.backup_id = b.id
    ), 0) AS size, EXISTS (
        SELECT 1 FROM activities a WHERE a.project_id = b.project_id AND a.settled = 0
        AND a.type = 'environment.backup.delete' AND json_extract(a.parameters_json, '$.backup') = b.id
    ) AS deleting FROM backups b WHERE b.project_id = ?1 AND b.environment_id = ?2 AND b.expires_at > ?3";

/// All of an environment, the newest first.
pub fn list(connection: &Connection, project: &str, environment: &str, now: Moment) -> rusqlite::Result<Vec<Backup>> {
    connection
        .prepare_cached(&format!("{SELECT} ORDER BY b.created_at DESC, b.id"))?
        .query_map(params![project, environment, now], Backup::read)?
        .collect()
}

pub fn get(
    connection: &Connection,
    project: &str,
    environment: &str,
    id: &str,
    now: Moment,
) -> rusqlite::Result<Option<Backup>> {
    connection
        .prepare_cached(&format!("{SELECT} AND b.id = ?4"))?
        .query_row(params![project, environment, now, id], Backup::read)
        .optional()
}

/// Whether an activity that restores a backup is waiting or running.
pub fn is_restoring(connection: &Connection, project: &str, id: &str) -> rusqlite::Result<bool> {
    connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM activities WHERE project_id = ? AND settled = 0
             AND type = 'environment.restore' AND json_extract(parameters_json, '$.backup') = ?)",
        )?
        .query_row([project, id], |row| row.get(0))
}

/// Keeps a backup with what the environment held. A number is given to it when it is made by itself.
pub fn insert(connection: &Connection, backup: &Backup, data: &[Data]) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO backups (project_id, environment_id, id, created_at, expires_at, number, commit_id, safe, automated,
             disk, facts_json) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            backup.project_id,
            backup.environment_id,
            backup.id,
            backup.created_at,
            backup.expires_at,
            backup.number,
            backup.commit_id,
            backup.safe,
            backup.automated,
            backup.disk,
            backup.facts.to_string()
        ])?;
    let mut row = connection.prepare_cached(
        "INSERT INTO backup_data (project_id, environment_id, backup_id, service, revision, size_bytes)
         VALUES (?, ?, ?, ?, ?, ?)",
    )?;
    for held in data {
        row.execute(params![
            backup.project_id,
            backup.environment_id,
            backup.id,
            held.service,
            held.revision,
            held.size_bytes
        ])?;
    }
    show(connection, &backup.project_id, &backup.environment_id)
}

/// What a backup holds.
pub fn data(connection: &Connection, project: &str, environment: &str, id: &str) -> rusqlite::Result<Vec<Data>> {
    connection
        .prepare_cached(
            "SELECT service, revision, size_bytes FROM backup_data
             WHERE project_id = ? AND environment_id = ? AND backup_id = ? ORDER BY service",
        )?
        .query_map([project, environment, id], |row| {
            Ok(Data { service: row.get(0)?, revision: row.get(1)?, size_bytes: row.get(2)? })
        })?
        .collect()
}

pub fn delete(connection: &Connection, project: &str, environment: &str, id: &str) -> rusqlite::Result<()> {
    connection
        .prepare_cached("DELETE FROM backups WHERE project_id = ? AND environment_id = ? AND id = ?")?
        .execute([project, environment, id])?;
    show(connection, project, environment)
}

/// Removes those that have expired by now, but for what is being restored.
pub fn expire(connection: &Connection, now: Moment) -> rusqlite::Result<()> {
    let expired: Vec<(String, String, String)> = connection
        .prepare_cached(
            "SELECT project_id, environment_id, id FROM backups b WHERE expires_at <= ?1 AND NOT EXISTS (
                SELECT 1 FROM activities a WHERE a.project_id = b.project_id AND a.settled = 0
                AND a.type = 'environment.restore' AND json_extract(a.parameters_json, '$.backup') = b.id)",
        )?
        .query_map([now], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    expired.iter().try_for_each(|(project, environment, id)| delete(connection, project, environment, id))
}

/// Brings what an environment says of its last backup up to date.
fn show(connection: &Connection, project: &str, environment: &str) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE environments AS e SET last_backup_at = (
                SELECT max(created_at) FROM backups b WHERE b.project_id = e.project_id AND b.environment_id = e.id)
             WHERE e.project_id = ? AND e.id = ?",
        )?
        .execute([project, environment])?;
    Ok(())
}
