//! `ref:` links: the people and things that a list names, resolved at once. They are signed, so that only who was shown an
//! id can resolve it.

use std::fmt::Write;

use hmac::{Hmac, KeyInit, Mac};
use rand::Rng;
use rusqlite::Connection;
use sha2::Sha256;
use wheelhouse_contract::ReferenceSet;

use super::context::Context;
use super::links::Links;
use crate::error::ApiError;
use crate::store;

/// Under which the key is kept in the database.
const KEY: &str = "reference_key";

/// How many things one link names at most.
const CHUNK: usize = 50;

/// Makes the key that this database's links are signed with.
pub fn make_key(connection: &Connection) -> rusqlite::Result<()> {
    let mut key = [0; 32];
    rand::rng().fill_bytes(&mut key);
    store::set_meta(connection, KEY, &key)
}

/// Adds `ref:SET:0`, `ref:SET:1`… for these ids.
pub fn signed(connection: &Connection, links: Links, set: ReferenceSet, ids: &[String]) -> Result<Links, ApiError> {
    let mut ids = ids.to_vec();
    ids.sort();
    ids.dedup();
    let mut links = links;
    for (number, chunk) in ids.chunks(CHUNK).enumerate() {
        let names = chunk.join(",");
        let mut query = form_urlencoded::Serializer::new(String::new());
        query
            .append_pair("in", &names)
            .append_pair("sig", &hex(&signature(connection, set, &names)?.finalize().into_bytes()));
        links = links.reference(set, number, &format!("/ref/{}?{}", set.name(), query.finish()));
    }
    Ok(links)
}

/// The ids that a followed link names.
///
/// # Errors
/// 400 when a part is missing or the signature is not ours.
pub fn resolve(context: &Context<'_>, set: ReferenceSet) -> Result<Vec<String>, ApiError> {
    let part = |name| {
        context.query.get(name).ok_or_else(|| ApiError::bad_request(format!("The parameter {name} is missing.")))
    };
    let (names, given) = (part("in")?, part("sig")?);
    let refused = || ApiError::bad_request("The signature does not fit: follow the link as it came.");
    let given = unhex(given).ok_or_else(refused)?;
    signature(context.store, set, names)?.verify_slice(&given).map_err(|_| refused())?;
    Ok(names.split(',').filter(|id| !id.is_empty()).map(str::to_owned).collect())
}

fn signature(connection: &Connection, set: ReferenceSet, names: &str) -> Result<Hmac<Sha256>, ApiError> {
    keyed(connection, &[set.name(), names])
}

/// What follows from the database's key and these parts, of which the first says what it is for.
///
/// # Errors
/// 500 when there is no key.
pub fn keyed(connection: &Connection, parts: &[&str]) -> Result<Hmac<Sha256>, ApiError> {
    let key = store::meta(connection, KEY)?.ok_or_else(|| ApiError::internal("The key of references is missing."))?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).map_err(|error| ApiError::internal(error.to_string()))?;
    mac.update(parts.join(":").as_bytes());
    Ok(mac)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() || !text.len().is_multiple_of(2) {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok()).collect()
}
