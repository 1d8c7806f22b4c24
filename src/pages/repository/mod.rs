//! The project's Git repository: branches and tags, folders, files, commits.

mod base64;
mod commit;
mod commits;
mod content;
mod entry;
mod file;
mod folder;
mod frame;
mod lines;
mod order;
mod path;
mod reads;
mod refs;
mod revision;
mod save;
mod selection;
mod walk;

use leptos::prelude::*;

use crate::routes::Route;

/// The page of an address, where it is one of these.
pub fn page(route: &Route) -> Option<AnyView> {
    match route.clone() {
        Route::Repository { project } => Some(refs::page(project)),
        Route::RepositoryCommit { project, commit } => Some(commit::page(project, commit)),
        Route::RepositoryHistory { project, commit } => Some(commits::page(project, commit)),
        Route::RepositoryPath { project, commit, path } => Some(path::page(project, commit, &path)),
        _ => None,
    }
}
