//! When environments are next backed up by themselves.

use rusqlite::Connection;

use super::rows::{self, row};
use crate::clock::Moment;

row! {
    /// The next backup of an environment.
    pub struct Turn in "backup_turns" by [project_id, environment_id] {
        pub project_id: String,
        pub environment_id: String,
        pub at: Moment,
    }
}

/// When the next of all is.
pub fn next(connection: &Connection) -> rusqlite::Result<Option<Moment>> {
    connection.prepare_cached("SELECT min(at) FROM backup_turns")?.query_row([], |row| row.get(0))
}

/// Those that have come by now.
pub fn due(connection: &Connection, now: Moment) -> rusqlite::Result<Vec<Turn>> {
    rows::list(connection, "WHERE at <= ? ORDER BY at, project_id, environment_id", [now])
}

pub fn set(connection: &Connection, turn: &Turn) -> rusqlite::Result<()> {
    rows::replace(connection, turn)
}

pub fn remove(connection: &Connection, project: &str, environment: &str) -> rusqlite::Result<()> {
    rows::delete::<Turn>(connection, [project, environment])
}

/// Those of all of a project's environments.
pub fn remove_all(connection: &Connection, project: &str) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM backup_turns WHERE project_id = ?")?.execute([project])?;
    Ok(())
}

/// Environments of a project that run and have no turn: their ids and types.
pub fn missing(connection: &Connection, project: &str) -> rusqlite::Result<Vec<(String, String)>> {
    connection
        .prepare_cached(
            "SELECT id, type FROM environments e WHERE project_id = ? AND status IN ('active', 'dirty')
             AND NOT EXISTS (
                SELECT 1 FROM backup_turns t WHERE t.project_id = e.project_id AND t.environment_id = e.id)",
        )?
        .query_map([project], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}
