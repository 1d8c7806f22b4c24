//! What projects are integrated with.

use rusqlite::Connection;
use serde_json::{Map, Value};

use super::rows::{self, row};
use crate::clock::Moment;

row! {
    /// An integration of a project with a service of others.
    #[derive(Clone, Debug)]
    pub struct Integration in "integrations" by [project_id, id] {
        pub project_id: String,
        pub id: String,
        /// `github`, `health.slack`, `webhook`, …
        pub kind: String as "type",
        /// What it was given and what goes without saying, without secrets.
        pub facts: Map<String, Value> as "facts_json",
        /// What a code host that cannot sign in proves itself with at the hook.
        pub hook_key: String,
        /// What it posts to Slack with; empty for other kinds, and where none was given.
        pub bot_token: String,
        pub created_at: Moment,
        pub updated_at: Moment,
    }
}

pub fn insert(connection: &Connection, integration: &Integration) -> rusqlite::Result<()> {
    rows::insert(connection, integration)
}

/// Writes an integration's facts and its bot token back.
pub fn update(connection: &Connection, integration: &Integration) -> rusqlite::Result<()> {
    rows::update!(connection, integration, [facts_json, bot_token, updated_at])
}

pub fn delete(connection: &Connection, project: &str, id: &str) -> rusqlite::Result<()> {
    rows::delete::<Integration>(connection, [project, id])
}

pub fn get(connection: &Connection, project: &str, id: &str) -> rusqlite::Result<Option<Integration>> {
    rows::get(connection, [project, id])
}

/// Oldest first.
pub fn list(connection: &Connection, project: &str) -> rusqlite::Result<Vec<Integration>> {
    rows::list(connection, "WHERE project_id = ? ORDER BY created_at, id", [project])
}
