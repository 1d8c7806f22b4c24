//! Projects' Git repositories: bare ones on disk, made when they are first looked at.
//!
//! What a repository starts with is a [`Recipe`] that the database keeps. Ids follow from the recipe alone, so that the
//! database can name an environment's head commit before any object is written, and a thousand repositories that nobody
//! opens cost nothing. What is on disk goes before the recipe as soon as it is there.

mod commit;
mod durable;
mod elsewhere;
mod first;
mod history;
mod join;
mod lines;
mod merge;
mod objects;
mod pack;
mod recipe;
mod repositories;
mod stories;
#[cfg(test)]
mod tests;
pub mod wire;
mod writing;

pub use commit::{
    FileChange, delete_branch, files, folder, is_path, read_file, set_branch, set_head, set_tag, write_commit,
    write_files,
};
#[cfg(test)]
pub use commit::{commit_files, head};
pub use first::{FirstFile, first_commit};
pub use gix::Repository;
pub use history::{Author, Heads, Told, When};
pub use join::Conflict;
pub use merge::{Joined, merge, rebase};
pub use objects::{
    Commit, Entry, Ref, apart, blob, commit, is_below, is_branch_name, new_commits, reference, references,
    told_in_push, tree,
};
pub use recipe::{Branch, RECIPES, Recipe};
pub use repositories::{Repositories, open};
pub use stories::{Days, PLAIN, SHOP, USUAL};

/// Why a repository cannot be used. Says nothing of where it lies on the machine.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the file system said: {}", .0.kind())]
    Files(#[from] std::io::Error),
    #[error("it cannot be read or written")]
    Git(#[from] gix::Error),
    #[error("{0} can be no name in it")]
    Name(String),
    #[error("what it should hold is not known: {0}")]
    Database(String),
    #[error("Git is not installed on the machine that the sandbox runs on")]
    NoGit,
    /// What Git has against objects that were pushed.
    #[error("{0}")]
    Pack(String),
}
