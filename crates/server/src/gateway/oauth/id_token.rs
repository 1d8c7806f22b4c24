//! What an `id_token` says of who signed in.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::Value;

use super::{OAuth, same};
use crate::gateway::refusal::Refusal;

/// How far the clocks of two servers may be apart, in seconds.
const APART: i64 = 60;

impl OAuth {
    /// Whom a token names, where it is of this sign-in.
    ///
    /// Its signature is not looked at: it came from the token endpoint itself, over TLS that says who that is, in which case
    /// OpenID Connect Core 3.1.3.7 (6) lets TLS stand for it. (Without TLS, the endpoint is on this machine.)
    ///
    /// # Errors
    /// When it is of another sign-in, for somebody else, of another server, or over.
    pub(in super::super) fn subject(&self, id_token: &str, nonce: &str, now: i64) -> Result<String, Refusal> {
        let claims = claims(id_token).ok_or(Refusal::Misled)?;
        let text = |key: &str| claims.get(key).and_then(Value::as_str);
        let is_for_us = match claims.get("aud") {
            Some(Value::String(one)) => *one == self.client,
            Some(Value::Array(several)) => {
                several.iter().any(|one| *one == self.client) && text("azp").is_none_or(|party| party == self.client)
            }
            _ => false,
        };
        let is_of_now = claims.get("exp").and_then(Value::as_i64).is_some_and(|ends| ends.saturating_add(APART) > now);
        let is_of_this = text("nonce").is_some_and(|named| same(named, nonce));
        let is_good = is_for_us && is_of_now && is_of_this && text("iss").is_some_and(|issuer| self.is_issuer(issuer));
        text("sub").filter(|subject| is_good && !subject.is_empty()).map(str::to_owned).ok_or(Refusal::Misled)
    }
}

fn claims(token: &str) -> Option<Value> {
    let mut parts = token.split('.');
    let (_, payload, _) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(payload).ok()?).ok()
}
