//! Listening: routing, who asks, what may be asked, faults, and the controls for tests.

mod auth;
mod body;
mod controls;
mod coverage;
mod dispatch;
mod faults;
mod project_controls;
mod reading;
mod routes;
mod sign_in;

use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use axum::Router;
use axum::routing::any;

use crate::clock::Clock;
use crate::git::Repositories;
use crate::request;
use crate::seed;
use crate::setup::{DataSet, Error, Options, Storage};
use crate::store::{self, Store, environments, projects};

/// What requests share.
pub struct Shared {
    store: Store,
    git: Repositories,
    clock: Clock,
    pace: f64,
    data_set: DataSet,
    test_controls: bool,
    /// Held while repositories go and the clock goes back: nobody reads meanwhile. Whoever takes it has the writer already.
    standing: RwLock<()>,
    routes: routes::Table,
    coverage: coverage::Coverage,
    faults: faults::Faults,
}

impl Shared {
    /// Opens the state, and fills it when it is new.
    pub fn open(options: Options) -> Result<Self, Error> {
        let routes = routes::Table::build()?;
        let store = Store::open(&options.storage)?;
        let git = Repositories::new(match &options.storage {
            Storage::Memory => None,
            Storage::Directory(folder) => Some(folder),
        });
        let clock = {
            let mut connection = store.writer();
            let offset = controls::kept_offset(&connection)?;
            let clock = Clock::with_offset(offset);
            if store::meta(&connection, seed::SEEDED)?.is_none() {
                let transaction = connection.transaction()?;
                request::make_key(&transaction)?;
                seed::fill(&transaction, options.data_set, clock.now())?;
                transaction.commit()?;
            }
            let transaction = connection.transaction()?;
            store::repositories::refresh(&transaction, |project| git.is_there(project))?;
            transaction.commit()?;
            git.sweep(|project| projects::is_there(&connection, project))
                .and_then(|()| git.align(|project| environments::heads(&connection, project)))
                .map_err(|error| Error::Repositories(error.to_string()))?;
            clock
        };
        Ok(Self {
            store,
            git,
            clock,
            pace: if options.pace.is_finite() { options.pace.max(0.0) } else { 1.0 },
            data_set: options.data_set,
            test_controls: options.test_controls,
            standing: RwLock::default(),
            coverage: coverage::Coverage::default(),
            faults: faults::Faults::default(),
            routes,
        })
    }

    /// While this is held, what somebody reads stands.
    fn standing(&self) -> RwLockReadGuard<'_, ()> {
        self.standing.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// While this is held, nobody reads.
    fn unread(&self) -> RwLockWriteGuard<'_, ()> {
        self.standing.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// All of the sandbox's addresses.
pub fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/api", any(dispatch::api))
        .route("/api/{*path}", any(dispatch::api))
        .route("/auth/{*path}", any(sign_in::exchange))
        .route("/_sandbox/{*path}", any(controls::control))
        .with_state(shared)
}
