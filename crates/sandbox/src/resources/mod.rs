//! A file for each section of the reference: what its operations do, and how its resources are shown.

mod activity;
mod environment;
mod environment_variables;
mod organizations;
mod project;
mod project_variables;
mod references;
mod subscriptions;
mod users;
mod variable;

use crate::http::Handler;

/// Every operation's handler, by the operation's id.
pub fn handlers() -> Vec<(&'static str, Handler)> {
    [
        project::HANDLERS,
        project_variables::HANDLERS,
        environment::HANDLERS,
        environment_variables::HANDLERS,
        activity::HANDLERS,
        organizations::HANDLERS,
        users::HANDLERS,
        references::HANDLERS,
        subscriptions::HANDLERS,
    ]
    .concat()
}

/// Addresses that are followed from links and are no operations of their own: name, path, handler.
pub fn links() -> Vec<(&'static str, &'static str, Handler)> {
    activity::LINKS.to_vec()
}
