//! The public keys that people's machines are known by.

use rusqlite::{Connection, params};

use super::rows::{self, row};
use crate::clock::Moment;

row! {
    /// A person's public key.
    #[derive(Clone, Debug)]
    pub struct SshKey in "ssh_keys" by [id] {
        pub id: i64,
        pub user_id: String,
        /// SHA-256, in OpenSSH's form.
        pub fingerprint: String,
        pub title: String,
        pub value: String,
        pub changed: Moment,
    }
}

/// A key that is not kept yet.
pub struct NewKey<'a> {
    pub user_id: &'a str,
    pub fingerprint: &'a str,
    pub title: &'a str,
    pub value: &'a str,
}

/// Keeps a new key under a number that no other ever had.
pub fn insert(connection: &Connection, key: &NewKey<'_>, now: Moment) -> rusqlite::Result<SshKey> {
    connection
        .prepare_cached("INSERT INTO ssh_keys (user_id, fingerprint, title, value, changed) VALUES (?, ?, ?, ?, ?)")?
        .execute(params![key.user_id, key.fingerprint, key.title, key.value, now])?;
    Ok(SshKey {
        id: connection.last_insert_rowid(),
        user_id: key.user_id.to_owned(),
        fingerprint: key.fingerprint.to_owned(),
        title: key.title.to_owned(),
        value: key.value.to_owned(),
        changed: now,
    })
}

/// Keeps a key under the number that it has.
pub fn put(connection: &Connection, key: &SshKey) -> rusqlite::Result<()> {
    rows::insert(connection, key)
}

pub fn get(connection: &Connection, id: i64) -> rusqlite::Result<Option<SshKey>> {
    rows::get(connection, [id])
}

/// The key with this fingerprint, whoever has it.
pub fn with_fingerprint(connection: &Connection, fingerprint: &str) -> rusqlite::Result<Option<SshKey>> {
    Ok(rows::list(connection, "WHERE fingerprint = ?", [fingerprint])?.into_iter().next())
}

/// A person's keys, oldest first.
pub fn list(connection: &Connection, user: &str) -> rusqlite::Result<Vec<SshKey>> {
    rows::list(connection, "WHERE user_id = ? ORDER BY id", [user])
}

pub fn delete(connection: &Connection, id: i64) -> rusqlite::Result<()> {
    rows::delete::<SshKey>(connection, [id])
}
