//! Users.

use wheelhouse_contract::sections::references::UserReference;
use wheelhouse_contract::sections::users as declared;

use crate::request::prelude::*;
use crate::store::users::User;

pub fn handlers() -> Vec<Handler> {
    vec![on(anyone, me)]
}

fn me(call: &Call<'_, declared::GetTheCurrentUser, ()>) -> Answer {
    Ok(Reply::json(&view(call.caller)))
}

fn view(user: &User) -> Value {
    facts!(declared::User {
        id: &user.id,
        username: &user.username,
        email: &user.email,
        email_verified: true,
        first_name: &user.first_name,
        last_name: &user.last_name,
        // No picture: it would be fetched from a host that is not configured.
        picture: "",
        company: &user.company,
        website: &user.website,
        country: &user.country,
        deactivated: false,
        created_at: user.created_at,
        updated_at: user.updated_at,
        ..json!({"namespace": "sandbox", "consented_at": user.created_at.rfc3339(), "consent_method": "opt-in"})
    })
}

/// What is shown of a user who owns something.
pub fn owner_info(user: &User) -> Value {
    json!({"type": "user", "username": user.username, "display_name": user.display_name()})
}

/// What others are shown of a user.
pub fn reference(user: &User) -> Value {
    facts!(UserReference {
        id: &user.id,
        username: &user.username,
        email: &user.email,
        first_name: &user.first_name,
        last_name: &user.last_name,
        picture: "",
        ..json!({"mfa_enabled": false, "sso_enabled": false})
    })
}
