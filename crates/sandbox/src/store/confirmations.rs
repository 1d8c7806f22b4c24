//! What was asked for and becomes so when the person follows a link in an e-mail.

use rusqlite::{Connection, OptionalExtension, params};

use super::rows::{self, row};
use crate::clock::Moment;

row! {
    /// An e-mail with a link that is still to be followed.
    #[derive(Clone, Debug)]
    pub struct Confirmation in "confirmations" by [user_id, kind] {
        pub user_id: String,
        pub kind: String,
        /// Where the e-mail went.
        pub address: String,
        pub expires_at: Moment,
    }
}

/// The link makes the address the person's.
pub const EMAIL_ADDRESS: &str = "email_address";

/// The link leads to where a new password is set.
pub const PASSWORD: &str = "password";

/// Seconds that a link is good for.
const LIFETIME: i64 = 86_400;

/// Keeps that an e-mail was sent. The link of an earlier one of this kind is no longer good.
pub fn send(connection: &Connection, user: &str, kind: &str, address: &str, now: Moment) -> rusqlite::Result<()> {
    let (user_id, kind, address) = (user.to_owned(), kind.to_owned(), address.to_owned());
    rows::replace(connection, &Confirmation { user_id, kind, address, expires_at: now.plus_seconds(LIFETIME) })
}

/// What a person could still follow.
pub fn list(connection: &Connection, user: &str, now: Moment) -> rusqlite::Result<Vec<Confirmation>> {
    rows::list(connection, "WHERE user_id = ? AND expires_at > ? ORDER BY kind", params![user, now])
}

/// The address that the followed link was sent to; the link is good no longer. Nothing when there is none, or it expired.
pub fn follow(connection: &Connection, user: &str, kind: &str, now: Moment) -> rusqlite::Result<Option<String>> {
    let sql = "DELETE FROM confirmations WHERE user_id = ? AND kind = ? AND expires_at > ? RETURNING address";
    connection.prepare_cached(sql)?.query_row(params![user, kind, now], |row| row.get(0)).optional()
}
