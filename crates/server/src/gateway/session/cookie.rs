//! The cookie that holds a session.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};

use super::Sessions;
use super::grant::Grant;
use super::seal::{Holds, Session};

/// Browsers take a cookie of this name from HTTPS alone, and for this host and all its paths.
pub(super) const COOKIE_NAME: &str = "__Host-wheelhouse";

/// The longest cookie that browsers keep is one of 4096 bytes, by the strictest count with all that is said of it.
pub(super) const ROOM: usize = 4096;

impl Sessions {
    /// The cookie of a session, where there is room for it.
    pub(super) fn cookie(&self, session: &Session, now: i64) -> Option<HeaderValue> {
        let left = self.left(session, now);
        let mut text = cookie_text(&self.keys.seal(session)?, left);
        if let (true, Holds::Grant(grant)) = (text.len() > ROOM, &session.holds) {
            // Another access token can be had by exchange, where there is something to exchange.
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
pub(super) fn cookie_of<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let texts = headers.get_all(COOKIE).iter().filter_map(|header| header.to_str().ok());
    let mut values = texts
        .flat_map(|text| text.split(';'))
        .filter_map(|pair| pair.trim().split_once('=').filter(|(known, _)| *known == name).map(|(_, value)| value));
    let (value, other) = (values.next()?, values.next());
    other.is_none().then_some(value)
}

/// What the answer says of it, with the seconds that it lasts.
pub(super) fn cookie_text(value: &str, seconds: i64) -> String {
    format!("{COOKIE_NAME}={value}; Path=/; Max-Age={seconds}; Secure; HttpOnly; SameSite=Strict")
}
