//! Project Access: who may work on a project.

use serde::Deserialize;
use serde_json::{Value, json};
use wheelhouse_contract_derive::Body;

use crate::answer::{Accepted, Items, Nothing, Page, Written};
use crate::body::{Choice, choice};
use crate::operation::{QueryKind, query, section};
use crate::resource::resource;

resource! {
    /// A person's role on a project as a whole.
    ProjectAccess {
        id: text,
        /// The person's id.
        user: text,
        /// `admin` or `viewer`.
        role: text,
    } => { EDIT: "#edit", DELETE: "#delete" }

    /// What a person may do in a project, as the project and the person list it alike.
    UserProjectAccess {
        user_id: text,
        organization_id: text,
        project_id: text,
        project_title: text,
        /// Of [`PERMISSIONS`].
        permissions: texts,
        granted_at: time,
        updated_at: time,
    } => { UPDATE: "update", DELETE: "delete" }
}

/// What a person can be granted in a project: a role on the whole of it, or on the environments of a type.
pub const PERMISSIONS: &[Choice] = &[
    choice("admin", "Project: admin"),
    choice("viewer", "Project: viewer"),
    choice("development:admin", "Development: admin"),
    choice("development:contributor", "Development: contributor"),
    choice("development:viewer", "Development: viewer"),
    choice("staging:admin", "Staging: admin"),
    choice("staging:contributor", "Staging: contributor"),
    choice("staging:viewer", "Staging: viewer"),
    choice("production:admin", "Production: admin"),
    choice("production:contributor", "Production: contributor"),
    choice("production:viewer", "Production: viewer"),
];

/// Roles on a project as a whole.
pub const ROLES: &[Choice] = &[choice("admin", "Admin"), choice("viewer", "Viewer")];

/// A person who gets a role on a project.
#[derive(Deserialize, Body)]
pub struct ProjectAccessCreateInput {
    /// Admins manage the project and all its environments. Viewers can see all of it.
    #[field(choices = ROLES)]
    pub role: String,
    /// Leave empty to give an email address instead.
    #[field(label = "Person", pick = "users", max = 64)]
    pub user: Option<String>,
    /// The email address of the user’s account.
    #[field(label = "Email address", kind = "email", max = 254)]
    pub email: Option<String>,
}

/// Another role of a person on a project.
#[derive(Deserialize, Body)]
pub struct ProjectAccessPatch {
    /// Admins manage the project and all its environments. Viewers can see all of it.
    #[field(choices = ROLES)]
    pub role: Option<String>,
}

/// A person who gets access to a project.
#[derive(Deserialize, Body)]
pub struct UserProjectGrant {
    #[field(label = "Person", pick = "users", min = 1, max = 64)]
    pub user_id: String,
    /// A role on the project applies to all its environments, a role on a type to the environments of that type.
    #[field(choices = PERMISSIONS, min = 1)]
    pub permissions: Vec<String>,
    /// Adds the user to the project’s organization first. Otherwise only its members can be given access.
    #[field(label = "Add to the organization")]
    pub auto_add_member: Option<bool>,
}

/// People who get the same access to a project, as a form asks for them: see [`UserProjectGrants::each`].
#[derive(Deserialize, Body)]
pub struct UserProjectGrants {
    #[field(object, min = 1, max = 50)]
    pub people: Vec<GrantedPerson>,
    /// A role on the project applies to all its environments, a role on a type to the environments of that type.
    #[field(choices = PERMISSIONS, min = 1)]
    pub permissions: Vec<String>,
    /// Adds them to the project’s organization first. Otherwise only its members can be given access.
    #[field(label = "Add to the organization")]
    pub auto_add_member: Option<bool>,
}

/// One of several people.
#[derive(Deserialize, Body)]
pub struct GrantedPerson {
    #[field(label = "Person", pick = "users", min = 1, max = 64)]
    pub user_id: String,
}

