//! Handlers, each bound to its operation: the types say what it is given, and one place reads, resolves and refuses.

use std::ops::Deref;

use rusqlite::Connection;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use wheelhouse_contract::body::NoBody;
use wheelhouse_contract::{Endpoint, Method, Operation};

use super::context::{Caller, Context};
use super::query::Query;
use super::reply::Answer;
use crate::error::ApiError;

/// How a handler takes the body of its operation: the fourth parameter of [`Call`].
pub trait Take<E: Endpoint> {
    type Body;

    /// # Errors
    /// When a body that passed its checks is not what its type says.
    fn take(given: Value) -> serde_json::Result<Self::Body>;
}

/// As the type that the operation declares.
pub enum Read {}

impl<E: Endpoint<Body: DeserializeOwned>> Take<E> for Read {
    type Body = E::Body;

    fn take(given: Value) -> serde_json::Result<E::Body> {
        serde_json::from_value(given)
    }
}

/// As it came: leaving a field out says something else than null.
pub enum Raw {}

impl<E: Endpoint> Take<E> for Raw {
    type Body = Given;

    fn take(given: Value) -> serde_json::Result<Given> {
        serde_json::from_value(given)
    }
}

/// Both ways: it is read, and kept as it came.
pub enum Both {}

impl<E: Endpoint<Body: DeserializeOwned>> Take<E> for Both {
    type Body = Kept<E::Body>;

    fn take(given: Value) -> serde_json::Result<Kept<E::Body>> {
        Ok(Kept { read: serde_json::from_value(given.clone())?, given: serde_json::from_value(given)? })
    }
}

/// A body as it came.
pub type Given = Map<String, Value>;

/// A body that is read, beside what came.
pub struct Kept<T> {
    pub read: T,
    pub given: Given,
}

/// One request for an operation, with everything that its handler needs. It stands for its [`Context`] wherever one is
/// asked for.
pub struct Call<'a, E: Endpoint, S, B: Take<E> = Read> {
    context: &'a Context<'a>,
    /// The parameters of the path, by name.
    pub path: E::Parameters,
    /// What the path leads to and what the caller may do there.
    pub at: S,
    pub body: B::Body,
}

impl<'a, E: Endpoint, S, B: Take<E>> Deref for Call<'a, E, S, B> {
    type Target = Context<'a>;

    fn deref(&self) -> &Context<'a> {
        self.context
    }
}

type Run = dyn Fn(&Context<'_>, &[String], Value) -> Answer + Send + Sync;

/// Does one operation. Its writes are kept only when it answers, all of them, before the answer is sent.
pub struct Handler {
    /// The operation's id, or the name of a link that is no operation of its own.
    pub id: &'static str,
    pub operation: &'static Operation,
    /// What stands behind the operation's path, where it is such a link.
    pub beneath: Option<&'static str>,
    /// The operation's, unless it is such a link.
    pub method: Method,
    /// Who else may come than those who are signed in.
    pub open_to: Option<Guest>,
    run: Box<Run>,
}

/// In whose name somebody may act who is not signed in, by the path's parameters and the query; nobody's, if this is `None`.
pub type Guest = fn(&Connection, &[String], &Query) -> rusqlite::Result<Option<Caller>>;

impl Handler {
    /// Answers a request with these values of the path's parameters, in order, and this body, which was checked.
    pub fn run(&self, context: &Context<'_>, parameters: &[String], body: Value) -> Answer {
        (self.run)(context, parameters, body)
    }
}

/// Binds a handler to the operation that it takes calls of. `scope` finds what the path leads to, and refuses who may not
/// go there or may not do this.
pub fn on<E, S, B>(
    scope: impl Fn(&Context<'_>, &E::Parameters) -> Result<S, ApiError> + Send + Sync + 'static,
    handle: fn(&Call<'_, E, S, B>) -> Answer,
) -> Handler
where
    E: Endpoint + 'static,
    S: 'static,
    B: Take<E> + 'static,
{
    let operation = E::OPERATION;
    let run = move |context: &Context<'_>, parameters: &[String], body: Value| {
        let path = E::parameters(&mut parameters.iter().cloned());
        let at = scope(context, &path)?;
        let body = B::take(body)
            .map_err(|error| ApiError::internal(format!("The body of {} does not read: {error}.", operation.id)))?;
        handle(&Call { context, path, at, body })
    };
    Handler { id: operation.id, operation, beneath: None, method: operation.method, open_to: None, run: Box::new(run) }
}

/// Binds a handler to an address beneath that of an operation, which links lead to and which is no operation of its own.
pub fn beneath<E, S>(
    id: &'static str,
    part: &'static str,
    scope: impl Fn(&Context<'_>, &E::Parameters) -> Result<S, ApiError> + Send + Sync + 'static,
    handle: fn(&Call<'_, E, S>) -> Answer,
) -> Handler
where
    E: Endpoint<Body = NoBody> + 'static,
    S: 'static,
{
    Handler { id, beneath: Some(part), ..on(scope, handle) }
}

impl Handler {
    /// The same for what is posted there; whatever the body is.
    pub fn posted(self) -> Self {
        Self { method: Method::Post, ..self }
    }

    /// The same for those as well who are not signed in and whom `guest` knows.
    pub fn open_to(self, guest: Guest) -> Self {
        Self { open_to: Some(guest), ..self }
    }
}
