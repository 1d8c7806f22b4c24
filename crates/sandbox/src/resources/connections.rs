//! Connections: identities elsewhere with which people sign in.

use wheelhouse_contract::sections::connections as declared;

use crate::request::prelude::*;
use crate::store::connections::{self, Connection};
use crate::store::users::User;

pub fn handlers() -> Vec<Handler> {
    vec![on(own_account, list), on(own_account, get), on(own_account, delete)]
}

fn list(call: &Call<'_, declared::ListFederatedLoginConnections, User>) -> Answer {
    Ok(Reply::json(&connections::list(call.store, &call.at.id)?.iter().map(view).collect()))
}

fn get(call: &Call<'_, declared::GetAFederatedLoginConnection, User>) -> Answer {
    Ok(Reply::json(&view(&find(call, &call.path.provider)?)))
}

fn delete(call: &Call<'_, declared::DeleteAFederatedLoginConnection, User>) -> Answer {
    let connection = find(call, &call.path.provider)?;
    if connection.is_mandatory {
        return Err(ApiError::forbidden(format!(
            "Your organization requires the connection with {}. An organization admin can lift that.",
            connection.provider
        )));
    }
    connections::delete(call.store, &connection.user_id, &connection.provider)?;
    Ok(Reply::nothing())
}

fn find(context: &Context<'_>, provider: &str) -> Result<Connection, ApiError> {
    connections::get(context.store, &context.caller.id, provider)?
        .ok_or_else(|| ApiError::not_found(format_args!("connection with {provider}")))
}

fn view(connection: &Connection) -> Value {
    facts!(declared::Connection {
        provider: &connection.provider,
        provider_type: &connection.provider_type,
        is_mandatory: connection.is_mandatory,
        subject: &connection.subject,
        email_address: &connection.email_address,
        created_at: connection.created_at,
        updated_at: connection.updated_at,
    })
}
