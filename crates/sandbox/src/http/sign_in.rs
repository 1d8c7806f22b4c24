//! `POST /auth/oauth2/token`: an API token for an access token (OAuth 2.0, grant type `api_token`), and what clients of their
//! own get there.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{Response, StatusCode, header};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Map, Value, json};
use wheelhouse_contract::sign_in::{CLIENT, GRANT_TYPE, TOKEN_PATH};

use super::Shared;
use super::dispatch::blocking;
use super::faults::{self, Acted};
use super::{incoming, oauth};
use crate::error::{ApiError, is_disk_full};
use crate::request::Reply;
use crate::setup::random_token;
use crate::store::tokens;

/// How this exchange is called when a fault is set for it.
pub const FAULT_NAME: &str = "sign-in";

/// Seconds that an access token is good for.
pub const LIFETIME: i64 = 900;

/// Clients that an API token may be exchanged as; none has a secret.
const CLIENTS: &[&str] = &[CLIENT, "platform-cli"];

/// The greatest form body, in bytes.
const LIMIT: usize = 64 * 1024;

/// Answers what is below `/auth` and has no handler of its own.
pub async fn exchange(State(shared): State<Arc<Shared>>, request: Request) -> Response<Body> {
    if request.uri().path().strip_prefix("/auth") != Some(TOKEN_PATH) {
        return ApiError::not_found("such address").render(false);
    }
    if request.method() != axum::http::Method::POST {
        return ApiError::method_not_allowed("POST").render(false);
    }
    let fault = shared.faults.take(FAULT_NAME);
    faults::around(fault, async move {
        let (parts, body) = request.into_parts();
        let client = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let form = match incoming::read(body, LIMIT).await {
            Ok(form) => form,
            Err(error) => return Acted::refused(error.render(false)),
        };
        let issuer = oauth::issuer(&parts);
        match blocking(move || answer(&shared, client.as_deref(), &form, &issuer)).await {
            Ok(reply) => Acted::done(reply.render()),
            Err(error) => Acted::refused(error.render(false)),
        }
    })
    .await
}

fn answer(shared: &Shared, authorization: Option<&str>, form: &Bytes, issuer: &str) -> Result<Reply, ApiError> {
    // Some clients send the fields as JSON.
    let json: Option<Map<String, Value>> = serde_json::from_slice(form).ok();
    let field = |name: &str| match &json {
        Some(fields) => fields.get(name).and_then(Value::as_str).map(str::to_owned),
        None => form_urlencoded::parse(form).find(|(known, _)| known == name).map(|(_, value)| value.into_owned()),
    };
    if field("grant_type").is_some_and(|grant| oauth::has_grant(&grant)) {
        return oauth::answer(shared, authorization, &field, issuer);
    }
    if !authorization.is_some_and(is_client) {
        return Err(ApiError::oauth(StatusCode::UNAUTHORIZED, "invalid_client", "The client is not known."));
    }
    if field("grant_type").as_deref() != Some(GRANT_TYPE) {
        let description = "Only the grant types api_token, authorization_code and refresh_token can be used.";
        return Err(ApiError::oauth(StatusCode::BAD_REQUEST, "unsupported_grant_type", description));
    }
    let api_token = field("api_token").filter(|token| !token.trim().is_empty());
    let api_token = api_token.ok_or_else(|| {
        ApiError::oauth(StatusCode::BAD_REQUEST, "invalid_request", "The field api_token is missing.")
    })?;
    let api_token = shared
        .store
        .read(|connection| tokens::find(connection, api_token.trim()))?
        .ok_or_else(|| ApiError::oauth(StatusCode::UNAUTHORIZED, "invalid_grant", "The API token is not valid."))?;
    let access_token = random_token();
    let now = shared.clock.now();
    let expires_at = now.plus_seconds(LIFETIME);
    match tokens::give(&shared.store.writer(), &access_token, api_token.clone(), now, expires_at) {
        Err(error) if is_disk_full(&error) => shared.passing.keep(&access_token, api_token, now, expires_at),
        kept => kept?,
    }
    Ok(Reply::json(&json!({"access_token": access_token, "expires_in": LIFETIME, "token_type": "bearer"})))
}

/// Whether the header is Basic with a known client and an empty secret.
fn is_client(header: &str) -> bool {
    let credentials = header.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("basic"));
    let decoded = credentials.and_then(|(_, encoded)| BASE64_STANDARD.decode(encoded.trim()).ok());
    let text = decoded.and_then(|bytes| String::from_utf8(bytes).ok());
    text.as_deref().and_then(|text| text.strip_suffix(':')).is_some_and(|client| CLIENTS.contains(&client))
}
