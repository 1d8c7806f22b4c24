//! Versions of environments beside the main one.

use rusqlite::Connection;

use super::rows::{self, row};
use crate::clock::Moment;

row! {
    /// A version of an environment that gets some of its visitors.
    #[derive(Clone, Debug)]
    pub struct Version in "environment_versions" by [project_id, environment_id, id] {
        pub project_id: String,
        pub environment_id: String,
        pub id: String,
        pub commit: String as "commit_id",
        /// How many of a hundred visitors it gets.
        pub percentage: i64,
        pub created_at: Moment,
    }
}

/// All of an environment beside the main one, oldest first.
pub fn list(connection: &Connection, project: &str, environment: &str) -> rusqlite::Result<Vec<Version>> {
    let rest = "WHERE project_id = ? AND environment_id = ? ORDER BY created_at, id";
    rows::list(connection, rest, [project, environment])
}

pub fn get(connection: &Connection, project: &str, environment: &str, id: &str) -> rusqlite::Result<Option<Version>> {
    rows::get(connection, [project, environment, id])
}

/// Keeps a version, new or changed.
pub fn save(connection: &Connection, version: &Version) -> rusqlite::Result<()> {
    rows::replace(connection, version)
}

pub fn delete(connection: &Connection, version: &Version) -> rusqlite::Result<()> {
    rows::delete::<Version>(connection, [&version.project_id, &version.environment_id, &version.id])
}

/// Deletes all of an environment beside the main one.
pub fn remove(connection: &Connection, project: &str, environment: &str) -> rusqlite::Result<()> {
    connection
        .prepare_cached("DELETE FROM environment_versions WHERE project_id = ? AND environment_id = ?")?
        .execute([project, environment])?;
    Ok(())
}
