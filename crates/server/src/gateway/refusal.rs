//! What the gateway answers itself.

use axum::body::Body;
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, Response, StatusCode};
use serde_json::json;

/// Why a request was not passed on, or came to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// No address that is passed on.
    Unknown,
    /// The methods that the address has.
    Method(String),
    /// What is asked for is not clear.
    Malformed(&'static str),
    ReadOnly,
    TooLarge(u64),
    /// The client did not send its body in time.
    TooSlow,
    /// No connection: nothing was done.
    Unreachable,
    /// The upstream gave no answer that can be passed on. A write may have been done.
    Broken,
    /// The upstream did not answer in time. A write may have been done.
    Late,
    /// It answered with an address to go to.
    Redirects,
    /// The write could not be written down beforehand.
    Unaudited,
    /// It comes from a page elsewhere, or does not show that it does not.
    Foreign,
    /// There is no session, or its API token is not valid.
    SignedOut,
    /// A sign-in that nobody here has begun, that has taken too long, or that another has taken the place of.
    Stale,
    /// The sign-in server did not sign somebody in, and says why.
    Denied(String),
    /// What came in the name of the sign-in server is another's, or of another sign-in.
    Misled,
    /// The sign-in server does not know the gateway, or not for this.
    NoClient,
    /// The tokens do not fit into a cookie.
    NoRoom,
    /// Signing in is by OAuth alone.
    OAuthOnly,
    /// The installation is for others than this person.
    NotAllowed(String),
    /// The installation is for some, and the API does not say who this is.
    Unidentified,
    /// It says so after a stronger sign-in alone.
    Challenged(HeaderValue),
}

impl Refusal {
    /// A word for logs and metrics.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Method(_) => "method",
            Self::Malformed(_) => "malformed",
            Self::ReadOnly => "read_only",
            Self::TooLarge(_) => "too_large",
            Self::TooSlow => "too_slow",
            Self::Unreachable => "unreachable",
            Self::Broken => "broken",
            Self::Late => "late",
            Self::Redirects => "redirects",
            Self::Unaudited => "unaudited",
            Self::Foreign => "foreign",
            Self::SignedOut => "signed_out",
            Self::Stale => "sign_in_stale",
            Self::Denied(_) => "sign_in_denied",
            Self::Misled => "sign_in_misled",
            Self::NoClient => "client_refused",
            Self::NoRoom => "no_room",
            Self::OAuthOnly => "oauth_only",
            Self::NotAllowed(_) => "not_allowed",
            Self::Unidentified => "unidentified",
            Self::Challenged(_) => "step_up",
        }
    }

    pub(super) fn status(&self) -> StatusCode {
        match self {
            Self::Unknown => StatusCode::NOT_FOUND,
            Self::Method(_) | Self::ReadOnly => StatusCode::METHOD_NOT_ALLOWED,
            Self::Malformed(_) | Self::Stale => StatusCode::BAD_REQUEST,
            Self::Foreign | Self::Denied(_) | Self::OAuthOnly | Self::NotAllowed(_) => StatusCode::FORBIDDEN,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Unreachable
            | Self::Broken
            | Self::Redirects
            | Self::Misled
            | Self::NoClient
            | Self::NoRoom
            | Self::Unidentified => StatusCode::BAD_GATEWAY,
            Self::Late => StatusCode::GATEWAY_TIMEOUT,
            Self::Unaudited => StatusCode::SERVICE_UNAVAILABLE,
            Self::SignedOut | Self::Challenged(_) => StatusCode::UNAUTHORIZED,
        }
    }

    /// What is wrong, in words for whoever asked.
    pub(super) fn detail(&self) -> String {
        match self {
            Self::Unknown => {
                "This gateway passes on what the API is known to have, and this is no such address.".into()
            }
            Self::Method(allowed) => format!("Only {allowed} can be used at this address."),
            Self::Malformed(why) => (*why).to_owned(),
            Self::ReadOnly => "This installation is for looking only: nothing can be changed through it.".into(),
            Self::TooLarge(limit) => format!("The body is greater than {limit} bytes."),
            Self::TooSlow => "The body did not arrive in time.".into(),
            Self::Unreachable => "The API cannot be reached. Nothing was done.".into(),
            Self::Broken => "The API gave no answer that can be read. What was asked may have been done.".into(),
            Self::Late => "The API did not answer in time. What was asked may have been done.".into(),
            Self::Unaudited => "The change could not be written down, so it was not passed on.".into(),
            Self::Foreign => "Pages of other addresses may not use this gateway.".into(),
            Self::SignedOut => "Nobody is signed in, or the API token is not valid.".into(),
            Self::Stale => "This sign-in took too long, or another one has begun since. Sign in again.".into(),
            Self::Denied(_) => "You were not signed in.".into(),
            Self::Misled => "The answer is not that of the sign-in that was begun here. Nobody was signed in.".into(),
            Self::NoClient => "The sign-in server does not take this gateway’s client, secret or request.".into(),
            Self::NoRoom => "The tokens of this sign-in are too large for a cookie.".into(),
            Self::OAuthOnly => "API tokens are not taken here. Sign in at /auth/login.".into(),
            Self::NotAllowed(name) => {
                format!("{name} is not among those who may use this installation. Ask whoever runs it to be let in.")
            }
            Self::Unidentified => {
                "The API does not say who you are, and this installation is for some people only. Nothing was done."
                    .into()
            }
            Self::Challenged(_) => "The API asks for a stronger sign-in before it says who you are.".into(),
            Self::Redirects => "The API answered with another address, which the gateway does not follow.".into(),
        }
    }

    /// The answer, in the form of the API's own errors.
    pub(super) fn render(&self) -> Response<Body> {
        let status = self.status();
        let title = status.canonical_reason().unwrap_or_default();
        let text = json!({"status": status.as_u16(), "title": title, "detail": self.detail()}).to_string();
        let mut response = Response::new(Body::from(text));
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Self::Challenged(challenge) = self {
            headers.insert(WWW_AUTHENTICATE, challenge.clone());
        }
        let allowed = match self {
            Self::Method(allowed) => HeaderValue::from_str(allowed).ok(),
            Self::ReadOnly => Some(HeaderValue::from_static("GET")),
            _ => None,
        };
        if let Some(allowed) = allowed {
            headers.insert(ALLOW, allowed);
        }
        response
    }
}
