//! Writing: one after another, and the database and the repositories together or neither.

use rusqlite::{Connection, Transaction};

use super::Shared;
use crate::activities;
use crate::clock::Moment;
use crate::error::ApiError;
use crate::store::{self, environments};

impl Shared {
    /// Changes something, in one transaction, after what has ended by now took effect. What was changed is on disk when this
    /// returns. `connection` is the one that writes.
    ///
    /// # Errors
    /// As `change`, and when it cannot be kept: then nothing has changed, and the branches are where they were.
    pub fn write<T>(
        &self,
        connection: &mut Connection,
        change: impl FnOnce(&Transaction<'_>, Moment) -> Result<T, ApiError>,
    ) -> Result<T, ApiError> {
        let now = self.clock.now();
        self.settle(connection, now)?;
        self.together(connection, |connection| {
            let transaction = connection.transaction()?;
            let changed = change(&transaction, now)?;
            store::see(&transaction, now)?;
            transaction.commit()?;
            Ok(changed)
        })
    }

    /// Writes what has ended by now.
    ///
    /// # Errors
    /// When it cannot be kept: then nothing has changed, and the branches are where they were.
    pub fn settle(&self, connection: &mut Connection, now: Moment) -> Result<(), ApiError> {
        self.together(connection, |connection| activities::settle(connection, &self.git, self.pace, now))
    }

    fn together<T>(
        &self,
        connection: &mut Connection,
        write: impl FnOnce(&mut Connection) -> Result<T, ApiError>,
    ) -> Result<T, ApiError> {
        self.git.begin(|project| environments::heads(connection, project));
        let written = write(connection);
        match &written {
            Ok(_) => self.git.keep(),
            Err(_) => self.git.take_back(|project| environments::heads(connection, project)),
        }
        written
    }
}
