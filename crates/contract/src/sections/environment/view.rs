//! What the API says of an environment and of its versions.

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
        /// Its branch comes from a repository elsewhere.
        has_remote: flag,
        has_code: flag,
        has_domains: flag,
        has_deployment: flag,
        has_staged_activities: flag,
        /// Its first deployment takes the parent's data.
        clone_parent_on_create: flag,
        head_commit: text,
        commits_ahead: integer "merge_info.commits_ahead",
        commits_behind: integer "merge_info.commits_behind",
        /// As in `refs/heads/main`.
        parent_ref: text "merge_info.parent_ref",
        enable_smtp: flag,
        restrict_robots: flag,
        supports_restrict_robots: flag,
        http_access_enabled: flag "http_access.is_enabled",
        http_access_addresses: list "http_access.addresses",
        http_access_users: object "http_access.basic_auth",
        last_state_update_successful: flag "deployment_state.last_state_update_successful",
        last_deployment_successful: flag "deployment_state.last_deployment_successful",
        /// `shell` for a command of the project's own, `error` for the platform.
        last_deployment_failure_reason: text "deployment_state.last_deployment_failure_reason",
        /// Each with `app`, `type` and `exit_code`.
        last_deployment_commands: list "deployment_state.last_deployment_commands",
        last_deployment_at: time "deployment_state.last_deployment_at",
        last_maintenance_at: time "deployment_state.last_maintenance_at",
        crons_enabled: flag "deployment_state.crons.enabled",
        /// `running`, `paused` or `sleeping`.
        crons_status: text "deployment_state.crons.status",
        deployment_target: text,
        last_active_at: time,
        last_backup_at: time,
        project: text,
        attributes: object,
    } => {
        PROJECT: "project",
        ACTIVITIES: "activities",
        VARIABLES: "variables",
        VERSIONS: "versions",
        /// Where the shell of what runs is; there for those who contribute.
        SSH: "ssh",
        /// The same, for the application named `app`.
        SSH_TO_APP: "pf:ssh:app",
        /// Where it answers to visitors.
        ROUTES: "pf:routes",
        EDIT: "#edit",
        DELETE: "#delete",
        ACTIVATE: "#activate",
        BACKUP: "#backup",
        BRANCH: "#branch",
        DEACTIVATE: "#deactivate",
        INITIALIZE: "#initialize",
        MERGE: "#merge",
        PAUSE: "#pause",
        REDEPLOY: "#redeploy",
        RESUME: "#resume",
        SYNCHRONIZE: "#synchronize",
        MANAGE_ACCESS: "#manage-access",
        MANAGE_ROUTES: "#manage-routes",
        MANAGE_VARIABLES: "#manage-variables",
    }

    /// A version of an environment: one of several that share its visitors.
    EnvironmentVersion {
        id: text,
        commit: text,
        /// Cannot be deleted.
        locked: flag,
        /// How many of a hundred visitors it gets.
        percentage: integer "routing.percentage",
    } => { ENVIRONMENT: "environment", EDIT: "#edit", DELETE: "#delete" }
}
