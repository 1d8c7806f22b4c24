//! What projects' Git repositories start with.

use rusqlite::{Connection, OptionalExtension, params};

use crate::clock::Moment;
use crate::git::Recipe;

pub fn insert(
    connection: &Connection,
    project: &str,
    recipe: &Recipe,
    server_started_at: Moment,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT INTO repositories (project_id, recipe_json, server_started_at) VALUES (?, ?, ?)")?
        .execute(params![project, recipe.text(), server_started_at])?;
    Ok(())
}

/// What a project's repository starts with; nothing while the project has none.
pub fn recipe(connection: &Connection, project: &str) -> rusqlite::Result<Option<Recipe>> {
    let text: Option<String> = connection
        .prepare_cached("SELECT recipe_json FROM repositories WHERE project_id = ?")?
        .query_row([project], |row| row.get(0))
        .optional()?;
    Ok(text.as_deref().and_then(Recipe::parse))
}

/// Since when a project's Git server runs: since it was set up, or since the last activity of the type `restart` that
/// ended by now.
pub fn server_started_at(
    connection: &Connection,
    project: &str,
    restart: &str,
    now: Moment,
) -> rusqlite::Result<Option<Moment>> {
    connection
        .prepare_cached(
            "SELECT max(server_started_at, coalesce((
                SELECT max(ends_at) FROM activities
                WHERE project_id = ?1 AND type = ?2 AND cancelled_at IS NULL AND ends_at <= ?3), 0))
             FROM repositories WHERE project_id = ?1",
        )?
        .query_row(params![project, restart, now], |row| row.get(0))
        .optional()
}
