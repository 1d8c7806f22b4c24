//! What a new project is when its setting up has ended.

use rusqlite::Connection;

use super::row::Activity;
use crate::store::environment_data::{self, Data};
use crate::store::{deployments, projects, repositories};

/// A new project is there, with the first commit of its repository.
pub fn set_up(connection: &Connection, activity: &Activity) -> rusqlite::Result<()> {
    let Some(recipe) = repositories::recipe(connection, &activity.project_id)? else { return Ok(()) };
    let heads = recipe.heads().map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    let head = heads.head(recipe.default_branch());
    projects::set_up(connection, &activity.project_id, head.as_deref(), activity.ends_at)?;
    deployments::follow(connection, &activity.project_id, None, activity.ends_at)?;
    let Some(project) = projects::get(connection, &activity.project_id)? else { return Ok(()) };
    let empty = ["db", "app"].map(|service| Data::empty(service, &activity.id));
    environment_data::replace(connection, &project.id, &project.default_branch, &empty)
}
