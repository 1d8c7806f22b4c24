//! API tokens: a person has their own, and sees the value of each once.

use wheelhouse_contract::sections::api_tokens as declared;

use crate::request::prelude::*;
use crate::setup::random_token;
use crate::store::tokens::{self, ApiToken};
use crate::store::users::User;

/// How many a person can have.
const MOST: usize = 100;

pub fn handlers() -> Vec<Handler> {
    vec![on(own_account, list), on(own_account, create), on(own_account, get), on(own_account, delete)]
}

fn list(call: &Call<'_, declared::ListAUserApiTokens, User>) -> Answer {
    let found = tokens::list(call.store, &call.caller.id)?;
    Ok(Reply::json(&found.iter().map(|token| view(token, None)).collect()))
}

fn create(call: &Call<'_, declared::CreateAnApiToken, User>) -> Answer {
    let name = call.body.name.trim();
    let others = tokens::list(call.store, &call.caller.id)?;
    if others.iter().any(|other| other.name == name) {
        return Err(ApiError::conflict("name", format!("You already have a token named {name}.")));
    }
    if others.len() >= MOST {
        return Err(ApiError::not_now(format!("You have {MOST} tokens. Delete one that is no longer needed.")));
    }
    let value = random_token();
    let token = tokens::insert(call.store, &value, &call.caller.id, name, call.now)?;
    Ok(Reply::made(&view(&token, Some(&value))))
}

fn get(call: &Call<'_, declared::GetAnApiToken, User>) -> Answer {
    Ok(Reply::json(&view(&find(call, &call.path.token_id)?, None)))
}

fn delete(call: &Call<'_, declared::DeleteAnApiToken, User>) -> Answer {
    tokens::delete(call.store, &find(call, &call.path.token_id)?)?;
    Ok(Reply::nothing())
}

fn find(context: &Context<'_>, id: &str) -> Result<ApiToken, ApiError> {
    let found = tokens::get(context.store, id)?.filter(|token| token.user_id == context.caller.id);
    found.ok_or_else(|| ApiError::not_found(format_args!("API token {id}")))
}

fn view(token: &ApiToken, value: Option<&str>) -> Value {
    facts!(declared::ApiToken {
        id: &token.id,
        name: &token.name,
        token: value.unwrap_or_default(),
        created_at: token.created_at,
        updated_at: token.created_at,
        last_used_at: token.last_used_at.map(|at| at.rfc3339()),
    })
}
