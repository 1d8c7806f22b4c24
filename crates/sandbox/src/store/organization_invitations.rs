//! Invitations to organizations.

use rusqlite::{Connection, params};

use super::organizations;
use super::rows::{self, row, update};
use crate::clock::Moment;

row! {
    /// Somebody who was asked by e-mail to become a member.
    #[derive(Clone, Debug)]
    pub struct Invitation in "organization_invitations" by [id] {
        pub id: String,
        pub organization_id: String,
        pub email: String,
        pub permissions: Vec<String> as "permissions_json",
        pub state: String,
        /// Who asked.
        pub inviter_id: String,
        pub created_at: Moment,
        pub updated_at: Moment,
        pub expires_at: Moment,
        pub finished_at: Option<Moment>,
    }
}

pub const PENDING: &str = "pending";
pub const ACCEPTED: &str = "accepted";
pub const CANCELLED: &str = "cancelled";

/// Seconds for which an invitation can be accepted.
pub const LIFETIME: i64 = 14 * 86_400;

/// Invitations as they are at the moment that is the query's first parameter: those that nobody accepted in time are in
/// error since.
pub const AT: &str = "(
    SELECT id, organization_id, email, permissions_json, inviter_id, created_at, expires_at,
        iif(over, 'error', state) AS state,
        iif(over, expires_at, updated_at) AS updated_at,
        iif(over, expires_at, finished_at) AS finished_at
    FROM (SELECT *, state = 'pending' AND expires_at <= ?1 AS over FROM organization_invitations)
) i";

/// Invites somebody.
pub fn invite(
    connection: &Connection,
    organization: &str,
    email: &str,
    permissions: &[String],
    inviter: &str,
    now: Moment,
) -> rusqlite::Result<Invitation> {
    let invitation = Invitation {
        id: uuid::Uuid::new_v4().to_string(),
        organization_id: organization.to_owned(),
        email: email.to_owned(),
        permissions: permissions.to_vec(),
        state: PENDING.to_owned(),
        inviter_id: inviter.to_owned(),
        created_at: now,
        updated_at: now,
        expires_at: now.plus_seconds(LIFETIME),
        finished_at: None,
    };
    rows::insert(connection, &invitation)?;
    Ok(invitation)
}

/// An invitation as it is at a moment.
pub fn get(connection: &Connection, id: &str, now: Moment) -> rusqlite::Result<Option<Invitation>> {
    rows::read_first(connection, &format!("SELECT * FROM {AT} WHERE id = ?2"), params![now, id])
}

/// The one that somebody can still accept.
pub fn pending(
    connection: &Connection,
    organization: &str,
    email: &str,
    now: Moment,
) -> rusqlite::Result<Option<Invitation>> {
    let sql = format!("SELECT * FROM {AT} WHERE organization_id = ?2 AND lower(email) = lower(?3) AND state = ?4");
    rows::read_first(connection, &sql, params![now, organization, email, PENDING])
}

/// Ends an invitation.
pub fn finish(connection: &Connection, invitation: &Invitation, state: &str, now: Moment) -> rusqlite::Result<()> {
    let (state, updated_at, finished_at) = (state.to_owned(), now, Some(now));
    let finished = Invitation { state, updated_at, finished_at, ..invitation.clone() };
    update!(connection, &finished, [state, updated_at, finished_at])
}

/// Makes a user the member that an invitation asks for. Who is one already stays what they are.
pub fn accept(connection: &Connection, invitation: &Invitation, user: &str, now: Moment) -> rusqlite::Result<()> {
    let organization = &invitation.organization_id;
    if organizations::member(connection, organization, user)?.is_none() {
        organizations::insert_member(connection, organization, user, &invitation.permissions, now)?;
    }
    finish(connection, invitation, ACCEPTED, now)
}
