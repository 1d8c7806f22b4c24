//! System Information: the server of a project's Git repository.

use serde_json::{Value, json};
use wheelhouse_contract::sections::project::GetAProject;
use wheelhouse_contract::sections::system::{GetInformationAboutTheGitServer, RestartTheGitServer};

use super::change::Change;
use crate::activities::kinds;
use crate::error::ApiError;
use crate::request::{Context, Handler, Links, Reply};
use crate::store::repositories;

pub const HANDLERS: &[(&str, Handler)] =
    &[("get-information-about-the-git-server", get), ("restart-the-git-server", restart)];

/// What serves the repositories: this sandbox.
const VERSION: &str = env!("CARGO_PKG_VERSION");

fn get(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, rights) = context.project()?;
    let started = repositories::server_started_at(context.store, &project.id, kinds::RESTART_GIT_SERVER, context.now)?;
    let links = Links::to_self(&GetInformationAboutTheGitServer::path(&project.id))
        .add("project", &GetAProject::path(&project.id))
        .add_if(rights.is_admin(), "#restart", &RestartTheGitServer::path(&project.id));
    Ok(Reply::json(&json!({
        "version": VERSION,
        "image": format!("wheelhouse-git:{VERSION}"),
        "started_at": started.unwrap_or(project.created_at).rfc3339(),
        "_links": links.value(),
    })))
}

fn restart(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (project, rights) = context.project()?;
    rights.require_admin()?;
    let change = Change {
        kind: kinds::RESTART_GIT_SERVER,
        done: "restarted the",
        name: "Git server",
        about: ("system", Value::Object(serde_json::Map::new())),
        log: "Stopping the Git server".to_owned(),
    };
    let lines = [("Starting the Git server".to_owned(), 2_500), ("The Git server takes pushes again.".to_owned(), 100)];
    Ok(Reply::accepted(vec![change.run(context, &project, &lines)?]))
}
