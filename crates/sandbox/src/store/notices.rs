//! What integrations are still to be told of disks.

use rusqlite::Connection;
use rusqlite::types::ToSqlOutput;

use super::columns::{self, Column};
use super::rows::{self, row};
use crate::clock::Moment;

/// How much room a disk has left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    Ok,
    /// Less than a fifth.
    Warning,
    /// Less than a tenth.
    Critical,
}

impl Level {
    const ALL: [Level; 3] = [Level::Ok, Level::Warning, Level::Critical];

    /// Of a disk of which so much is free.
    pub fn of(free_percent: i64) -> Self {
        match free_percent {
            ..10 => Level::Critical,
            10..20 => Level::Warning,
            _ => Level::Ok,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Level::Ok => "ok",
            Level::Warning => "warning",
            Level::Critical => "critical",
        }
    }
}

impl Column for Level {
    fn read(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Self> {
        let text: String = row.get(at)?;
        let known = Level::ALL.into_iter().find(|level| level.name() == text);
        known.ok_or_else(|| columns::unreadable(at, format!("a level {text} is not known")))
    }

    fn write(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.name()))
    }
}

row! {
    /// A disk that has another level than before, of which an integration is to be told.
    #[derive(Clone, Debug)]
    pub struct Notice in "notices" by [id] {
        pub id: String,
        pub project_id: String,
        pub integration_id: String,
        pub environment_id: String,
        pub service: String,
        pub level: Level,
        pub free_percent: i64,
        pub made_at: Moment,
        /// When telling it was begun.
        pub taken_at: Option<Moment>,
    }
}

/// Whether there is any that waits.
pub fn are_waiting(connection: &Connection) -> rusqlite::Result<bool> {
    connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM notices)")?.query_row([], |row| row.get(0))
}

/// Begins with the first that nobody has begun with.
pub fn take(connection: &Connection, now: Moment) -> rusqlite::Result<Option<Notice>> {
    let first: Option<Notice> = rows::first(connection, "WHERE taken_at IS NULL ORDER BY made_at, id LIMIT 1", [])?;
    let Some(notice) = first else { return Ok(None) };
    let notice = Notice { taken_at: Some(now), ..notice };
    rows::update!(connection, &notice, [taken_at])?;
    Ok(Some(notice))
}

/// Those that were begun with.
pub fn taken(connection: &Connection) -> rusqlite::Result<Vec<Notice>> {
    rows::list(connection, "WHERE taken_at IS NOT NULL ORDER BY taken_at", [])
}

/// Whether it was there.
pub fn delete(connection: &Connection, notice: &Notice) -> rusqlite::Result<bool> {
    let there: Option<Notice> = rows::get(connection, [&notice.id])?;
    rows::delete::<Notice>(connection, [&notice.id])?;
    Ok(there.is_some())
}
