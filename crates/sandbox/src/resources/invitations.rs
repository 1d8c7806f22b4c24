//! Invitations to organizations.

use rusqlite::types::Value as Sql;
use wheelhouse_contract::sections::invitations as declared;

use super::members::distinct;
use super::organizations::column;
use crate::access::OrganizationRights;
use crate::request::prelude::*;
use crate::request::{self, Filterable, Kind, Listing, Once};
use crate::store::organization_invitations::{self as invitations, Invitation};
use crate::store::organizations;
use crate::store::rows::Row;
use crate::store::users::{self, User};

pub fn handlers() -> Vec<Handler> {
    vec![on(member_manager, invite), on(member_manager, list), on(member_manager, cancel)]
}

const STATE: Filterable = column("state", "i.state", Kind::Text);
const UPDATED: Filterable = column("updated_at", "i.updated_at", Kind::Time);

fn invite(call: &Call<'_, declared::InviteUserToAnOrganizationByEmail, InOrganization>) -> Answer {
    let Call { at: (organization, rights), body, .. } = call;
    let permissions = distinct(Some(&body.permissions));
    rights.require_grant(&permissions)?;
    let email = body.email.trim();
    if let Some(user) = users::by_email(call.store, email)?
        && organizations::member(call.store, &organization.id, &user.id)?.is_some()
    {
        let error = FieldError::new("email", "This person is a member already. Change what they may do instead.");
        return Err(ApiError::fields(&[error]));
    }
    match invitations::pending(call.store, &organization.id, email, call.now)? {
        Some(earlier) if body.force == Some(true) => {
            rights.require_grant(&earlier.permissions)?;
            invitations::finish(call.store, &earlier, invitations::CANCELLED, call.now)?;
        }
        Some(_) => {
            let message = format!("An invitation for {email} is pending. Set force to cancel it and send another.");
            return Err(ApiError::conflict("email", message));
        }
        None => {}
    }
    let made = invitations::invite(call.store, &organization.id, email, &permissions, &call.caller.id, call.now)?;
    Ok(Reply::made(&view(&made, Some(call.caller), rights)))
}

/// Those that are pending, unless others are asked for.
fn list(call: &Call<'_, declared::ListInvitationsToAnOrganization, InOrganization>) -> Answer {
    let (organization, rights) = &call.at;
    let says_state = call.query.filters().any(|(name, ..)| name == STATE.name);
    let listing = Listing {
        from: invitations::AT,
        alias: "i",
        condition: if says_state { "i.organization_id = ?" } else { "i.organization_id = ? AND i.state = 'pending'" },
        values: vec![Sql::Integer(call.now.micros()), Sql::Text(organization.id.clone())],
        filters: &[STATE],
        sorts: &[UPDATED],
        default_sort: UPDATED.name,
        id: "i.id",
    };
    let found = request::whole(call, listing, Invitation::read)?;
    let inviters = Once::new(|id: &str| users::get(call.store, id));
    let views = found.iter().map(|invitation| {
        let inviter = inviters.get(&invitation.inviter_id)?;
        Ok(view(invitation, inviter.as_deref(), rights))
    });
    Ok(Reply::json(&views.collect::<Result<_, ApiError>>()?))
}

fn cancel(call: &Call<'_, declared::CancelAPendingInvitationToAnOrganization, InOrganization>) -> Answer {
    let Call { at: (organization, rights), path, .. } = call;
    let id = &path.invitation_id;
    let found = invitations::get(call.store, id, call.now)?;
    let found = found.filter(|found| found.organization_id == organization.id && found.state == invitations::PENDING);
    let found =
        found.ok_or_else(|| ApiError::not_found(format_args!("pending invitation {id} to this organization")))?;
    rights.require_grant(&found.permissions)?;
    invitations::finish(call.store, &found, invitations::CANCELLED, call.now)?;
    Ok(Reply::nothing())
}

/// Who sees it may cancel it while it is pending, unless it gives more than they have.
fn view(invitation: &Invitation, inviter: Option<&User>, rights: &OrganizationRights) -> Value {
    let may_cancel = invitation.state == invitations::PENDING && rights.may_grant(&invitation.permissions);
    let path = declared::CancelAPendingInvitationToAnOrganization::path(&invitation.organization_id, &invitation.id);
    facts!(declared::OrganizationInvitation {
        id: &invitation.id,
        state: &invitation.state,
        organization_id: &invitation.organization_id,
        email: &invitation.email,
        owner_id: &invitation.inviter_id,
        owner_name: inviter.map(User::display_name).unwrap_or_default(),
        created_at: invitation.created_at,
        updated_at: invitation.updated_at,
        finished_at: invitation.finished_at,
        permissions: invitation.permissions.as_slice(),
        ..Links::default().add_if(may_cancel, declared::OrganizationInvitation::DELETE, &path)
    })
}
