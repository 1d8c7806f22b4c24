//! What people sign in with, and what their requests say who asks with. Both are kept as hashes: the file does not let its
//! reader sign in.

use rusqlite::{Connection, OptionalExtension};
use sha2::{Digest, Sha256};

use super::rows::{self, Row, row, update};
use super::users::User;
use crate::clock::Moment;

row! {
    /// What a person signs in with.
    #[derive(Clone, Debug)]
    pub struct ApiToken in "api_tokens" by [hash] {
        hash: Vec<u8>,
        /// UUID.
        pub id: String,
        pub user_id: String,
        pub name: String,
        pub created_at: Moment,
        pub last_used_at: Option<Moment>,
    }
}

row! {
    /// What a request says who asks with.
    pub(super) struct AccessToken in "access_tokens" by [hash] {
        hash: Vec<u8>,
        user_id: String,
        /// What it was given for.
        api_token_id: String,
        expires_at: Moment,
        /// Which sign-in by OAuth it is of; empty where it is of none.
        family: String,
    }
}

impl ApiToken {
    /// As it is kept.
    pub(super) fn hash(&self) -> &[u8] {
        &self.hash
    }
}

/// A token as it is kept: its SHA-256.
pub fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// Keeps a new API token.
pub fn insert(connection: &Connection, token: &str, user: &str, name: &str, now: Moment) -> rusqlite::Result<ApiToken> {
    let row = ApiToken {
        hash: hash(token),
        id: uuid::Uuid::new_v4().to_string(),
        user_id: user.to_owned(),
        name: name.to_owned(),
        created_at: now,
        last_used_at: None,
    };
    rows::insert(connection, &row)?;
    Ok(row)
}

/// A person's API tokens, oldest first.
pub fn list(connection: &Connection, user: &str) -> rusqlite::Result<Vec<ApiToken>> {
    rows::list(connection, "WHERE user_id = ? ORDER BY created_at, id", [user])
}

/// An API token by its id.
pub fn get(connection: &Connection, id: &str) -> rusqlite::Result<Option<ApiToken>> {
    Ok(rows::list(connection, "WHERE id = ?", [id])?.into_iter().next())
}

/// The API token that is this, where somebody has it.
pub fn find(connection: &Connection, token: &str) -> rusqlite::Result<Option<ApiToken>> {
    rows::get(connection, [hash(token)])
}

/// Forgets an API token, and every access token that was given for it.
pub fn delete(connection: &Connection, token: &ApiToken) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM access_tokens WHERE api_token_id = ?")?.execute([&token.id])?;
    connection.prepare_cached("DELETE FROM refresh_tokens WHERE api_token_hash = ?")?.execute([&token.hash])?;
    rows::delete::<ApiToken>(connection, [&token.hash])
}

/// Forgets what a person signs in with under this name.
pub fn delete_named(connection: &Connection, user: &str, name: &str) -> rusqlite::Result<()> {
    let named: Vec<ApiToken> = rows::list(connection, "WHERE user_id = ? AND name = ?", [user, name])?;
    named.iter().try_for_each(|token| delete(connection, token))
}

/// Keeps a new access token, notes that its API token was used, and forgets access tokens that expired.
pub fn give(
    connection: &Connection,
    access_token: &str,
    for_token: ApiToken,
    now: Moment,
    expires_at: Moment,
) -> rusqlite::Result<()> {
    give_in(connection, access_token, "", for_token, now, expires_at)
}

/// As [`give`], to a sign-in by OAuth.
pub fn give_in(
    connection: &Connection,
    access_token: &str,
    family: &str,
    mut for_token: ApiToken,
    now: Moment,
    expires_at: Moment,
) -> rusqlite::Result<()> {
    let (user_id, api_token_id, family) = (for_token.user_id.clone(), for_token.id.clone(), family.to_owned());
    rows::insert(connection, &AccessToken { hash: hash(access_token), user_id, api_token_id, expires_at, family })?;
    for_token.last_used_at = Some(now);
    note_use(connection, &for_token)?;
    connection
        .prepare_cached("DELETE FROM access_tokens WHERE expires_at < ?")?
        .execute([now.plus_seconds(-86_400)])?;
    Ok(())
}

/// Writes when an API token was last used.
pub fn note_use(connection: &Connection, token: &ApiToken) -> rusqlite::Result<()> {
    update!(connection, token, [last_used_at])
}

/// Whose access token this is, and until when.
pub fn of_access_token(connection: &Connection, token: &str) -> rusqlite::Result<Option<(User, Moment)>> {
    connection
        .prepare_cached(
            "SELECT users.*, access_tokens.expires_at FROM access_tokens JOIN users ON users.id = user_id WHERE hash = ?",
        )?
        .query_row([hash(token)], |row| Ok((User::read(row)?, row.get("expires_at")?)))
        .optional()
}
