//! Source Operations: commands of an application that change the project's code.

use serde::Deserialize;
use serde_json::{Map, Value};
use wheelhouse_contract_derive::Body;

use crate::answer::{Accepted, Items};
use crate::operation::section;
use crate::problem::FieldError;
use crate::resource::resource;

resource! {
    /// A command that an application's configuration offers.
    EnvironmentSourceOperation {
        id: text,
        /// The application.
        app: text,
        /// Its name.
        operation: text,
        command: text,
    }
}

/// Which operation is run, and with what.
#[derive(Deserialize, Body)]
#[body(check = has_variables)]
pub struct EnvironmentSourceOperationInput {
    /// The name in the application’s configuration. Its changes are committed to this environment’s branch, which
    /// redeploys it.
    #[field(min = 1, max = 255)]
    pub operation: String,
    /// Extra variables for the command, by prefix, for example {"env": {"NAME": "value"}}. Use {} for none.
    pub variables: Value,
}

/// Variables are a JSON object by prefix of JSON objects by name.
fn has_variables(values: &Map<String, Value>) -> Vec<FieldError> {
    let Some(variables) = values.get("variables") else { return Vec::new() };
    let by_prefix = variables.as_object();
    if by_prefix.is_some_and(|prefixes| prefixes.values().all(Value::is_object)) {
        return Vec::new();
    }
    vec![FieldError::new("variables", "Must be a JSON object of objects, as in {\"env\": {\"NAME\": \"value\"}}.")]
}

section! {
    "Source Operations"

    /// Runs an operation on the environment's code.
    TriggerASourceOperation = "trigger-a-source-operation" "Trigger a source operation"
        POST "/projects/{projectId}/environments/{environmentId}/source-operation" (project_id, environment_id)
        body EnvironmentSourceOperationInput => Accepted;

    /// The operations that the environment's applications offer.
    ListSourceOperations = "list-source-operations" "List source operations"
        GET "/projects/{projectId}/environments/{environmentId}/source-operations" (project_id, environment_id)
        => Items<EnvironmentSourceOperation>;
}
