//! What clients of OAuth get access tokens with, once each.

use rusqlite::{Connection, params};

use super::rows::{self, row, update};
use super::tokens::{ApiToken, hash};
use crate::clock::Moment;

row! {
    /// A refresh token. All that followed from one sign-in are a family.
    #[derive(Clone, Debug)]
    pub struct RefreshToken in "refresh_tokens" by [hash] {
        hash: Vec<u8>,
        pub family: String,
        pub client: String,
        /// What was signed in with.
        api_token_hash: Vec<u8>,
        pub expires_at: Moment,
        pub is_used: bool,
    }
}

impl RefreshToken {
    /// What was signed in with, where it is still good.
    pub fn api_token(&self, connection: &Connection) -> rusqlite::Result<Option<ApiToken>> {
        rows::get(connection, [&self.api_token_hash])
    }
}

/// Seconds that a refresh token is good for: two weeks.
const LIFETIME: i64 = 14 * 86_400;

/// Keeps a new refresh token, and forgets those that expired.
pub fn give(
    connection: &Connection,
    token: &str,
    (family, client): (&str, &str),
    for_token: &ApiToken,
    now: Moment,
) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM refresh_tokens WHERE expires_at < ?")?.execute([now])?;
    let row = RefreshToken {
        hash: hash(token),
        family: family.to_owned(),
        client: client.to_owned(),
        api_token_hash: for_token.hash().to_owned(),
        expires_at: now.plus_seconds(LIFETIME),
        is_used: false,
    };
    rows::insert(connection, &row)
}

/// The refresh token that is this, good or not.
pub fn find(connection: &Connection, token: &str) -> rusqlite::Result<Option<RefreshToken>> {
    rows::get(connection, [hash(token)])
}

/// Keeps that a refresh token was used.
pub fn note_use(connection: &Connection, token: &RefreshToken) -> rusqlite::Result<()> {
    update!(connection, &RefreshToken { is_used: true, ..token.clone() }, [is_used])
}

/// Ends a sign-in: none of its tokens is good any more.
pub fn revoke(connection: &Connection, family: &str) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM refresh_tokens WHERE family = ?")?.execute([family])?;
    connection.prepare_cached("DELETE FROM access_tokens WHERE family = ? AND family <> ''")?.execute([family])?;
    Ok(())
}

/// Ends one access token of this client, and nothing else.
pub fn revoke_access(connection: &Connection, token: &str, client: &str) -> rusqlite::Result<()> {
    let sql = "DELETE FROM access_tokens WHERE hash = ? AND family <> ''
               AND family IN (SELECT family FROM refresh_tokens WHERE client = ?)";
    connection.prepare_cached(sql)?.execute(params![hash(token), client])?;
    Ok(())
}
