//! System Information: the server of a project's Git repository. It is for who is privileged: a project's admins.

use wheelhouse_contract::sections::project::GetAProject;
use wheelhouse_contract::sections::system as declared;

use super::change::Change;
use crate::activities::Kind;
use crate::request::prelude::*;
use crate::store::repositories;

pub fn handlers() -> Vec<Handler> {
    vec![on(project_admin, get), on(project_admin, restart)]
}

/// What serves the repositories: this sandbox.
const VERSION: &str = env!("CARGO_PKG_VERSION");

fn get(call: &Call<'_, declared::GetInformationAboutTheGitServer, InProject>) -> Answer {
    let (project, _) = &call.at;
    let started = repositories::server_started_at(call.store, &project.id, call.now)?;
    let links = Links::to_self(&declared::GetInformationAboutTheGitServer::path(&project.id))
        .add(declared::SystemInformation::PROJECT, &GetAProject::path(&project.id))
        .add(declared::SystemInformation::RESTART, &declared::RestartTheGitServer::path(&project.id));
    Ok(Reply::json(&facts!(declared::SystemInformation {
        version: VERSION,
        image: format!("wheelhouse-git:{VERSION}"),
        started_at: started.unwrap_or(project.created_at),
        ..links
    })))
}

fn restart(call: &Call<'_, declared::RestartTheGitServer, InProject>) -> Answer {
    let (project, _) = &call.at;
    let change = Change {
        kind: Kind::ProjectGitServerRestart,
        done: "restarted the",
        name: "Git server",
        about: ("system", Value::Object(serde_json::Map::new())),
        log: "Stopping the Git server".to_owned(),
    };
    let lines =
        [("Starting the Git server".to_owned(), 2_500), ("The Git server accepts pushes again.".to_owned(), 100)];
    Ok(Reply::accepted(vec![change.run(call, project, &lines)?]))
}
