//! Support tickets.

use rusqlite::Connection;

use super::rows::{self, row};
use crate::clock::Moment;

row! {
    /// What support was told of.
    #[derive(Clone, Debug)]
    pub struct Ticket in "tickets" by [id] {
        pub id: i64,
        /// Who has filed it, and for whom.
        pub submitter_id: String,
        pub requester_id: String,
        pub organization_id: Option<String>,
        pub subscription_id: Option<i64>,
        /// Empty for what is about no project.
        pub project_id: String,
        pub region: String,
        pub subject: String,
        pub description: String,
        pub category: String,
        pub priority: String,
        /// `new`, `open` or `solved`.
        pub status: String,
        pub affected_url: String,
        pub followup_id: Option<i64>,
        /// Users.
        pub collaborators: Vec<String> as "collaborators_json",
        pub created_at: Moment,
        pub updated_at: Moment,
    }
}

impl Ticket {
    /// Whether a user has a part in it.
    pub fn is_of(&self, user: &str) -> bool {
        self.submitter_id == user || self.requester_id == user || self.collaborators.iter().any(|id| id == user)
    }
}

/// Keeps a new ticket under a number that is given here.
pub fn insert(connection: &Connection, ticket: Ticket) -> rusqlite::Result<Ticket> {
    let sql = "SELECT coalesce(max(id), 30000) + 1 FROM tickets";
    let id = connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
    let ticket = Ticket { id, ..ticket };
    rows::insert(connection, &ticket)?;
    Ok(ticket)
}

pub fn get(connection: &Connection, id: i64) -> rusqlite::Result<Option<Ticket>> {
    rows::get(connection, [id])
}

/// Writes back what can be changed of a ticket.
pub fn update(connection: &Connection, ticket: &Ticket) -> rusqlite::Result<()> {
    rows::update!(connection, ticket, [status, collaborators_json, updated_at])
}
