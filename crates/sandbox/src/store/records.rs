//! Which plan projects had and how much of what: all of it, also of those that are gone.

use rusqlite::Connection;

use super::rows::{self, row};
use crate::clock::Moment;

row! {
    /// The plan that a project had for a time.
    #[derive(Clone, Debug, PartialEq)]
    pub struct PlanRecord in "plan_records" by [id] {
        pub id: i64,
        pub organization_id: String,
        pub subscription_id: i64,
        pub project_id: String,
        /// The project's, as bills name it.
        pub title: String,
        pub plan: String,
        /// `backups:premium`, …
        pub options: Vec<String> as "options_json",
        /// `active` or `suspended`.
        pub status: String,
        pub starts_at: Moment,
        /// Nothing while it lasts.
        pub ends_at: Option<Moment>,
    }
}

row! {
    /// How much a project had of something from a time on.
    #[derive(Clone, Debug, PartialEq)]
    pub struct UsageRecord in "usage_records" by [id] {
        pub id: i64,
        pub organization_id: String,
        pub subscription_id: i64,
        /// One of [`GROUPS`].
        pub usage_group: String,
        /// Of storage MiB for each environment.
        pub quantity: i64,
        pub starts_at: Moment,
    }
}

/// What is counted.
pub const GROUPS: [&str; 3] = ["environments", "storage", "user_licenses"];

/// An id for a new record of this table.
fn next(connection: &Connection, table: &str) -> rusqlite::Result<i64> {
    let sql = format!("SELECT coalesce(max(id), 100000) + 1 FROM {table}");
    connection.prepare_cached(&sql)?.query_row([], |row| row.get(0))
}

/// Keeps a new record; its id is given here.
pub fn insert_plan(connection: &Connection, record: &PlanRecord) -> rusqlite::Result<()> {
    rows::insert(connection, &PlanRecord { id: next(connection, "plan_records")?, ..record.clone() })
}

/// Keeps a new record; its id is given here.
pub fn insert_usage(connection: &Connection, record: &UsageRecord) -> rusqlite::Result<()> {
    rows::insert(connection, &UsageRecord { id: next(connection, "usage_records")?, ..record.clone() })
}

/// Writes when a plan record ended.
pub fn end(connection: &Connection, record: &PlanRecord, at: Moment) -> rusqlite::Result<()> {
    rows::update!(connection, &PlanRecord { ends_at: Some(at), ..record.clone() }, [ends_at])
}

/// The plan record of a subscription that lasts.
pub fn current(connection: &Connection, subscription: i64) -> rusqlite::Result<Option<PlanRecord>> {
    rows::first(connection, "WHERE subscription_id = ? AND ends_at IS NULL ORDER BY starts_at DESC", [subscription])
}

/// How much a subscription has of something, if that was ever counted.
pub fn quantity(connection: &Connection, subscription: i64, group: &str) -> rusqlite::Result<Option<i64>> {
    let newest = "WHERE subscription_id = ? AND usage_group = ? ORDER BY starts_at DESC, id DESC";
    let record: Option<UsageRecord> = rows::first(connection, newest, rusqlite::params![subscription, group])?;
    Ok(record.map(|record| record.quantity))
}

/// An organization's, oldest first.
pub fn plans(connection: &Connection, organization: &str) -> rusqlite::Result<Vec<PlanRecord>> {
    rows::list(connection, "WHERE organization_id = ? ORDER BY starts_at, id", [organization])
}

/// An organization's, oldest first.
pub fn usage(connection: &Connection, organization: &str) -> rusqlite::Result<Vec<UsageRecord>> {
    rows::list(connection, "WHERE organization_id = ? ORDER BY starts_at, id", [organization])
}
