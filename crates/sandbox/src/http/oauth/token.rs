//! What clients of OAuth get for codes and refresh tokens.

use axum::http::StatusCode;
use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::codes::{Code, Taken};
use crate::clock::Moment;
use crate::error::{ApiError, is_disk_full};
use crate::http::Shared;
use crate::http::sign_in::LIFETIME;
use crate::request::Reply;
use crate::setup::{OAuthClient, random_token};
use crate::store::refresh_tokens;
use crate::store::tokens::{self, ApiToken};

/// Whether a grant type is one of those of this file.
pub fn has_grant(name: &str) -> bool {
    matches!(name, "authorization_code" | "refresh_token")
}

/// Tokens for what a client brings.
pub fn answer(
    shared: &Shared,
    authorization: Option<&str>,
    field: &impl Fn(&str) -> Option<String>,
    issuer: &str,
) -> Result<Reply, ApiError> {
    let client = client(shared, authorization)?;
    let wanted = |name: &'static str| {
        let missing =
            || ApiError::oauth(StatusCode::BAD_REQUEST, "invalid_request", &format!("The field {name} is missing."));
        field(name).filter(|value| !value.is_empty()).ok_or_else(missing)
    };
    match field("grant_type").as_deref() {
        Some("authorization_code") => {
            let brought = (wanted("code")?, wanted("redirect_uri")?, wanted("code_verifier")?);
            by_code(shared, client, &brought, issuer)
        }
        _ => by_refresh_token(shared, client, &wanted("refresh_token")?),
    }
}

fn by_code(
    shared: &Shared,
    client: &OAuthClient,
    (code, redirect_uri, verifier): &(String, String, String),
    issuer: &str,
) -> Result<Reply, ApiError> {
    // Nobody else exchanges or takes back meanwhile.
    let mut writer = shared.store.writer();
    let now = shared.clock.now();
    let code = match shared.codes.take(code, &client.id, now) {
        Taken::Good(code) => code,
        Taken::Again(family) => {
            // Somebody else has it as well: who of the two should have is not known (RFC 6749, 4.1.2).
            let transaction = writer.transaction()?;
            refresh_tokens::revoke(&transaction, &family)?;
            transaction.commit()?;
            return Err(invalid_grant("The code was used before."));
        }
        Taken::Unknown => return Err(invalid_grant("The code is not known, or has expired.")),
    };
    let challenge = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()));
    if code.redirect_uri != *redirect_uri || code.challenge != challenge {
        return Err(invalid_grant("The code is for another redirect URI, or its challenge is not met."));
    }
    let transaction = writer.transaction()?;
    // It may have been deleted since.
    let api_token = tokens::get(&transaction, &code.api_token.id)?;
    let api_token = api_token.ok_or_else(|| invalid_grant("The API token is not valid any more."))?;
    let id_token = is_among("openid", &code.scope).then(|| id_token(client, &code, &api_token, issuer, now));
    let (access, refresh) = (random_token(), random_token());
    let family = (code.family.as_str(), client.id.as_str());
    let kept = refresh_tokens::give(&transaction, &refresh, family, &api_token, now).and_then(|()| {
        let expires_at = now.plus_seconds(LIFETIME);
        tokens::give_in(&transaction, &access, &code.family, api_token.clone(), now, expires_at)?;
        transaction.commit()
    });
    let mut reply =
        json!({"access_token": access, "expires_in": LIFETIME, "token_type": "Bearer", "scope": code.scope});
    match kept {
        Err(error) if is_disk_full(&error) => shared.passing.keep(&access, api_token, now, now.plus_seconds(LIFETIME)),
        kept => {
            kept?;
            add(&mut reply, "refresh_token", refresh);
        }
    }
    if let Some(id_token) = id_token {
        add(&mut reply, "id_token", id_token);
    }
    Ok(Reply::json(&reply))
}

