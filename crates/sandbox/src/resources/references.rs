//! References: what signed `ref:` links resolve to.

use wheelhouse_contract::sections::references as declared;

use super::users;
use crate::request;
use crate::request::prelude::*;
use crate::store;

pub fn handlers() -> Vec<Handler> {
    vec![on(anyone, referenced_users)]
}

fn referenced_users(call: &Call<'_, declared::ListReferencedUsers, ()>) -> Answer {
    let mut found = Map::new();
    for id in request::resolve(call, declared::USERS)? {
        let user = store::users::get(call.store, &id)?;
        let shown = user.map(|user| users::reference(call.store, &user)).transpose()?;
        found.insert(id, shown.unwrap_or(Value::Null));
    }
    Ok(Reply::json(&Value::Object(found)))
}
