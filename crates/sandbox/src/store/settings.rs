//! The settings of projects that someone changed.

use rusqlite::Connection;
use serde_json::{Map, Value};

use super::rows::{self, row};

row! {
    pub(super) struct Settings in "project_settings" by [project_id] {
        project_id: String,
        changed: Map<String, Value> as "settings_json",
    }
}

/// What differs from how settings are until someone changes them.
pub fn changed(connection: &Connection, project: &str) -> rusqlite::Result<Map<String, Value>> {
    let kept: Option<Settings> = rows::get(connection, [project])?;
    Ok(kept.map(|settings| settings.changed).unwrap_or_default())
}

/// Keeps all that differs.
pub fn set(connection: &Connection, project: &str, settings: &Map<String, Value>) -> rusqlite::Result<()> {
    rows::replace(connection, &Settings { project_id: project.to_owned(), changed: settings.clone() })
}