fn by_refresh_token(shared: &Shared, client: &OAuthClient, token: &str) -> Result<Reply, ApiError> {
    let mut writer = shared.store.writer();
    let now = shared.clock.now();
    let transaction = writer.transaction()?;
    let unknown = || invalid_grant("The refresh token is not known, or has expired.");
    let known = refresh_tokens::find(&transaction, token)?;
    let known = known.filter(|known| known.client == client.id && known.expires_at > now).ok_or_else(unknown)?;
    if known.is_used {
        refresh_tokens::revoke(&transaction, &known.family)?;
        transaction.commit()?;
        return Err(invalid_grant("The refresh token was used before. Everything of its sign-in has ended."));
    }
    let api_token = known.api_token(&transaction)?.ok_or_else(unknown)?;
    let (access, next) = (random_token(), random_token());
    let expires_at = now.plus_seconds(LIFETIME);
    let kept = refresh_tokens::note_use(&transaction, &known)
        .and_then(|()| refresh_tokens::give(&transaction, &next, (&known.family, &client.id), &api_token, now))
        .and_then(|()| tokens::give_in(&transaction, &access, &known.family, api_token.clone(), now, expires_at))
        .and_then(|()| transaction.commit());
    let mut reply = json!({"access_token": access, "expires_in": LIFETIME, "token_type": "Bearer"});
    match kept {
        // The one that was brought stays good.
        Err(error) if is_disk_full(&error) => shared.passing.keep(&access, api_token, now, expires_at),
        kept => {
            kept?;
            add(&mut reply, "refresh_token", next);
        }
    }
    Ok(Reply::json(&reply))
}

/// Takes a token back. One that is not known is none any more, which is what was asked for.
pub fn revoke(shared: &Shared, authorization: Option<&str>, form: &[u8]) -> Result<(), ApiError> {
    let client = client(shared, authorization)?;
    let token = form_urlencoded::parse(form).find(|(name, _)| name == "token").map(|(_, value)| value.into_owned());
    let missing = || ApiError::oauth(StatusCode::BAD_REQUEST, "invalid_request", "The field token is missing.");
    let token = token.filter(|token| !token.is_empty()).ok_or_else(missing)?;
    let mut writer = shared.store.writer();
    let transaction = writer.transaction()?;
    match refresh_tokens::find(&transaction, &token)?.filter(|known| known.client == client.id) {
        Some(known) => refresh_tokens::revoke(&transaction, &known.family)?,
        None => refresh_tokens::revoke_access(&transaction, &token, &client.id)?,
    }
    Ok(transaction.commit()?)
}

/// The client of this Basic header, whose name and secret are encoded as in a form (RFC 6749, 2.3.1).
fn client<'a>(shared: &'a Shared, authorization: Option<&str>) -> Result<&'a OAuthClient, ApiError> {
    let found = authorization.and_then(|header| {
        let (scheme, encoded) = header.split_once(' ')?;
        let decoded = scheme.eq_ignore_ascii_case("basic").then(|| BASE64_STANDARD.decode(encoded.trim()).ok())??;
        let text = String::from_utf8(decoded).ok()?;
        let (id, secret) = text.split_once(':')?;
        let (id, secret) = (decoded_part(id), decoded_part(secret));
        // Compared by their hashes: how long it takes says nothing of the secret.
        let is_it = |client: &&OAuthClient| client.id == id && tokens::hash(&client.secret) == tokens::hash(&secret);
        shared.clients.iter().find(is_it)
    });
    found.ok_or_else(ApiError::invalid_client)
}

fn decoded_part(text: &str) -> String {
    let text = text.replace('+', " ");
    percent_encoding::percent_decode_str(&text).decode_utf8_lossy().into_owned()
}

/// Who signed in, for the client alone, signed with its secret (HS256).
fn id_token(client: &OAuthClient, code: &Code, by: &ApiToken, issuer: &str, now: Moment) -> String {
    let seconds = |moment: Moment| moment.micros() / 1_000_000;
    let mut claims = json!({
        "iss": issuer,
        "sub": by.user_id,
        "aud": client.id,
        "iat": seconds(now),
        "exp": seconds(now.plus_seconds(LIFETIME)),
        "auth_time": seconds(code.signed_in_at),
    });
    if let Some(nonce) = &code.nonce {
        add(&mut claims, "nonce", nonce.clone());
    }
    let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", part(&json!({"alg": "HS256", "typ": "JWT"})), part(&claims));
    let key = client.secret.as_bytes();
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap_or_else(|_| Hmac::new(&Default::default()));
    mac.update(signed.as_bytes());
    format!("{signed}.{}", BASE64_URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}

fn add(object: &mut Value, key: &str, text: String) {
    if let Some(map) = object.as_object_mut() {
        map.insert(key.to_owned(), text.into());
    }
}

fn is_among(one: &str, scope: &str) -> bool {
    scope.split(' ').any(|other| other == one)
}

fn invalid_grant(words: &str) -> ApiError {
    ApiError::oauth(StatusCode::BAD_REQUEST, "invalid_grant", words)
}
