//! Sessions of the gateway: the browser holds a sealed cookie, and no token that it could read.
//!
//! They are kept nowhere. Any gateway with the keys opens them, and they end by their age alone; those that OAuth began,
//! with their tokens as well.

mod grant;
mod grants;
mod login;
mod seal;
mod tokens;

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, COOKIE, SET_COOKIE, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode};
use http_body_util::{BodyExt, Limited};
use serde_json::{Value, json};

pub(super) use grant::Access;
use grant::{Grant, Margin};
use grants::{Grants, now};
pub use seal::Keys;
use seal::{Holds, Session};
use tokens::{SignIn, Tokens};

use super::audit::Who;
use super::oauth::OAuth;
use super::refusal::Refusal;
use super::upstream::{Client, Upstream};

/// Browsers take a cookie of this name from HTTPS alone, and for this host and all its paths.
const COOKIE_NAME: &str = "__Host-wheelhouse";

/// Every request has to have this header, which a form or an image of another page cannot send. It says whose session the
/// page goes by, or [`ANYBODYS`].
const OURS: HeaderName = HeaderName::from_static("x-wheelhouse");

/// What a page says that knows of no session yet.
const ANYBODYS: &str = "1";

/// The greatest request to begin a session, in bytes.
const LIMIT: usize = 8 * 1024;

/// The longest cookie that browsers keep is one of 4096 bytes, by the strictest count with all that is said of it.
const ROOM: usize = 4096;

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
    pub(super) fn new(options: SessionOptions, oauth: Option<Arc<OAuth>>) -> Self {
        let seconds = |time: Duration| i64::try_from(time.as_secs()).unwrap_or(i64::MAX);
        let (idle, age) = (seconds(options.idle), seconds(options.age));
        Self { keys: options.keys, idle, age, tokens: Tokens::default(), oauth, grants: Arc::default() }
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
        let session = self.meant(request.headers(), now()).ok_or(Refusal::SignedOut)?;
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
        let is_noted = self.note_use(&mut session, now());
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
        if is_noted || is_newer { self.cookie(&session, now()) } else { None }
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
            Method::POST => self.begin(request, way, now()).await,
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
        let Some(mut session) = self.meant(headers, now()) else { return Ok(answer(StatusCode::OK, json!({}), None)) };
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
        let cookie = if is_newer { self.cookie(&session, now()) } else { None };
        Ok(answer(StatusCode::OK, self.told(&session, now()), cookie))
    }

    /// Has tokens taken back that nobody needs any more: as well as can be, as the cookie goes in any case.
    async fn end(&self, headers: &HeaderMap) {
        let session = self.of(headers, now());
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

    /// The cookie of a session, where there is room for it.
    fn cookie(&self, session: &Session, now: i64) -> Option<HeaderValue> {
        let left = self.left(session, now);
        let mut text = cookie_text(&self.keys.seal(session)?, left);
        if let (true, Holds::Grant(grant)) = (text.len() > ROOM, &session.holds) {
            // Another access token is to be had, where there is something to have it with.
            grant.refresh.as_ref()?;
            let holds = Holds::Grant(Grant { access: None, ..grant.clone() });
            text = cookie_text(&self.keys.seal(&Session { holds, ..session.clone() })?, left);
        }
        let mut value = HeaderValue::from_str(&text).ok().filter(|_| text.len() <= ROOM)?;
        value.set_sensitive(true);
        Some(value)
    }
}

/// The value of a request's cookie. Two of the name are none: one of them would be somebody else's doing.
fn cookie_of<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let texts = headers.get_all(COOKIE).iter().filter_map(|header| header.to_str().ok());
    let mut values = texts
        .flat_map(|text| text.split(';'))
        .filter_map(|pair| pair.trim().split_once('=').filter(|(known, _)| *known == name).map(|(_, value)| value));
    let (value, other) = (values.next()?, values.next());
    other.is_none().then_some(value)
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

