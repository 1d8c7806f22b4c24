//! Signing in by OAuth, as the browser goes through it: `/auth/login` sends it to the sign-in server, which sends it back to
//! `/auth/callback`. Between them nothing is kept here: what was begun is sealed into a cookie.

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, LOCATION, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode};
use serde_json::{Value, json};
use url::form_urlencoded;

use super::super::audit::Who;
use super::super::oauth::{Begun, OAuth, onward, page_of_ours, random, same};
use super::super::refusal::Refusal;
use super::endpoint::{FAREWELL, take_back};
use super::grant::Grant;
use super::seal::{Holds, Purpose, Session};
use super::{Sessions, cookie_of};

/// The cookie of a sign-in that has begun.
const COOKIE_NAME: &str = "__Host-wheelhouse-login";

/// How many seconds a sign-in may take.
const LASTS: i64 = 600;

/// The most of what the sign-in server says that is shown.
const SHOWN: usize = 300;

impl Sessions {
    /// `GET /auth/login?next=/path`: sends the browser to the sign-in server.
    pub(in super::super) fn login(&self, request: &Parts) -> Result<Response<Body>, Refusal> {
        let oauth = self.oauth.as_ref().ok_or(Refusal::Unknown)?;
        is_navigation(request)?;
        let asked = request.uri.query().unwrap_or_default();
        let mut nexts = form_urlencoded::parse(asked.as_bytes()).filter(|(key, _)| key == "next");
        let next = nexts.next().map(|(_, value)| value).unwrap_or_default();
        let begun = Begun::new();
        let text = json!([begun.state, begun.nonce, begun.verifier, page_of_ours(&next), self.clock.now()]).to_string();
        let sealed = self.keys.seal_text(Purpose::Login, &text).ok_or(Refusal::Broken)?;
        let location = oauth.authorize(&begun, asked);
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::SEE_OTHER;
        let headers = response.headers_mut();
        headers.insert(LOCATION, HeaderValue::from_str(&location).map_err(|_| Refusal::Broken)?);
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(SET_COOKIE, cookie(&sealed, LASTS).ok_or(Refusal::Broken)?);
        Ok(response)
    }

    /// `GET /auth/callback`: takes what the sign-in server answers. Whatever comes of it, what was begun is over.
    pub(in super::super) async fn callback(
        &self,
        request: &Parts,
    ) -> (Result<Response<Body>, Refusal>, Option<HeaderValue>) {
        let outcome = match (&self.oauth, is_navigation(request)) {
            (None, _) => Err(Refusal::Unknown),
            (_, Err(refusal)) => Err(refusal),
            (Some(oauth), Ok(())) => {
                let held = self.begun(&request.headers);
                self.signed_in(oauth, held, request.uri.query().unwrap_or_default()).await
            }
        };
        (outcome, cookie("", 0))
    }

    async fn signed_in(&self, oauth: &OAuth, held: Option<Held>, query: &str) -> Result<Response<Body>, Refusal> {
        let told = Told::read(query)?;
        // Without what this browser has begun, nothing of it is believed: whoever sent it here may want it to be somebody.
        let Held { begun, next } = held.ok_or(Refusal::Stale)?;
        if !told.state.is_some_and(|state| same(&state, &begun.state)) {
            return Err(Refusal::Stale);
        }
        if told.issuer.is_some_and(|issuer| !oauth.is_issuer(&issuer)) {
            return Err(Refusal::Misled);
        }
        if let Some(error) = told.error {
            let words = told.description.map(|words| format!("{error}: {words}")).unwrap_or(error);
            let words: String = words.chars().filter(|c| !c.is_control()).take(SHOWN).collect();
            return Err(Refusal::Denied(words));
        }
        let code = told.code.ok_or(Refusal::Malformed("The sign-in server sent neither a code nor an error."))?;
        let given = oauth.exchange(&code, &begun.verifier).await.map_err(|refusal| match refusal {
            Refusal::SignedOut => Refusal::Stale,
            refusal => refusal,
        })?;
        let (id, now) = (random(), self.clock.now());
        let subject = given.id_token.map(|token| oauth.subject(&token, &begun.nonce, now)).transpose()?;
        // Who signs in again is the same to logs, where the server says who it is.
        let who = Who::of_token(subject.as_deref().unwrap_or(&id).as_bytes()).to_string();
        let access_token = given.access.token.clone();
        let grant = Grant { id, who, turn: 0, refresh: given.refresh, access: Some(given.access) };
        let session = Session { holds: Holds::Grant(grant), begun: now, used: now };
        if let Err(refusal) = self.admit(&session, &access_token, true).await {
            // Nobody has a use for tokens that no session holds.
            if let Holds::Grant(grant) = session.holds {
                let _ = tokio::time::timeout(FAREWELL, take_back(oauth, grant)).await;
            }
            return Err(refusal);
        }
        let mut response = onward(&next);
        response.headers_mut().insert(SET_COOKIE, self.cookie(&session, now).ok_or(Refusal::NoRoom)?);
        Ok(response)
    }

