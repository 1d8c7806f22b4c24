//! What nearly every handler needs, to be imported with one `use`.

pub use serde_json::{Map, Value, json};
pub use wheelhouse_contract::body::NoBody;
pub use wheelhouse_contract::facts::{Said, merge};
pub use wheelhouse_contract::{Described, Endpoint, FieldError, facts};

pub use super::scope::{self, *};
pub use super::{Answer, Both, Call, Context, Given, Handler, Links, Raw, Reply, beneath, of_kind, on};
pub use crate::error::ApiError;
