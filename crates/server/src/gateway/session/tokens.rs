//! Access tokens for the API tokens of sessions: exchanged when one is needed, once for all who need it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use serde_json::Value;
use sha2::{Digest, Sha256};
use tokio::sync::Mutex as Turn;
use wheelhouse_contract::sign_in::{CLIENT_AUTHORIZATION, TOKEN_PATH, exchange_form};

use super::super::refusal::Refusal;
use super::super::upstream::{Client, Upstream, whole};

/// How long before its end a token is exchanged anew: it has to last until a request with it has arrived.
const AHEAD: Duration = Duration::from_secs(30);

/// How an exchange went, and when.
struct Exchanged {
    at: Instant,
    outcome: Result<Access, Refusal>,
}

impl Exchanged {
    fn token(&self) -> Result<String, Refusal> {
        self.outcome.as_ref().map(|access| access.token.clone()).map_err(Clone::clone)
    }
}

#[derive(Clone)]
struct Access {
    token: String,
    until: Instant,
}

/// Whose turn it is to exchange one API token. The last exchange is behind it.
type Slot = Arc<Turn<Option<Exchanged>>>;

/// The access tokens of this gateway, by digest of the API token.
#[derive(Default)]
pub(super) struct Tokens(Mutex<HashMap<[u8; 32], Slot>>);

/// The way to sign-in.
pub(super) struct SignIn<'a> {
    pub(super) client: &'a Client,
    pub(super) upstream: &'a Upstream,
    pub(super) limit: Duration,
}

impl Tokens {
    /// An access token that is good for a while.
    pub(super) async fn get(&self, api_token: &str, way: &SignIn<'_>) -> Result<String, Refusal> {
        let asked = Instant::now();
        let slot = self.slot(api_token);
        let mut turn = slot.lock().await;
        match turn.as_ref() {
            Some(Exchanged { outcome: Ok(access), .. }) if access.until > Instant::now() + AHEAD => {
                return Ok(access.token.clone());
            }
            // Others asked while this one waited, and it would hear the same.
            Some(Exchanged { at, outcome: Err(refusal) }) if *at > asked => return Err(refusal.clone()),
            _ => {}
        }
        Self::exchange(&mut turn, api_token, way).await
    }

    /// An access token of this moment: whoever signs in may be asked to have done so lately, and is told whether the API
    /// token still is one.
    pub(super) async fn fresh(&self, api_token: &str, way: &SignIn<'_>) -> Result<String, Refusal> {
        let asked = Instant::now();
        let slot = self.slot(api_token);
        let mut turn = slot.lock().await;
        match turn.as_ref() {
            // Others signed in while this one waited.
            Some(last) if last.at > asked => last.token(),
            _ => Self::exchange(&mut turn, api_token, way).await,
        }
    }

    async fn exchange(turn: &mut Option<Exchanged>, api_token: &str, way: &SignIn<'_>) -> Result<String, Refusal> {
        let outcome = way.exchange(api_token).await;
        turn.insert(Exchanged { at: Instant::now(), outcome }).token()
    }

    /// Forgets an access token that was refused. Another that has come since stays.
    pub(super) async fn refused(&self, api_token: &str, access_token: &str) {
        let slot = self.slot(api_token);
        let mut turn = slot.lock().await;
        if turn.as_ref().is_some_and(|last| last.outcome.as_ref().is_ok_and(|access| access.token == access_token)) {
            *turn = None;
        }
    }

    fn slot(&self, api_token: &str) -> Slot {
        let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key: [u8; 32] = Sha256::digest(api_token.as_bytes()).into();
        if let Some(slot) = slots.get(&key) {
            return slot.clone();
        }
        // What nobody uses and has ended goes when somebody comes.
        slots.retain(|_, slot| {
            let lasts = |last: &Option<Exchanged>| {
                last.as_ref()
                    .is_some_and(|last| last.outcome.as_ref().is_ok_and(|access| access.until > Instant::now()))
            };
            Arc::strong_count(slot) > 1 || slot.try_lock().map_or(true, |turn| lasts(&turn))
        });
        slots.entry(key).or_default().clone()
    }
}

impl std::fmt::Debug for Tokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tokens")
    }
}

impl SignIn<'_> {
    async fn exchange(&self, api_token: &str) -> Result<Access, Refusal> {
        let begun = Instant::now();
        let request = Request::post(self.upstream.address(TOKEN_PATH, None).ok_or(Refusal::Unreachable)?)
            .header(AUTHORIZATION, CLIENT_AUTHORIZATION)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(ACCEPT, "application/json")
            .body(Body::from(exchange_form(api_token)))
            .map_err(|_| Refusal::Unreachable)?;
        let (status, body) = whole(self.client, request, self.limit).await?;
        if matches!(status, StatusCode::BAD_REQUEST | StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) {
            return Err(Refusal::SignedOut);
        }
        let answer: Value = serde_json::from_slice(&body).map_err(|_| Refusal::Broken)?;
        let token = answer.get("access_token").and_then(Value::as_str).filter(|_| status.is_success());
        let lifetime = answer.get("expires_in").and_then(Value::as_u64).unwrap_or(0);
        let until = begun.checked_add(Duration::from_secs(lifetime)).ok_or(Refusal::Broken)?;
        token.map(|token| Access { token: token.to_owned(), until }).ok_or(Refusal::Broken)
    }
}
