//! Backups of environments. One that has expired is found no more.

use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value;

use super::environment_data::Data;
use super::kinds::Type;
use super::rows::{self, row};
use crate::clock::Moment;

row! {
    /// What an environment held at a time.
    #[derive(Clone, Debug)]
    pub struct Backup in "backups" by [project_id, environment_id, id] {
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
        pub facts: Value as "facts_json",
    } found {
        /// Bytes of all that it holds.
        pub size: i64,
        /// Whether an activity that deletes it is waiting or running.
        pub deleting: bool,
    }
}

row! {
    /// What one service held.
    pub(super) struct Held in "backup_data" by [project_id, environment_id, backup_id, service] {
        project_id: String,
        environment_id: String,
        backup_id: String,
        service: String,
        revision: String,
        size_bytes: i64,
    }
}

/// Activities that delete or restore a backup name it in their parameters as `backup`.
const SELECT: &str = "SELECT b.*, coalesce((
        SELECT sum(d.size_bytes) FROM backup_data d
        WHERE d.project_id = b.project_id AND d.environment_id = b.environment_id AND d.backup_id = b.id
    ), 0) AS size, EXISTS (
        SELECT 1 FROM activities a WHERE a.project_id = b.project_id AND a.settled = 0
        AND a.type = ?4 AND json_extract(a.parameters_json, '$.backup') = b.id
    ) AS deleting FROM backups b WHERE b.project_id = ?1 AND b.environment_id = ?2 AND b.expires_at > ?3";

/// All of an environment, the newest first.
pub fn list(connection: &Connection, project: &str, environment: &str, now: Moment) -> rusqlite::Result<Vec<Backup>> {
    let sql = format!("{SELECT} ORDER BY b.created_at DESC, b.id");
    rows::read(connection, &sql, params![project, environment, now, Type::EnvironmentBackupDelete])
}

pub fn get(
    connection: &Connection,
    project: &str,
    environment: &str,
    id: &str,
    now: Moment,
) -> rusqlite::Result<Option<Backup>> {
    let known = params![project, environment, now, Type::EnvironmentBackupDelete, id];
    rows::read_first(connection, &format!("{SELECT} AND b.id = ?5"), known)
}

/// Whether an activity that restores a backup is waiting or running.
pub fn is_restoring(connection: &Connection, project: &str, id: &str) -> rusqlite::Result<bool> {
    connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM activities WHERE project_id = ?1 AND settled = 0
             AND type = ?3 AND json_extract(parameters_json, '$.backup') = ?2)",
        )?
        .query_row(params![project, id, Type::EnvironmentRestore], |row| row.get(0))
}

/// Keeps a backup with what the environment held. A number is given to it when it is made by itself.
pub fn insert(connection: &Connection, backup: &Backup, data: &[Data]) -> rusqlite::Result<()> {
    rows::insert(connection, backup)?;
    for Data { service, revision, size_bytes } in data.iter().cloned() {
        let Backup { project_id, environment_id, id, .. } = backup.clone();
        rows::insert(connection, &Held { project_id, environment_id, backup_id: id, service, revision, size_bytes })?;
    }
    show(connection, &backup.project_id, &backup.environment_id)
}

/// What a backup holds.
pub fn data(connection: &Connection, project: &str, environment: &str, id: &str) -> rusqlite::Result<Vec<Data>> {
    let rest = "WHERE project_id = ? AND environment_id = ? AND backup_id = ? ORDER BY service";
    let held: Vec<Held> = rows::list(connection, rest, [project, environment, id])?;
    let data = |Held { service, revision, size_bytes, .. }| Data { service, revision, size_bytes };
    Ok(held.into_iter().map(data).collect())
}

pub fn delete(connection: &Connection, project: &str, environment: &str, id: &str) -> rusqlite::Result<()> {
    rows::delete::<Backup>(connection, [project, environment, id])?;
    show(connection, project, environment)
}

/// Backups but those that are being restored.
const AT_REST: &str = "FROM backups b WHERE NOT EXISTS (
        SELECT 1 FROM activities a WHERE a.project_id = b.project_id AND a.settled = 0
        AND a.type = ?1 AND json_extract(a.parameters_json, '$.backup') = b.id)";

/// Removes those that have expired by now, but for what is being restored.
pub fn expire(connection: &Connection, now: Moment) -> rusqlite::Result<()> {
    let expired: Vec<(String, String, String)> = connection
        .prepare_cached(&format!("SELECT project_id, environment_id, id {AT_REST} AND b.expires_at <= ?2"))?
        .query_map(params![Type::EnvironmentRestore, now], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    expired.iter().try_for_each(|(project, environment, id)| delete(connection, project, environment, id))
}

/// When [`expire`] next has something to remove.
pub fn next_expiry(connection: &Connection) -> rusqlite::Result<Option<Moment>> {
    connection
        .prepare_cached(&format!("SELECT b.expires_at {AT_REST} ORDER BY b.expires_at LIMIT 1"))?
        .query_row([Type::EnvironmentRestore], |row| row.get(0))
        .optional()
}

/// The number of an environment's next backup that is made by itself.
pub fn next_number(connection: &Connection, project: &str, environment: &str) -> rusqlite::Result<i64> {
    connection
        .prepare_cached("SELECT coalesce(max(number), 0) + 1 FROM backups WHERE project_id = ? AND environment_id = ?")?
        .query_row([project, environment], |row| row.get(0))
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
