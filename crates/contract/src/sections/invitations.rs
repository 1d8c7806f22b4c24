//! Invitations: who was asked by email to join.

/// To a project.
pub mod of_project {
    use serde::Deserialize;
    use wheelhouse_contract_derive::Body;

    use super::super::{environment_type_access, project_access};
    use crate::answer::{Items, Nothing};
    use crate::body::{Choice, choice};
    use crate::operation::{QueryKind, query, section};
    use crate::resource::resource;

    resource! {
        /// A person who was asked by email to join a project.
        ProjectInvitation {
            id: text,
            /// `pending`, `processing`, `accepted`, `cancelled` or `error`.
            state: text,
            project_id: text,
            /// `admin` or `viewer`; null for roles on types of environments alone.
            role: text,
            email: text,
            /// Who invited them.
            owner_id: text "owner.id",
            owner_name: text "owner.display_name",
            created_at: time,
            updated_at: time,
            /// When it was accepted, cancelled or ran out.
            finished_at: time,
            /// `{id, type, role, title}`, each an environment or a type.
            environments: list,
        } => { DELETE: "#delete" }
    }

    /// The types that environments are of.
    pub const ENVIRONMENT_TYPES: &[Choice] =
        &[choice("production", "Production"), choice("staging", "Staging"), choice("development", "Development")];

    /// A person who is asked to join a project.
    #[derive(Deserialize, Body)]
    pub struct ProjectInvitationCreateInput {
        /// We send an invitation to this address.
        #[field(label = "Email address", kind = "email", max = 254)]
        pub email: String,
        /// Admins manage the project and all its environments. Viewers can see all of it. Leave empty to give roles on
        /// environment types only.
        #[field(choices = project_access::ROLES)]
        pub role: Option<Option<String>>,
        /// Roles on the environments of a type.
        #[field(label = "Environment types", object, max = 3)]
        pub permissions: Option<Vec<TypeRole>>,
        /// Deprecated: each role applies to all environments of the same type.
        #[field(object, max = 100)]
        pub environments: Option<Vec<EnvironmentRole>>,
        /// Cancels a pending invitation to this address and sends a new one.
        #[field(label = "Replace a pending invitation", default = false)]
        pub force: Option<bool>,
    }

    /// A role on the environments of a type.
    #[derive(Deserialize, Body)]
    pub struct TypeRole {
        #[field(label = "Environment type", choices = ENVIRONMENT_TYPES)]
        pub r#type: String,
        #[field(choices = environment_type_access::ROLES)]
        pub role: String,
    }

    /// A role on the environments that are of the same type as this one.
    #[derive(Deserialize, Body)]
    pub struct EnvironmentRole {
        #[field(label = "Environment", pick = "environments", min = 1, max = 255)]
        pub id: String,
        #[field(choices = environment_type_access::ROLES)]
        pub role: String,
    }

    section! {
        "Invitations"

        /// Asks a person to join a project. 409 when they were asked and have not answered, unless `force` is set.
        InviteUserToAProjectByEmail = "invite-user-to-a-project-by-email" "Invite user to a project by email"
            POST "/projects/{project_id}/invitations" (project_id) body ProjectInvitationCreateInput
            => ProjectInvitation;

        /// The invitations to a project that are pending, unless it is filtered by another state.
        ListInvitationsToAProject = "list-invitations-to-a-project" "List invitations to a project"
            GET "/projects/{project_id}/invitations" (project_id)
            query [
                query("filter[state]", QueryKind::Filter),
                query("page[size]", QueryKind::Integer { min: 1, max: 100 }),
                query("page[before]", QueryKind::Text),
                query("page[after]", QueryKind::Text),
                query("sort", QueryKind::Sort(&["updated_at"])),
            ]
            => Items<ProjectInvitation>;

        /// Cancels an invitation that is pending.
        CancelAPendingInvitationToAProject = "cancel-a-pending-invitation-to-a-project"
            "Cancel a pending invitation to a project"
            DELETE "/projects/{project_id}/invitations/{invitation_id}" (project_id, invitation_id) => Nothing;
    }
}
