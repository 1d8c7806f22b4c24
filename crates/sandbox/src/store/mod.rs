//! The state: one SQLite database, one connection, one transaction a request.

mod migrations;

pub mod backups;
pub mod certificates;
pub mod deployments;
pub mod domains;
pub mod environment_data;
pub mod environments;
pub mod integrations;
pub mod offers;
pub mod organizations;
pub mod projects;
pub mod repositories;
pub mod settings;
pub mod subscriptions;
pub mod targets;
pub mod users;
pub mod variables;
pub mod versions;

use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, OptionalExtension, params};

use crate::setup::{Error, Storage};

/// The database.
pub struct Store {
    connection: Mutex<Connection>,
}

impl Store {
    /// Opens the database and brings its tables up to date.
    ///
    /// # Errors
    /// When the folder or database cannot be opened or was written by a newer version.
    pub fn open(storage: &Storage) -> Result<Self, Error> {
        let mut connection = match storage {
            Storage::Memory => Connection::open_in_memory()?,
            Storage::Directory(folder) => {
                std::fs::create_dir_all(folder).map_err(|error| Error::Folder(folder.clone(), error))?;
                Connection::open(folder.join("sandbox.sqlite3"))?
            }
        };
        connection.pragma_update(None, "journal_mode", "WAL")?;
        // An answered write is on disk, even when the process or the machine dies right after.
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.set_prepared_statement_cache_capacity(128);
        migrations::run(&mut connection)?;
        Ok(Self { connection: Mutex::new(connection) })
    }

    /// The connection, alone. A panic elsewhere left at worst a transaction that was rolled back.
    pub fn lock(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reads a value kept about the database itself.
pub fn meta(connection: &Connection, key: &str) -> rusqlite::Result<Option<Vec<u8>>> {
    connection.query_row("SELECT value FROM meta WHERE key = ?", [key], |row| row.get(0)).optional()
}

/// Keeps a value about the database itself.
pub fn set_meta(connection: &Connection, key: &str, value: &[u8]) -> rusqlite::Result<()> {
    connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", params![key, value])?;
    Ok(())
}

/// Empties everything but access tokens and what is kept about the database itself, to be filled again at once in the same
/// transaction.
pub fn clear(connection: &Connection) -> rusqlite::Result<()> {
    // Access tokens name users that are gone only until they are seeded again.
    connection.pragma_update(None, "defer_foreign_keys", true)?;
    for table in migrations::SEEDED {
        connection.execute(&format!("DELETE FROM {table}"), [])?;
    }
    Ok(())
}

/// Reads a column that holds JSON.
pub fn json_column(row: &rusqlite::Row<'_>, name: &str) -> rusqlite::Result<serde_json::Value> {
    let text: String = row.get(name)?;
    Ok(serde_json::from_str(&text).unwrap_or_default())
}
