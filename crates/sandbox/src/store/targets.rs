//! Where the environments of projects can be deployed to.

use rusqlite::Connection;
use serde_json::{Map, Value};

use super::rows::{self, row};
use crate::clock::Moment;

/// The id, name and type of the target that every project has.
pub const LOCAL: &str = "local";

row! {
    /// A deployment target of a project.
    #[derive(Clone, Debug)]
    pub struct Target in "deployment_targets" by [project_id, id] {
        pub project_id: String,
        pub id: String,
        /// `local`, `dedicated`, `enterprise`, …
        pub kind: String as "type",
        pub name: String,
        /// What is asked for of its kind.
        pub facts: Map<String, Value> as "facts_json",
        pub created_at: Moment,
    }
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
}

/// Keeps a target, new or changed.
pub fn put(connection: &Connection, target: &Target) -> rusqlite::Result<()> {
    rows::replace(connection, target)
}

pub fn delete(connection: &Connection, project: &str, id: &str) -> rusqlite::Result<()> {
    rows::delete::<Target>(connection, [project, id])
}

pub fn get(connection: &Connection, project: &str, id: &str) -> rusqlite::Result<Option<Target>> {
    let found = rows::get(connection, [project, id])?;
    Ok(found.or_else(|| (id == LOCAL).then(|| Target::local(project))))
}

/// The local one first, then oldest first.
pub fn list(connection: &Connection, project: &str) -> rusqlite::Result<Vec<Target>> {
    let rest = "WHERE project_id = ? ORDER BY id <> 'local', created_at, id";
    let mut targets: Vec<Target> = rows::list(connection, rest, [project])?;
    if targets.first().is_none_or(|first| first.id != LOCAL) {
        targets.insert(0, Target::local(project));
    }
    Ok(targets)
}
