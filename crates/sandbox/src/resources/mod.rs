//! A file for each section of the reference: what its operations do, and how its resources are shown.

mod activity;
mod addresses;
mod backups;
mod capabilities;
mod certificates;
mod change;
mod deployment;
mod deployment_targets;
mod domains;
mod environment;
mod environment_types;
mod environment_variables;
mod integrations;
mod new_subscription;
mod organizations;
mod prices;
mod project;
mod project_changes;
mod project_discovery;
mod project_settings;
mod project_variables;
mod references;
mod regions;
mod repository;
mod routing;
mod runtime_operations;
mod source_operations;
mod subscriptions;
mod system;
mod users;
mod variable;

pub use environment::push;

use crate::request::Handler;

/// Every operation's handler, by the operation's id.
pub fn handlers() -> Vec<(&'static str, Handler)> {
    [
        project::HANDLERS,
        project_changes::HANDLERS,
        project_variables::HANDLERS,
        environment::HANDLERS,
        environment_types::HANDLERS,
        environment_variables::HANDLERS,
        activity::HANDLERS,
        certificates::HANDLERS,
        domains::HANDLERS,
        integrations::HANDLERS,
        project_settings::HANDLERS,
        deployment_targets::HANDLERS,
        organizations::HANDLERS,
        users::HANDLERS,
        references::HANDLERS,
        subscriptions::HANDLERS,
        new_subscription::HANDLERS,
        prices::HANDLERS,
        regions::HANDLERS,
        repository::HANDLERS,
        system::HANDLERS,
        project_discovery::HANDLERS,
        backups::HANDLERS,
        routing::HANDLERS,
        deployment::HANDLERS,
        source_operations::HANDLERS,
        runtime_operations::HANDLERS,
    ]
    .concat()
}

/// Addresses that are followed from links and are no operations of their own: name, path, handler.
pub fn links() -> Vec<(&'static str, &'static str, Handler)> {
    activity::LINKS.to_vec()
}
