//! Who asks.

use axum::http::StatusCode;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use rusqlite::Connection;

use super::passing::Passing;
use crate::clock::Moment;
use crate::error::ApiError;
use crate::request::Caller;
use crate::store::tokens::{self, ApiToken};
use crate::store::users;

/// The user whose access token the `Authorization` header carries.
///
/// # Errors
/// 401 when there is no token, or one that is not known or has expired.
pub fn authenticate(
    connection: &Connection,
    passing: &Passing,
    header: Option<&str>,
    now: Moment,
) -> Result<Caller, ApiError> {
    let token = header.and_then(|header| {
        let (scheme, token) = header.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
    });
    let token = token.ok_or_else(|| ApiError::invalid_token("An access token is missing"))?;
    let kept = tokens::of_access_token(connection, token)?;
    match kept.map_or_else(|| passing.find(connection, token), |kept| Ok(Some(kept)))? {
        None => Err(ApiError::invalid_token("The access token is not known")),
        Some((_, expires_at)) if expires_at <= now => Err(ApiError::invalid_token("The access token has expired")),
        Some((caller, _)) => Ok(caller),
    }
}

/// The user whose token a program sends as its password, an API token or an access token, and the API token where it is one.
/// Under which name does not matter.
///
/// # Errors
/// 401 that asks for a password when there is none, or one that is not known or has expired.
pub fn by_password(
    connection: &Connection,
    passing: &Passing,
    header: Option<&str>,
    now: Moment,
) -> Result<(Caller, Option<ApiToken>), ApiError> {
    let refused = |why| ApiError::no_password(why);
    let credentials = header.and_then(|header| {
        let (scheme, encoded) = header.split_once(' ')?;
        let decoded = scheme.eq_ignore_ascii_case("basic").then(|| BASE64_STANDARD.decode(encoded.trim()).ok())??;
        String::from_utf8(decoded).ok()
    });
    let password = credentials.as_deref().and_then(|text| text.split_once(':')).map(|(_, password)| password.trim());
    let password = password.ok_or_else(|| refused("Sign in with an API token as the password."))?;
    if let Some(token) = tokens::find(connection, password)?
        && let Some(user) = users::get(connection, &token.user_id)?
    {
        return Ok((user, Some(token)));
    }
    let bearer = format!("Bearer {password}");
    let caller = authenticate(connection, passing, Some(&bearer), now).map_err(|error| match error.status() {
        StatusCode::UNAUTHORIZED => refused("The password is no token that is known here: it has to be an API token."),
        _ => error,
    })?;
    Ok((caller, None))
}
