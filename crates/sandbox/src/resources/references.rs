//! References: what signed `ref:` links resolve to.

use serde_json::{Map, Value};

use super::users;
use crate::error::ApiError;
use crate::request::{self, Context, Handler, Reply};
use crate::store;

pub const HANDLERS: &[(&str, Handler)] = &[("list-referenced-users", referenced_users)];

fn referenced_users(context: &Context<'_>) -> Result<Reply, ApiError> {
    let mut found = Map::new();
    for id in request::resolve(context, "users")? {
        let user = store::users::get(context.store, &id)?;
        found.insert(id, user.as_ref().map_or(Value::Null, users::reference));
    }
    Ok(Reply::json(&Value::Object(found)))
}
