//! User Access: the projects that a person may work on.

use serde::Deserialize;
use serde_json::Value;
use wheelhouse_contract_derive::Body;

use super::project_access::{PERMISSIONS, UserProjectAccess, UserProjectAccessPatch, split};
use crate::answer::{Nothing, Page};
use crate::operation::{QueryKind, query, section};

/// A project that a person gets access to.
#[derive(Deserialize, Body)]
pub struct ProjectGrant {
    #[field(label = "Project", pick = "projects", min = 1, max = 64)]
    pub project_id: String,
    /// A role on the project applies to all its environments, a role on a type to the environments of that type.
    #[field(choices = PERMISSIONS, min = 1)]
    pub permissions: Vec<String>,
}

/// Projects that a person gets the same access to, as a form asks for them: see [`ProjectGrants::each`].
#[derive(Deserialize, Body)]
pub struct ProjectGrants {
    #[field(object, min = 1, max = 50)]
    pub projects: Vec<GrantedProject>,
    /// A role on the project applies to all its environments, a role on a type to the environments of that type.
    #[field(choices = PERMISSIONS, min = 1)]
    pub permissions: Vec<String>,
}

/// One of several projects.
#[derive(Deserialize, Body)]
pub struct GrantedProject {
    #[field(label = "Project", pick = "projects", min = 1, max = 64)]
    pub project_id: String,
}

impl ProjectGrants {
    /// What is sent for it: one [`ProjectGrant`] for each project.
    pub fn each(asked: &Value) -> Value {
        split(asked, "projects")
    }
}

section! {
    "User Access"

    /// The projects that a person has access to, and to which of their types of environments.
    ListProjectAccessForAUser = "list-project-access-for-a-user" "List project access for a user"
        GET "/users/{user_id}/project-access" (user_id)
        query [
            query("filter[organization_id]", QueryKind::Filter),
            query("page[size]", QueryKind::Integer { min: 1, max: 200 }),
            query("page[before]", QueryKind::Text),
            query("page[after]", QueryKind::Text),
            query("sort", QueryKind::Sort(&["project_title", "granted_at", "updated_at"])),
        ]
        => Page<UserProjectAccess>;

    /// Gives a person access to projects, all of them or none.
    GrantProjectAccessToAUser = "grant-project-access-to-a-user" "Grant project access to a user"
        POST "/users/{user_id}/project-access" (user_id) body [ProjectGrant] => Nothing;

    /// What a person may do in one project.
    GetProjectAccessForAUser = "get-project-access-for-a-user" "Get project access for a user"
        GET "/users/{user_id}/project-access/{project_id}" (user_id, project_id) => UserProjectAccess;

    /// Changes what a person may do in a project.
    UpdateProjectAccessForAUser = "update-project-access-for-a-user" "Update project access for a user"
        PATCH "/users/{user_id}/project-access/{project_id}" (user_id, project_id) body UserProjectAccessPatch
        => Nothing;

    /// Takes all access to a project from a person.
    RemoveProjectAccessForAUser = "remove-project-access-for-a-user" "Remove project access for a user"
        DELETE "/users/{user_id}/project-access/{project_id}" (user_id, project_id) => Nothing;
}
