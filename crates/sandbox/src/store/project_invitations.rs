//! People who were asked by e-mail to join a project.

use rusqlite::{Connection, params};
use serde_json::{Value, json};

use super::rows::{self, row};
use crate::clock::Moment;

row! {
    /// Somebody who was asked by e-mail to join a project.
    #[derive(Clone, Debug)]
    pub struct ProjectInvitation in "project_invitations" by [id] {
        /// UUID.
        pub id: String,
        pub project_id: String,
        pub email: String,
        /// What they have in the project when they accept, by the names of the API.
        pub permissions: Value as "permissions_json",
        /// Who asked.
        pub owner_id: String,
        /// [`ACCEPTED`] or [`CANCELLED`].
        pub outcome: Option<String>,
        pub created_at: Moment,
        pub updated_at: Moment,
        pub expires_at: Moment,
    }
}

pub const ACCEPTED: &str = "accepted";
pub const CANCELLED: &str = "cancelled";

/// Seconds that an invitation can be accepted for: two weeks.
const LIFETIME: i64 = 14 * 86_400;

/// All invitations with their state at this time, as [`ProjectInvitation::state`] derives it.
pub fn with_state(now: Moment) -> String {
    format!(
        "(SELECT *, CASE WHEN outcome IS NOT NULL THEN outcome WHEN expires_at <= {} THEN 'error' ELSE 'pending' END
            AS state FROM project_invitations)",
        now.micros()
    )
}

impl ProjectInvitation {
    pub fn new(project: &str, email: &str, permissions: &[String], owner: &str, now: Moment) -> Self {
        Self {
            id: uuid::Uuid::new_v4().to_string(),
            project_id: project.to_owned(),
            email: email.to_owned(),
            permissions: json!(permissions),
            owner_id: owner.to_owned(),
            outcome: None,
            created_at: now,
            updated_at: now,
            expires_at: now.plus_seconds(LIFETIME),
        }
    }

    /// As the API names it. One that nobody answered in time is in error.
    pub fn state(&self, now: Moment) -> &str {
        match &self.outcome {
            Some(outcome) => outcome,
            None if self.expires_at <= now => "error",
            None => "pending",
        }
    }

    pub fn is_pending(&self, now: Moment) -> bool {
        self.state(now) == "pending"
    }

    /// When it was accepted or cancelled, or ran out.
    pub fn finished_at(&self, now: Moment) -> Option<Moment> {
        match &self.outcome {
            Some(_) => Some(self.updated_at),
            None => (self.expires_at <= now).then_some(self.expires_at),
        }
    }
}

pub fn insert(connection: &Connection, invitation: &ProjectInvitation) -> rusqlite::Result<()> {
    rows::insert(connection, invitation)
}

pub fn get(connection: &Connection, id: &str) -> rusqlite::Result<Option<ProjectInvitation>> {
    rows::get(connection, [id])
}

/// The invitation of this address to a project that nobody has answered yet.
pub fn pending(
    connection: &Connection,
    project: &str,
    email: &str,
    now: Moment,
) -> rusqlite::Result<Option<ProjectInvitation>> {
    let rest = "WHERE project_id = ? AND lower(email) = lower(?) AND outcome IS NULL AND expires_at > ?";
    rows::first(connection, rest, params![project, email, now])
}

/// How many invitations to a project nobody has answered yet.
pub fn count_pending(connection: &Connection, project: &str, now: Moment) -> rusqlite::Result<i64> {
    let sql = "SELECT count(*) FROM project_invitations WHERE project_id = ? AND outcome IS NULL AND expires_at > ?";
    connection.prepare_cached(sql)?.query_row(params![project, now], |row| row.get(0))
}

/// The invitations to an address that nobody has answered yet, the newest first.
pub fn to(connection: &Connection, email: &str, now: Moment) -> rusqlite::Result<Vec<ProjectInvitation>> {
    let rest = "WHERE lower(email) = lower(?) AND outcome IS NULL AND expires_at > ? ORDER BY created_at DESC, id";
    rows::list(connection, rest, params![email, now])
}

/// Ends an invitation: [`ACCEPTED`] or [`CANCELLED`].
pub fn finish(
    connection: &Connection,
    invitation: ProjectInvitation,
    outcome: &str,
    now: Moment,
) -> rusqlite::Result<()> {
    let finished = ProjectInvitation { outcome: Some(outcome.to_owned()), updated_at: now, ..invitation };
    rows::update!(connection, &finished, [outcome, updated_at])
}
