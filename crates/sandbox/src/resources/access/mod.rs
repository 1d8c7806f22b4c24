//! Access to projects, by every family of operations that gives and takes it. What each reads and writes is the same:
//! `rules` says who may, and what it takes.

mod environment_types;
mod invitations;
mod people;
mod project;
mod rules;

pub use invitations::accept;

use crate::request::Handler;

pub fn handlers() -> Vec<Handler> {
    [
        project::handlers(),
        people::of_project(),
        environment_types::handlers(),
        people::of_user(),
        invitations::handlers(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
