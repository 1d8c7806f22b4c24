//! Listening: routing, who asks, what may be asked, faults, and the controls for tests.

mod account_controls;
mod auth;
mod billing_controls;
mod body;
mod controls;
mod coverage;
mod deliveries;
mod dispatch;
mod faults;
mod git_server;
mod incoming;
mod invitation_controls;
mod mail;
mod oauth;
mod outgoing;
mod passing;
mod pictures;
mod project_controls;
mod reading;
mod routes;
mod scripts;
mod sign_in;
mod signature;
mod upload;
mod writing;

pub use deliveries::deliver;

use std::sync::{Arc, LazyLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use axum::body::Body;
use axum::http::header::X_CONTENT_TYPE_OPTIONS;
use axum::http::{HeaderName, HeaderValue, Response};
use axum::routing::any;
use axum::{Router, middleware};

use rusqlite::Connection;

use crate::activities;
use crate::clock::{Clock, Moment};
use crate::git::Repositories;
use crate::request::{self, Caller, Context, Query};
use crate::seed;
use crate::setup::{DataSet, Error, MailServer, OAuthClient, Options, Storage, Tokens};
use crate::store::{self, Store, environments, projects};

/// What requests share.
pub struct Shared {
    store: Store,
    git: Repositories,
    clock: Clock,
    pace: f64,
    data_set: DataSet,
    pub test_controls: bool,
    deliver_to: Vec<String>,
    slack_api: String,
    mail_server: Option<MailServer>,
    tokens: Tokens,
    clients: Vec<OAuthClient>,
    codes: oauth::Codes,
    /// Held while repositories go and the clock goes back: nobody reads meanwhile. Whoever takes it has the writer already.
    standing: RwLock<()>,
    routes: routes::Table,
    coverage: coverage::Coverage,
    faults: faults::Faults,
    passing: passing::Passing,
}

impl Shared {
    /// Opens the state, and fills it when it is new.
    pub fn open(options: Options) -> Result<Self, Error> {
        let store = Store::open(&options.storage)?;
        let file = store.file().to_owned();
        Self::with(store, options).map_err(|error| error.of(&file))
    }

    fn with(store: Store, options: Options) -> Result<Self, Error> {
        let routes = routes::Table::build()?;
        let tokens = Tokens::of(&options)?;
        let git = Repositories::new(match &options.storage {
            Storage::Memory => None,
            Storage::Directory(folder) => Some(folder),
        })
        .reading(options.repositories.clone());
        let clock = {
            let mut connection = store.writer();
            let offset = controls::kept_offset(&connection)?;
            let clock = Clock::with_offset(offset);
            clock.not_before(store::seen(&connection)?);
            if store::meta(&connection, seed::SEEDED)?.is_none() {
                let transaction = connection.transaction()?;
                request::make_key(&transaction)?;
                seed::fill(&transaction, options.data_set, &tokens, clock.now())?;
                transaction.commit()?;
            }
            let transaction = connection.transaction()?;
            seed::sign_in_with(&transaction, &tokens, clock.now())?;
            store::repositories::refresh(&transaction, |project| git.is_there(project))?;
            activities::give_up(&transaction, clock.now()).map_err(|error| Error::Deliveries(error.words()))?;
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
            deliver_to: options.deliveries,
            slack_api: options.slack_api,
            mail_server: options.mail_server,
            tokens,
            clients: options.clients,
            codes: oauth::Codes::default(),
            standing: RwLock::default(),
            coverage: coverage::Coverage::default(),
            faults: faults::Faults::default(),
            passing: passing::Passing::default(),
            routes,
        })
    }

    /// The API tokens to sign in with.
    pub fn tokens(&self) -> &Tokens {
        &self.tokens
    }

    /// What is done in somebody's name without its own operation.
    fn context<'a>(&'a self, store: &'a Connection, caller: &'a Caller, now: Moment) -> Context<'a> {
        static NONE: LazyLock<Query> = LazyLock::new(Query::default);
        Context {
            store,
            git: &self.git,
            caller,
            now,
            pace: self.pace,
            query: &NONE,
            path: "",
            origin: "",
            upload: None,
        }
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
        .route("/api/pictures/{name}", any(pictures::show))
        .route("/api/{*path}", any(dispatch::api))
        .route("/auth/oauth2/authorize", any(oauth::authorize))
        .route("/auth/oauth2/revoke", any(oauth::revoke))
        .route("/auth/{*path}", any(sign_in::exchange))
        .route("/git/{*path}", any(git_server::serve))
        .route("/_sandbox/{*path}", any(controls::control))
        .layer(middleware::map_response(kept_apart))
        .with_state(shared)
}

/// An answer is what its type says and nothing else, and no page elsewhere can take it in as an image or a script.
async fn kept_apart(mut response: Response<Body>) -> Response<Body> {
    let headers = response.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin"));
    response
}
