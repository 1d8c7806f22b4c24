//! Environment: a branch of the project with what runs from it, what can be done to it, and its versions.

mod bodies;
mod view;

use crate::answer::{Accepted, Items, Written};
use crate::operation::section;

pub use bodies::{
    BranchResources, EnvironmentActivateInput, EnvironmentBranchInput, EnvironmentInitializeInput,
    EnvironmentMergeInput, EnvironmentPatch, EnvironmentSynchronizeInput, HttpAccess, HttpAccessAddress,
    InitializeFile, InitializeResources, MergeResources, VersionCreateInput, VersionPatch, VersionRouting,
};
pub use view::{Environment, EnvironmentVersion};

section! {
    "Environment"

    /// All environments of a project; `parent` makes them a tree.
    GetListOfProjectEnvironments = "get-list-of-project-environments" "Get list of project environments"
        GET "/projects/{projectId}/environments" (project_id) => Items<Environment>;

    /// One environment, with what the caller may do.
    GetAnEnvironment = "get-an-environment" "Get an environment"
        GET "/projects/{projectId}/environments/{environmentId}" (project_id, environment_id) => Environment;

    /// Changes an environment; it redeploys where the change concerns what runs.
    UpdateAnEnvironment = "update-an-environment" "Update an environment"
        PATCH "/projects/{projectId}/environments/{environmentId}" (project_id, environment_id)
        body EnvironmentPatch => Written<Environment>;

    /// Deletes an inactive environment and its branch.
    DeleteAnEnvironment = "delete-an-environment" "Delete an environment"
        DELETE "/projects/{projectId}/environments/{environmentId}" (project_id, environment_id) => Accepted;

    /// Deploys an inactive environment. It counts towards what the plan allows.
    ActivateAnEnvironment = "activate-an-environment" "Activate an environment"
        POST "/projects/{projectId}/environments/{environmentId}/activate" (project_id, environment_id)
        body EnvironmentActivateInput => Written<Environment>;

    /// Makes an environment below this one, from the same commit.
    BranchAnEnvironment = "branch-an-environment" "Branch an environment"
        POST "/projects/{projectId}/environments/{environmentId}/branch" (project_id, environment_id)
        body EnvironmentBranchInput => Written<Environment>;

    /// Takes down what runs and destroys its data; the branch stays.
    DeactivateAnEnvironment = "deactivate-an-environment" "Deactivate an environment"
        POST "/projects/{projectId}/environments/{environmentId}/deactivate" (project_id, environment_id)
        => Written<Environment>;

    /// Makes the first commit of an environment that has no code yet, and deploys it.
    InitializeANewEnvironment = "initialize-a-new-environment" "Initialize a new environment"
        POST "/projects/{projectId}/environments/{environmentId}/initialize" (project_id, environment_id)
        body EnvironmentInitializeInput => Written<Environment>;

    /// Merges an environment's code into its parent, which redeploys.
    MergeAnEnvironment = "merge-an-environment" "Merge an environment"
        POST "/projects/{projectId}/environments/{environmentId}/merge" (project_id, environment_id)
        body EnvironmentMergeInput => Written<Environment>;

    /// Stops what runs and keeps its data.
    PauseAnEnvironment = "pause-an-environment" "Pause an environment"
        POST "/projects/{projectId}/environments/{environmentId}/pause" (project_id, environment_id)
        => Written<Environment>;

    /// Deploys an environment again without building it.
    RedeployAnEnvironment = "redeploy-an-environment" "Redeploy an environment"
        POST "/projects/{projectId}/environments/{environmentId}/redeploy" (project_id, environment_id)
        => Written<Environment>;

    /// Starts again what was paused.
    ResumeAPausedEnvironment = "resume-a-paused-environment" "Resume a paused environment"
        POST "/projects/{projectId}/environments/{environmentId}/resume" (project_id, environment_id)
        => Written<Environment>;

    /// Brings code, data or both from the parent; data of the environment is overwritten.
    SynchronizeAChildEnvironmentWithItsParent =
        "synchronize-a-child-environment-with-its-parent" "Synchronize a child environment with its parent"
        POST "/projects/{projectId}/environments/{environmentId}/synchronize" (project_id, environment_id)
        body EnvironmentSynchronizeInput => Written<Environment>;

    /// The versions of an environment that share its visitors.
    ListVersionsAssociatedWithTheEnvironment =
        "list-versions-associated-with-the-environment" "List versions associated with the environment"
        GET "/projects/{projectId}/environments/{environmentId}/versions" (project_id, environment_id)
        => Items<EnvironmentVersion>;

    /// Adds a version of the environment, to which some of its visitors are sent.
    CreateVersionsAssociatedWithTheEnvironment =
        "create-versions-associated-with-the-environment" "Create versions associated with the environment"
        POST "/projects/{projectId}/environments/{environmentId}/versions" (project_id, environment_id)
        body VersionCreateInput => Written<EnvironmentVersion>;

    /// One version, with what the caller may do.
    ListTheVersion = "list-the-version" "List the version"
        GET "/projects/{projectId}/environments/{environmentId}/versions/{versionId}"
        (project_id, environment_id, version_id) => EnvironmentVersion;

    /// Changes how many visitors a version gets.
    UpdateTheVersion = "update-the-version" "Update the version"
        PATCH "/projects/{projectId}/environments/{environmentId}/versions/{versionId}"
        (project_id, environment_id, version_id) body VersionPatch => Written<EnvironmentVersion>;

    /// Deletes a version; its visitors go to the others.
    DeleteTheVersion = "delete-the-version" "Delete the version"
        DELETE "/projects/{projectId}/environments/{environmentId}/versions/{versionId}"
        (project_id, environment_id, version_id) => Accepted;
}
