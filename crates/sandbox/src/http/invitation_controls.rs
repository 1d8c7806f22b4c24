//! Controls for tests: invitations, as the people see them who get them by e-mail.

use axum::body::Bytes;
use rusqlite::Connection;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Shared;
use super::controls::read;
use crate::clock::Moment;
use crate::error::ApiError;
use crate::request::Reply;
use crate::resources;
use crate::store::project_invitations;
use crate::store::users;

/// The e-mails to an address that invite to projects, and can be answered.
pub fn mail(connection: &Connection, address: &str, now: Moment) -> rusqlite::Result<Vec<Value>> {
    let sent = project_invitations::to(connection, address, now)?.into_iter();
    let view = |sent: project_invitations::ProjectInvitation| json!({"kind": "project_invitation", "address": sent.email, "invitation": sent.id});
    Ok(sent.map(view).collect())
}

/// Who accepts.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Accepted {
    /// Whoever has the address of the invitation, and a new account for it when nobody has, when left out.
    user: Option<String>,
}

/// Follows the link of an invitation.
pub fn accept(shared: &Shared, id: &str, bytes: &Bytes) -> Result<Reply, ApiError> {
    let accepted: Accepted = if bytes.is_empty() { Accepted::default() } else { read(bytes)? };
    let mut connection = shared.store.writer();
    let now = shared.clock.now();
    let transaction = connection.transaction()?;
    let missing = || ApiError::not_found(format_args!("invitation {id} that can be accepted"));
    let address = project_invitations::get(&transaction, id)?.ok_or_else(missing)?.email;
    let user = match accepted.user {
        Some(user) => users::get(&transaction, &user)?.ok_or_else(|| ApiError::not_found("such user"))?,
        None => match users::by_email(&transaction, &address)? {
            Some(user) => user,
            None => users::sign_up(&transaction, &address, now)?,
        },
    };
    if !resources::accept(&transaction, id, &user, now)? {
        return Err(missing());
    }
    transaction.commit()?;
    Ok(Reply::json(&json!({"user_id": user.id})))
}
