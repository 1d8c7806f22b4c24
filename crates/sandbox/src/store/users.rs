//! Users and their tokens.

use rusqlite::{Connection, OptionalExtension, Row, params};
use sha2::{Digest, Sha256};

use crate::clock::Moment;

/// A person with an account.
#[derive(Clone, Debug)]
pub struct User {
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

impl User {
    pub fn display_name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name).trim().to_owned()
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            username: row.get("username")?,
            email: row.get("email")?,
            first_name: row.get("first_name")?,
            last_name: row.get("last_name")?,
            company: row.get("company")?,
            website: row.get("website")?,
            country: row.get("country")?,
            created_at: row.get("created_at")?,
            updated_at: row.get("updated_at")?,
        })
    }
}

/// A token as it is kept: its SHA-256.
pub fn token_hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

pub fn insert(connection: &Connection, user: &User) -> rusqlite::Result<()> {
    connection.prepare_cached(
        "INSERT INTO users (id, username, email, first_name, last_name, company, website, country, created_at, updated_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        user.id, user.username, user.email, user.first_name, user.last_name, user.company, user.website, user.country,
        user.created_at, user.updated_at
    ])?;
    Ok(())
}

pub fn get(connection: &Connection, id: &str) -> rusqlite::Result<Option<User>> {
    connection.prepare_cached("SELECT * FROM users WHERE id = ?")?.query_row([id], User::read).optional()
}

pub fn insert_api_token(
    connection: &Connection,
    token: &str,
    user_id: &str,
    name: &str,
    now: Moment,
) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT INTO api_tokens (hash, user_id, name, created_at) VALUES (?, ?, ?, ?)",
        params![token_hash(token), user_id, name, now],
    )?;
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
    connection.execute("DELETE FROM access_tokens WHERE expires_at < ?", [now.plus_seconds(-86_400)])?;
    connection.execute(
        "INSERT INTO access_tokens (hash, user_id, expires_at) VALUES (?, ?, ?)",
        params![token_hash(token), user_id, expires_at],
    )?;
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
