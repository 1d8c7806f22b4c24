//! Writing environments.

use rusqlite::{Connection, params};

use super::Environment;
use crate::clock::Moment;
use crate::store::rows;

pub fn insert(connection: &Connection, environment: &Environment) -> rusqlite::Result<()> {
    rows::insert(connection, environment)
}

/// Writes where an environment's branch is.
pub fn set_head(
    connection: &Connection,
    project: &str,
    id: &str,
    head: Option<&str>,
    at: Moment,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE environments SET head_commit = ?, updated_at = ? WHERE project_id = ? AND id = ?")?
        .execute(params![head, at, project, id])?;
    Ok(())
}

/// Makes an environment the production environment. The one that was becomes a development environment below it.
pub fn make_main(connection: &Connection, project: &str, id: &str, was: &str) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE environments SET type = 'development', parent = ?3, enable_smtp = 0, restrict_robots = 1
         WHERE project_id = ?1 AND id = ?2",
        )?
        .execute(params![project, was, id])?;
    connection
        .prepare_cached(
            "UPDATE environments SET type = 'production', parent = NULL, restrict_robots = 0, commits_ahead = 0,
         commits_behind = 0 WHERE project_id = ?1 AND id = ?2",
        )?
        .execute(params![project, id])?;
    Ok(())
}

/// Writes how many commits an environment has that its parent has not, and the other way round.
pub fn set_apart(connection: &Connection, project: &str, id: &str, ahead: i64, behind: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE environments SET commits_ahead = ?, commits_behind = ? WHERE project_id = ? AND id = ?",
        )?
        .execute(params![ahead, behind, project, id])?;
    Ok(())
}

/// Writes whether an environment runs.
pub fn set_status(connection: &Connection, project: &str, id: &str, status: &str, at: Moment) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE environments SET status = ?, updated_at = ? WHERE project_id = ? AND id = ?")?
        .execute(params![status, at, project, id])?;
    Ok(())
}

/// Has an environment be inactive: nothing is deployed.
pub fn deactivate(connection: &Connection, project: &str, id: &str, at: Moment) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE environments SET status = 'inactive', last_deployment_at = NULL, last_deployment_successful = 1,
         updated_at = ? WHERE project_id = ? AND id = ?",
        )?
        .execute(params![at, project, id])?;
    Ok(())
}

/// Writes back what can be changed of an environment by whoever may edit it.
pub fn update(connection: &Connection, environment: &Environment) -> rusqlite::Result<()> {
    rows::update!(
        connection,
        environment,
        [
            name,
            title,
            type,
            parent,
            enable_smtp,
            restrict_robots,
            http_access_json,
            attributes_json,
            clone_parent_on_create,
            updated_at,
        ]
    )
}

/// Has development environments that run and were last deployed before `since` have been deployed at a later time.
pub fn redeployed(connection: &Connection, since: Moment, at: Moment) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE environments SET last_deployment_at = ?2, updated_at = max(updated_at, ?2)
         WHERE type = 'development' AND status IN ('active', 'dirty') AND last_deployment_at < ?1",
        )?
        .execute(params![since, at])?;
    Ok(())
}

/// Deletes an environment and all that is its.
pub fn delete(connection: &Connection, project: &str, id: &str) -> rusqlite::Result<()> {
    rows::delete::<Environment>(connection, [project, id])
}

/// Writes what a deployment that ended did to the environments it concerned.
pub fn deployed(
    connection: &Connection,
    project: &str,
    environments: Option<&[String]>,
    successful: bool,
    at: Moment,
) -> rusqlite::Result<()> {
    let status = if successful { "active" } else { "dirty" };
    let update =
        "UPDATE environments SET last_deployment_at = ?, last_deployment_successful = ?, status = ?, updated_at = ?
         WHERE project_id = ? AND status IN ('active', 'dirty')";
    match environments {
        None => {
            connection.prepare_cached(update)?.execute(params![at, successful, status, at, project])?;
        }
        Some(environments) => {
            for id in environments {
                connection
                    .prepare_cached(&format!("{update} AND id = ?"))?
                    .execute(params![at, successful, status, at, project, id])?;
            }
        }
    }
    Ok(())
}
