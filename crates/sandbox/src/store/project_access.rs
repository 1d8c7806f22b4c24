//! What people were given in projects: the one truth that every way of giving and taking access reads and writes.

use rusqlite::Connection;
use serde_json::{Value, json};

use super::rows::{self, row};
use crate::clock::Moment;

row! {
    /// What a person was given in a project.
    #[derive(Clone, Debug)]
    pub struct ProjectAccess in "project_members" by [project_id, user_id] {
        pub project_id: String,
        pub user_id: String,
        /// By the names of the API.
        pub permissions: Value as "permissions_json",
        pub granted_at: Moment,
        pub updated_at: Moment,
    }
}

/// What a person was given; nothing for who was given nothing.
pub fn get(connection: &Connection, project: &str, user: &str) -> rusqlite::Result<Option<ProjectAccess>> {
    rows::get(connection, [project, user])
}

/// What people were given in a project, those first who have had it longest.
pub fn list(connection: &Connection, project: &str) -> rusqlite::Result<Vec<ProjectAccess>> {
    rows::list(connection, "WHERE project_id = ? ORDER BY granted_at, user_id", [project])
}

/// How many people were given something in a project.
pub fn count(connection: &Connection, project: &str) -> rusqlite::Result<i64> {
    let sql = "SELECT count(*) FROM project_members WHERE project_id = ?";
    connection.prepare_cached(sql)?.query_row([project], |row| row.get(0))
}

/// Gives a person who has nothing there these permissions.
pub fn insert(
    connection: &Connection,
    project: &str,
    user: &str,
    permissions: &[impl AsRef<str>],
    now: Moment,
) -> rusqlite::Result<ProjectAccess> {
    let names: Vec<&str> = permissions.iter().map(AsRef::as_ref).collect();
    let (project_id, user_id) = (project.to_owned(), user.to_owned());
    let given = ProjectAccess { project_id, user_id, permissions: json!(names), granted_at: now, updated_at: now };
    rows::insert(connection, &given)?;
    Ok(given)
}

/// Writes back what a person has.
pub fn update(connection: &Connection, given: &ProjectAccess) -> rusqlite::Result<()> {
    rows::update!(connection, given, [permissions_json, updated_at])
}

/// Takes all that a person was given.
pub fn delete(connection: &Connection, given: &ProjectAccess) -> rusqlite::Result<()> {
    rows::delete::<ProjectAccess>(connection, [&given.project_id, &given.user_id])
}
