//! Versions of environments beside the main one.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::clock::Moment;

/// A version of an environment that gets some of its visitors.
#[derive(Clone, Debug)]
pub struct Version {
    pub project_id: String,
    pub environment_id: String,
    pub id: String,
    pub commit: String,
    /// How many of a hundred visitors it gets.
    pub percentage: i64,
    pub created_at: Moment,
}

impl Version {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            project_id: row.get("project_id")?,
            environment_id: row.get("environment_id")?,
            id: row.get("id")?,
            commit: row.get("commit_id")?,
            percentage: row.get("percentage")?,
            created_at: row.get("created_at")?,
        })
    }
}

/// All of an environment beside the main one, oldest first.
pub fn list(connection: &Connection, project: &str, environment: &str) -> rusqlite::Result<Vec<Version>> {
    connection
        .prepare_cached(
            "SELECT * FROM environment_versions WHERE project_id = ? AND environment_id = ? ORDER BY created_at, id",
        )?
        .query_map([project, environment], Version::read)?
        .collect()
}

pub fn get(connection: &Connection, project: &str, environment: &str, id: &str) -> rusqlite::Result<Option<Version>> {
    connection
        .prepare_cached("SELECT * FROM environment_versions WHERE project_id = ? AND environment_id = ? AND id = ?")?
        .query_row([project, environment, id], Version::read)
        .optional()
}

/// Keeps a version, new or changed.
pub fn save(connection: &Connection, version: &Version) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO environment_versions (project_id, environment_id, id, commit_id, percentage, created_at)
             VALUES (?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            version.project_id,
            version.environment_id,
            version.id,
            version.commit,
            version.percentage,
            version.created_at
        ])?;
    Ok(())
}

pub fn delete(connection: &Connection, version: &Version) -> rusqlite::Result<()> {
    connection.execute(
        "DELETE FROM environment_versions WHERE project_id = ? AND environment_id = ? AND id = ?",
        [&version.project_id, &version.environment_id, &version.id],
    )?;
    Ok(())
}

/// Deletes all of an environment beside the main one.
pub fn remove(connection: &Connection, project: &str, environment: &str) -> rusqlite::Result<()> {
    connection.execute(
        "DELETE FROM environment_versions WHERE project_id = ? AND environment_id = ?",
        [project, environment],
    )?;
    Ok(())
}
