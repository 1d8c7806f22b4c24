//! The sections of the published reference: each with its operations, request bodies and answers.

pub mod activity;
pub mod certificates;
pub mod deployment_targets;
pub mod domains;
pub mod environment;
pub mod environment_variables;
pub mod integrations;
pub mod organizations;
pub mod plans;
pub mod project;
pub mod project_discovery;
pub mod project_settings;
pub mod project_variables;
pub mod references;
pub mod regions;
pub mod repository;
pub mod subscriptions;
pub mod system;
pub mod users;
pub mod variable;

use crate::operation::Operation;

/// Every section's operations, in the order of the reference.
pub const ALL: &[&[&Operation]] = &[
    project::OPERATIONS,
    domains::of_project::OPERATIONS,
    certificates::OPERATIONS,
    project_variables::OPERATIONS,
    repository::OPERATIONS,
    integrations::OPERATIONS,
    environment::OPERATIONS,
    environment_variables::OPERATIONS,
    activity::of_project::OPERATIONS,
    activity::of_environment::OPERATIONS,
    organizations::OPERATIONS,
    users::OPERATIONS,
    plans::OPERATIONS,
    references::OPERATIONS,
    subscriptions::OPERATIONS,
    project_discovery::OPERATIONS,
    regions::OPERATIONS,
    project_settings::OPERATIONS,
    deployment_targets::OPERATIONS,
    system::OPERATIONS,
];

#[cfg(test)]
pub(crate) const PARAMETERS: &[&[(&str, &[&str])]] = &[
    project::PARAMETERS,
    domains::of_project::PARAMETERS,
    certificates::PARAMETERS,
    project_variables::PARAMETERS,
    repository::PARAMETERS,
    integrations::PARAMETERS,
    environment::PARAMETERS,
    environment_variables::PARAMETERS,
    activity::of_project::PARAMETERS,
    activity::of_environment::PARAMETERS,
    organizations::PARAMETERS,
    users::PARAMETERS,
    plans::PARAMETERS,
    references::PARAMETERS,
    subscriptions::PARAMETERS,
    project_discovery::PARAMETERS,
    regions::PARAMETERS,
    project_settings::PARAMETERS,
    deployment_targets::PARAMETERS,
    system::PARAMETERS,
];
