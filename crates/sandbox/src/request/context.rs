//! What every handler is given, whichever its operation.

use rusqlite::Connection;

use super::links::href;
use super::query::Query;
use crate::clock::Moment;
use crate::git::Repositories;
use crate::store::users::User;

/// Who asks.
pub type Caller = User;

/// One request that was routed, authenticated and checked against its operation.
pub struct Context<'a> {
    /// The request's transaction.
    pub store: &'a Connection,
    pub git: &'a Repositories,
    pub caller: &'a Caller,
    pub now: Moment,
    /// Multiplies the duration of what the request starts.
    pub pace: f64,
    pub query: &'a Query,
    /// The path, `/api` included.
    pub path: &'a str,
    /// Where it was sent to, as in `https://host`; empty when it does not say.
    pub origin: &'a str,
    /// The file that was sent, where the body is a form.
    pub upload: Option<&'a Upload>,
}

impl Context<'_> {
    /// An address of the API with its host, for those who do not know where a relative one leads from.
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{}", self.origin, href(path))
    }
}

/// A file that was sent in a form.
pub struct Upload {
    /// The field of the form.
    pub field: String,
    pub bytes: Vec<u8>,
}