    /// The sign-in that this browser has begun.
    fn begun(&self, headers: &HeaderMap) -> Option<Held> {
        let text = self.keys.open_text(Purpose::Login, cookie_of(headers, COOKIE_NAME)?)?;
        let parts: Vec<Value> = serde_json::from_slice(&text).ok()?;
        let [Value::String(state), Value::String(nonce), Value::String(verifier), Value::String(next), since] =
            parts.as_slice()
        else {
            return None;
        };
        let took = self.clock.now().saturating_sub(since.as_i64()?);
        let begun = Begun { state: state.clone(), nonce: nonce.clone(), verifier: verifier.clone() };
        (-60..=LASTS).contains(&took).then(|| Held { begun, next: next.clone() })
    }
}

/// A sign-in that has begun, and where it leads.
struct Held {
    begun: Begun,
    next: String,
}

/// What the sign-in server answers.
#[derive(Default)]
struct Told {
    code: Option<String>,
    state: Option<String>,
    issuer: Option<String>,
    error: Option<String>,
    description: Option<String>,
}

impl Told {
    /// None of it may come twice (RFC 6749, 3.1): readers would differ on which it is.
    fn read(query: &str) -> Result<Self, Refusal> {
        let mut told = Self::default();
        for (key, value) in form_urlencoded::parse(query.as_bytes()) {
            let place = match &*key {
                "code" => &mut told.code,
                "state" => &mut told.state,
                "iss" => &mut told.issuer,
                "error" => &mut told.error,
                "error_description" => &mut told.description,
                _ => continue,
            };
            if place.replace(value.into_owned()).is_some() {
                return Err(Refusal::Malformed("The answer of the sign-in server says something twice."));
            }
        }
        Ok(told)
    }
}

/// Whether a browser navigates a tab there. It cannot send a header of ours then, so that the rest of the gateway
/// has a stricter rule; older ones say nothing of it.
fn is_navigation(request: &Parts) -> Result<(), Refusal> {
    if request.method != Method::GET {
        return Err(Refusal::Method(Method::GET.to_string()));
    }
    let header = |name: &str| request.headers.get(name).map(|value| value.as_bytes());
    let says = header("sec-fetch-site").is_some() || header("sec-fetch-mode").is_some();
    let is_whole = header("sec-fetch-dest").is_none_or(|dest| dest == b"document");
    if (says && header("sec-fetch-mode") != Some(b"navigate")) || !is_whole {
        return Err(Refusal::Foreign);
    }
    Ok(())
}

/// `SameSite=Lax`, unlike that of a session: the way back begins at the sign-in server's site, from where browsers send no
/// `Strict` cookie. What is in it is of use for ten minutes, once, and together with an answer of that server.
fn cookie(value: &str, seconds: i64) -> Option<HeaderValue> {
    let text = format!("{COOKIE_NAME}={value}; Path=/; Max-Age={seconds}; Secure; HttpOnly; SameSite=Lax");
    let mut value = HeaderValue::from_str(&text).ok()?;
    value.set_sensitive(true);
    Some(value)
}
