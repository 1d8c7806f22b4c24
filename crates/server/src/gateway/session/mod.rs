//! Sessions of the gateway: the browser holds a sealed cookie, and neither the API token nor an access token.
//!
//! They are kept nowhere. Any gateway with the keys opens them, and they end by their age alone.

mod seal;
mod tokens;

use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, COOKIE, SET_COOKIE, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode};
use http_body_util::{BodyExt, Limited};
use serde_json::{Value, json};
use time::OffsetDateTime;

pub use seal::Keys;
use seal::Session;
use tokens::{SignIn, Tokens};

use super::audit::Who;
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
}

/// Who a request is for, as its session says.
#[derive(Debug)]
pub(super) struct SignedIn {
    api_token: String,
    access_token: String,
    /// The cookie, where its use is to be noted.
    renewed: Option<HeaderValue>,
}

impl SignedIn {
    pub(super) fn api_token(&self) -> &str {
        &self.api_token
    }
}

impl Sessions {
    pub(super) fn new(options: SessionOptions) -> Self {
        let seconds = |time: Duration| i64::try_from(time.as_secs()).unwrap_or(i64::MAX);
        Self { keys: options.keys, idle: seconds(options.idle), age: seconds(options.age), tokens: Tokens::default() }
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
        let now = OffsetDateTime::now_utc().unix_timestamp();
        let mut session = self.meant(request.headers(), now).ok_or(Refusal::SignedOut)?;
        let (client, upstream, limit) = way;
        let access_token = self.tokens.get(&session.api_token, &SignIn { client, upstream, limit }).await?;
        let header = HeaderValue::from_str(&format!("Bearer {access_token}")).map_err(|_| Refusal::Broken)?;
        request.headers_mut().insert(AUTHORIZATION, header);
        let renewed = self.renewed(&mut session, now);
        Ok(SignedIn { api_token: session.api_token, access_token, renewed })
    }

    /// What an answer tells of the session: that it was used, or that its access token has ended.
    pub(super) async fn after(&self, signed_in: SignedIn, response: &mut Response<Body>) {
        let steps_up = response.headers().get_all(WWW_AUTHENTICATE).iter().any(|challenge| {
            String::from_utf8_lossy(challenge.as_bytes()).contains("insufficient_user_authentication")
        });
        if response.status() == StatusCode::UNAUTHORIZED && !steps_up {
            self.tokens.refused(&signed_in.api_token, &signed_in.access_token).await;
        }
        if let Some(cookie) = signed_in.renewed {
            response.headers_mut().append(SET_COOKIE, cookie);
        }
    }

    /// `/auth/session`: POST begins one, GET says whether there is one, DELETE ends it.
    pub(super) async fn handle(
        &self,
        request: Request,
        way: (&Client, &Upstream, Duration),
    ) -> Result<Response<Body>, Refusal> {
        Self::check(request.headers())?;
        let now = OffsetDateTime::now_utc().unix_timestamp();
        match *request.method() {
            Method::POST => self.begin(request, way, now).await,
            Method::GET => {
                // That there is none is no error of who asks.
                let session = self.meant(request.headers(), now);
                Ok(answer(StatusCode::OK, session.map_or_else(|| json!({}), |session| self.told(&session, now)), None))
            }
            Method::DELETE => Ok(answer(StatusCode::OK, json!({}), HeaderValue::from_str(&cookie_text("", 0)).ok())),
            _ => Err(Refusal::Method("DELETE, GET, POST".to_owned())),
        }
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
        let session = Session { api_token: token.to_owned(), begun: now, used: now };
        let cookie = self.cookie(&session, now).ok_or(Refusal::Broken)?;
        Ok(answer(StatusCode::OK, self.told(&session, now), Some(cookie)))
    }

    /// What a page is told of its session.
    fn told(&self, session: &Session, now: i64) -> Value {
        json!({"name": name(session), "expires_in": self.left(session, now)})
    }

