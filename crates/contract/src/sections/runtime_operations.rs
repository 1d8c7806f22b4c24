//! Runtime Operations: commands of an application that run where it runs.

use serde::Deserialize;
use wheelhouse_contract_derive::Body;

use crate::answer::Accepted;
use crate::operation::section;
use crate::sections::variable;

/// Which operation is run, and where.
#[derive(Deserialize, Body)]
pub struct EnvironmentOperationInput {
    /// The application or worker to run it in.
    #[field(label = "Application", pick = "applications", min = 1, max = 255, check = variable::application)]
    pub service: String,
    /// The name in the application’s configuration. It runs in the running container, with the environment’s data.
    #[field(min = 1, max = 255)]
    pub operation: String,
    /// Passed to the command, in this order.
    #[field(max = 100)]
    pub parameters: Option<Vec<String>>,
}

section! {
    "Runtime Operations"

    /// Runs an operation in a container of the deployment.
    ExecuteARuntimeOperation = "execute-a-runtime-operation" "Execute a runtime operation"
        POST "/projects/{projectId}/environments/{environmentId}/deployments/{deploymentId}/operations"
        (project_id, environment_id, deployment_id) body EnvironmentOperationInput => Accepted;
}
