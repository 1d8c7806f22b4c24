//! The sections of the published reference: each with its operations, request bodies and answers.

pub mod activity;
pub mod environment;
pub mod environment_variables;
pub mod organizations;
pub mod project;
pub mod project_variables;
pub mod references;
pub mod subscriptions;
pub mod users;
pub mod variable;

use crate::operation::Operation;

/// Every section's operations, in the order of the reference.
pub const ALL: &[&[&Operation]] = &[
    project::OPERATIONS,
    project_variables::OPERATIONS,
    environment::OPERATIONS,
    environment_variables::OPERATIONS,
    activity::of_project::OPERATIONS,
    activity::of_environment::OPERATIONS,
    organizations::OPERATIONS,
    users::OPERATIONS,
    references::OPERATIONS,
    subscriptions::OPERATIONS,
];

#[cfg(test)]
pub(crate) const PARAMETERS: &[&[(&str, &[&str])]] = &[
    project::PARAMETERS,
    project_variables::PARAMETERS,
    environment::PARAMETERS,
    environment_variables::PARAMETERS,
    activity::of_project::PARAMETERS,
    activity::of_environment::PARAMETERS,
    organizations::PARAMETERS,
    users::PARAMETERS,
    references::PARAMETERS,
    subscriptions::PARAMETERS,
];
