//! Sessions of the gateway: the browser holds a sealed cookie, and no token that it could read.
//!
//! They are kept nowhere. Any gateway with the keys opens them, and they end by their age alone; those that OAuth began,
//! with their tokens as well.

mod cookie;
mod endpoint;
mod grant;
mod grants;
mod login;
mod people;
mod seal;
mod slots;
mod tokens;

use std::sync::Arc;
use std::time::Duration;

use axum::extract::Request;
use axum::http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};

use cookie::{COOKIE_NAME, cookie_of};
pub(super) use grant::Access;
use grant::{Grant, Margin};
use grants::Grants;
pub use people::AllowList;
pub(super) use people::People;
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
    /// Where not everybody may use the installation.
    people: Option<People>,
    clock: Clock,
}

/// Who a request is for, as its session says.
#[derive(Debug)]
pub(super) struct SignedIn {
    session: Session,
    access_token: String,
    /// Their ID, where the API was asked.
    user_id: Option<String>,
}

impl SignedIn {
    /// Who it is, as logs may know them.
    pub(super) fn who(&self) -> Who {
        match &self.session.holds {
            Holds::ApiToken(token) => Who::of_token(token.as_bytes()),
            Holds::Grant(grant) => Who::known(&grant.who),
        }
        .told(self.user_id.clone())
    }
}

impl Sessions {
    pub(super) fn new(
        options: SessionOptions,
        oauth: Option<Arc<OAuth>>,
        people: Option<People>,
        clock: Clock,
    ) -> Self {
        let seconds = |time: Duration| i64::try_from(time.as_secs()).unwrap_or(i64::MAX);
        let (idle, age) = (seconds(options.idle), seconds(options.age));
        let grants = Arc::new(Grants::new(clock.clone()));
        Self { keys: options.keys, idle, age, tokens: Tokens::new(clock.clone()), oauth, grants, people, clock }
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
        request.headers_mut().insert(AUTHORIZATION, bearer(&access_token)?);
        Ok(SignedIn { session, access_token, user_id: None })
    }

    /// Refuses who may not use this installation.
    pub(super) async fn identify(&self, signed_in: &mut SignedIn) -> Result<(), Refusal> {
        signed_in.user_id = self.admit(&signed_in.session, &signed_in.access_token, false).await?;
        Ok(())
    }

    async fn admit(&self, session: &Session, access_token: &str, signs_in: bool) -> Result<Option<String>, Refusal> {
        let Some(people) = &self.people else { return Ok(None) };
        people.admit(session.digest(), access_token, signs_in).await.map(Some)
    }

    /// Notes whether an access token was refused, and answers the cookie where it has to say more than the one that is held:
    /// that the session was used, or which tokens it has now. It is made when the answer is there, so that a slow one does
    /// not bring back what others have replaced since.
    pub(super) async fn after(&self, signed_in: SignedIn, is_refused: bool) -> Option<HeaderValue> {
        let SignedIn { mut session, access_token, .. } = signed_in;
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
pub(super) fn is_refused<T>(response: &Response<T>) -> bool {
    response.status() == StatusCode::UNAUTHORIZED && !response.headers().get_all(WWW_AUTHENTICATE).iter().any(steps_up)
}

/// Whether a challenge is for a stronger sign-in (RFC 9470).
fn steps_up(challenge: &HeaderValue) -> bool {
    String::from_utf8_lossy(challenge.as_bytes()).contains("insufficient_user_authentication")
}

/// What an access token is sent as.
fn bearer(access_token: &str) -> Result<HeaderValue, Refusal> {
    let mut header = HeaderValue::from_str(&format!("Bearer {access_token}")).map_err(|_| Refusal::Broken)?;
    header.set_sensitive(true);
    Ok(header)
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

#[cfg(test)]
mod tests;
