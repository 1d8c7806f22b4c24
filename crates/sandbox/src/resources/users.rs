//! Users.

use serde_json::{Value, json};

use crate::error::ApiError;
use crate::request::{Context, Handler, Reply};
use crate::store::users::User;

pub const HANDLERS: &[(&str, Handler)] = &[("get-the-current-user", me)];

fn me(context: &Context<'_>) -> Result<Reply, ApiError> {
    Ok(Reply::json(&view(context.caller)))
}

fn view(user: &User) -> Value {
    json!({
        "id": user.id,
        "deactivated": false,
        "namespace": "sandbox",
        "username": user.username,
        "email": user.email,
        "email_verified": true,
        "first_name": user.first_name,
        "last_name": user.last_name,
        // No picture: it would be fetched from a host that is not configured.
        "picture": "",
        "company": user.company,
        "website": user.website,
        "country": user.country,
        "created_at": user.created_at.rfc3339(),
        "updated_at": user.updated_at.rfc3339(),
        "consented_at": user.created_at.rfc3339(),
        "consent_method": "opt-in",
    })
}

/// What is shown of a user who owns something.
pub fn owner_info(user: &User) -> Value {
    json!({"type": "user", "username": user.username, "display_name": user.display_name()})
}

/// What others are shown of a user.
pub fn reference(user: &User) -> Value {
    json!({
        "id": user.id,
        "username": user.username,
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "picture": "",
        "mfa_enabled": false,
        "sso_enabled": false,
    })
}
