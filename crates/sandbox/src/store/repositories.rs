//! What projects' Git repositories start with.

use rusqlite::{Connection, OptionalExtension, params};

use super::kinds::Type;
use super::rows::{self, row};
use crate::clock::Moment;
use crate::git::{RECIPES, Recipe};

row! {
    pub(super) struct Repository in "repositories" by [project_id] {
        project_id: String,
        recipe: String as "recipe_json",
        server_started_at: Moment,
    }
}

pub fn insert(
    connection: &Connection,
    project: &str,
    recipe: &Recipe,
    server_started_at: Moment,
) -> rusqlite::Result<()> {
    let (project_id, recipe) = (project.to_owned(), recipe.text());
    rows::insert(connection, &Repository { project_id, recipe, server_started_at })
}

/// What a project's repository starts with; nothing while the project has none.
pub fn recipe(connection: &Connection, project: &str) -> rusqlite::Result<Option<Recipe>> {
    let kept: Option<Repository> = rows::get(connection, [project])?;
    Ok(kept.and_then(|kept| Recipe::parse(&kept.recipe)))
}

/// Under which the database keeps by which version of the recipes environments name their commits.
const VERSION: &str = "recipes";

/// Has environments name the commits that recipes make now, where the repository is yet to be made. What is made is as it is.
pub fn refresh(connection: &Connection, is_made: impl Fn(&str) -> bool) -> rusqlite::Result<()> {
    if super::meta(connection, VERSION)?.as_deref() == Some(RECIPES.as_bytes()) {
        return Ok(());
    }
    let projects: Vec<String> = connection
        .prepare("SELECT r.project_id FROM repositories r JOIN projects p ON p.id = r.project_id")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for project in projects.iter().filter(|project| !is_made(project)) {
        let Some(recipe) = recipe(connection, project)? else { continue };
        let heads = recipe.heads().map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
        for (branch, before) in super::environments::heads(connection, project)? {
            let Some(head) = heads.head(&branch).filter(|head| *head != before) else { continue };
            connection
                .prepare_cached("UPDATE environments SET head_commit = ? WHERE project_id = ? AND name = ?")?
                .execute(params![head, project, branch])?;
            connection
                .prepare_cached("UPDATE deployments SET commit_id = ? WHERE project_id = ? AND commit_id = ?")?
                .execute(params![head, project, before])?;
        }
    }
    super::set_meta(connection, VERSION, RECIPES.as_bytes())
}

/// Since when a project's Git server runs: since it was set up, or since it was last restarted.
pub fn server_started_at(connection: &Connection, project: &str, now: Moment) -> rusqlite::Result<Option<Moment>> {
    connection
        .prepare_cached(
            "SELECT max(server_started_at, coalesce((
                SELECT max(ends_at) FROM activities
                WHERE project_id = ?1 AND type = ?2 AND cancelled_at IS NULL AND ends_at <= ?3), 0))
             FROM repositories WHERE project_id = ?1",
        )?
        .query_row(params![project, Type::ProjectGitServerRestart, now], |row| row.get(0))
        .optional()
}
