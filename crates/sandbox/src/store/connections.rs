//! Identities elsewhere with which people sign in.

use rusqlite::Connection as Database;

use super::rows::{self, row};
use crate::clock::Moment;

row! {
    /// An identity elsewhere with which a person signs in.
    #[derive(Clone, Debug)]
    pub struct Connection in "connections" by [user_id, provider] {
        pub user_id: String,
        pub provider: String,
        pub provider_type: String,
        /// Whom the provider knows the person as.
        pub subject: String,
        pub email_address: String,
        pub is_mandatory: bool,
        pub created_at: Moment,
        pub updated_at: Moment,
    }
}

pub fn insert(database: &Database, connection: &Connection) -> rusqlite::Result<()> {
    rows::insert(database, connection)
}

/// By provider.
pub fn list(database: &Database, user: &str) -> rusqlite::Result<Vec<Connection>> {
    rows::list(database, "WHERE user_id = ? ORDER BY provider", [user])
}

pub fn get(database: &Database, user: &str, provider: &str) -> rusqlite::Result<Option<Connection>> {
    rows::get(database, [user, provider])
}

pub fn delete(database: &Database, user: &str, provider: &str) -> rusqlite::Result<()> {
    rows::delete::<Connection>(database, [user, provider])
}
