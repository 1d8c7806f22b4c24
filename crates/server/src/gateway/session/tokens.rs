//! Access tokens for the API tokens of sessions: exchanged when one is needed, once for all who need it.

use std::time::{Duration, Instant};

use axum::body::Body;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use serde_json::Value;
use sha2::{Digest, Sha256};
use wheelhouse_contract::sign_in::{CLIENT_AUTHORIZATION, TOKEN_PATH, exchange_form};

use super::super::clock::Clock;
use super::super::refusal::Refusal;
use super::super::upstream::{Client, Upstream, whole};
use super::grant::{Access, Margin};
use super::slots::{Slot, Slots};

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

/// The access tokens of this gateway, by digest of the API token.
#[derive(Debug)]
pub(super) struct Tokens {
    last: Slots<[u8; 32], Option<Exchanged>>,
    clock: Clock,
}

/// The way to sign-in.
pub(super) struct SignIn<'a> {
    pub(super) client: &'a Client,
    pub(super) upstream: &'a Upstream,
    pub(super) limit: Duration,
}

impl Tokens {
    pub(super) fn new(clock: Clock) -> Self {
        Self { last: Slots::default(), clock }
    }

    /// An access token that is good for a while.
    pub(super) async fn get(&self, api_token: &str, way: &SignIn<'_>) -> Result<String, Refusal> {
        let asked = Instant::now();
        let slot = self.slot(api_token);
        let mut turn = slot.lock().await;
        match turn.as_ref() {
            Some(Exchanged { outcome: Ok(access), .. }) if access.lasts(self.clock.now(), Margin::Enough) => {
                return Ok(access.token.clone());
            }
            // Others asked while this one waited, and it would hear the same.
            Some(Exchanged { at, outcome: Err(refusal) }) if *at > asked => return Err(refusal.clone()),
            _ => {}
        }
        self.exchange(&mut turn, api_token, way).await
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
            _ => self.exchange(&mut turn, api_token, way).await,
        }
    }

    async fn exchange(
        &self,
        turn: &mut Option<Exchanged>,
        api_token: &str,
        way: &SignIn<'_>,
    ) -> Result<String, Refusal> {
        let outcome = way.exchange(api_token, self.clock.now()).await;
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

    fn slot(&self, api_token: &str) -> Slot<Option<Exchanged>> {
        let now = self.clock.now();
        self.last.slot(Sha256::digest(api_token.as_bytes()).into(), |last| {
            last.as_ref().is_some_and(|last| last.outcome.as_ref().is_ok_and(|access| access.until > now))
        })
    }
}

impl SignIn<'_> {
    async fn exchange(&self, api_token: &str, now: i64) -> Result<Access, Refusal> {
        let request = Request::post(self.upstream.address(TOKEN_PATH, None).ok_or(Refusal::Unreachable)?)
            .header(AUTHORIZATION, CLIENT_AUTHORIZATION)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(ACCEPT, "application/json")
            .body(Body::from(exchange_form(api_token)))
            .map_err(|_| Refusal::Unreachable)?;
        let answer = whole(self.client, request, self.limit).await?;
        let status = answer.status();
        if matches!(status, StatusCode::BAD_REQUEST | StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) {
            return Err(Refusal::SignedOut);
        }
        let answer: Value = serde_json::from_slice(answer.body()).map_err(|_| Refusal::Broken)?;
        Access::read(&answer, now).filter(|_| status.is_success()).ok_or(Refusal::Broken)
    }
}