    /// The session of a request, where it is the one that the page means: tabs share their cookies, and one that shows
    /// things of one person must not act as another who has signed in since.
    fn meant(&self, headers: &HeaderMap, now: i64) -> Option<Session> {
        let said = headers.get(OURS)?.as_bytes();
        self.of(headers, now).filter(|session| said == ANYBODYS.as_bytes() || said == name(session).as_bytes())
    }

    /// The session of a request. Two cookies of the name are none: one of them would be somebody else's doing.
    fn of(&self, headers: &HeaderMap, now: i64) -> Option<Session> {
        let texts = headers.get_all(COOKIE).iter().filter_map(|header| header.to_str().ok());
        let mut values = texts.flat_map(|text| text.split(';')).filter_map(|pair| {
            pair.trim().split_once('=').filter(|(name, _)| *name == COOKIE_NAME).map(|(_, value)| value)
        });
        let (value, other) = (values.next()?, values.next());
        let session = self.keys.open(value).filter(|_| other.is_none())?;
        // One from the future is of a clock that cannot be trusted.
        let is_good =
            session.begun <= session.used && session.used <= now.saturating_add(60) && self.left(&session, now) > 0;
        is_good.then_some(session)
    }

    /// Seconds that it is good for if nobody uses it.
    fn left(&self, session: &Session, now: i64) -> i64 {
        let ends = session.begun.saturating_add(self.age).min(session.used.saturating_add(self.idle));
        ends.saturating_sub(now)
    }

    /// The cookie of a session that is used, where the one that is held has not said so for a while.
    fn renewed(&self, session: &mut Session, now: i64) -> Option<HeaderValue> {
        if now.saturating_sub(session.used) <= self.idle / NOTED {
            return None;
        }
        session.used = now;
        self.cookie(session, now)
    }

    fn cookie(&self, session: &Session, now: i64) -> Option<HeaderValue> {
        let text = cookie_text(&self.keys.seal(session)?, self.left(session, now));
        let mut value = HeaderValue::from_str(&text).ok()?;
        value.set_sensitive(true);
        Some(value)
    }
}

/// What a session goes by. All sessions of an API token have the same, as it makes no difference which of them it is.
fn name(session: &Session) -> String {
    Who::of_token(session.api_token.as_bytes()).to_string()
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

    const HOUR: i64 = 3600;

    fn sessions() -> Sessions {
        let keys = Keys::read(&format!("a {}", "1".repeat(64))).unwrap();
        Sessions::new(SessionOptions { keys, idle: Duration::from_secs(3600), age: Duration::from_secs(7200) })
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
        let at = |begun, used| Session { api_token: "token".to_owned(), begun, used };
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
        let mut session = Session { api_token: "token".to_owned(), begun: 0, used: 0 };
        assert_eq!(sessions.renewed(&mut session, 60), None);
        let cookie = sessions.renewed(&mut session, HOUR - 1).unwrap();
        assert!(cookie.to_str().unwrap().contains("; Max-Age=3600;"));
        assert!(found(&sessions, &session, 2 * HOUR - 2));
        let cookie = sessions.renewed(&mut session, 2 * HOUR - 60).unwrap();
        assert!(cookie.to_str().unwrap().contains("; Max-Age=60;"));
    }

    #[test]
    fn of_two_cookies_none_is_taken() {
        let sessions = sessions();
        let sealed = sessions.keys.seal(&Session { api_token: "token".to_owned(), begun: 0, used: 0 }).unwrap();
        for text in
            [format!("{COOKIE_NAME}={sealed}; {COOKIE_NAME}=x"), format!("{COOKIE_NAME}=x; {COOKIE_NAME}={sealed}")]
        {
            let mut headers = HeaderMap::new();
            headers.insert(COOKIE, text.parse().unwrap());
            assert!(sessions.of(&headers, 0).is_none());
        }
    }
}
