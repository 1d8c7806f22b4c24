//! Where the environments of projects can be deployed to.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::{Map, Value};

use super::json_column;
use crate::clock::Moment;

/// The id, name and type of the target that every project has.
pub const LOCAL: &str = "local";

/// A deployment target of a project.
#[derive(Clone, Debug)]
pub struct Target {
    pub project_id: String,
    pub id: String,
    /// `local`, `dedicated`, `enterprise`, …
    pub kind: String,
    pub name: String,
    /// What is asked for of its kind.
    pub facts: Map<String, Value>,
    pub created_at: Moment,
}

impl Target {
    /// The target that a project has by itself.
    fn local(project: &str) -> Self {
        Self {
            project_id: project.to_owned(),
            id: LOCAL.to_owned(),
            kind: LOCAL.to_owned(),
            name: LOCAL.to_owned(),
            facts: Map::new(),
            created_at: Moment::from_unix_seconds(0),
        }
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let facts = match json_column(row, "facts_json")? {
            Value::Object(facts) => facts,
            _ => Map::new(),
        };
        Ok(Self {
            project_id: row.get("project_id")?,
            id: row.get("id")?,
            kind: row.get("type")?,
            name: row.get("name")?,
            facts,
            created_at: row.get("created_at")?,
        })
    }
}

/// Keeps a target, new or changed.
pub fn put(connection: &Connection, target: &Target) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO deployment_targets (project_id, id, type, name, facts_json, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (project_id, id) DO UPDATE SET name = ?4, facts_json = ?5",
        )?
        .execute(params![
            target.project_id,
            target.id,
            target.kind,
            target.name,
            Value::Object(target.facts.clone()).to_string(),
            target.created_at
        ])?;
    Ok(())
}

pub fn delete(connection: &Connection, project: &str, id: &str) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM deployment_targets WHERE project_id = ? AND id = ?", [project, id])?;
    Ok(())
}

pub fn get(connection: &Connection, project: &str, id: &str) -> rusqlite::Result<Option<Target>> {
    let found = connection
        .prepare_cached("SELECT * FROM deployment_targets WHERE project_id = ? AND id = ?")?
        .query_row([project, id], Target::read)
        .optional()?;
    Ok(found.or_else(|| (id == LOCAL).then(|| Target::local(project))))
}

/// The local one first, then oldest first.
pub fn list(connection: &Connection, project: &str) -> rusqlite::Result<Vec<Target>> {
    let mut targets: Vec<Target> = connection
        .prepare_cached("SELECT * FROM deployment_targets WHERE project_id = ? ORDER BY id <> 'local', created_at, id")?
        .query_map([project], Target::read)?
        .collect::<Result<_, _>>()?;
    if targets.first().is_none_or(|first| first.id != LOCAL) {
        targets.insert(0, Target::local(project));
    }
    Ok(targets)
}
