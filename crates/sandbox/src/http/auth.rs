//! Who asks.

use rusqlite::Connection;

use super::passing::Passing;
use crate::clock::Moment;
use crate::error::ApiError;
use crate::request::Caller;
use crate::store::tokens;

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
