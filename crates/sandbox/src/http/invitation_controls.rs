//! Controls for tests: what happens with invitations in the mailboxes that they went to.

use serde_json::json;

use super::Shared;
use crate::error::ApiError;
use crate::request::Reply;
use crate::store::organization_invitations::{self, PENDING};
use crate::store::users;

/// Accepts an invitation, as whom it went to does. Who has no account yet makes one.
pub fn accept(shared: &Shared, id: &str) -> Result<Reply, ApiError> {
    let mut connection = shared.store.writer();
    let now = shared.clock.now();
    let transaction = connection.transaction()?;
    let missing = || ApiError::not_found("such invitation, or it is no longer pending");
    let invitation = organization_invitations::get(&transaction, id, now)?;
    let invitation = invitation.filter(|invitation| invitation.state == PENDING).ok_or_else(missing)?;
    let user = match users::by_email(&transaction, &invitation.email)? {
        Some(user) => user,
        None => users::sign_up(&transaction, &invitation.email, now)?,
    };
    organization_invitations::accept(&transaction, &invitation, &user.id, now)?;
    transaction.commit()?;
    Ok(Reply::json(&json!({"user_id": user.id})))
}
