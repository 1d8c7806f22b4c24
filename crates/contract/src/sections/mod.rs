//! The sections of the published reference: each with its operations, request bodies and answers.

pub mod activity;
pub mod api_tokens;
pub mod backups;
pub mod certificates;
pub mod connections;
pub mod deployment_targets;
pub mod deployments;
pub mod domains;
pub mod environment;
pub mod environment_type_access;
pub mod environment_types;
pub mod environment_variables;
pub mod integrations;
pub mod invitations;
pub mod invoices;
pub mod mfa;
pub mod orders;
pub mod organization_profiles;
pub mod organizations;
pub mod plans;
pub mod project;
pub mod project_access;
pub mod project_discovery;
pub mod project_settings;
pub mod project_variables;
pub mod records;
pub(crate) mod redirects;
pub mod references;
pub mod regions;
pub mod repository;
pub mod retention;
pub mod routes;
pub mod runtime_operations;
pub mod source_operations;
pub mod ssh_keys;
pub mod subscriptions;
pub mod support;
pub mod system;
pub mod teams;
pub mod user_access;
pub mod user_profiles;
pub mod users;
pub mod variable;
pub mod vouchers;

use crate::answer::AnswerShape;
use crate::operation::{Declared, Operation};

/// The published reference's operations, section by section and in its order.
pub const REFERENCE: &[&[Declared]] = &[
    project::OPERATIONS,
    domains::of_project::OPERATIONS,
    domains::of_environment::OPERATIONS,
    certificates::OPERATIONS,
    project_variables::OPERATIONS,
    repository::OPERATIONS,
    integrations::OPERATIONS,
    support::OPERATIONS,
    environment::OPERATIONS,
    backups::OPERATIONS,
    environment_variables::OPERATIONS,
    routes::OPERATIONS,
    source_operations::OPERATIONS,
    runtime_operations::OPERATIONS,
    deployments::OPERATIONS,
    activity::of_project::OPERATIONS,
    activity::of_environment::OPERATIONS,
    project_access::OPERATIONS,
    environment_types::OPERATIONS,
    environment_type_access::OPERATIONS,
    invitations::OPERATIONS,
    invitations::of_project::OPERATIONS,
    organizations::OPERATIONS,
    api_tokens::OPERATIONS,
    connections::OPERATIONS,
    mfa::OPERATIONS,
    users::OPERATIONS,
    user_access::OPERATIONS,
    user_profiles::OPERATIONS,
    ssh_keys::OPERATIONS,
    teams::OPERATIONS,
    plans::OPERATIONS,
    references::OPERATIONS,
    subscriptions::OPERATIONS,
    orders::OPERATIONS,
    invoices::OPERATIONS,
    vouchers::OPERATIONS,
    records::OPERATIONS,
    organization_profiles::OPERATIONS,
    project_discovery::OPERATIONS,
    regions::OPERATIONS,
    project_settings::OPERATIONS,
    deployment_targets::OPERATIONS,
    system::OPERATIONS,
];

/// What an API answers beyond the reference. It is declared, routed and tested as the rest is; it is compared with
/// nothing, and no count of the reference's operations includes it.
pub const EXTENSIONS: &[&[Declared]] = &[];

/// Every operation: the reference's, then the extensions.
pub fn operations() -> impl Iterator<Item = &'static Operation> {
    declared().map(|declared| declared.operation)
}

/// Every operation, with what its type alone knows.
pub fn declared() -> impl Iterator<Item = &'static Declared> {
    REFERENCE.iter().chain(EXTENSIONS).copied().flatten()
}

/// What documents and tests say of an operation. The console calls none of it: it would carry all that is declared.
impl Operation {
    /// The section of the published reference.
    pub fn section(&self) -> &'static str {
        self.declared().map_or("", |declared| declared.section)
    }

    /// What the published reference calls it.
    pub fn title(&self) -> &'static str {
        self.declared().map_or("", |declared| declared.title)
    }

    /// How its answer is laid out.
    pub fn answer(&self) -> AnswerShape {
        self.declared().map_or(AnswerShape::Nothing, |declared| declared.shape)
    }

    fn declared(&self) -> Option<&'static Declared> {
        declared().find(|declared| declared.operation.id == self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::parameters;

    #[test]
    fn every_path_function_takes_its_paths_parameters_in_order() {
        for Declared { operation, arguments, .. } in declared() {
            let names: Vec<String> = parameters(operation.path).map(snake_case).collect();
            assert_eq!(&names, arguments, "{}", operation.id);
        }
    }

    fn snake_case(name: &str) -> String {
        name.chars().flat_map(|c| c.is_uppercase().then_some('_').into_iter().chain(c.to_lowercase())).collect()
    }
}
