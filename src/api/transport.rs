//! Sending requests: authorization, time limits, renewal of the access token, and reading whatever comes back.

use std::sync::Arc;
use std::time::Duration;

use gloo_net::http::{RequestBuilder, Response};
use leptos::prelude::*;
use serde_json::Value;
use wasm_bindgen::JsCast;
use wheelhouse_contract::Method;
use wheelhouse_contract::sections::users::GetTheCurrentUser;

use super::{ApiError, Config, Connection, ErrorKind, Session};

/// How long a read may take.
const READ_LIMIT: Duration = Duration::from_secs(30);
/// How long a write may take.
const WRITE_LIMIT: Duration = Duration::from_secs(90);

const JSON: &str = "application/json";

/// The message of the reason for which a request is aborted that takes too long.
const TIMEOUT: &str = "timeout";

/// By what an answer of 401 says that it wants another sign-in, and not another token.
const STEPS_UP: [&str; 3] = ["insufficient_user_authentication", "\"amr\"", "\"max_age\""];

/// A request to the API.
pub struct Request {
    pub method: Method,
    /// Below the API's base, with its query.
    pub path: String,
    pub body: Option<Payload>,
    /// Aborts the request when nobody waits for it any more.
    pub abort: Option<web_sys::AbortController>,
}

/// What is sent with a request.
pub enum Payload {
    Json(Value),
    /// `multipart/form-data`, for files.
    Form(web_sys::FormData),
}

impl Request {
    pub fn get(path: impl Into<String>) -> Self {
        Self { method: Method::Get, path: path.into(), body: None, abort: None }
    }
}

/// The way to the API.
#[derive(Clone, Copy)]
pub struct Api {
    config: StoredValue<Config>,
    pub session: Session,
    pub connection: Connection,
}

impl Api {
    pub fn new(config: Config) -> Self {
        let connection = Connection::new();
        config.apply();
        let session = Session::new(&config, connection);
        Self { config: StoredValue::new(config), session, connection }
    }

    /// The handle that the application provided.
    pub fn expect() -> Self {
        use_context().unwrap_or_else(|| Self::new(Config::default()))
    }

    /// The address that an operation's path has for others, for showing.
    pub fn public_url(self, path: &str) -> String {
        self.config.with_value(|config| config.public_url(path))
    }

    /// Where a browser goes to sign in by OAuth, and whether API tokens are not taken beside it.
    pub fn login(self) -> Option<(String, bool)> {
        self.config.with_value(|config| Some((config.login.clone()?, config.login_only)))
    }

    pub(super) fn url(self, path: &str) -> String {
        self.config.with_value(|config| config.url(path))
    }

    /// The path below the API's base of a link that the API gave.
    ///
    /// # Errors
    /// `ForeignLink` when it leads elsewhere.
    pub fn path_of(self, href: &str) -> Result<String, ApiError> {
        self.config.with_value(|config| config.path_of(href)).ok_or_else(|| ErrorKind::ForeignLink.into())
    }

    /// Sends a request and reads its answer as JSON; an empty answer reads as null.
    ///
    /// A request that is refused for its access token (401) did nothing, so it is sent again with a fresh one; a write
    /// only if nobody has signed in meanwhile, since it might be another person.
    ///
    /// A write is not sent while the API cannot be reached.
    ///
    /// # Errors
    /// Everything that [`ErrorKind`] lists.
    pub async fn send(self, request: Request) -> Result<Arc<Value>, ApiError> {
        self.json(&request, true).await
    }

    /// Reads this right after a fresh sign-in, to tell by it whether what waits for one goes on. `StepUp` says that the
    /// sign-in is still not enough.
    ///
    /// # Errors
    /// As [`Api::send`].
    pub async fn read_stepped_up(self, path: String) -> Result<Arc<Value>, ApiError> {
        self.json(&Request::get(path), false).await
    }

    async fn json(self, request: &Request, may_step_up: bool) -> Result<Arc<Value>, ApiError> {
        let Answer { status, text, .. } = self.exchange(request, JSON, may_step_up).await?;
        if status == 204 || text.trim().is_empty() {
            return Ok(Arc::new(Value::Null));
        }
        serde_json::from_str(&text).map(Arc::new).map_err(|_| ErrorKind::Unreadable.into())
    }

    /// Reads an answer that is not JSON, such as a log.
    ///
    /// # Errors
    /// Everything that [`ErrorKind`] lists but `Unreadable`.
    pub async fn text(self, path: String) -> Result<String, ApiError> {
        self.exchange(&Request::get(path), "*/*", true).await.map(|answer| answer.text)
    }

