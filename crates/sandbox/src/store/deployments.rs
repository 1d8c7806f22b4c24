//! Which commit each environment runs.

use rusqlite::{Connection, OptionalExtension, params};

use crate::clock::Moment;

/// What an environment runs, and since when.
#[derive(Clone, Debug)]
pub struct Deployed {
    pub commit: String,
    pub at: Moment,
}

/// What an environment runs; nothing while it was never deployed.
pub fn get(connection: &Connection, project: &str, environment: &str) -> rusqlite::Result<Option<Deployed>> {
    connection
        .prepare_cached("SELECT commit_id, deployed_at FROM deployments WHERE project_id = ? AND environment_id = ?")?
        .query_row([project, environment], |row| Ok(Deployed { commit: row.get(0)?, at: row.get(1)? }))
        .optional()
}

/// Keeps that environments, or without any named all of the project that run, now run the newest commit of their branch.
pub fn follow(
    connection: &Connection,
    project: &str,
    environments: Option<&[String]>,
    at: Moment,
) -> rusqlite::Result<()> {
    let sql = "INSERT OR REPLACE INTO deployments (project_id, environment_id, commit_id, deployed_at)
        SELECT project_id, id, head_commit, ? FROM environments
        WHERE project_id = ? AND head_commit IS NOT NULL AND status IN ('active', 'dirty')";
    match environments {
        None => {
            connection.prepare_cached(sql)?.execute(params![at, project])?;
        }
        Some(environments) => {
            for id in environments {
                connection.prepare_cached(&format!("{sql} AND id = ?"))?.execute(params![at, project, id])?;
            }
        }
    }
    Ok(())
}

/// Keeps that an environment runs nothing.
pub fn remove(connection: &Connection, project: &str, environment: &str) -> rusqlite::Result<()> {
    connection
        .prepare_cached("DELETE FROM deployments WHERE project_id = ? AND environment_id = ?")?
        .execute([project, environment])?;
    Ok(())
}

/// Keeps that all environments of all projects run the newest commit, where they were deployed at all. For data sets.
pub fn follow_all(connection: &Connection) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO deployments (project_id, environment_id, commit_id, deployed_at)
         SELECT project_id, id, head_commit, last_deployment_at FROM environments
         WHERE head_commit IS NOT NULL AND last_deployment_at IS NOT NULL",
        )?
        .execute([])?;
    Ok(())
}
