//! The state: one SQLite database, with one connection that writes and some that read. Each request is one transaction, and
//! who reads does not wait for who writes: SQLite's write-ahead log shows them what was there before.

mod migrations;

pub mod backup_turns;
pub mod backups;
pub mod certificates;
pub mod columns;
pub mod confirmations;
pub mod connections;
pub mod deliveries;
pub mod deployments;
pub mod domains;
pub mod environment_data;
pub mod environments;
pub mod integrations;
pub mod kinds;
pub mod notices;
pub mod offers;
pub mod orders;
pub mod organization_invitations;
pub mod organization_profiles;
pub mod organizations;
pub mod passwords;
pub mod profiles;
pub mod project_access;
pub mod project_invitations;
pub mod projects;
pub mod records;
pub mod refresh_tokens;
pub mod repositories;
pub mod rows;
pub mod second_factor;
pub mod settings;
pub mod ssh_keys;
pub mod subscriptions;
pub mod targets;
pub mod teams;
pub mod tickets;
pub mod tokens;
mod ulid;
pub mod users;
pub mod variables;
pub mod versions;
pub mod vouchers;

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, OpenFlags, OptionalExtension, params};
use tempfile::TempDir;

pub use ulid::ulid;

use crate::clock::Moment;
use crate::setup::{Error, Storage};

/// How many connections that nobody reads with are kept for the next who does.
const READERS: usize = 8;

/// The database.
pub struct Store {
    /// They go before the one that writes: as the last, it brings home what is still in the log, which they cannot.
    readers: Mutex<Vec<Connection>>,
    writer: Mutex<Connection>,
    file: PathBuf,
    /// Held while the data is in use: no other process opens it then.
    _lock: Option<File>,
    /// The folder of what is kept nowhere: in memory, who reads would wait. It goes after the connections.
    _passing: Option<TempDir>,
}

impl Store {
    /// Opens the database and brings its tables up to date.
    ///
    /// # Errors
    /// When the folder or database cannot be opened, is in use or was written by a newer version.
    pub fn open(storage: &Storage) -> Result<Self, Error> {
        let (folder, passing) = match storage {
            Storage::Memory => {
                let passing = tempfile::Builder::new().prefix("sandbox-").tempdir();
                let passing = passing.map_err(|error| Error::Folder(std::env::temp_dir(), error))?;
                (passing.path().to_owned(), Some(passing))
            }
            Storage::Directory(folder) => {
                std::fs::create_dir_all(folder).map_err(|error| Error::Folder(folder.clone(), error))?;
                (folder.clone(), None)
            }
        };
        let lock = if passing.is_none() { Some(lock_folder(&folder)?) } else { None };
        let file = folder.join(FILE);
        keep_private(&file).map_err(|error| Error::File(file.clone(), error))?;
        let writer = open_writer(&file, passing.is_some()).map_err(|error| error.of(&file))?;
        Ok(Self { writer: Mutex::new(writer), readers: Mutex::default(), file, _lock: lock, _passing: passing })
    }

    /// The database's file.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// The connection that writes, alone. A panic elsewhere left at worst a transaction that was rolled back.
    pub fn writer(&self) -> MutexGuard<'_, Connection> {
        lock(&self.writer)
    }

    /// Reads in one transaction: what others write meanwhile is not seen, and waits for nobody. Nothing can be written.
    ///
    /// # Errors
    /// As `look`, and when no connection can be opened.
    pub fn read<T, E: From<rusqlite::Error>>(&self, look: impl FnOnce(&Connection) -> Result<T, E>) -> Result<T, E> {
        let spare = lock(&self.readers).pop();
        let connection = spare.map_or_else(|| open_reader(&self.file), Ok)?;
        let transaction = connection.unchecked_transaction()?;
        let seen = look(&transaction);
        transaction.finish()?;
        let mut spare = lock(&self.readers);
        if spare.len() < READERS {
            spare.push(connection);
        }
        seen
    }
}

/// The database, in the data folder.
const FILE: &str = "sandbox.sqlite3";

/// What a server locks in the data folder while it uses it.
const LOCK: &str = "lock";

