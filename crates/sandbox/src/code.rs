//! Where the branches of environments are: moving them, and how far they are apart from their parents'.

use rusqlite::Connection;

use crate::clock::Moment;
use crate::error::ApiError;
use crate::git::{self, Repositories, Repository};
use crate::store::environments::{self, Environment};
use crate::store::repositories;

/// A project's repository; none while the project is being set up.
pub fn repository(connection: &Connection, git: &Repositories, project: &str) -> Result<Option<Repository>, ApiError> {
    let Some(recipe) = repositories::recipe(connection, project)? else { return Ok(None) };
    Ok(Some(git.open(project, &recipe)?))
}

/// Has an environment be at a commit that is written already: its row, how far it and its children are apart from their
/// parents, and the branch last.
pub fn move_branch(
    connection: &Connection,
    repository: &Repository,
    environment: &Environment,
    to: &str,
    at: Moment,
) -> Result<(), ApiError> {
    environments::set_head(connection, &environment.project_id, &environment.id, Some(to), at)?;
    count_apart(connection, repository, &environment.project_id, &environment.id)?;
    Ok(git::set_branch(repository, &environment.name, to)?)
}

/// Recounts how far an environment is from its parent, and its children from it.
pub fn count_apart(
    connection: &Connection,
    repository: &Repository,
    project: &str,
    environment: &str,
) -> Result<(), ApiError> {
    for pair in environments::heads_with_parents(connection, project, environment)? {
        let (ahead, behind) = match (pair.own, pair.parents) {
            (Some(ours), Some(theirs)) => git::apart(repository, &ours, &theirs)?,
            _ => (0, 0),
        };
        environments::set_apart(connection, project, &pair.id, ahead, behind)?;
    }
    Ok(())
}
