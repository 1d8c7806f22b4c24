//! OAuth 2.0 for programs that people sign in to: authorization codes with PKCE, refresh tokens that are good once, and
//! taking them back.

mod asked;
mod codes;
mod page;
mod token;

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderValue};
use axum::http::request::Parts;
use axum::http::{Method, Response, StatusCode};

pub use codes::Codes;
pub use token::{answer, has_grant};

use super::dispatch::{authorization, blocking, origin};
use super::{Shared, incoming};
use crate::error::ApiError;
use crate::request::Reply;
use crate::setup::{OAuthClient, random_token};
use crate::store::tokens;
use asked::{Asked, Wrong};
use codes::Code;

/// The greatest form, in bytes.
const LIMIT: usize = 64 * 1024;

/// `/auth/oauth2/authorize`: the page where somebody signs in, and what they send from it.
pub async fn authorize(State(shared): State<Arc<Shared>>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let (is_sent, fields) = match parts.method {
        Method::GET => (false, Bytes::copy_from_slice(parts.uri.query().unwrap_or_default().as_bytes())),
        Method::POST => match incoming::read(body, LIMIT).await {
            Ok(form) => (true, form),
            Err(error) => return page::refused(error.status(), &error.words()),
        },
        _ => return ApiError::method_not_allowed("GET, POST").render(false),
    };
    let issuer = issuer(&parts);
    let outcome = blocking(move || {
        let asked = match Asked::read(&fields, &shared.clients) {
            Ok(asked) => asked,
            Err(Wrong::Here(why)) => return Ok(page::refused(StatusCode::BAD_REQUEST, why)),
            Err(Wrong::There { client, state, error, words }) => {
                let told = [("error", error), ("error_description", words)];
                return Ok(back(client, &told, state.as_deref(), &issuer));
            }
        };
        if is_sent { decide(&shared, &asked, &fields, &issuer) } else { Ok(page::form(&asked, None)) }
    });
    outcome.await.unwrap_or_else(|error| page::refused(error.status(), &error.words()))
}

/// What somebody has decided.
fn decide(shared: &Shared, asked: &Asked<'_>, form: &[u8], issuer: &str) -> Result<Response<Body>, ApiError> {
    let sent = |name: &str| form_urlencoded::parse(form).find(|(known, _)| known == name).map(|(_, value)| value);
    let state = asked.field("state");
    if sent("decision").is_none_or(|decision| decision != "allow") {
        let told = [("error", "access_denied"), ("error_description", "Nobody signed in.")];
        return Ok(back(asked.client, &told, state, issuer));
    }
    let given = sent("api_token").unwrap_or_default();
    let known = shared.store.read(|connection| tokens::find(connection, given.trim()))?;
    let Some(api_token) = known else {
        return Ok(page::form(asked, Some("This API token isn’t valid.")));
    };
    let (text, now) = (random_token(), shared.clock.now());
    let code = Code {
        client: asked.client.id.clone(),
        redirect_uri: asked.client.redirect_uri.clone(),
        challenge: asked.challenge.clone(),
        nonce: asked.field("nonce").map(str::to_owned),
        scope: asked.field("scope").unwrap_or_default().to_owned(),
        api_token,
        signed_in_at: now,
        family: random_token(),
        expires_at: now.plus_seconds(codes::LIFETIME),
    };
    shared.codes.keep(&text, code, now);
    Ok(back(asked.client, &[("code", &text)], state, issuer))
}

/// Leads back to a client, with who says so (RFC 9207).
fn back(client: &OAuthClient, told: &[(&str, &str)], state: Option<&str>, issuer: &str) -> Response<Body> {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(told).extend_pairs(state.map(|state| ("state", state))).append_pair("iss", issuer);
    let joint = if client.redirect_uri.contains('?') { '&' } else { '?' };
    let location = format!("{}{joint}{}", client.redirect_uri, query.finish());
    let Ok(location) = HeaderValue::from_str(&location) else {
        return page::refused(StatusCode::BAD_REQUEST, "The program cannot be led back to.");
    };
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    let headers = response.headers_mut();
    headers.insert(header::LOCATION, location);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// `POST /auth/oauth2/revoke`: takes back a refresh token with all that came of its sign-in, or one access token (RFC 7009).
pub async fn revoke(State(shared): State<Arc<Shared>>, request: Request) -> Response<Body> {
    if request.method() != Method::POST {
        return ApiError::method_not_allowed("POST").render(false);
    }
    let (parts, body) = request.into_parts();
    let form = match incoming::read(body, LIMIT).await {
        Ok(form) => form,
        Err(error) => return error.render(false),
    };
    let done = blocking(move || token::revoke(&shared, authorization(&parts), &form)).await;
    match done {
        Ok(()) => Reply { status: StatusCode::OK, ..Reply::nothing() }.render(),
        Err(error) => error.render(false),
    }
}

/// What the sandbox calls itself where it signs people in.
pub fn issuer(parts: &Parts) -> String {
    format!("{}/auth", origin(parts))
}
