//! What integrations are still to be told.

use rusqlite::Connection;

use super::rows::{self, row};
use crate::clock::Moment;

row! {
    /// An activity of which an integration is to be told once it reaches a state.
    #[derive(Clone, Debug)]
    pub struct Delivery in "deliveries" by [activity_id, integration_id, state] {
        pub project_id: String,
        pub activity_id: String,
        pub integration_id: String,
        pub state: String,
        /// When telling it was begun.
        pub taken_at: Option<Moment>,
    }
}

/// When the activity `a` reaches the state of the delivery `d`, as SQL; NULL for never.
const DUE: &str = "CASE d.state WHEN 'pending' THEN a.created_at
    WHEN 'in_progress' THEN iif(a.cancelled_at IS NULL OR a.starts_at <= a.cancelled_at, a.starts_at, NULL)
    WHEN 'complete' THEN iif(a.cancelled_at IS NULL, a.ends_at, NULL)
    WHEN 'cancelled' THEN a.cancelled_at END";

/// Whether there is any that waits, now or later.
pub fn are_waiting(connection: &Connection) -> rusqlite::Result<bool> {
    connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM deliveries)")?.query_row([], |row| row.get(0))
}

/// The first that is due and nobody has begun with.
pub fn due(connection: &Connection, now: Moment) -> rusqlite::Result<Option<Delivery>> {
    let sql = format!(
        "SELECT d.* FROM deliveries d JOIN activities a ON a.id = d.activity_id
         WHERE d.taken_at IS NULL AND ({DUE}) <= ? ORDER BY ({DUE}), d.integration_id LIMIT 1"
    );
    rows::read_first(connection, &sql, [now])
}

/// Those that were begun with.
pub fn taken(connection: &Connection) -> rusqlite::Result<Vec<Delivery>> {
    rows::list(connection, "WHERE taken_at IS NOT NULL ORDER BY taken_at", [])
}

/// Begins with one.
pub fn take(connection: &Connection, delivery: &Delivery, now: Moment) -> rusqlite::Result<()> {
    rows::update!(connection, &Delivery { taken_at: Some(now), ..delivery.clone() }, [taken_at])
}

pub fn insert(connection: &Connection, delivery: &Delivery) -> rusqlite::Result<()> {
    rows::insert(connection, delivery)
}

/// Whether it was there.
pub fn delete(connection: &Connection, delivery: &Delivery) -> rusqlite::Result<bool> {
    let key = [&delivery.activity_id, &delivery.integration_id, &delivery.state];
    let there: Option<Delivery> = rows::get(connection, key)?;
    rows::delete::<Delivery>(connection, key)?;
    Ok(there.is_some())
}

/// Forgets those whose activities have ended without ever being in that state.
pub fn forget(connection: &Connection) -> rusqlite::Result<()> {
    connection
        .prepare_cached(&format!(
            "DELETE FROM deliveries AS d WHERE d.taken_at IS NULL AND EXISTS (
                SELECT 1 FROM activities a WHERE a.id = d.activity_id AND a.settled = 1 AND ({DUE}) IS NULL)"
        ))?
        .execute([])?;
    Ok(())
}
