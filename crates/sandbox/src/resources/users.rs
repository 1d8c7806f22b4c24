//! Users.

use rusqlite::Connection;
use wheelhouse_contract::sections::references::UserReference;
use wheelhouse_contract::sections::users as declared;

use super::pictures;
use crate::clock::Moment;
use crate::request::prelude::*;
use crate::store::users::{self, User};
use crate::store::{confirmations, connections, second_factor};

pub fn handlers() -> Vec<Handler> {
    vec![
        on(anyone, me),
        on(anyone, by_email),
        on(anyone, by_username),
        on(known_user, get),
        on(own_account, update),
        on(own_account, reset_email_address),
        on(own_account, reset_password),
        on(anyone, verify_phone),
        on(anyone, verify),
    ]
}

fn me(call: &Call<'_, declared::GetTheCurrentUser, ()>) -> Answer {
    Ok(Reply::json(&view(call.caller)))
}

fn get(call: &Call<'_, declared::GetAUser, User>) -> Answer {
    Ok(Reply::json(&view(&call.at)))
}

fn by_email(call: &Call<'_, declared::GetAUserByEmail, ()>) -> Answer {
    let found = users::by_email(call.store, &call.path.email)?;
    known(call, found, &format!("user with the email address {}", call.path.email))
}

fn by_username(call: &Call<'_, declared::GetAUserByUsername, ()>) -> Answer {
    let found = users::by_username(call.store, &call.path.username)?;
    known(call, found, &format!("user {}", call.path.username))
}

/// A user whom the caller may know of. Nobody else is told from someone who is not there.
fn known(context: &Context<'_>, found: Option<User>, what: &str) -> Answer {
    match found {
        Some(user) if scope::knows(context, &user.id)? => Ok(Reply::json(&view(&user))),
        _ => Err(ApiError::not_found(format_args!("{what}, or you share no organization or project"))),
    }
}

fn update(call: &Call<'_, declared::UpdateAUser, User>) -> Answer {
    let mut user = call.at.clone();
    let given = &call.body;
    take(call, &mut user, given.username.as_deref(), given.picture.as_deref())?;
    let changes = [
        (&mut user.first_name, &given.first_name),
        (&mut user.last_name, &given.last_name),
        (&mut user.company, &given.company),
        (&mut user.website, &given.website),
        (&mut user.country, &given.country),
    ];
    set(changes);
    keep(call.store, &mut user, call.now)?;
    Ok(Reply::json(&view(&user)))
}

/// Sets what a change names.
pub fn set<const N: usize>(changes: [(&mut String, &Option<String>); N]) {
    for (current, given) in changes {
        if let Some(given) = given {
            given.trim().clone_into(current);
        }
    }
}

/// Gives a user another username and picture, where they may have them.
///
/// # Errors
/// 400 for a username that another has, and for a picture of this host that is not theirs.
pub fn take(
    context: &Context<'_>,
    user: &mut User,
    username: Option<&str>,
    picture: Option<&str>,
) -> Result<(), ApiError> {
    let mut errors = Vec::new();
    if let Some(username) = username {
        match users::by_username(context.store, username)? {
            Some(other) if other.id != user.id => {
                errors.push(FieldError::new("username", format!("{username} is taken. Choose another username.")));
            }
            _ => username.clone_into(&mut user.username),
        }
    }
    if let Some(picture) = picture {
        match pictures::is_theirs(context.store, user, picture)? {
            false => errors.push(FieldError::new("picture", "This is no picture of yours. Upload it first.")),
            true => picture.clone_into(&mut user.picture),
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(ApiError::fields(&errors)) }
}

/// Writes a changed user back. An uploaded picture that is no longer theirs goes.
pub fn keep(connection: &Connection, user: &mut User, now: Moment) -> rusqlite::Result<()> {
    user.updated_at = now;
    users::update(connection, user)?;
    pictures::tidy(connection, user)
}

fn reset_email_address(call: &Call<'_, declared::ResetEmailAddress, User>) -> Answer {
    let (user, address) = (&call.at, call.body.email_address.as_str());
    match users::by_email(call.store, address)? {
        Some(other) if other.id != user.id => {
            return Err(ApiError::conflict("email_address", "Another account uses this email address."));
        }
        Some(_) if user.email_verified && user.email == address => {
            let error = FieldError::new("email_address", "This is your email address already.");
            return Err(ApiError::fields(&[error]));
        }
        _ => {}
    }
    confirmations::send(call.store, &user.id, confirmations::EMAIL_ADDRESS, address, call.now)?;
    Ok(Reply::nothing())
}

fn reset_password(call: &Call<'_, declared::ResetUserPassword, User>) -> Answer {
    confirmations::send(call.store, &call.at.id, confirmations::PASSWORD, &call.at.email, call.now)?;
    Ok(Reply::nothing())
}

fn verify_phone(call: &Call<'_, declared::CheckIfPhoneVerificationIsRequired, ()>) -> Answer {
    let is_required = call.caller.verification == "phone";
    Ok(Reply::json(&facts!(declared::PhoneVerification { verify_phone: is_required })))
}

fn verify(call: &Call<'_, declared::CheckIfVerificationIsRequired, ()>) -> Answer {
    let kind = &call.caller.verification;
    Ok(Reply::json(&facts!(declared::Verification { state: !kind.is_empty(), kind: kind })))
}

fn view(user: &User) -> Value {
    facts!(declared::User {
        id: &user.id,
        username: &user.username,
        email: &user.email,
        email_verified: user.email_verified,
        first_name: &user.first_name,
        last_name: &user.last_name,
        picture: &user.picture,
        company: &user.company,
        website: &user.website,
        country: &user.country,
        namespace: "sandbox",
        deactivated: false,
        created_at: user.created_at,
        updated_at: user.updated_at,
        consented_at: user.created_at,
        consent_method: "opt-in",
    })
}

/// What is shown of a user who owns something.
pub fn owner_info(user: &User) -> Value {
    json!({"type": "user", "username": user.username, "display_name": user.display_name()})
}

/// What others are shown of a user.
pub fn reference(connection: &Connection, user: &User) -> rusqlite::Result<Value> {
    let mfa_enabled = second_factor::is_enrolled(connection, &user.id)?;
    let sso_enabled = !connections::list(connection, &user.id)?.is_empty();
    Ok(facts!(UserReference {
        id: &user.id,
        username: &user.username,
        email: &user.email,
        first_name: &user.first_name,
        last_name: &user.last_name,
        picture: &user.picture,
        ..json!({"mfa_enabled": mfa_enabled, "sso_enabled": sso_enabled})
    }))
}
