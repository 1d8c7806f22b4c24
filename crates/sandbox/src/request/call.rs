//! Handlers, each bound to its operation: the types say what it is given, and one place reads, resolves and refuses.

use std::ops::Deref;

use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};
use wheelhouse_contract::{Endpoint, Operation};

use super::context::Context;
use super::reply::Answer;
use crate::error::ApiError;

/// A body as it came: where leaving a field out says something else than null, and where it is kept as it is.
pub type Given = Map<String, Value>;

/// A body that is read, and kept as it came as well.
pub struct Kept<T> {
    pub read: T,
    pub given: Given,
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Kept<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let given = Given::deserialize(deserializer)?;
        let read = T::deserialize(Value::Object(given.clone())).map_err(D::Error::custom)?;
        Ok(Self { read, given })
    }
}

/// One request for an operation, with everything that its handler needs. It stands for its [`Context`] wherever one is
/// asked for.
pub struct Call<'a, E: Endpoint, S, B = <E as Endpoint>::Body> {
    context: &'a Context<'a>,
    /// The parameters of the path, by name.
    pub path: E::Parameters,
    /// What the path leads to and what the caller may do there.
    pub at: S,
    pub body: B,
}

impl<'a, E: Endpoint, S, B> Deref for Call<'a, E, S, B> {
    type Target = Context<'a>;

    fn deref(&self) -> &Context<'a> {
        self.context
    }
}

type Run = dyn Fn(&Context<'_>, &[String], Map<String, Value>) -> Answer + Send + Sync;

/// Does one operation. Its writes are kept only when it answers, all of them, before the answer is sent.
pub struct Handler {
    /// The operation's id, or the name of a link that is no operation of its own.
    pub id: &'static str,
    pub operation: &'static Operation,
    /// What stands behind the operation's path, where it is such a link.
    pub beneath: Option<&'static str>,
    run: Box<Run>,
}

impl Handler {
    /// Answers a request with these values of the path's parameters, in order, and this body, which was checked.
    pub fn run(&self, context: &Context<'_>, parameters: &[String], body: Map<String, Value>) -> Answer {
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
    B: DeserializeOwned + 'static,
{
    let operation = E::OPERATION;
    let run = move |context: &Context<'_>, parameters: &[String], body: Map<String, Value>| {
        let path = E::parameters(&mut parameters.iter().cloned());
        let at = scope(context, &path)?;
        let body = serde_json::from_value(Value::Object(body))
            .map_err(|error| ApiError::internal(format!("The body of {} does not read: {error}.", operation.id)))?;
        handle(&Call { context, path, at, body })
    };
    Handler { id: operation.id, operation, beneath: None, run: Box::new(run) }
}

/// Binds a handler to an address beneath that of an operation, which links lead to and which is no operation of its own.
pub fn beneath<E, S>(
    id: &'static str,
    part: &'static str,
    scope: impl Fn(&Context<'_>, &E::Parameters) -> Result<S, ApiError> + Send + Sync + 'static,
    handle: fn(&Call<'_, E, S>) -> Answer,
) -> Handler
where
    E: Endpoint + 'static,
    E::Body: DeserializeOwned,
    S: 'static,
{
    Handler { id, beneath: Some(part), ..on(scope, handle) }
}
