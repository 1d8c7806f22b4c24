//! Environment.

use crate::answer::Items;
use crate::operation::section;
use crate::resource::resource;

resource! {
    /// An environment: a branch of the project, running or not.
    Environment {
        id: text,
        created_at: time,
        updated_at: time,
        name: text,
        machine_name: text,
        title: text,
        /// `production`, `staging` or `development`.
        kind: text "type",
        /// The id of the environment it was branched from.
        parent: text,
        default_domain: text,
        edge_hostname: text,
        /// `active`, `inactive`, `dirty`, `paused` or `deleting`.
        status: text,
        is_main: flag,
        is_dirty: flag,
        is_pr: flag,
        has_code: flag,
        has_domains: flag,
        has_deployment: flag,
        head_commit: text,
        commits_ahead: integer "merge_info.commits_ahead",
        commits_behind: integer "merge_info.commits_behind",
        enable_smtp: flag,
        restrict_robots: flag,
        http_access_enabled: flag "http_access.is_enabled",
        http_access_addresses: list "http_access.addresses",
        http_access_users: object "http_access.basic_auth",
        last_deployment_successful: flag "deployment_state.last_deployment_successful",
        last_deployment_at: time "deployment_state.last_deployment_at",
        deployment_target: text,
        last_active_at: time,
        last_backup_at: time,
        project: text,
        attributes: object,
    }
}

section! {
    "Environment"

    /// All environments of a project; `parent` makes them a tree.
    GetListOfProjectEnvironments = "get-list-of-project-environments" "Get list of project environments"
        GET "/projects/{projectId}/environments" (project_id) => Items<Environment>;

    /// One environment, with what the caller may do.
    GetAnEnvironment = "get-an-environment" "Get an environment"
        GET "/projects/{projectId}/environments/{environmentId}" (project_id, environment_id) => Environment;
}
