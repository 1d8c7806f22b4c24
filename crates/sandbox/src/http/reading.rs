//! Reading without waiting for who writes.

use rusqlite::Connection;

use super::Shared;
use crate::activities;
use crate::clock::Moment;
use crate::error::ApiError;

/// How often a read begins again because something has ended meanwhile, before it waits its turn among the writers.
const ATTEMPTS: usize = 3;

impl Shared {
    /// Looks at the state as it is at one time, in one transaction: all that ended by then has taken effect. Only when
    /// that is still to be written does this wait for who writes.
    ///
    /// # Errors
    /// As `look`.
    pub fn read<T>(&self, look: impl Fn(&Connection, Moment) -> Result<T, ApiError>) -> Result<T, ApiError> {
        for _ in 0..ATTEMPTS {
            if let Some(seen) = self.look(&look)? {
                return Ok(seen);
            }
            if self.settle(&mut self.store.writer(), self.clock.now()).is_err() {
                // What is there can be read all the same: what has ended says so, and takes effect once it can be written.
                return self.store.read(|connection| look(connection, self.clock.now()));
            }
        }
        let mut connection = self.store.writer();
        let now = self.clock.now();
        self.settle(&mut connection, now)?;
        let transaction = connection.transaction()?;
        look(&transaction, now)
    }

    /// `None` when something has ended and is still to be written.
    fn look<T>(&self, look: impl Fn(&Connection, Moment) -> Result<T, ApiError>) -> Result<Option<T>, ApiError> {
        let _standing = self.standing();
        self.store.read(|connection| {
            // The transaction begins with this: what others have written before it, they wrote by an earlier clock.
            let due = activities::next_due(connection)?;
            let now = self.clock.now();
            match due {
                Some(due) if due <= now => Ok(None),
                _ => look(connection, now).map(Some),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::sync::Arc;

    use axum::body::Body;
    use axum::http::{Request, StatusCode};
    use tower::ServiceExt;

    use super::*;
    use crate::http::router;
    use crate::seed;
    use crate::setup::{Options, Storage};
    use crate::store::tokens;

    fn answered(shared: &Arc<Shared>, token: &str, path: &str) -> StatusCode {
        let request =
            Request::get(path).header("authorization", format!("Bearer {token}")).body(Body::empty()).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        runtime.block_on(router(shared.clone()).oneshot(request)).unwrap().status()
    }

    #[test]
    fn a_read_is_answered_while_a_write_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        for storage in [Storage::Memory, Storage::Directory(folder.path().to_owned())] {
            let shared = Arc::new(Shared::open(Options { storage, ..Options::default() }).unwrap());
            let mut writer = shared.store.writer();
            let (now, token) = (shared.clock.now(), "token");
            let admin = seed::administrator();
            let of = tokens::insert(&writer, "api token", &admin, "Test", now).unwrap();
            tokens::give(&writer, token, of.clone(), now, now.plus_seconds(900)).unwrap();
            let transaction = writer.transaction().unwrap();
            tokens::give(&transaction, "later", of, now, now.plus_seconds(900)).unwrap();
            assert_eq!(answered(&shared, token, "/api/users/me"), StatusCode::OK);
            assert_eq!(answered(&shared, "later", "/api/users/me"), StatusCode::UNAUTHORIZED);
            transaction.commit().unwrap();
            assert_eq!(answered(&shared, "later", "/api/users/me"), StatusCode::OK);
        }
    }

    #[test]
    fn who_reads_cannot_write() {
        let shared = Shared::open(Options::default()).unwrap();
        let refused = shared.store.read(|connection| connection.execute("DELETE FROM users", []));
        assert_eq!(refused.unwrap_err().sqlite_error_code(), Some(rusqlite::ErrorCode::ReadOnly));
    }
}
