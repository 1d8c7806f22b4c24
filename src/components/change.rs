//! A write to be: an operation, and the path it goes to.

use std::borrow::Cow;
use std::sync::Arc;

use serde_json::Value;
use wheelhouse_contract::{Endpoint, Operation};

use crate::api::{Api, ApiError};
use crate::data::{Cache, send};
use crate::forms::Request;

/// What the button of a form says, and what while it is sent: "Add domain", "Adding…".
#[derive(Clone, Debug)]
pub struct Labels {
    pub submit: Cow<'static, str>,
    pub busy: &'static str,
}

impl Labels {
    pub fn new(submit: impl Into<Cow<'static, str>>, busy: &'static str) -> Self {
        Self { submit: submit.into(), busy }
    }
}

/// Which operation writes, and where.
#[derive(Clone, Debug)]
pub struct Change {
    pub operation: &'static Operation,
    pub path: String,
    /// What is sent for what a form holds, where that is not the body itself.
    pub shape: Option<fn(&Value) -> Value>,
}

impl Change {
    /// The operation `E` at this path.
    pub fn new<E: Endpoint>(path: String) -> Self {
        Self { operation: E::OPERATION, path, shape: None }
    }

    /// Sends this for what a form holds.
    pub fn shaped(self, shape: fn(&Value) -> Value) -> Self {
        Self { shape: Some(shape), ..self }
    }

    /// Sends it, once.
    ///
    /// # Errors
    /// As [`crate::data::write`].
    pub async fn send(self, cache: Cache, body: Option<Value>) -> Result<Arc<Value>, ApiError> {
        let body = match (body, self.shape) {
            (Some(body), Some(shape)) => Some(shape(&body)),
            (body, _) => body,
        };
        send(cache, self.operation.method, self.path, body).await
    }

    /// Where it goes in this installation, for showing.
    pub fn request(&self, api: Api) -> Request {
        Request { method: self.operation.method, url: api.public_url(&self.path), shape: self.shape }
    }
}
