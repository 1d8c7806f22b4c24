//! Project Variables: inherited by every environment of the project.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use wheelhouse_contract_derive::Body;

use crate::answer::{Accepted, Items, Written};
use crate::operation::section;
use crate::resource::resource;
use crate::sections::variable;

resource! {
    /// A variable of a project.
    ProjectVariable {
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
    } => { EDIT: "#edit", DELETE: "#delete" }
}

/// A new variable of a project.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Body)]
#[body(check = variable::json_value)]
pub struct ProjectVariableCreateInput {
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
    /// Only these applications see the variable. Leave empty for all.
    #[field(label = "Applications", section = "Advanced", check = variable::application)]
    pub application_scope: Option<Vec<String>>,
    /// Custom key–value notes on the variable.
    #[field(section = "Advanced")]
    pub attributes: Option<BTreeMap<String, String>>,
}

/// Changes to a variable of a project.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Body)]
#[body(check = variable::json_value)]
pub struct ProjectVariablePatch {
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
    /// Only these applications see the variable. Leave empty for all.
    #[field(label = "Applications", section = "Advanced", check = variable::application)]
    pub application_scope: Option<Vec<String>>,
    /// Custom key–value notes on the variable.
    #[field(section = "Advanced")]
    pub attributes: Option<BTreeMap<String, String>>,
}

section! {
    "Project Variables"

    /// All variables of a project.
    GetListOfProjectVariables = "get-list-of-project-variables" "Get list of project variables"
        GET "/projects/{projectId}/variables" (project_id) => Items<ProjectVariable>;

    /// Adds a variable; environments redeploy to see it.
    AddAProjectVariable = "add-a-project-variable" "Add a project variable"
        POST "/projects/{projectId}/variables" (project_id) body ProjectVariableCreateInput => Written<ProjectVariable>;

    /// One variable, with what the caller may do.
    GetAProjectVariable = "get-a-project-variable" "Get a project variable"
        GET "/projects/{projectId}/variables/{projectVariableId}" (project_id, project_variable_id) => ProjectVariable;

    /// Changes a variable; environments redeploy to see it.
    UpdateAProjectVariable = "update-a-project-variable" "Update a project variable"
        PATCH "/projects/{projectId}/variables/{projectVariableId}" (project_id, project_variable_id)
        body ProjectVariablePatch => Written<ProjectVariable>;

    /// Deletes a variable.
    DeleteAProjectVariable = "delete-a-project-variable" "Delete a project variable"
        DELETE "/projects/{projectId}/variables/{projectVariableId}" (project_id, project_variable_id) => Accepted;
}
