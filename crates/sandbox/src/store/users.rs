//! Users.

use rusqlite::Connection;

use super::rows::{self, row};
use crate::clock::Moment;

row! {
    /// A person with an account.
    #[derive(Clone, Debug)]
    pub struct User in "users" by [id] {
        pub id: String,
        pub username: String,
        pub email: String,
        pub first_name: String,
        pub last_name: String,
        pub company: String,
        pub website: String,
        pub country: String,
        pub created_at: Moment,
        pub updated_at: Moment,
    }
}

impl User {
    /// The number that the older parts of the API know a person by.
    pub fn number(&self) -> i64 {
        self.id.get(..7).and_then(|digits| i64::from_str_radix(digits, 16).ok()).unwrap_or_default()
    }

    pub fn display_name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name).trim().to_owned()
    }
}

pub fn insert(connection: &Connection, user: &User) -> rusqlite::Result<()> {
    rows::insert(connection, user)
}

pub fn get(connection: &Connection, id: &str) -> rusqlite::Result<Option<User>> {
    rows::get(connection, [id])
}
