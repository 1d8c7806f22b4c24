//! The sections of the published reference: each with its operations, request bodies and answers.

pub mod activity;
pub mod backups;
pub mod certificates;
pub mod deployment_targets;
pub mod deployments;
pub mod domains;
pub mod environment;
pub mod environment_types;
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
pub mod routes;
pub mod runtime_operations;
pub mod source_operations;
pub mod subscriptions;
pub mod system;
pub mod users;
pub mod variable;

use crate::operation::Operation;

/// Every section's operations, in the order of the reference.
pub const ALL: &[&[&Operation]] = &[
    project::OPERATIONS,
    domains::of_project::OPERATIONS,
    domains::of_environment::OPERATIONS,
    certificates::OPERATIONS,
    project_variables::OPERATIONS,
    repository::OPERATIONS,
    integrations::OPERATIONS,
    environment::OPERATIONS,
    backups::OPERATIONS,
    environment_variables::OPERATIONS,
    routes::OPERATIONS,
    source_operations::OPERATIONS,
    runtime_operations::OPERATIONS,
    deployments::OPERATIONS,
    activity::of_project::OPERATIONS,
    activity::of_environment::OPERATIONS,
    environment_types::OPERATIONS,
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

/// Every declared operation, in the order of the reference's sections.
pub fn operations() -> impl Iterator<Item = &'static Operation> {
    ALL.iter().flat_map(|section| section.iter().copied())
}

#[cfg(test)]
pub(crate) const PARAMETERS: &[&[(&str, &[&str])]] = &[
    project::PARAMETERS,
    domains::of_project::PARAMETERS,
    domains::of_environment::PARAMETERS,
    certificates::PARAMETERS,
    project_variables::PARAMETERS,
    repository::PARAMETERS,
    integrations::PARAMETERS,
    environment::PARAMETERS,
    backups::PARAMETERS,
    environment_variables::PARAMETERS,
    routes::PARAMETERS,
    source_operations::PARAMETERS,
    runtime_operations::PARAMETERS,
    deployments::PARAMETERS,
    activity::of_project::PARAMETERS,
    activity::of_environment::PARAMETERS,
    environment_types::PARAMETERS,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::parameters;

    #[test]
    fn every_path_function_takes_its_paths_parameters_in_order() {
        for (path, arguments) in PARAMETERS.iter().copied().flatten() {
            let names: Vec<String> = parameters(path).map(snake_case).collect();
            assert_eq!(&names, arguments, "{path}");
        }
    }

    fn snake_case(name: &str) -> String {
        name.chars().flat_map(|c| c.is_uppercase().then_some('_').into_iter().chain(c.to_lowercase())).collect()
    }
}
