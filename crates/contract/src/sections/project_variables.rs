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
    /// Starts with env: to reach the application as an environment variable, as in env:DEBUG.
    #[field(min = 1, max = 256, check = variable::name)]
    pub name: String,
    /// At most 64 KiB in all variables of an application together.
    #[field(kind = "code", min = 1, max = 65536, secret_when = "is_sensitive")]
    pub value: String,
    /// The value is JSON and reaches the application parsed.
    #[field(label = "JSON value", default = false)]
    pub is_json: Option<bool>,
    /// The value cannot be read back, here or through the API. This cannot be undone.
    #[field(label = "Sensitive", default = false, one_way)]
    pub is_sensitive: Option<bool>,
    /// Builds see this variable.
    #[field(label = "Visible during build", default = true)]
    pub visible_build: Option<bool>,
    /// The running application sees this variable.
    #[field(label = "Visible at runtime", default = true)]
    pub visible_runtime: Option<bool>,
    /// Only these applications see the variable; none named means all.
    #[field(label = "Applications", section = "Advanced", check = variable::application)]
    pub application_scope: Option<Vec<String>>,
    /// Your own notes on the variable, as keys with texts.
    #[field(section = "Advanced")]
    pub attributes: Option<BTreeMap<String, String>>,
}

/// Changes to a variable of a project.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Body)]
#[body(check = variable::json_value)]
pub struct ProjectVariablePatch {
    /// Starts with env: to reach the application as an environment variable, as in env:DEBUG.
    #[field(min = 1, max = 256, check = variable::name)]
    pub name: Option<String>,
    /// At most 64 KiB in all variables of an application together.
    #[field(kind = "code", min = 1, max = 65536, secret_when = "is_sensitive")]
    pub value: Option<String>,
    /// The value is JSON and reaches the application parsed.
    #[field(label = "JSON value", default = false)]
    pub is_json: Option<bool>,
    /// The value cannot be read back, here or through the API. This cannot be undone.
    #[field(label = "Sensitive", default = false, one_way)]
    pub is_sensitive: Option<bool>,
    /// Builds see this variable.
    #[field(label = "Visible during build", default = true)]
    pub visible_build: Option<bool>,
    /// The running application sees this variable.
    #[field(label = "Visible at runtime", default = true)]
    pub visible_runtime: Option<bool>,
    /// Only these applications see the variable; none named means all.
    #[field(label = "Applications", section = "Advanced", check = variable::application)]
    pub application_scope: Option<Vec<String>>,
    /// Your own notes on the variable, as keys with texts.
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
