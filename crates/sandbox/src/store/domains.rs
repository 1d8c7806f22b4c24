//! Domains of projects, and of environments that stand on them for a project's: one table, one shape.

use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value;

use super::rows::{self, row};
use crate::clock::Moment;

row! {
    /// A domain.
    #[derive(Clone, Debug)]
    pub struct Domain in "domains" by [project_id, name] {
        pub project_id: String,
        /// Without one, the domain is the project's, and leads to its production environment.
        pub environment_id: Option<String>,
        pub name: String,
        /// The project's domain that this one stands for on its environment.
        pub replacement_for: Option<String>,
        /// Whether the project is found at this domain first. One domain of a project that has some is.
        pub is_default: bool,
        pub attributes: Value as "attributes_json",
        pub created_at: Moment,
        pub updated_at: Moment,
    }
}

/// Keeps a new domain. One that is the default takes that from the one that was.
pub fn insert(connection: &Connection, domain: &Domain) -> rusqlite::Result<()> {
    // There is one default at a time: the index says so.
    rows::insert(connection, &Domain { is_default: false, ..domain.clone() })?;
    if domain.is_default {
        make_default(connection, &domain.project_id, &domain.name)?;
    }
    show_on_environments(connection, &domain.project_id)
}

/// Writes a domain's attributes back.
pub fn update(connection: &Connection, domain: &Domain) -> rusqlite::Result<()> {
    rows::update!(connection, domain, [attributes_json, updated_at])
}

/// Deletes a domain. When it was the default, the oldest that is left becomes it.
pub fn delete(connection: &Connection, project: &str, name: &str) -> rusqlite::Result<()> {
    rows::delete::<Domain>(connection, [project, name])?;
    if default(connection, project)?.is_none()
        && let Some(oldest) = list(connection, project, None)?.first()
    {
        make_default(connection, project, &oldest.name)?;
    }
    show_on_environments(connection, project)
}

pub fn get(connection: &Connection, project: &str, name: &str) -> rusqlite::Result<Option<Domain>> {
    rows::get(connection, [project, name])
}

/// Those of a project, or of one of its environments; oldest first.
pub fn list(connection: &Connection, project: &str, environment: Option<&str>) -> rusqlite::Result<Vec<Domain>> {
    let rest = "WHERE project_id = ? AND environment_id IS ? ORDER BY created_at, name";
    rows::list(connection, rest, params![project, environment])
}

/// The names of all domains of a project and its environments.
pub fn names(connection: &Connection, project: &str) -> rusqlite::Result<Vec<String>> {
    connection
        .prepare_cached("SELECT name FROM domains WHERE project_id = ? ORDER BY name")?
        .query_map([project], |row| row.get(0))?
        .collect()
}

/// The name of the domain at which a project is found first; nothing while it has none of its own.
pub fn default(connection: &Connection, project: &str) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached("SELECT name FROM domains WHERE project_id = ? AND is_default = 1")?
        .query_row([project], |row| row.get(0))
        .optional()
}

/// Makes one of a project's domains the default, in place of the one that was.
pub fn make_default(connection: &Connection, project: &str, name: &str) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE domains SET is_default = 0 WHERE project_id = ? AND is_default = 1")?
        .execute([project])?;
    connection
        .prepare_cached(
            "UPDATE domains SET is_default = 1 WHERE project_id = ? AND name = ? AND environment_id IS NULL",
        )?
        .execute([project, name])?;
    Ok(())
}

/// The project that has a domain of this name, other than `project`.
pub fn taken_by_other(connection: &Connection, project: &str, name: &str) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached("SELECT project_id FROM domains WHERE name = ? AND project_id <> ? LIMIT 1")?
        .query_row([name, project], |row| row.get(0))
        .optional()
}

/// The names of the domains that stand for this one on environments.
pub fn replacements(connection: &Connection, project: &str, name: &str) -> rusqlite::Result<Vec<String>> {
    connection
        .prepare_cached("SELECT name FROM domains WHERE project_id = ? AND replacement_for = ? ORDER BY name")?
        .query_map([project, name], |row| row.get(0))?
        .collect()
}

/// Brings what environments say of having domains up to date.
pub fn show_on_environments(connection: &Connection, project: &str) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE environments AS e SET has_domains = EXISTS (
                SELECT 1 FROM domains d WHERE d.project_id = e.project_id AND (d.environment_id = e.id
                OR d.environment_id IS NULL AND e.id = (SELECT default_branch FROM projects WHERE id = e.project_id)))
             WHERE e.project_id = ?",
        )?
        .execute([project])?;
    Ok(())
}
