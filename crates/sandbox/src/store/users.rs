//! Users and their tokens.

use rusqlite::{Connection, OptionalExtension};
use sha2::{Digest, Sha256};

use super::rows::{self, Row, row};
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
        /// What one calls oneself; empty for first and last name.
        pub display_name: String,
        /// An address of an image; empty when there is none.
        pub picture: String,
        pub email_verified: bool,
        /// What has to be verified before a project can be created: `phone`, `staff`, or nothing.
        pub verification: String,
    }
}

row! {
    /// What a person signs in with; kept as its hash.
    pub(super) struct ApiToken in "api_tokens" by [hash] {
        hash: Vec<u8>,
        user_id: String,
        name: String,
        created_at: Moment,
    }
}

row! {
    /// What a request says who asks with; kept as its hash.
    pub(super) struct AccessToken in "access_tokens" by [hash] {
        hash: Vec<u8>,
        user_id: String,
        expires_at: Moment,
    }
}

impl User {
    pub fn display_name(&self) -> String {
        match self.display_name.as_str() {
            "" => format!("{} {}", self.first_name, self.last_name).trim().to_owned(),
            name => name.to_owned(),
        }
    }
}

/// A token as it is kept: its SHA-256.
pub fn token_hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

pub fn insert(connection: &Connection, user: &User) -> rusqlite::Result<()> {
    rows::insert(connection, user)
}

pub fn get(connection: &Connection, id: &str) -> rusqlite::Result<Option<User>> {
    rows::get(connection, [id])
}

/// The user with this e-mail address, however its letters are written.
pub fn by_email(connection: &Connection, email: &str) -> rusqlite::Result<Option<User>> {
    rows::first(connection, "WHERE lower(email) = lower(?)", [email])
}

/// The user with this username, however its letters are written.
pub fn by_username(connection: &Connection, username: &str) -> rusqlite::Result<Option<User>> {
    rows::first(connection, "WHERE lower(username) = lower(?)", [username])
}

/// Writes back all that a person can change.
pub fn update(connection: &Connection, user: &User) -> rusqlite::Result<()> {
    rows::replace(connection, user)
}

/// Whether two people have a part in the same organization or project.
pub fn meet(connection: &Connection, one: &str, other: &str) -> rusqlite::Result<bool> {
    const ORGANIZATIONS: &str = "SELECT id FROM organizations WHERE owner_id = ?
        UNION SELECT organization_id FROM organization_members WHERE user_id = ?";
    const PROJECTS: &str = "SELECT project_id FROM project_members WHERE user_id = ?
        UNION SELECT p.id FROM projects p JOIN organizations o ON o.id = p.organization_id WHERE o.owner_id = ?
        UNION SELECT p.id FROM projects p JOIN organization_members m ON m.organization_id = p.organization_id
            JOIN json_each(m.permissions_json) held WHERE m.user_id = ? AND held.value = 'admin'";
    let shared = |ids: &str, parameters: &[&str]| {
        let sql = format!("SELECT EXISTS (SELECT * FROM ({ids}) INTERSECT SELECT * FROM ({ids}))");
        connection.prepare_cached(&sql)?.query_row(rusqlite::params_from_iter(parameters), |row| row.get(0))
    };
    Ok(shared(ORGANIZATIONS, &[one, one, other, other])? || shared(PROJECTS, &[one, one, one, other, other, other])?)
}

pub fn insert_api_token(
    connection: &Connection,
    token: &str,
    user_id: &str,
    name: &str,
    now: Moment,
) -> rusqlite::Result<()> {
    let (hash, user_id, name) = (token_hash(token), user_id.to_owned(), name.to_owned());
    rows::insert(connection, &ApiToken { hash, user_id, name, created_at: now })
}

/// Forgets what a user signs in with.
pub fn delete_api_tokens(connection: &Connection, user_id: &str, name: &str) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM api_tokens WHERE user_id = ? AND name = ?", [user_id, name])?;
    Ok(())
}

/// The user whom an API token signs in.
pub fn of_api_token(connection: &Connection, token: &str) -> rusqlite::Result<Option<String>> {
    connection
        .query_row("SELECT user_id FROM api_tokens WHERE hash = ?", [token_hash(token)], |row| row.get(0))
        .optional()
}

/// Keeps a new access token, and forgets those that expired.
pub fn insert_access_token(
    connection: &Connection,
    token: &str,
    user_id: &str,
    now: Moment,
    expires_at: Moment,
) -> rusqlite::Result<()> {
    rows::insert(connection, &AccessToken { hash: token_hash(token), user_id: user_id.to_owned(), expires_at })?;
    connection.execute("DELETE FROM access_tokens WHERE expires_at < ?", [now.plus_seconds(-86_400)])?;
    Ok(())
}

/// Whose access token this is, and until when.
pub fn of_access_token(connection: &Connection, token: &str) -> rusqlite::Result<Option<(User, Moment)>> {
    connection
        .prepare_cached(
            "SELECT users.*, access_tokens.expires_at FROM access_tokens JOIN users ON users.id = user_id WHERE hash = ?",
        )?
        .query_row([token_hash(token)], |row| Ok((User::read(row)?, row.get("expires_at")?)))
        .optional()
}