fn lock_folder(folder: &Path) -> Result<File, Error> {
    let path = folder.join(LOCK);
    let fails = |error| Error::File(path.clone(), error);
    let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(fails)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Error::InUse(folder.to_owned())),
        Err(TryLockError::Error(error)) => Err(fails(error)),
    }
}

/// Makes the database's file, which has tokens in it, its owner's alone. SQLite gives the files beside it the same mode.
#[cfg(unix)]
fn keep_private(file: &Path) -> io::Result<()> {
    use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
    let file = File::options().create(true).truncate(false).write(true).mode(0o600).open(file)?;
    let mode = file.metadata()?.permissions().mode();
    if mode & 0o077 != 0 {
        // Of a file that belongs to somebody else, they say who may read it.
        let _ = file.set_permissions(PermissionsExt::from_mode(mode & 0o700));
    }
    Ok(())
}

#[cfg(not(unix))]
fn keep_private(_: &Path) -> io::Result<()> {
    Ok(())
}

fn open_writer(file: &Path, passes: bool) -> Result<Connection, Error> {
    let mut writer = Connection::open(file)?;
    writer.pragma_update(None, "journal_mode", "WAL")?;
    // An answered write is on disk, even when the process or the machine dies right after. What goes with this process
    // need not be.
    writer.pragma_update(None, "synchronous", if passes { "OFF" } else { "FULL" })?;
    writer.pragma_update(None, "foreign_keys", true)?;
    writer.set_prepared_statement_cache_capacity(STATEMENTS);
    migrations::run(&mut writer)?;
    Ok(writer)
}

/// Prepared statements that a connection keeps.
const STATEMENTS: usize = 128;

fn open_reader(file: &Path) -> rusqlite::Result<Connection> {
    let connection =
        Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(connection)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Reads a value kept about the database itself.
pub fn meta(connection: &Connection, key: &str) -> rusqlite::Result<Option<Vec<u8>>> {
    connection.prepare_cached("SELECT value FROM meta WHERE key = ?")?.query_row([key], |row| row.get(0)).optional()
}

/// Keeps a value about the database itself.
pub fn set_meta(connection: &Connection, key: &str, value: &[u8]) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)")?
        .execute(params![key, value])?;
    Ok(())
}

/// Under which the database keeps the last time at which something was written.
const SEEN: &str = "seen";

/// The last time at which something was written: it was then, whatever the machine's clock says since.
pub fn seen(connection: &Connection) -> rusqlite::Result<Option<Moment>> {
    let kept = meta(connection, SEEN)?;
    Ok(kept.and_then(|bytes| bytes.try_into().ok()).map(|bytes| Moment::from_micros(i64::from_be_bytes(bytes))))
}

/// Keeps that something was written at a time.
pub fn see(connection: &Connection, now: Moment) -> rusqlite::Result<()> {
    set_meta(connection, SEEN, &now.micros().to_be_bytes())
}

/// Empties everything but access tokens and what is kept about the database itself, to be filled again at once in the same
/// transaction.
pub fn clear(connection: &Connection) -> rusqlite::Result<()> {
    // Access tokens name users that are gone only until they are seeded again.
    connection.pragma_update(None, "defer_foreign_keys", true)?;
    for table in migrations::seeded(connection)? {
        connection.execute(&format!("DELETE FROM {table}"), [])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::BTreeSet;

    use super::*;

    /// What `row!` declares in a folder, by the table.
    fn declared(folder: &Path) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                found.extend(declared(&path));
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(path).unwrap();
                let lines = text.lines().filter(|line| line.contains(" struct "));
                found.extend(
                    lines.filter_map(|line| Some(line.split_once(" in \"")?.1.split_once("\" by ")?.0.to_owned())),
                );
            }
        }
        found
    }

    #[test]
    fn every_table_has_a_row() {
        let store = Store::open(&Storage::Memory).unwrap();
        let connection = store.writer();
        let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
        let mut names = connection.prepare(sql).unwrap();
        let tables: BTreeSet<String> =
            names.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
        let declared = declared(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
        // What the format itself fills, and what queries of two columns read and write.
        let others = ["country_currencies", "deployments", "meta", "prices"];
        assert_eq!(tables.difference(&declared).collect::<Vec<_>>(), others);
    }
}