    async fn exchange(self, request: &Request, accept: &str, may_step_up: bool) -> Result<Answer, ApiError> {
        let is_read = request.method.is_read();
        let unsent = |error: ApiError| error.unsent(is_read);
        let (mut is_renewed, mut is_stepped_up) = (false, !may_step_up);
        let asked = self.session.since();
        loop {
            let token = self.session.access_token().await.map_err(unsent)?;
            // What is sent into nowhere may have arrived all the same: better ask first whether anybody is there.
            if !is_read && self.connection.is_lost_untracked() {
                let _ = self.once(&Request::get(GetTheCurrentUser::path()), JSON, &token).await;
                if self.connection.is_lost_untracked() {
                    return Err(ErrorKind::Unsent.into());
                }
            }
            let answer = self.once(request, accept, &token).await?;
            if (200..300).contains(&answer.status) {
                return Ok(answer);
            }
            if let Some(wanted) = &answer.steps_up {
                self.session.want(wanted);
                if !is_stepped_up && self.session.step_up().await {
                    is_stepped_up = true;
                    continue;
                }
                return Err(ApiError { kind: ErrorKind::StepUp, ..answer.error() });
            }
            if answer.status == 401 {
                let is_same = self.session.since() == asked;
                if !is_renewed && (is_same || is_stepped_up || request.method.is_read()) {
                    self.session.refused(&token);
                    is_renewed = true;
                    continue;
                }
                // What was refused may be the session before.
                if is_same {
                    self.session.expire();
                }
            }
            let error = answer.error();
            return Err(if error.kind == ErrorKind::Unsent { unsent(error) } else { error });
        }
    }

    /// One round trip.
    async fn once(self, request: &Request, accept: &str, token: &str) -> Result<Answer, ApiError> {
        let abort = request.abort.clone().or_else(|| web_sys::AbortController::new().ok());
        let limit = if request.method.is_read() { READ_LIMIT } else { WRITE_LIMIT };
        let timer = abort.clone().and_then(|abort| {
            // The request then fails with this reason, and gloo-net panics over one that is no `Error`.
            let give_up = move || abort.abort_with_reason(&js_sys::Error::new(TIMEOUT));
            set_timeout_with_handle(give_up, limit).ok()
        });
        let builder = RequestBuilder::new(&self.url(&request.path))
            .method(method(request.method))
            .abort_signal(abort.as_ref().map(web_sys::AbortController::signal).as_ref())
            .header("Accept", accept);
        let builder = self.session.authorized(builder, token);
        let built = match &request.body {
            Some(Payload::Json(body)) => builder.header("Content-Type", "application/json").body(body.to_string()),
            // The browser says where its parts end.
            Some(Payload::Form(form)) => builder.body(form),
            None => builder.build(),
        };
        let result = match built {
            Ok(built) => read(built.send().await).await,
            Err(_) => None,
        };
        if let Some(timer) = timer {
            timer.clear();
        }
        let signal = abort.map(|abort| abort.signal());
        match result {
            Some(answer) => {
                match answer.status {
                    502 if answer.error().kind == ErrorKind::Unsent => self.connection.failed(),
                    // Somebody between here and the API answered in its place.
                    502 | 504 => {}
                    _ => self.connection.answered(),
                }
                Ok(answer)
            }
            None if signal.as_ref().is_some_and(web_sys::AbortSignal::aborted) => {
                let reason = signal.and_then(|signal| signal.reason().dyn_into::<js_sys::Error>().ok());
                let timed_out = reason.is_some_and(|reason| reason.message() == TIMEOUT);
                Err(if timed_out { ErrorKind::Timeout } else { ErrorKind::Aborted }.into())
            }
            None => {
                self.connection.failed();
                Err(ErrorKind::Network.into())
            }
        }
    }
}

/// What came back.
struct Answer {
    status: u16,
    /// In seconds.
    retry_after: Option<u32>,
    /// What the API says, in a header and in the body, where it wants a fresher or stronger sign-in (RFC 9470).
    steps_up: Option<String>,
    text: String,
}

impl Answer {
    fn error(&self) -> ApiError {
        ApiError::from_answer(self.status, self.retry_after, &self.text)
    }
}

async fn read(answer: Result<Response, gloo_net::Error>) -> Option<Answer> {
    let answer = answer.ok()?;
    let retry_after = answer.headers().get("Retry-After").and_then(|seconds| seconds.parse().ok());
    let challenge = answer.headers().get("WWW-Authenticate").unwrap_or_default();
    let (status, text) = (answer.status(), answer.text().await.ok()?);
    let is_said = |said: &str| challenge.contains(said) || text.contains(said);
    let steps_up = status == 401 && STEPS_UP.into_iter().any(is_said);
    let steps_up = steps_up.then(|| [&challenge, "\n", &text].concat());
    Some(Answer { status, retry_after, steps_up, text })
}

fn method(method: Method) -> gloo_net::http::Method {
    match method {
        Method::Get => gloo_net::http::Method::GET,
        Method::Post => gloo_net::http::Method::POST,
        Method::Patch => gloo_net::http::Method::PATCH,
        Method::Delete => gloo_net::http::Method::DELETE,
    }
}
