//! What people prove themselves with beside a password: passcodes of a device, and recovery codes.

use rusqlite::{Connection, params};

use super::rows::{self, row, update};
use super::tokens::hash as token_hash;
use crate::clock::Moment;

row! {
    /// How far a person is with enrolling a device.
    #[derive(Clone, Debug)]
    pub struct Enrollment in "totp_enrollments" by [user_id] {
        pub user_id: String,
        /// Each has its own secret.
        pub round: i64,
        /// When the device was found to make the right passcodes; none while there is no such device.
        pub confirmed_at: Option<Moment>,
        /// The time step of the last passcode that was taken.
        pub last_step: i64,
    }
}

row! {
    /// A code that replaces a passcode once; kept as its hash.
    pub(super) struct RecoveryCode in "recovery_codes" by [user_id, hash] {
        user_id: String,
        hash: Vec<u8>,
    }
}

/// How far a person is; in the first round when nothing was confirmed yet.
pub fn enrollment(connection: &Connection, user: &str) -> rusqlite::Result<Enrollment> {
    let found = rows::get(connection, [user])?;
    Ok(found.unwrap_or_else(|| Enrollment { user_id: user.to_owned(), round: 0, confirmed_at: None, last_step: 0 }))
}

/// Whether a person has a device enrolled.
pub fn is_enrolled(connection: &Connection, user: &str) -> rusqlite::Result<bool> {
    Ok(enrollment(connection, user)?.confirmed_at.is_some())
}

/// Keeps that a device was found to make the right passcodes, of which the last was of this time step.
pub fn confirm(connection: &Connection, enrollment: Enrollment, step: i64, now: Moment) -> rusqlite::Result<()> {
    rows::replace(connection, &Enrollment { confirmed_at: Some(now), last_step: step, ..enrollment })
}

/// Ends an enrollment: another has another secret, and what recovered this one is gone.
pub fn withdraw(connection: &Connection, enrollment: Enrollment) -> rusqlite::Result<()> {
    set_recovery_codes(connection, &enrollment.user_id, &[])?;
    let round = enrollment.round.saturating_add(1);
    rows::replace(connection, &Enrollment { round, confirmed_at: None, last_step: 0, ..enrollment })
}

/// Keeps that a passcode of this time step was taken.
pub fn use_step(connection: &Connection, enrollment: Enrollment, step: i64) -> rusqlite::Result<()> {
    update!(connection, &Enrollment { last_step: step, ..enrollment }, [last_step])
}

/// Keeps these recovery codes in place of all that a person had.
pub fn set_recovery_codes(connection: &Connection, user: &str, codes: &[String]) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM recovery_codes WHERE user_id = ?")?.execute([user])?;
    for code in codes {
        rows::insert(connection, &RecoveryCode { user_id: user.to_owned(), hash: token_hash(code) })?;
    }
    Ok(())
}

/// Takes a recovery code, which is gone then. Whether it was one.
pub fn use_recovery_code(connection: &Connection, user: &str, code: &str) -> rusqlite::Result<bool> {
    let sql = "DELETE FROM recovery_codes WHERE user_id = ? AND hash = ?";
    Ok(connection.prepare_cached(sql)?.execute(params![user, token_hash(code)])? > 0)
}