impl UserProjectGrants {
    /// What is sent for it: one [`UserProjectGrant`] for each person.
    pub fn each(asked: &Value) -> Value {
        split(asked, "people")
    }
}

/// A body for each of the groups of a field, with all other fields of the whole.
pub(super) fn split(asked: &Value, groups: &str) -> Value {
    let one = |group: &Value| {
        let mut body = asked.clone();
        if let (Some(body), Some(group)) = (body.as_object_mut(), group.as_object()) {
            body.remove(groups);
            body.extend(group.clone());
        }
        body
    };
    let groups = asked.get(groups).and_then(Value::as_array);
    groups.map_or_else(|| json!([]), |groups| groups.iter().map(one).collect())
}

/// What a person may do in a project from here on.
#[derive(Deserialize, Body)]
pub struct UserProjectAccessPatch {
    /// A role on the project applies to all its environments, a role on a type to the environments of that type.
    #[field(choices = PERMISSIONS, min = 1)]
    pub permissions: Vec<String>,
}

section! {
    "Project Access"

    /// The roles that people have on a project as a whole.
    GetAProjectAccessControlList = "get-a-project-access-control-list" "Get a project's access control list"
        GET "/projects/{projectId}/access" (project_id) deprecated true => Items<ProjectAccess>;

    /// Gives a person a role on a project.
    AddAUserToAProjectAcl = "add-a-user-to-a-project-acl" "Add a user to a project ACL"
        POST "/projects/{projectId}/access" (project_id) body ProjectAccessCreateInput deprecated true
        => Written<ProjectAccess>;

    /// The role of one person, with what the caller may do.
    GetASingleProjectAclEntry = "get-a-single-project-acl-entry" "Get a single project ACL entry"
        GET "/projects/{projectId}/access/{projectAccessId}" (project_id, project_access_id) deprecated true
        => ProjectAccess;

    /// Changes the role of a person.
    UpdateAProjectUserRole = "update-a-project-user-role" "Update a project user's role"
        PATCH "/projects/{projectId}/access/{projectAccessId}" (project_id, project_access_id)
        body ProjectAccessPatch deprecated true => Written<ProjectAccess>;

    /// Takes all access to a project from a person.
    RemoveAUserFromAProject = "remove-a-user-from-a-project" "Remove a user from a project"
        DELETE "/projects/{projectId}/access/{projectAccessId}" (project_id, project_access_id) deprecated true
        => Accepted;

    /// Who has access to a project, and to which of its types of environments.
    ListUserAccessForAProject = "list-user-access-for-a-project" "List user access for a project"
        GET "/projects/{project_id}/user-access" (project_id)
        query [
            query("page[size]", QueryKind::Integer { min: 1, max: 200 }),
            query("page[before]", QueryKind::Text),
            query("page[after]", QueryKind::Text),
            query("sort", QueryKind::Sort(&["granted_at", "updated_at"])),
        ]
        => Page<UserProjectAccess>;

    /// Gives people access to a project, all of them or none.
    GrantUserAccessToAProject = "grant-user-access-to-a-project" "Grant user access to a project"
        POST "/projects/{project_id}/user-access" (project_id) body [UserProjectGrant] => Nothing;

    /// What one person may do in a project.
    GetUserAccessForAProject = "get-user-access-for-a-project" "Get user access for a project"
        GET "/projects/{project_id}/user-access/{user_id}" (project_id, user_id) => UserProjectAccess;

    /// Changes what a person may do in a project.
    UpdateUserAccessForAProject = "update-user-access-for-a-project" "Update user access for a project"
        PATCH "/projects/{project_id}/user-access/{user_id}" (project_id, user_id) body UserProjectAccessPatch
        => Nothing;

    /// Takes all access to a project from a person.
    RemoveUserAccessForAProject = "remove-user-access-for-a-project" "Remove user access for a project"
        DELETE "/projects/{project_id}/user-access/{user_id}" (project_id, user_id) => Nothing;
}
