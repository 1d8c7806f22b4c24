//! Controls for tests: what happens with invitations in the mailboxes that they went to.

use rusqlite::Connection;
use serde_json::{Value, json};

use super::Shared;
use crate::clock::Moment;
use crate::error::ApiError;
use crate::request::Reply;
use crate::resources;
use crate::store::organization_invitations::{self, PENDING};
use crate::store::project_invitations;
use crate::store::users::{self, User};

/// The e-mails to an address that ask to join something, and can be answered.
pub fn mail(connection: &Connection, address: &str, now: Moment) -> rusqlite::Result<Vec<Value>> {
    let to_organizations = organization_invitations::to(connection, address, now)?.into_iter();
    let to_projects = project_invitations::to(connection, address, now)?.into_iter();
    let to_organizations = to_organizations.map(|sent| ("organization_invitation", sent.email, sent.id));
    let sent = to_organizations.chain(to_projects.map(|sent| ("project_invitation", sent.email, sent.id)));
    Ok(sent.map(|(kind, address, id)| json!({"kind": kind, "address": address, "invitation": id})).collect())
}

/// Accepts an invitation, as whom it went to does. Who has no account yet makes one.
pub fn accept(shared: &Shared, id: &str) -> Result<Reply, ApiError> {
    let mut connection = shared.store.writer();
    let now = shared.clock.now();
    let transaction = connection.transaction()?;
    let to_organization = organization_invitations::get(&transaction, id, now)?;
    let to_project = project_invitations::get(&transaction, id)?;
    let user = match (to_organization, to_project) {
        (Some(invitation), _) if invitation.state == PENDING => {
            let user = whose(&transaction, &invitation.email, now)?;
            organization_invitations::accept(&transaction, &invitation, &user.id, now)?;
            user
        }
        (_, Some(invitation)) if invitation.is_pending(now) => {
            let user = whose(&transaction, &invitation.email, now)?;
            resources::accept(&transaction, invitation, &user.id, now)?;
            user
        }
        _ => return Err(ApiError::not_found("such invitation, or it is no longer pending")),
    };
    transaction.commit()?;
    Ok(Reply::json(&json!({"user_id": user.id})))
}

/// Who has an address: somebody new, when nobody has.
fn whose(connection: &Connection, address: &str, now: Moment) -> rusqlite::Result<User> {
    match users::by_email(connection, address)? {
        Some(user) => Ok(user),
        None => users::sign_up(connection, address, now),
    }
}
