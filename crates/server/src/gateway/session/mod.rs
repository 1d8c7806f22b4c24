//! Sessions of the gateway: the browser holds a sealed cookie, and no token that it could read.
//!
//! They are kept nowhere. Any gateway with the keys opens them, and they end by their age alone; those that OAuth began,
//! with their tokens as well.

mod cookie;
mod grant;
mod grants;
mod login;
mod seal;
mod slots;
mod tokens;

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, SET_COOKIE, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode};
use http_body_util::{BodyExt, Limited};
use serde_json::{Value, json};

use cookie::{COOKIE_NAME, cookie_of, cookie_text};
pub(super) use grant::Access;
use grant::{Grant, Margin};
use grants::Grants;
pub use seal::Keys;
use seal::{Holds, Session};
use tokens::{SignIn, Tokens};

use super::audit::Who;
use super::clock::Clock;
use super::oauth::OAuth;
use super::refusal::Refusal;
use super::upstream::{Client, Upstream};

/// Every request has to have this header, which a form or an image of another page cannot send. It says whose session the
/// page goes by, or [`ANYBODYS`].
const OURS: HeaderName = HeaderName::from_static("x-wheelhouse");

/// What a page says that knows of no session yet.
const ANYBODYS: &str = "1";

/// The greatest request to begin a session, in bytes.
const LIMIT: usize = 8 * 1024;

/// How long signing out may wait until tokens are taken back.
const FAREWELL: Duration = Duration::from_secs(3);

/// How often in the time that a session may lie idle its use is noted.
const NOTED: i64 = 20;

/// What sessions are made of.
#[derive(Debug)]
pub struct SessionOptions {
    pub keys: Keys,
    /// How long one may lie unused.
    pub idle: Duration,
    /// How long one lasts at most.
    pub age: Duration,
}

/// The sessions of one gateway.
#[derive(Debug)]
pub(super) struct Sessions {
    keys: Keys,
    idle: i64,
    age: i64,
    tokens: Tokens,
    oauth: Option<Arc<OAuth>>,
    grants: Arc<Grants>,
    clock: Clock,
}

/// Who a request is for, as its session says.
#[derive(Debug)]
pub(super) struct SignedIn {
    session: Session,
    access_token: String,
}

impl SignedIn {
    /// Who it is, as logs may know them.
    pub(super) fn who(&self) -> Who {
        match &self.session.holds {
            Holds::ApiToken(token) => Who::of_token(token.as_bytes()),
            Holds::Grant(grant) => Who::known(&grant.who),
        }
    }
}

impl Sessions {
    pub(super) fn new(options: SessionOptions, oauth: Option<Arc<OAuth>>, clock: Clock) -> Self {
        let seconds = |time: Duration| i64::try_from(time.as_secs()).unwrap_or(i64::MAX);
        let (idle, age) = (seconds(options.idle), seconds(options.age));
        let grants = Arc::new(Grants::new(clock.clone()));
        Self { keys: options.keys, idle, age, tokens: Tokens::new(clock.clone()), oauth, grants, clock }
    }

    /// Whether people can sign in by OAuth.
    pub(super) fn by_oauth(&self) -> bool {
        self.oauth.is_some()
    }

    /// Refuses what a page of ours did not send.
    pub(super) fn check(headers: &HeaderMap) -> Result<(), Refusal> {
        headers.contains_key(OURS).then_some(()).ok_or(Refusal::Foreign)
    }

    /// Has a request go in the name of its session, whatever it says of itself.
    pub(super) async fn apply(
        &self,
        request: &mut Request,
        way: (&Client, &Upstream, Duration),
    ) -> Result<SignedIn, Refusal> {
        Self::check(request.headers())?;
        let session = self.meant(request.headers(), self.clock.now()).ok_or(Refusal::SignedOut)?;
        let (client, upstream, limit) = way;
        let access_token = match &session.holds {
            Holds::ApiToken(token) => self.tokens.get(token, &SignIn { client, upstream, limit }).await?,
            Holds::Grant(grant) => {
                let access = self.renewed(grant, Margin::Enough).await?.access;
                access.ok_or(Refusal::SignedOut)?.token
            }
        };
        let mut header = HeaderValue::from_str(&format!("Bearer {access_token}")).map_err(|_| Refusal::Broken)?;
        header.set_sensitive(true);
        request.headers_mut().insert(AUTHORIZATION, header);
        Ok(SignedIn { session, access_token })
    }

