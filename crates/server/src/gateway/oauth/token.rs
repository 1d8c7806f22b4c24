//! What the gateway asks of the authorization server itself: tokens for a code, more of them, and to take them back.

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use serde_json::Value;
use url::form_urlencoded;
use wheelhouse_contract::sign_in::TOKEN_PATH;

use super::OAuth;
use crate::gateway::refusal::Refusal;
use crate::gateway::session::Access;
use crate::gateway::upstream::whole;

/// Where tokens are taken back, below sign-in (RFC 7009).
const REVOKE_PATH: &str = "/oauth2/revoke";

/// What a request for tokens gave.
pub(in super::super) struct Given {
    pub(in super::super) access: Access,
    pub(in super::super) refresh: Option<String>,
    pub(in super::super) id_token: Option<String>,
}

impl OAuth {
    /// Tokens for a code. It is good once, so this is never asked again.
    ///
    /// # Errors
    /// [`Refusal::SignedOut`] where the code is not taken.
    pub(in super::super) async fn exchange(&self, code: &str, verifier: &str) -> Result<Given, Refusal> {
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &self.redirect_uri),
            ("code_verifier", verifier),
        ];
        self.tokens(&fields).await
    }

    /// Tokens for a refresh token, which may be good no longer then.
    ///
    /// # Errors
    /// [`Refusal::SignedOut`] where it is not taken.
    pub(in super::super) async fn renew(&self, refresh: &str) -> Result<Given, Refusal> {
        self.tokens(&[("grant_type", "refresh_token"), ("refresh_token", refresh)]).await
    }

    /// Takes a token back, and what it gave.
    ///
    /// # Errors
    /// Where that is not known to be done.
    pub(in super::super) async fn revoke(&self, token: &str, kind: &str) -> Result<(), Refusal> {
        let (status, _) = self.send(REVOKE_PATH, &[("token", token), ("token_type_hint", kind)]).await?;
        if status.is_success() { Ok(()) } else { Err(Refusal::Broken) }
    }

    async fn tokens(&self, fields: &[(&str, &str)]) -> Result<Given, Refusal> {
        let now = self.clock.now();
        let (status, body) = self.send(TOKEN_PATH, fields).await?;
        let answer: Value = serde_json::from_slice(&body).map_err(|_| Refusal::Broken)?;
        let text = |key: &str| answer.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
        if !status.is_success() {
            return Err(match text("error") {
                Some("invalid_grant") => Refusal::SignedOut,
                Some(_) if status.is_client_error() => Refusal::NoClient,
                _ => Refusal::Broken,
            });
        }
        let access = Access::read(&answer, now).ok_or(Refusal::Broken)?;
        let owned = |key: &str| text(key).map(str::to_owned);
        Ok(Given { access, refresh: owned("refresh_token"), id_token: owned("id_token") })
    }

    async fn send(&self, path: &str, fields: &[(&str, &str)]) -> Result<(StatusCode, Bytes), Refusal> {
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::post(self.auth.address(path, None).ok_or(Refusal::Unreachable)?)
            .header(AUTHORIZATION, self.authorization.clone())
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(ACCEPT, "application/json")
            .body(Body::from(form))
            .map_err(|_| Refusal::Unreachable)?;
        let answer = whole(&self.http, request, self.limit).await?;
        Ok((answer.status(), answer.into_body()))
    }
}
