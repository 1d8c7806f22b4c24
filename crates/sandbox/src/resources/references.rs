//! References: what signed `ref:` links resolve to.

use wheelhouse_contract::sections::references as declared;

use super::{organizations, teams, users};
use crate::request;
use crate::request::prelude::*;
use crate::store;

pub fn handlers() -> Vec<Handler> {
    vec![on(anyone, referenced_users), on(anyone, referenced_teams), on(anyone, referenced_organizations)]
}

fn referenced_users(call: &Call<'_, declared::ListReferencedUsers, ()>) -> Answer {
    referenced(request::resolve(call, declared::USERS)?, |id| {
        let user = store::users::get(call.store, id)?;
        user.map(|user| users::reference(call.store, &user)).transpose()
    })
}

fn referenced_teams(call: &Call<'_, declared::ListReferencedTeams, ()>) -> Answer {
    referenced(request::resolve(call, declared::TEAMS)?, |id| {
        Ok(store::teams::get(call.store, id)?.as_ref().map(teams::reference))
    })
}

fn referenced_organizations(call: &Call<'_, declared::ListReferencedOrganizations, ()>) -> Answer {
    referenced(request::resolve(call, declared::ORGANIZATIONS)?, |id| {
        Ok(store::organizations::get(call.store, id)?.as_ref().map(organizations::reference))
    })
}

/// By id what is found of each, and null for what is gone.
fn referenced(ids: Vec<String>, find: impl Fn(&str) -> rusqlite::Result<Option<Value>>) -> Answer {
    let mut found = Map::new();
    for id in ids {
        let shown = find(&id)?;
        found.insert(id, shown.unwrap_or(Value::Null));
    }
    Ok(Reply::json(&Value::Object(found)))
}
