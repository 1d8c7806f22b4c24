//! What projects are integrated with.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::{Map, Value};

use super::json_column;
use crate::clock::Moment;

/// An integration of a project with a service of others.
#[derive(Clone, Debug)]
pub struct Integration {
    pub project_id: String,
    pub id: String,
    /// `github`, `health.slack`, `webhook`, …
    pub kind: String,
    /// What it was given and what goes without saying, without secrets.
    pub facts: Map<String, Value>,
    pub created_at: Moment,
    pub updated_at: Moment,
}

impl Integration {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let facts = match json_column(row, "facts_json")? {
            Value::Object(facts) => facts,
            _ => Map::new(),
        };
        Ok(Self {
            project_id: row.get("project_id")?,
            id: row.get("id")?,
            kind: row.get("type")?,
            facts,
            created_at: row.get("created_at")?,
            updated_at: row.get("updated_at")?,
        })
    }
}

pub fn insert(connection: &Connection, integration: &Integration) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO integrations (project_id, id, type, facts_json, created_at, updated_at)
             VALUES (?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            integration.project_id,
            integration.id,
            integration.kind,
            Value::Object(integration.facts.clone()).to_string(),
            integration.created_at,
            integration.updated_at
        ])?;
    Ok(())
}

/// Writes an integration's facts back.
pub fn update(connection: &Connection, integration: &Integration) -> rusqlite::Result<()> {
    connection.execute(
        "UPDATE integrations SET facts_json = ?, updated_at = ? WHERE project_id = ? AND id = ?",
        params![
            Value::Object(integration.facts.clone()).to_string(),
            integration.updated_at,
            integration.project_id,
            integration.id
        ],
    )?;
    Ok(())
}

pub fn delete(connection: &Connection, project: &str, id: &str) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM integrations WHERE project_id = ? AND id = ?", [project, id])?;
    Ok(())
}

pub fn get(connection: &Connection, project: &str, id: &str) -> rusqlite::Result<Option<Integration>> {
    connection
        .prepare_cached("SELECT * FROM integrations WHERE project_id = ? AND id = ?")?
        .query_row([project, id], Integration::read)
        .optional()
}

/// Oldest first.
pub fn list(connection: &Connection, project: &str) -> rusqlite::Result<Vec<Integration>> {
    connection
        .prepare_cached("SELECT * FROM integrations WHERE project_id = ? ORDER BY created_at, id")?
        .query_map([project], Integration::read)?
        .collect()
}
