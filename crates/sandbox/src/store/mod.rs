//! The state: one SQLite database, one connection, one transaction a request.

mod migrations;

pub mod backups;
pub mod certificates;
pub mod deployments;
pub mod domains;
pub mod environment_data;
pub mod environments;
pub mod integrations;
pub mod kinds;
pub mod offers;
pub mod organizations;
pub mod projects;
pub mod repositories;
pub mod rows;
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::BTreeSet;

    use super::rows::Row;
    use super::rows::tests::assert_whole;
    use super::*;

    fn tables(connection: &Connection) -> BTreeSet<String> {
        let mut names = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").unwrap();
        names.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
    }

    #[test]
    fn a_row_has_every_column_of_its_table() {
        let store = Store::open(&Storage::Memory).unwrap();
        let connection = store.lock();
        let mut rest = tables(&connection);
        macro_rules! whole {
            ($($row:ty),+ $(,)?) => {$(
                assert_whole::<$row>(&connection);
                assert!(rest.remove(<$row>::TABLE));
            )+};
        }
        whole!(
            backups::Backup,
            backups::Held,
            certificates::Certificate,
            domains::Domain,
            environment_data::Held,
            environments::Environment,
            integrations::Integration,
            offers::Currency,
            offers::Plan,
            offers::Region,
            organizations::Member,
            organizations::Organization,
            projects::Member,
            projects::Project,
            repositories::Repository,
            settings::Settings,
            targets::Target,
            users::AccessToken,
            users::ApiToken,
            users::User,
            variables::Variable,
            versions::Version,
        );
        // Rows of others, what the format itself fills, and what queries of two columns read and write.
        let others = ["activities", "activity_environments", "country_currencies", "deployments", "meta", "prices"];
        assert_eq!(rest.into_iter().collect::<Vec<_>>(), others);
    }
}
