//! Project.

use std::collections::BTreeMap;

use serde::Deserialize;
use wheelhouse_contract_derive::Body;

use crate::answer::{Accepted, Written};
use crate::operation::section;
use crate::resource::resource;

resource! {
    /// A project: a Git repository, its environments and what they run on.
    Project {
        id: text,
        created_at: time,
        updated_at: time,
        title: text,
        description: text,
        /// The organization's id.
        organization: text,
        owner: text,
        namespace: text,
        default_branch: text,
        status_code: text "status.code",
        status_message: text "status.message",
        timezone: text,
        /// The region's id, which is also its host.
        region: text,
        repository_url: text "repository.url",
        default_domain: text,
        plan: text "subscription.plan",
        /// How many environments the plan allows.
        environment_limit: integer "subscription.environments",
        /// MiB for each environment.
        storage: integer "subscription.storage",
        user_licenses: integer "subscription.user_licenses",
        suspended: flag "subscription.suspended",
        attributes: object,
    } => {
        ENVIRONMENTS: "environments",
        ACTIVITIES: "activities",
        VARIABLES: "variables",
        CAPABILITIES: "capabilities",
        REFS: "refs",
        SYSTEM: "system",
        DOMAINS: "domains",
        INTEGRATIONS: "integrations",
        ACCESS: "access",
        EDIT: "#edit",
        DELETE: "#delete",
        MANAGE_ACCESS: "#access",
        MANAGE_VARIABLES: "#manage-variables",
        CLEAR_BUILD_CACHE: "#clear-build-cache",
    }

    /// What a project's plan lets it do.
    ProjectCapabilities {
        custom_domains: flag "custom_domains.enabled",
        /// How many environments may have domains.
        environments_with_domains_limit: integer "custom_domains.environments_with_domains_limit",
        source_operations: flag "source_operations.enabled",
        runtime_operations: flag "runtime_operations.enabled",
        outbound_firewall: flag "outbound_firewall.enabled",
        /// How far back metrics go, as in `30d`.
        metrics_range: text "metrics.max_range",
        /// By image name and version, whether it can be used.
        images: object,
        /// How many instances of one application.
        instance_limit: integer,
        integrations: flag "integrations.enabled",
        /// By type of integration, whether it can be added and which role that takes.
        integration_types: object "integrations.config",
    } => { PROJECT: "project" }
}

/// Changes to a project.
#[derive(Deserialize, Body)]
pub struct ProjectPatch {
    /// The display name.
    #[field(min = 1, max = 200)]
    pub title: Option<String>,
    /// What this project is for.
    #[field(kind = "long_text", max = 2000)]
    pub description: Option<String>,
    /// The branch of the production environment. Domains, certificates and production resources move with it.
    #[field(pick = "branches", min = 1, max = 250)]
    pub default_branch: Option<Option<String>>,
    /// Used for routes without a specific domain. Changing this redeploys environments.
    #[field(pick = "domains", min = 1, max = 253)]
    pub default_domain: Option<Option<String>>,
    /// Used for cron jobs and scheduled backups, for example Europe/Berlin.
    #[field(label = "Time zone", min = 1, max = 64, check = timezone)]
    pub timezone: Option<String>,
    /// Where the project runs. It can’t be changed.
    #[field(pick = "regions", fixed, min = 1, max = 253)]
    pub region: Option<String>,
    /// Custom key–value notes on the project.
    #[field(section = "Advanced")]
    pub attributes: Option<BTreeMap<String, String>>,
}

/// A name of the IANA time zone database by its form: which ones there are, the API knows.
///
/// # Errors
/// How time zones are written.
pub fn timezone(name: &str) -> Result<(), &'static str> {
    let part = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '+'))
    };
    if name.split('/').all(part) { Ok(()) } else { Err("Enter a time zone, such as Europe/Berlin.") }
}

section! {
    "Project"

    /// One project, with what the caller may do.
    GetAProject = "get-a-project" "Get a project"
        GET "/projects/{projectId}" (project_id) => Project;

    /// Changes a project.
    UpdateAProject = "update-a-project" "Update a project"
        PATCH "/projects/{projectId}" (project_id) body ProjectPatch => Written<Project>;

    /// Deletes a project with its environments, data and backups. This cannot be undone.
    DeleteAProject = "delete-a-project" "Delete a project"
        DELETE "/projects/{projectId}" (project_id) => Accepted;

    /// What the project's plan lets it do.
    GetAProjectCapabilities = "get-a-project-capabilities" "Get a project's capabilities"
        GET "/projects/{projectId}/capabilities" (project_id) => ProjectCapabilities;

    /// Throws away what builds have kept; the next build of each environment starts from nothing and takes longer.
    ClearProjectBuildCache = "clear-project-build-cache" "Clear project build cache"
        POST "/projects/{projectId}/clear_build_cache" (project_id) => Accepted;
}