    /// Notes whether an access token was refused, and answers the cookie where it has to say more than the one that is held:
    /// that the session was used, or which tokens it has now. It is made when the answer is there, so that a slow one does
    /// not bring back what others have replaced since.
    pub(super) async fn after(&self, signed_in: SignedIn, is_refused: bool) -> Option<HeaderValue> {
        let SignedIn { mut session, access_token } = signed_in;
        let is_noted = self.note_use(&mut session, self.clock.now());
        let is_newer = match &mut session.holds {
            Holds::ApiToken(token) => {
                if is_refused {
                    self.tokens.refused(token, &access_token).await;
                }
                false
            }
            Holds::Grant(grant) => {
                if is_refused {
                    self.grants.refused(grant, &access_token).await;
                }
                // Who has signed out meanwhile is not signed in again.
                let newest = self.grants.newest(grant).await?;
                let is_newer = newest.turn > grant.turn;
                *grant = newest;
                is_newer
            }
        };
        if is_noted || is_newer { self.cookie(&session, self.clock.now()) } else { None }
    }

    /// The newest of a grant, with an access token that lasts.
    async fn renewed(&self, grant: &Grant, margin: Margin) -> Result<Grant, Refusal> {
        // An installation that people no longer sign in to by OAuth has no sessions of it.
        let oauth = self.oauth.as_ref().ok_or(Refusal::SignedOut)?;
        self.grants.get(grant, oauth, margin).await
    }

    /// `/auth/session`: POST begins one, GET says whether there is one, DELETE ends it.
    pub(super) async fn handle(
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
                self.end(&request.into_parts().0.headers).await;
                Ok(answer(StatusCode::OK, json!({}), HeaderValue::from_str(&cookie_text("", 0)).ok()))
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

    /// Has tokens taken back that nobody needs any more: as well as can be, as the cookie goes in any case.
    async fn end(&self, headers: &HeaderMap) {
        let session = self.of(headers, self.clock.now());
        let (Some(Session { holds: Holds::Grant(grant), .. }), Some(oauth)) = (session, self.oauth.clone()) else {
            return;
        };
        let grants = self.grants.clone();
        let end = async move {
            let last = grants.end(&grant).await;
            let access = last.access.map(|access| (access.token, "access_token"));
            if let Some((token, kind)) = last.refresh.map(|token| (token, "refresh_token")).or(access) {
                let _ = oauth.revoke(&token, kind).await;
            }
        };
        // Whoever does not wait for the answer is signed out all the same.
        let _ = tokio::spawn(tokio::time::timeout(FAREWELL, end)).await;
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
        self.tokens.fresh(token, &SignIn { client, upstream, limit }).await?;
        let session = Session { holds: Holds::ApiToken(token.to_owned()), begun: now, used: now };
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

    /// The session of a request, where it is the one that the page means: tabs share their cookies, and one that shows
    /// things of one person must not act as another who has signed in since.
    fn meant(&self, headers: &HeaderMap, now: i64) -> Option<Session> {
        let said = headers.get(OURS)?.as_bytes();
        self.of(headers, now).filter(|session| said == ANYBODYS.as_bytes() || said == name(session).as_bytes())
    }

    /// The session of a request.
    fn of(&self, headers: &HeaderMap, now: i64) -> Option<Session> {
        let session = self.keys.open(cookie_of(headers, COOKIE_NAME)?)?;
        // One from the future is of a clock that cannot be trusted.
        let is_good =
            session.begun <= session.used && session.used <= now.saturating_add(60) && self.left(&session, now) > 0;
        is_good.then_some(session)
    }

    /// Seconds that it is good for if nobody uses it.
    fn left(&self, session: &Session, now: i64) -> i64 {
        let ends = session.begun.saturating_add(self.age).min(session.used.saturating_add(self.idle));
        let ends = match &session.holds {
            // What cannot be renewed ends with its only access token.
            Holds::Grant(Grant { refresh: None, access: Some(access), .. }) => ends.min(access.until),
            _ => ends,
        };
        ends.saturating_sub(now)
    }

    /// Notes that a session is used; whether the cookie that is held has not said so for a while.
    fn note_use(&self, session: &mut Session, now: i64) -> bool {
        let is_due = now.saturating_sub(session.used) > self.idle / NOTED;
        if is_due {
            session.used = now;
        }
        is_due
    }
}

/// Whether the API takes the access token no more. That it wants a stronger sign-in is something else.
pub(super) fn is_refused(response: &Response<Body>) -> bool {
    let steps_up =
        response.headers().get_all(WWW_AUTHENTICATE).iter().any(|challenge| {
            String::from_utf8_lossy(challenge.as_bytes()).contains("insufficient_user_authentication")
        });
    response.status() == StatusCode::UNAUTHORIZED && !steps_up
}

/// What a session goes by. All sessions of an API token have the same, as it makes no difference which of them it is; each
/// sign-in by OAuth has its own, which stays when its tokens are exchanged.
fn name(session: &Session) -> String {
    match &session.holds {
        Holds::ApiToken(token) => Who::of_token(token.as_bytes()),
        Holds::Grant(grant) => Who::of_token(grant.id.as_bytes()),
    }
    .to_string()
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

#[cfg(test)]
mod tests;
