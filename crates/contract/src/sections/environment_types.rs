//! Environment Type: what roles and resources are given for, instead of environment by environment.

use crate::answer::Items;
use crate::operation::section;
use crate::resource::resource;

resource! {
    /// A type of environment.
    EnvironmentType {
        /// `production`, `staging` or `development`.
        id: text,
        attributes: object,
    } => { PROJECT: "project", ACCESS: "access", MANAGE_ACCESS: "#access" }
}

section! {
    "Environment Type"

    /// The types that environments of a project are of.
    GetEnvironmentTypes = "get-environment-types" "Get environment types"
        GET "/projects/{projectId}/environment-types" (project_id) => Items<EnvironmentType>;

    /// One type, with what the caller may do.
    GetEnvironmentTypeLinks = "get-environment-type-links" "Get environment type links"
        GET "/projects/{projectId}/environment-types/{environmentTypeId}" (project_id, environment_type_id)
        => EnvironmentType;
}
