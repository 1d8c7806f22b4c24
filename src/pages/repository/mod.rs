//! The project's Git repository: branches and tags, folders, files, commits.

mod commit;
mod commits;
mod file;
mod folder;
mod frame;
mod lines;
mod order;
mod path;
mod picture;
mod reads;
mod refs;
mod revision;
mod save;
mod selection;
mod walk;

use leptos::prelude::*;

use crate::routes::page;

/// The page of an address.
pub fn page(page: page::Repository) -> AnyView {
    match page {
        page::Repository::Repository { project } => refs::page(project),
        page::Repository::RepositoryCommit { project, commit } => commit::page(project, commit),
        page::Repository::RepositoryHistory { project, commit } => commits::page(project, commit),
        page::Repository::RepositoryPath { project, commit, path } => path::page(project, commit, &path),
    }
}
