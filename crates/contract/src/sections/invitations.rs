//! Invitations: people who are asked by e-mail to join.

use serde::Deserialize;
use wheelhouse_contract_derive::Body;

use super::organizations::{AFTER, BEFORE, PERMISSIONS, SIZE, filter};
use crate::answer::{Items, Nothing};
use crate::operation::{QueryKind, QueryParameter, query, section};
use crate::resource::resource;

resource! {
    /// An invitation to an organization.
    OrganizationInvitation {
        /// UUID.
        id: text,
        /// `pending`, `processing`, `accepted`, `cancelled` or `error`.
        state: text,
        organization_id: text,
        email: text,
        /// Who invites.
        owner_id: text "owner.id",
        owner_name: text "owner.display_name",
        created_at: time,
        updated_at: time,
        /// When it was accepted, cancelled or failed.
        finished_at: time,
        /// What the person may do once they are a member.
        permissions: texts,
    } => { DELETE: "#delete" }
}

/// An invitation to an organization.
#[derive(Deserialize, Body)]
pub struct OrganizationInvitationCreateInput {
    #[field(label = "Email address", kind = "email", max = 254)]
    pub email: String,
    /// What the person may do once they are a member.
    #[field(choices = PERMISSIONS)]
    pub permissions: Vec<String>,
    /// Cancel an invitation that is pending for this address and send another.
    #[field(label = "Replace a pending invitation", section = "Advanced", default = false)]
    pub force: Option<bool>,
}

const STATE: QueryParameter = filter("filter[state]");
const SORT: QueryParameter = query("sort", QueryKind::Sort(&["updated_at"]));

section! {
    "Invitations"

    /// Invites somebody to an organization. 409 while an invitation of the same address is pending, unless `force` is true.
    InviteUserToAnOrganizationByEmail = "invite-user-to-an-organization-by-email"
        "Invite user to an organization by email"
        POST "/organizations/{organization_id}/invitations" (organization_id) body OrganizationInvitationCreateInput
        => OrganizationInvitation;

    /// The invitations to an organization: those that are pending, unless other states are asked for.
    ListInvitationsToAnOrganization = "list-invitations-to-an-organization" "List invitations to an organization"
        GET "/organizations/{organization_id}/invitations" (organization_id)
        query [STATE, SIZE, BEFORE, AFTER, SORT] => Items<OrganizationInvitation>;

    /// Cancels a pending invitation.
    CancelAPendingInvitationToAnOrganization = "cancel-a-pending-invitation-to-an-organization"
        "Cancel a pending invitation to an organization"
        DELETE "/organizations/{organization_id}/invitations/{invitation_id}" (organization_id, invitation_id) => Nothing;
}

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
        }
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
