//! What is given for an API token: an access token, or, where the server keeps the API token, the name of a session.

use std::sync::Arc;

use gloo_net::http::{Method, RequestBuilder, Response};
use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::Resource;
use wheelhouse_contract::sign_in::{AccessToken, CLIENT_AUTHORIZATION, TOKEN_PATH, exchange_form};

use super::early::Exchanged;
use super::{ApiError, Config, Connection, ErrorKind};

/// The server's session, below the address of sign-in.
pub(super) const SESSION_PATH: &str = "/session";
/// The header that every request by a session has, with its name.
pub(super) const OURS: &str = "X-Wheelhouse";
/// What it says as long as the name is not known.
pub(super) const UNNAMED: &str = "1";
/// What is given is renewed this long before it ends, in milliseconds.
const MARGIN: f64 = 30_000.0;

/// What is given, and when to renew it.
pub(super) type Access = (String, f64);

/// What is asked of sign-in.
#[derive(Clone, Copy)]
pub(super) enum Ask<'a> {
    /// To take this API token.
    Begin(&'a str),
    /// To go on, with the same API token or the session of this name.
    Renew(&'a str),
}

/// The way to sign-in.
#[derive(Clone, Copy)]
pub(super) struct Exchange {
    url: StoredValue<String>,
    /// Whether the server keeps the API token.
    pub by_session: bool,
    connection: Connection,
}

impl Exchange {
    pub fn new(config: &Config, connection: Connection) -> Self {
        let path = if config.by_session { SESSION_PATH } else { TOKEN_PATH };
        let url = StoredValue::new(format!("{}{path}", config.auth));
        Self { url, by_session: config.by_session, connection }
    }

    /// # Errors
    /// `SignedOut` when it is not accepted, else what kept the answer away.
    pub async fn send(self, ask: Ask<'_>) -> Result<Access, ApiError> {
        let asked = js_sys::Date::now();
        let post = self.request(Method::POST);
        let request = match ask {
            Ask::Renew(name) if self.by_session => self.request(Method::GET).header(OURS, name).build(),
            Ask::Begin(token) if self.by_session => post
                .header(OURS, UNNAMED)
                .header("Content-Type", "application/json")
                .body(["{\"api_token\":", &Value::from(token).to_string(), "}"].concat()),
            Ask::Begin(token) | Ask::Renew(token) => post
                .header("Authorization", CLIENT_AUTHORIZATION)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .body(exchange_form(token)),
        };
        let request = request.map_err(|_| ApiError::from(ErrorKind::Network))?;
        let answer = self.answered(request.send().await)?;
        let body = answer.text().await.map_err(|_| ApiError::from(ErrorKind::Network))?;
        self.read(Exchanged { asked, status: answer.status(), body })
    }

    /// Ends the session of the server; whether that was done.
    pub async fn end(self) -> bool {
        let answer = self.request(Method::DELETE).header(OURS, UNNAMED).send().await;
        self.answered(answer).is_ok_and(|answer| answer.ok())
    }

    fn request(self, method: Method) -> RequestBuilder {
        RequestBuilder::new(&self.url.get_value()).method(method)
    }

    fn answered(self, answer: Result<Response, gloo_net::Error>) -> Result<Response, ApiError> {
        answer.map_err(|_| {
            self.connection.failed();
            ErrorKind::Network.into()
        })
    }

    /// Reads an answer.
    ///
    /// # Errors
    /// As [`Exchange::send`].
    pub fn read(self, answer: Exchanged) -> Result<Access, ApiError> {
        let Exchanged { asked, status, body } = answer;
        // That sign-in answers does not say that the API does: a gateway signs people in without it.
        if !(200..300).contains(&status) {
            let mut error = ApiError::from_answer(status, None, &body);
            if error.kind == ErrorKind::Unsent {
                self.connection.failed();
            }
            // A bad API token answers 400 or 401.
            if matches!(error.kind, ErrorKind::Status(400 | 403)) {
                error.kind = ErrorKind::SignedOut;
            }
            return Err(error);
        }
        let value: Value = serde_json::from_str(&body).map_err(|_| ApiError::from(ErrorKind::Unreadable))?;
        let name = value.get("name").and_then(Value::as_str).map(str::to_owned);
        let answer = AccessToken::new(Arc::new(value));
        let token = name.or_else(|| answer.access_token().map(str::to_owned));
        // A server that has no session says so with an empty object.
        let token = token.ok_or(if self.by_session { ErrorKind::SignedOut } else { ErrorKind::Unreadable })?;
        let seconds = answer.expires_in().unwrap_or(900).clamp(1, 86_400);
        #[allow(clippy::cast_precision_loss, reason = "a day has few seconds")]
        let life = (seconds as f64) * 1000.0;
        Ok((token, asked + (life - MARGIN).max(life / 2.0)))
    }
}
