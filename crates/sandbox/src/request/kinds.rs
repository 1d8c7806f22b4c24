//! Changes that leave out which kind of thing they change.

use wheelhouse_contract::Body;
use wheelhouse_contract::validate::{Mode, validate};

use super::call::Given;
use crate::error::ApiError;

/// The key that names a change's kind, where it is left out: such a body cannot be checked before its thing is known.
pub fn untold(body: &Body, given: &Given, mode: Mode) -> Option<&'static str> {
    let tag = body.variants?.tag?;
    (mode == Mode::Partial && !given.contains_key(tag)).then_some(tag)
}

/// A change as one of a thing of this kind. The reference wants the kind; clients leave it out, as it cannot change.
///
/// # Errors
/// 400 with a message for each field that is not this kind's.
pub fn of_kind(body: &'static Body, given: &Given, kind: &str) -> Result<Given, ApiError> {
    let mut given = given.clone();
    let Some(tag) = untold(body, &given, Mode::Partial) else { return Ok(given) };
    given.insert(tag.to_owned(), kind.into());
    match validate(body, &given, Mode::Partial) {
        errors if errors.is_empty() => Ok(given),
        errors => Err(ApiError::fields(&errors)),
    }
}
