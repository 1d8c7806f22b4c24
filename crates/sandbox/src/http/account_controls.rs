//! Controls for tests: what happens to accounts elsewhere, in mailboxes, on devices and with staff.

use axum::body::Bytes;
use serde::Deserialize;
use serde_json::json;

use super::Shared;
use super::controls::read;
use crate::error::ApiError;
use crate::request::Reply;
use crate::resources;
use crate::setup::random_token;
use crate::store::{confirmations, passwords, tokens, users};

/// E-mails to a user with a link that is still good.
pub fn mail(shared: &Shared, user: &str) -> Result<Reply, ApiError> {
    let now = shared.clock.now();
    let sent = confirmations::list(&shared.store.writer(), user, now)?;
    let view = |sent: &confirmations::Confirmation| json!({"kind": sent.kind, "address": sent.address});
    Ok(Reply::json(&sent.iter().map(view).collect()))
}

/// A link in an e-mail that is followed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Followed {
    /// `email_address` or `password`.
    kind: String,
    /// What is typed where the link leads to.
    password: Option<String>,
}

/// Follows the link of an e-mail to a user.
pub fn follow(shared: &Shared, user: &str, bytes: &Bytes) -> Result<Reply, ApiError> {
    let followed: Followed = read(bytes)?;
    let mut connection = shared.store.writer();
    let now = shared.clock.now();
    let transaction = connection.transaction()?;
    let address = confirmations::follow(&transaction, user, &followed.kind, now)?;
    let address = address.ok_or_else(|| ApiError::not_found("such e-mail, or its link has expired"))?;
    match (followed.kind.as_str(), followed.password) {
        (confirmations::EMAIL_ADDRESS, _) => {
            let found = users::get(&transaction, user)?.ok_or_else(|| ApiError::not_found("such user"))?;
            if users::by_email(&transaction, &address)?.is_some_and(|other| other.id != user) {
                return Err(ApiError::conflict("email_address", "Another account uses this email address."));
            }
            let user = users::User { email: address, email_verified: true, updated_at: now, ..found };
            users::update(&transaction, &user)?;
        }
        (confirmations::PASSWORD, Some(password)) => passwords::set(&transaction, user, &password)?,
        _ => return Err(ApiError::bad_request("Say which password is set.")),
    }
    transaction.commit()?;
    Ok(Reply::json(&json!({})))
}

/// What is found out about a user.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Standing {
    /// What has to be verified: `phone`, `staff`, or nothing.
    verification: Option<String>,
    email_verified: Option<bool>,
}

/// Changes what is verified of a user.
pub fn set_standing(shared: &Shared, user: &str, bytes: &Bytes) -> Result<Reply, ApiError> {
    let standing: Standing = read(bytes)?;
    let connection = shared.store.writer();
    let mut user = users::get(&connection, user)?.ok_or_else(|| ApiError::not_found("such user"))?;
    user.verification = standing.verification.unwrap_or(user.verification);
    user.email_verified = standing.email_verified.unwrap_or(user.email_verified);
    users::update(&connection, &user)?;
    Ok(Reply::json(&json!({})))
}

/// What a user proves themselves with: a passcode or a recovery code.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Proof {
    code: String,
}

/// Whether signing in with a second factor would succeed. What was taken once is not taken again.
pub fn second_factor(shared: &Shared, user: &str, bytes: &Bytes) -> Result<Reply, ApiError> {
    let proof: Proof = read(bytes)?;
    let mut connection = shared.store.writer();
    let transaction = connection.transaction()?;
    let accepted = resources::proves(&transaction, user, &proof.code, shared.clock.now())?;
    transaction.commit()?;
    Ok(Reply::json(&json!({"accepted": accepted})))
}

/// Something that a user can sign in with.
pub fn token(shared: &Shared, user: &str) -> Result<Reply, ApiError> {
    let connection = shared.store.writer();
    let user = users::get(&connection, user)?.ok_or_else(|| ApiError::not_found("such user"))?;
    let token = random_token();
    tokens::insert(&connection, &token, &user.id, "Made by a control", shared.clock.now())?;
    Ok(Reply::json(&json!({"api_token": token})))
}
