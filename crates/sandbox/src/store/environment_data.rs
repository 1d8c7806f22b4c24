//! What the services and mounts of environments hold. There are no bytes: a revision names the content, so that two
//! environments with the same revision of a service hold the same.

use rusqlite::Connection;
use serde_json::{Value, json};

use super::rows::{self, row};

/// What one service, or the mounts of one application, hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Data {
    pub service: String,
    /// Names the content.
    pub revision: String,
    pub size_bytes: i64,
}

row! {
    /// What an environment holds in one service.
    pub(super) struct Held in "environment_data" by [project_id, environment_id, service] {
        project_id: String,
        environment_id: String,
        service: String,
        revision: String,
        size_bytes: i64,
    }
}

impl Data {
    /// A service with nothing in it; `made_by` tells it apart from others that are empty as well.
    pub fn empty(service: &str, made_by: &str) -> Self {
        Self { service: service.to_owned(), revision: format!("empty-{service}-{made_by}"), size_bytes: 0 }
    }

    /// As tests see it.
    pub fn view(&self) -> Value {
        json!({"service": self.service, "revision": self.revision, "size_bytes": self.size_bytes})
    }
}

/// All that an environment holds, by service.
pub fn list(connection: &Connection, project: &str, environment: &str) -> rusqlite::Result<Vec<Data>> {
    let rest = "WHERE project_id = ? AND environment_id = ? ORDER BY service";
    let held: Vec<Held> = rows::list(connection, rest, [project, environment])?;
    let data = |Held { service, revision, size_bytes, .. }| Data { service, revision, size_bytes };
    Ok(held.into_iter().map(data).collect())
}

/// Has one service hold something else, as when an application writes.
pub fn write(connection: &Connection, project: &str, environment: &str, data: &Data) -> rusqlite::Result<()> {
    let (project_id, environment_id) = (project.to_owned(), environment.to_owned());
    let Data { service, revision, size_bytes } = data.clone();
    rows::replace(connection, &Held { project_id, environment_id, service, revision, size_bytes })
}

/// Has an environment hold this and nothing else.
pub fn replace(connection: &Connection, project: &str, environment: &str, data: &[Data]) -> rusqlite::Result<()> {
    remove(connection, project, environment)?;
    data.iter().try_for_each(|data| write(connection, project, environment, data))
}

/// Has an environment hold what another does, and nothing else.
pub fn copy(connection: &Connection, project: &str, from: &str, to: &str) -> rusqlite::Result<()> {
    replace(connection, project, to, &list(connection, project, from)?)
}

/// Destroys all that an environment holds.
pub fn remove(connection: &Connection, project: &str, environment: &str) -> rusqlite::Result<()> {
    connection
        .prepare_cached("DELETE FROM environment_data WHERE project_id = ? AND environment_id = ?")?
        .execute([project, environment])?;
    Ok(())
}
