//! Environment Variables: of one environment, inherited by its children where the variable says so.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use wheelhouse_contract_derive::Body;

use crate::answer::{Accepted, Items, Written};
use crate::operation::section;
use crate::resource::resource;
use crate::sections::variable;

resource! {
    /// A variable of an environment.
    EnvironmentVariable {
        id: text,
        created_at: time,
        updated_at: time,
        name: text,
        /// Not there when the variable is sensitive.
        value: text,
        is_json: flag,
        is_sensitive: flag,
        visible_build: flag,
        visible_runtime: flag,
        /// Names of the applications that see it; empty for all.
        application_scope: texts,
        attributes: object,
        project: text,
        /// The id of the environment that it was set on.
        environment: text,
        /// Whether it comes from a parent environment or the project.
        inherited: flag,
        is_enabled: flag,
        is_inheritable: flag,
    } => { EDIT: "#edit", DELETE: "#delete" }
}

/// A new variable of an environment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Body)]
#[body(check = variable::json_value)]
pub struct EnvironmentVariableCreateInput {
    /// Start with env: to expose it as an environment variable, for example env:DEBUG.
    #[field(min = 1, max = 256, check = variable::name, hint = variable::name_hint)]
    pub name: String,
    /// Maximum 64 KiB across all of an application’s variables.
    #[field(kind = "code", max = 65536, secret_when = "is_sensitive")]
    pub value: String,
    /// The value is JSON and is parsed for the application.
    #[field(label = "JSON value", default = false)]
    pub is_json: Option<bool>,
    /// The value can’t be read back, here or through the API. This can’t be undone.
    #[field(label = "Sensitive", default = false, one_way)]
    pub is_sensitive: Option<bool>,
    /// Available during builds.
    #[field(label = "Visible during build", default = true)]
    pub visible_build: Option<bool>,
    /// Available to the running application.
    #[field(label = "Visible at runtime", default = true)]
    pub visible_runtime: Option<bool>,
    /// When off, the variable is ignored.
    #[field(label = "Enabled", default = true)]
    pub is_enabled: Option<bool>,
    /// Child environments inherit this variable unless they set their own.
    #[field(label = "Inherited by children", default = true)]
    pub is_inheritable: Option<bool>,
    /// Only these applications see the variable. Leave empty for all.
    #[field(label = "Applications", section = "Advanced", check = variable::application)]
    pub application_scope: Option<Vec<String>>,
    /// Custom key–value notes on the variable.
    #[field(section = "Advanced")]
    pub attributes: Option<BTreeMap<String, String>>,
}

/// Changes to a variable of an environment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Body)]
#[body(check = variable::json_value)]
pub struct EnvironmentVariablePatch {
    /// Start with env: to expose it as an environment variable, for example env:DEBUG.
    #[field(min = 1, max = 256, check = variable::name, hint = variable::name_hint)]
    pub name: Option<String>,
    /// Maximum 64 KiB across all of an application’s variables.
    #[field(kind = "code", max = 65536, secret_when = "is_sensitive")]
    pub value: Option<String>,
    /// The value is JSON and is parsed for the application.
    #[field(label = "JSON value", default = false)]
    pub is_json: Option<bool>,
    /// The value can’t be read back, here or through the API. This can’t be undone.
    #[field(label = "Sensitive", default = false, one_way)]
    pub is_sensitive: Option<bool>,
    /// Available during builds.
    #[field(label = "Visible during build", default = true)]
    pub visible_build: Option<bool>,
    /// Available to the running application.
    #[field(label = "Visible at runtime", default = true)]
    pub visible_runtime: Option<bool>,
    /// When off, the variable is ignored.
    #[field(label = "Enabled", default = true)]
    pub is_enabled: Option<bool>,
    /// Child environments inherit this variable unless they set their own.
    #[field(label = "Inherited by children", default = true)]
    pub is_inheritable: Option<bool>,
    /// Only these applications see the variable. Leave empty for all.
    #[field(label = "Applications", section = "Advanced", check = variable::application)]
    pub application_scope: Option<Vec<String>>,
    /// Custom key–value notes on the variable.
    #[field(section = "Advanced")]
    pub attributes: Option<BTreeMap<String, String>>,
}

section! {
    "Environment Variables"

    /// All variables of an environment, those of the project and its parents included.
    GetListOfEnvironmentVariables = "get-list-of-environment-variables" "Get list of environment variables"
        GET "/projects/{projectId}/environments/{environmentId}/variables" (project_id, environment_id) => Items<EnvironmentVariable>;

    /// Adds a variable; the environment redeploys.
    AddAnEnvironmentVariable = "add-an-environment-variable" "Add an environment variable"
        POST "/projects/{projectId}/environments/{environmentId}/variables" (project_id, environment_id) body EnvironmentVariableCreateInput => Written<EnvironmentVariable>;

    /// One variable, with what the caller may do.
    GetAnEnvironmentVariable = "get-an-environment-variable" "Get an environment variable"
        GET "/projects/{projectId}/environments/{environmentId}/variables/{variableId}" (project_id, environment_id, variable_id) => EnvironmentVariable;

    /// Changes a variable; the environment redeploys.
    UpdateAnEnvironmentVariable = "update-an-environment-variable" "Update an environment variable"
        PATCH "/projects/{projectId}/environments/{environmentId}/variables/{variableId}" (project_id, environment_id, variable_id)
        body EnvironmentVariablePatch => Written<EnvironmentVariable>;

    /// Deletes a variable.
    DeleteAnEnvironmentVariable = "delete-an-environment-variable" "Delete an environment variable"
        DELETE "/projects/{projectId}/environments/{environmentId}/variables/{variableId}" (project_id, environment_id, variable_id) => Accepted;
}