fn cookie_text(value: &str, seconds: i64) -> String {
    format!("{COOKIE_NAME}={value}; Path=/; Max-Age={seconds}; Secure; HttpOnly; SameSite=Strict")
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
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::gateway::noise;

    const HOUR: i64 = 3600;

    fn sessions() -> Sessions {
        let keys = Keys::read(&format!("a {}", "1".repeat(64))).unwrap();
        let (idle, age) = (Duration::from_secs(3600), Duration::from_secs(7200));
        Sessions::new(SessionOptions { keys, idle, age }, None)
    }

    fn found(sessions: &Sessions, session: &Session, now: i64) -> bool {
        let mut headers = HeaderMap::new();
        let value = format!("other=1; {COOKIE_NAME}={}", sessions.keys.seal(session).unwrap());
        headers.insert(COOKIE, value.parse().unwrap());
        sessions.of(&headers, now).is_some()
    }

    #[test]
    fn a_session_ends_unused_and_in_the_end_always() {
        let sessions = sessions();
        let at = |begun, used| Session { holds: Holds::ApiToken("token".to_owned()), begun, used };
        assert!(found(&sessions, &at(0, 0), HOUR - 1));
        assert!(!found(&sessions, &at(0, 0), HOUR));
        assert!(found(&sessions, &at(0, HOUR), 2 * HOUR - 1));
        assert!(!found(&sessions, &at(0, HOUR + 10), 2 * HOUR));
        assert!(!found(&sessions, &at(0, HOUR), 0), "from the future");
        assert!(!found(&sessions, &at(HOUR, 0), HOUR), "used before it began");
    }

    #[test]
    fn a_session_that_is_used_goes_on() {
        let sessions = sessions();
        let mut session = Session { holds: Holds::ApiToken("token".to_owned()), begun: 0, used: 0 };
        assert!(!sessions.note_use(&mut session, 60));
        assert!(sessions.note_use(&mut session, HOUR - 1));
        let cookie = sessions.cookie(&session, HOUR - 1).unwrap();
        assert!(cookie.to_str().unwrap().contains("; Max-Age=3600;"));
        assert!(found(&sessions, &session, 2 * HOUR - 2));
        assert!(sessions.note_use(&mut session, 2 * HOUR - 60));
        let cookie = sessions.cookie(&session, 2 * HOUR - 60).unwrap();
        assert!(cookie.to_str().unwrap().contains("; Max-Age=60;"));
    }

    fn of_a_grant(refresh: Option<usize>, access: usize) -> Session {
        let letters = |length: usize| "t".repeat(length);
        let grant = Grant {
            id: "a".to_owned(),
            who: "b".to_owned(),
            turn: 0,
            refresh: refresh.map(letters),
            access: Some(Access::new(letters(access), 0, 900)),
        };
        Session { holds: Holds::Grant(grant), begun: 0, used: 0 }
    }

    #[test]
    fn what_cannot_be_renewed_ends_with_its_access_token() {
        let sessions = sessions();
        assert!(found(&sessions, &of_a_grant(None, 9), 899));
        assert!(!found(&sessions, &of_a_grant(None, 9), 900));
        assert!(found(&sessions, &of_a_grant(Some(9), 9), 900));
    }

    #[test]
    fn an_access_token_that_has_no_room_in_the_cookie_is_left_out_and_a_refresh_token_is_not() {
        let sessions = sessions();
        let held = |session: &Session| {
            let cookie = sessions.cookie(session, 0)?;
            let text = cookie.to_str().unwrap().to_owned();
            assert!(text.len() <= ROOM, "{}", text.len());
            match sessions.keys.open(text.split(['=', ';']).nth(1).unwrap()).unwrap().holds {
                Holds::Grant(grant) => Some((grant.refresh.is_some(), grant.access.is_some())),
                Holds::ApiToken(_) => None,
            }
        };
        assert_eq!(held(&of_a_grant(Some(1000), 1500)), Some((true, true)));
        assert_eq!(held(&of_a_grant(Some(1000), 2500)), Some((true, false)));
        assert_eq!(held(&of_a_grant(Some(4000), 100)), None);
        assert_eq!(held(&of_a_grant(None, 4000)), None);
    }

    #[test]
    fn of_two_cookies_none_is_taken() {
        let sessions = sessions();
        let sealed =
            sessions.keys.seal(&Session { holds: Holds::ApiToken("token".to_owned()), begun: 0, used: 0 }).unwrap();
        for text in
            [format!("{COOKIE_NAME}={sealed}; {COOKIE_NAME}=x"), format!("{COOKIE_NAME}=x; {COOKIE_NAME}={sealed}")]
        {
            let mut headers = HeaderMap::new();
            headers.insert(COOKIE, text.parse().unwrap());
            assert!(sessions.of(&headers, 0).is_none());
        }
    }

    #[test]
    fn fuzzed_cookies_are_nobodys() {
        let (sessions, now) = (sessions(), 1_800_000_000);
        let session = Session { holds: Holds::ApiToken("t".to_owned()), begun: now - 10, used: now - 5 };
        let cookie = format!("a=b; {COOKIE_NAME}={}; c", sessions.keys.seal(&session).unwrap());
        let words = ["; ", "=", COOKIE_NAME, "a.", "\u{e9}", "\"", ","];
        let made = [cookie.into_bytes()];
        let make = |noise: &mut noise::Noise| {
            let pair = |bytes: Vec<u8>| HeaderValue::from_bytes(&bytes).ok().map(|value| (COOKIE, value));
            HeaderMap::from_iter((0..=noise.below(2)).filter_map(|_| pair(noise.changed(&made, &words))))
        };
        noise::try_all(10_000, make, |headers| {
            // What was changed beside it leaves it as it was.
            assert!(sessions.of(headers, now).is_none_or(|found| found == session));
        });
    }
}
