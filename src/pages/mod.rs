//! One folder an area; pages are thin and never know each other: they meet through `routes`.

/// Each area with the chunk that it lies in and what draws its pages.
macro_rules! drawn_by {
    ($declare:ident) => {
        $declare! {
            Home: home = home::page;
            Account: account = account::page;
            Organizations: organizations = organizations::organizations_page;
            OrganizationSettings: organization_settings = organizations::settings_page;
            Members: members = members::page;
            Teams: teams = teams::page;
            Billing: billing = billing::page;
            Projects: projects = projects::projects_page;
            ProjectOverview: project_overview = projects::overview_page;
            ProjectSettings: project_settings = projects::settings_page;
            Environments: environments = environments::environments_page;
            EnvironmentOverview: environment_overview = environments::overview_page;
            EnvironmentSettings: environment_settings = environments::settings_page;
            EnvironmentActions: environment_actions = environments::actions_page;
            EnvironmentTypes: environment_types = environment_types::page;
            Variables: variables = variables::page;
            VariablesMatrix: variables_matrix = variables::matrix_page;
            Activity: activity = activity::page;
            Repository: repository = repository::page;
            Backups: backups = backups::page;
            Deployment: deployment = deployments::page;
            Routes: routes = routing::page;
            Domains: domains = domains::page;
            Versions: versions = versions::page;
            Operations: operations = operations::page;
            Certificates: certificates = certificates::page;
            Integrations: integrations = integrations::page;
            DeploymentTargets: deployment_targets = deployment_targets::page;
            Access: access = access::page;
            Compare: compare = compare::page;
        }
    };
}

mod access;
mod account;
mod activity;
mod ahead;
mod backups;
mod billing;
mod certificates;
mod compare;
mod current;
mod deployment_targets;
mod deployments;
mod design;
mod domains;
mod environment_types;
mod environments;
mod home;
mod integrations;
mod members;
mod not_found;
mod operations;
mod organizations;
mod projects;
mod repository;
mod routing;
mod sign_in;
mod teams;
mod variables;
mod versions;

pub use current::Current;
pub use design::DesignPage;
pub use sign_in::SignIn;
