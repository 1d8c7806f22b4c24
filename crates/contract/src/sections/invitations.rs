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
