//! A file for each section of the reference: what its operations do, and how its resources are shown.

mod activity;
mod addresses;
mod api_tokens;
mod backups;
mod capabilities;
mod certificates;
mod change;
mod connections;
mod current_user;
mod deployment;
mod deployment_targets;
mod domains;
mod environment;
mod environment_types;
mod environment_variables;
mod integrations;
mod invitations;
mod invoices;
mod members;
mod mfa;
mod new_subscription;
mod orders;
mod organization_profile;
mod organizations;
mod pictures;
mod prices;
mod project;
mod project_changes;
mod project_discovery;
mod project_settings;
mod project_variables;
mod records;
mod references;
mod regions;
mod repository;
mod routing;
mod runtime_operations;
mod source_operations;
mod ssh_keys;
mod subscription_changes;
mod subscriptions;
mod system;
mod teams;
mod tickets;
mod user_address;
mod user_profiles;
mod users;
mod variable;
mod vouchers;

pub use environment::{push, receive};
pub use mfa::proves;

use crate::request::Handler;

/// The handler of every operation, and of the addresses that only links lead to.
pub fn handlers() -> Vec<Handler> {
    [
        project::handlers(),
        project_changes::handlers(),
        project_variables::handlers(),
        environment::handlers(),
        environment_types::handlers(),
        environment_variables::handlers(),
        activity::handlers(),
        certificates::handlers(),
        domains::handlers(),
        integrations::handlers(),
        project_settings::handlers(),
        deployment_targets::handlers(),
        organizations::handlers(),
        members::handlers(),
        invitations::handlers(),
        teams::handlers(),
        users::handlers(),
        api_tokens::handlers(),
        ssh_keys::handlers(),
        current_user::handlers(),
        user_profiles::handlers(),
        user_address::handlers(),
        connections::handlers(),
        mfa::handlers(),
        references::handlers(),
        subscriptions::handlers(),
        subscription_changes::handlers(),
        orders::handlers(),
        invoices::handlers(),
        vouchers::handlers(),
        records::handlers(),
        organization_profile::handlers(),
        tickets::handlers(),
        new_subscription::handlers(),
        prices::handlers(),
        regions::handlers(),
        repository::handlers(),
        system::handlers(),
        project_discovery::handlers(),
        backups::handlers(),
        routing::handlers(),
        deployment::handlers(),
        source_operations::handlers(),
        runtime_operations::handlers(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
