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
        /// What one calls oneself; empty for first and last name.
        pub display_name: String,
        /// An address of an image; empty when there is none.
        pub picture: String,
        pub email_verified: bool,
        /// What has to be verified before a project can be created: `phone`, `staff`, or nothing.
        pub verification: String,
    }
}

impl User {
    /// The number that the older parts of the API know a person by.
    pub fn number(&self) -> i64 {
        self.id.get(..7).and_then(|digits| i64::from_str_radix(digits, 16).ok()).unwrap_or_default()
    }

    pub fn display_name(&self) -> String {
        match self.display_name.as_str() {
            "" => format!("{} {}", self.first_name, self.last_name).trim().to_owned(),
            name => name.to_owned(),
        }
    }
}

pub fn insert(connection: &Connection, user: &User) -> rusqlite::Result<()> {
    rows::insert(connection, user)
}

/// Makes an account for an e-mail address, as its owner would.
pub fn sign_up(connection: &Connection, email: &str, now: Moment) -> rusqlite::Result<User> {
    let name = email.split('@').next().unwrap_or_default();
    let id = uuid::Uuid::new_v4().to_string();
    let letters: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let is_free = letters.len() > 1 && by_username(connection, &letters)?.is_none();
    let username = if is_free { letters } else { id.clone() };
    let user = User {
        id,
        username,
        email: email.to_owned(),
        first_name: name.to_owned(),
        last_name: String::new(),
        company: String::new(),
        website: String::new(),
        country: String::new(),
        created_at: now,
        updated_at: now,
        display_name: String::new(),
        picture: String::new(),
        email_verified: true,
        verification: String::new(),
    };
    insert(connection, &user)?;
    Ok(user)
}

pub fn get(connection: &Connection, id: &str) -> rusqlite::Result<Option<User>> {
    rows::get(connection, [id])
}

/// Who owns an organization.
pub fn owner_of(connection: &Connection, organization: &str) -> rusqlite::Result<Option<User>> {
    rows::first(connection, "WHERE id = (SELECT owner_id FROM organizations WHERE id = ?)", [organization])
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
    const PROJECTS: &str = "SELECT project_id FROM project_people WHERE user_id = ?
        UNION SELECT p.id FROM projects p JOIN organizations o ON o.id = p.organization_id WHERE o.owner_id = ?
        UNION SELECT p.id FROM projects p JOIN organization_members m ON m.organization_id = p.organization_id
            JOIN json_each(m.permissions_json) held WHERE m.user_id = ? AND held.value = 'admin'";
    let shared = |ids: &str, parameters: &[&str]| {
        let sql = format!("SELECT EXISTS (SELECT * FROM ({ids}) INTERSECT SELECT * FROM ({ids}))");
        connection.prepare_cached(&sql)?.query_row(rusqlite::params_from_iter(parameters), |row| row.get(0))
    };
    Ok(shared(ORGANIZATIONS, &[one, one, other, other])? || shared(PROJECTS, &[one, one, one, other, other, other])?)
}
