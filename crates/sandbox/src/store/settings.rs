//! The settings of projects that someone changed.

use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Map, Value};

use super::json_column;

/// What differs from how settings are until someone changes them.
pub fn changed(connection: &Connection, project: &str) -> rusqlite::Result<Map<String, Value>> {
    let kept = connection
        .prepare_cached("SELECT settings_json FROM project_settings WHERE project_id = ?")?
        .query_row([project], |row| json_column(row, "settings_json"))
        .optional()?;
    Ok(match kept {
        Some(Value::Object(settings)) => settings,
        _ => Map::new(),
    })
}

/// Keeps all that differs.
pub fn set(connection: &Connection, project: &str, settings: &Map<String, Value>) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT OR REPLACE INTO project_settings (project_id, settings_json) VALUES (?, ?)",
        params![project, Value::Object(settings.clone()).to_string()],
    )?;
    Ok(())
}
