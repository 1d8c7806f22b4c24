//! Project.

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
    }
}

section! {
    "Project"

    /// One project, with what the caller may do.
    GetAProject = "get-a-project" "Get a project"
        GET "/projects/{projectId}" (project_id) => Project;
}
