//! What OAuth gave a session: what it acts with, and what it gets more of that with.

use std::fmt::{self, Debug, Formatter};

use serde_json::{Value, json};

/// How many seconds before its end an access token is replaced: it has to last until a request with it has arrived.
const AHEAD: i64 = 30;

/// How many seconds an access token is taken to last whose end is not told.
const UNTOLD: i64 = 300;

/// An access token, and until when. It is kept in the cookie as well: a gateway that sees the session first needs no
/// exchange, which might take the refresh token from another.
#[derive(Clone, PartialEq, Eq)]
pub(in super::super) struct Access {
    pub(in super::super) token: String,
    /// Seconds since 1970.
    pub(in super::super) until: i64,
    /// How long before its end it is exchanged.
    ahead: i64,
}

impl Access {
    /// One that lasts so many seconds.
    pub(in super::super) fn new(token: String, now: i64, lifetime: i64) -> Self {
        Self { token, until: now.saturating_add(lifetime), ahead: (lifetime / 4).clamp(0, AHEAD) }
    }

    /// The one in an answer of the token endpoint, which was asked at `now`.
    pub(in super::super) fn read(answer: &Value, now: i64) -> Option<Self> {
        let text = |key: &str| answer.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
        // Others than Bearer are of no use to the API (RFC 6749, 7.1).
        let is_bearer = text("token_type").is_none_or(|kind| kind.eq_ignore_ascii_case("bearer"));
        let token = text("access_token").filter(|_| is_bearer)?;
        let lifetime = match answer.get("expires_in") {
            // Some send it as a text.
            Some(Value::String(seconds)) => seconds.parse().ok(),
            seconds => seconds.and_then(Value::as_i64),
        };
        let lifetime = lifetime.filter(|seconds| *seconds > 0).unwrap_or(UNTOLD);
        Some(Self::new(token.to_owned(), now, lifetime))
    }

    /// Whether it is so far from its end.
    pub(super) fn lasts(&self, now: i64, margin: Margin) -> bool {
        let ahead = if margin == Margin::Ample { self.ahead.saturating_mul(2) } else { self.ahead };
        self.until.saturating_sub(ahead) > now
    }
}

/// How far from its end an access token has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Margin {
    /// For a request that is about to go.
    Enough,
    /// For a page that asks how its session is: pages ask once for all that they are about to send, so that it is then that
    /// the token is exchanged, and not by many requests at several gateways.
    Ample,
}

/// What one sign-in gave.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Grant {
    /// What the session is told from others by, random.
    pub(super) id: String,
    /// Who signed in, as logs may know them.
    pub(super) who: String,
    /// How often the tokens were exchanged. Of two cookies of a session, the one with more is the newer.
    pub(super) turn: u64,
    pub(super) refresh: Option<String>,
    /// Nothing where the cookie has no room for it, or the API does not take it any more.
    pub(super) access: Option<Access>,
}

impl Grant {
    /// The access token, where it lasts.
    pub(super) fn fresh(&self, now: i64, margin: Margin) -> Option<&Access> {
        self.access.as_ref().filter(|access| access.lasts(now, margin))
    }

    /// As it is sealed.
    pub(super) fn written(&self) -> Value {
        let access = self.access.as_ref().map(|access| json!([access.token, access.until, access.ahead]));
        json!({"id": self.id, "who": self.who, "turn": self.turn, "refresh": self.refresh, "access": access})
    }

    /// Reads what was sealed.
    pub(super) fn read(value: &Value) -> Option<Self> {
        let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
        let access = match value.get("access").and_then(Value::as_array).map(Vec::as_slice) {
            Some([Value::String(token), until, ahead]) => {
                Some(Access { token: token.clone(), until: until.as_i64()?, ahead: ahead.as_i64()? })
            }
            _ => None,
        };
        let turn = value.get("turn")?.as_u64()?;
        Some(Self { id: text("id")?, who: text("who")?, turn, refresh: text("refresh"), access })
    }
}

impl Debug for Access {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Access").field("until", &self.until).finish_non_exhaustive()
    }
}

impl Debug for Grant {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Grant").field("who", &self.who).field("turn", &self.turn).finish_non_exhaustive()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn grant(lifetime: i64) -> Grant {
        let access = Some(Access::new("secret".to_owned(), 1000, lifetime));
        Grant { id: "a".into(), who: "b".into(), turn: 3, refresh: Some("secret".into()), access }
    }

    #[test]
    fn what_is_sealed_is_read_again_with_and_without_its_tokens() {
        let whole = grant(900);
        let none = Grant { refresh: None, access: None, ..whole.clone() };
        for grant in [whole, none] {
            assert_eq!(Grant::read(&grant.written()).unwrap(), grant);
        }
        assert_eq!(Grant::read(&json!({"id": "a"})), None);
    }

    #[test]
    fn an_access_token_is_exchanged_some_time_before_its_end_and_earlier_when_a_page_asks() {
        let long = grant(900);
        assert!(long.fresh(1869, Margin::Enough).is_some() && long.fresh(1870, Margin::Enough).is_none());
        assert!(long.fresh(1839, Margin::Ample).is_some() && long.fresh(1840, Margin::Ample).is_none());
        // One that lasts no longer than that is good for most of its life.
        assert!(grant(20).fresh(1014, Margin::Enough).is_some());
    }

    #[test]
    fn no_token_is_printed() {
        assert!(!format!("{:?}", grant(900)).contains("secret"));
    }
}
