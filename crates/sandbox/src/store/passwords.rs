//! Passwords, as hashes that are dear to make: whoever reads the file cannot try many.

use argon2::{Algorithm, Argon2, Params, Version};
use rand::Rng;
use rusqlite::Connection;

use super::rows::{self, row};

row! {
    /// A person's password; kept as its hash.
    pub(super) struct Password in "passwords" by [user_id] {
        user_id: String,
        salt: Vec<u8>,
        hash: Vec<u8>,
    }
}

/// KiB of memory, and rounds, that one hash takes.
const COST: (u32, u32) = (7 * 1024, 5);

/// Sets a person's password.
///
/// # Errors
/// When it cannot be hashed or kept.
pub fn set(connection: &Connection, user: &str, password: &str) -> rusqlite::Result<()> {
    let mut salt = vec![0; 16];
    rand::rng().fill_bytes(&mut salt);
    let hash = hash(password, &salt)?;
    rows::replace(connection, &Password { user_id: user.to_owned(), salt, hash })
}

/// Whether this is a person's password; nothing for who has none.
///
/// # Errors
/// When it cannot be hashed or read.
pub fn is(connection: &Connection, user: &str, password: &str) -> rusqlite::Result<Option<bool>> {
    let kept: Option<Password> = rows::get(connection, [user])?;
    kept.map(|kept| Ok(hash(password, &kept.salt)? == kept.hash)).transpose()
}

fn hash(password: &str, salt: &[u8]) -> rusqlite::Result<Vec<u8>> {
    let (memory, rounds) = COST;
    let fails = |error: argon2::Error| rusqlite::Error::ToSqlConversionFailure(error.to_string().into());
    let parameters = Params::new(memory, rounds, 1, None).map_err(fails)?;
    let mut hash = vec![0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters)
        .hash_password_into(password.as_bytes(), salt, &mut hash)
        .map_err(fails)?;
    Ok(hash)
}
