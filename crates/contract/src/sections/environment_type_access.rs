//! Environment Type Access: who may work on the environments of a type.

use serde::Deserialize;
use wheelhouse_contract_derive::Body;

use crate::answer::{Accepted, Items, Written};
use crate::body::{Choice, choice};
use crate::operation::section;
use crate::resource::resource;

resource! {
    /// A person's role on the environments of a type.
    EnvironmentTypeAccess {
        id: text,
        /// The person's id.
        user: text,
        /// `admin`, `contributor` or `viewer`.
        role: text,
    } => { EDIT: "#edit", DELETE: "#delete" }
}

/// Roles on the environments of a type.
pub const ROLES: &[Choice] =
    &[choice("admin", "Admin"), choice("contributor", "Contributor"), choice("viewer", "Viewer")];

/// A person who gets a role on the environments of a type.
#[derive(Deserialize, Body)]
pub struct EnvironmentTypeAccessCreateInput {
    /// Viewers see the environments, contributors also change their code, admins also their settings.
    #[field(choices = ROLES)]
    pub role: String,
    /// Leave empty to give an email address instead.
    #[field(label = "Person", pick = "users", max = 64)]
    pub user: Option<String>,
    /// The email address of the user’s account.
    #[field(label = "Email address", kind = "email", max = 254)]
    pub email: Option<String>,
}

/// Another role of a person on the environments of a type.
#[derive(Deserialize, Body)]
pub struct EnvironmentTypeAccessPatch {
    /// Viewers see the environments, contributors also change their code, admins also their settings.
    #[field(choices = ROLES)]
    pub role: Option<String>,
}

section! {
    "Environment Type Access"

    /// The roles that people have on the environments of a type.
    GetAnEnvironmentTypeAccessControlList = "get-an-environment-type-access-control-list"
        "Get an environment type's access control list"
        GET "/projects/{projectId}/environment-types/{environmentTypeId}/access" (project_id, environment_type_id)
        deprecated true => Items<EnvironmentTypeAccess>;

    /// Gives a person a role on the environments of a type.
    AddAUserToAnEnvironmentAcl = "add-a-user-to-an-environment-acl" "Add a user to an environment ACL"
        POST "/projects/{projectId}/environment-types/{environmentTypeId}/access" (project_id, environment_type_id)
        body EnvironmentTypeAccessCreateInput deprecated true => Written<EnvironmentTypeAccess>;

    /// The role of one person, with what the caller may do.
    GetASingleEnvironmentTypeAclEntry = "get-a-single-environment-type-acl-entry"
        "Get a single environment type's ACL entry"
        GET "/projects/{projectId}/environment-types/{environmentTypeId}/access/{environmentTypeAccessId}"
        (project_id, environment_type_id, environment_type_access_id) deprecated true => EnvironmentTypeAccess;

    /// Changes the role of a person.
    UpdateAnEnvironmentTypeUserRole = "update-an-environment-type-user-role"
        "Update an environment type user's role"
        PATCH "/projects/{projectId}/environment-types/{environmentTypeId}/access/{environmentTypeAccessId}"
        (project_id, environment_type_id, environment_type_access_id) body EnvironmentTypeAccessPatch
        deprecated true => Written<EnvironmentTypeAccess>;

    /// Takes the role on a type of environments from a person.
    RemoveAUserFromAnEnvironmentType = "remove-a-user-from-an-environment-type"
        "Remove a user from an environment type"
        DELETE "/projects/{projectId}/environment-types/{environmentTypeId}/access/{environmentTypeAccessId}"
        (project_id, environment_type_id, environment_type_access_id) deprecated true => Accepted;
}
