//! `/auth/session`, where sessions begin and end, and pages ask for theirs.

use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode};
use http_body_util::{BodyExt, Limited};
use serde_json::{Value, json};

use super::super::Half;
use super::super::oauth::OAuth;
use super::super::refusal::Refusal;
use super::super::upstream::{Client, Upstream};
use super::cookie::cookie_text;
use super::grant::{Grant, Margin};
use super::seal::{Holds, Session};
use super::tokens::SignIn;
use super::{Sessions, name};

/// The greatest request to begin a session, in bytes.
const LIMIT: usize = 8 * 1024;

/// How long signing out may wait until tokens are taken back.
pub(super) const FAREWELL: Duration = Duration::from_secs(3);

impl Sessions {
    /// `/auth/session`: POST begins one, GET says whether there is one, DELETE ends it.
    pub(in super::super) async fn handle(
        &self,
        request: Request,
        way: (&Client, &Upstream, Duration),
    ) -> Result<Response<Body>, Refusal> {
        Self::check(request.headers())?;
        match *request.method() {
            Method::POST if self.oauth.as_ref().is_some_and(|oauth| oauth.only) => Err(Refusal::OAuthOnly),
            Method::POST => self.begin(request, way, self.clock.now()).await,
            Method::GET => self.tell(&request.into_parts().0.headers).await,
            Method::DELETE => {
                let revoked = self.end(&request.into_parts().0.headers).await;
                let told = revoked.map_or(json!({}), |revoked| json!({"revoked": revoked}));
                let mut response = answer(StatusCode::OK, told, HeaderValue::from_str(&cookie_text("", 0)).ok());
                if revoked == Some(false) {
                    response.extensions_mut().insert(Half("not_revoked"));
                }
                Ok(response)
            }
            _ => Err(Refusal::Method("DELETE, GET, POST".to_owned())),
        }
    }

    /// Says whether there is a session. That there is none is no error of who asks.
    async fn tell(&self, headers: &HeaderMap) -> Result<Response<Body>, Refusal> {
        let Some(mut session) = self.meant(headers, self.clock.now()) else {
            return Ok(answer(StatusCode::OK, json!({}), None));
        };
        let mut is_newer = false;
        if let Holds::Grant(grant) = &mut session.holds {
            match self.renewed(grant, Margin::Ample).await {
                Ok(newest) => {
                    is_newer = newest.turn > grant.turn;
                    *grant = newest;
                }
                Err(Refusal::SignedOut) => return Ok(answer(StatusCode::OK, json!({}), None)),
                Err(refusal) => return Err(refusal),
            }
        }
        let cookie = if is_newer { self.cookie(&session, self.clock.now()) } else { None };
        Ok(answer(StatusCode::OK, self.told(&session, self.clock.now()), cookie))
    }

    /// Has tokens taken back that nobody needs any more, and answers whether they were, where there are such. The cookie goes
    /// in any case.
    async fn end(&self, headers: &HeaderMap) -> Option<bool> {
        let Holds::Grant(grant) = self.of(headers, self.clock.now())?.holds else { return None };
        let Some(oauth) = self.oauth.clone() else { return Some(false) };
        let grants = self.grants.clone();
        let end = async move {
            let last = grants.end(&grant).await;
            take_back(&oauth, last).await
        };
        // Whoever does not wait for the answer is signed out all the same.
        let ended = tokio::spawn(tokio::time::timeout(FAREWELL, end)).await;
        Some(matches!(ended, Ok(Ok(true))))
    }

    async fn begin(
        &self,
        request: Request,
        way: (&Client, &Upstream, Duration),
        now: i64,
    ) -> Result<Response<Body>, Refusal> {
        // A form of another page can be sent as anything but this.
        let is_json =
            request.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"));
        let refused = Refusal::Malformed("A session begins with JSON that has `api_token`.");
        let body = tokio::time::timeout(way.2, Limited::new(request.into_body(), LIMIT).collect()).await;
        let body = body.map_err(|_| Refusal::TooSlow)?.map_err(|_| refused.clone())?.to_bytes();
        let body: Value = serde_json::from_slice(&body).map_err(|_| refused.clone())?;
        let token = body.get("api_token").and_then(Value::as_str).map(str::trim);
        let token = token.filter(|token| is_json && !token.is_empty()).ok_or(refused)?;
        let (client, upstream, limit) = way;
        let access_token = self.tokens.fresh(token, &SignIn { client, upstream, limit }).await?;
        let session = Session { holds: Holds::ApiToken(token.to_owned()), begun: now, used: now };
        self.admit(&session, &access_token, true).await?;
        let cookie = self.cookie(&session, now).ok_or(Refusal::Broken)?;
        Ok(answer(StatusCode::OK, self.told(&session, now), Some(cookie)))
    }

    /// What a page is told of its session. It asks again before the time is over: of a grant, when there are new tokens to
    /// be had.
    fn told(&self, session: &Session, now: i64) -> Value {
        let left = self.left(session, now);
        let lasts = match &session.holds {
            Holds::Grant(Grant { access: Some(access), .. }) => left.min(access.until.saturating_sub(now)).max(1),
            _ => left,
        };
        json!({"name": name(session), "expires_in": lasts})
    }
}

/// Has the tokens of a grant taken back: what a refresh token gave goes with it. Whether none is left.
pub(super) async fn take_back(oauth: &OAuth, grant: Grant) -> bool {
    let access = grant.access.map(|access| (access.token, "access_token"));
    match grant.refresh.map(|token| (token, "refresh_token")).or(access) {
        Some((token, kind)) => oauth.revoke(&token, kind).await.is_ok(),
        None => true,
    }
}

fn answer(status: StatusCode, body: Value, cookie: Option<HeaderValue>) -> Response<Body> {
    let mut response = Response::new(Body::from(body.to_string()));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(cookie) = cookie {
        headers.insert(SET_COOKIE, cookie);
    }
    response
}
