//! Who is signed in, and the tokens that say so.
//!
//! The API token lives in memory; in this tab's storage only when the person asks for it. The access token lives in
//! memory alone. A tab that has neither is given those of another tab that is signed in. A sign-out reaches every tab by a
//! broadcast.
//!
//! Where the server keeps the API token, the name of its session takes the place of both.

use gloo_net::http::RequestBuilder;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::RefCell;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use super::early::Early;
use super::exchange::{Access, Ask, Exchange, OURS, UNNAMED};
use super::handover::{Handed, answer};
use super::{ApiError, Config, Connection, ErrorKind, tabs};
use crate::reactive::State;

/// How far signing in is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionState {
    /// Another tab may still hand its session over, or the server say that there is one.
    Awaited,
    SignedOut,
    SignedIn,
    /// The API no longer takes the API token; the page stays and asks for another.
    Expired,
    /// The API wants a sign-in that is fresher or stronger before it does what it was asked; that waits.
    Challenged,
}

#[derive(Default)]
struct Tokens {
    api_token: Option<String>,
    access_token: Option<Access>,
    /// The exchange that is under way: an access token, or nothing where it failed.
    renewal: Option<js_sys::Promise>,
    /// Why the last exchange failed.
    failed: Option<ApiError>,
    keep: bool,
    /// When it was signed in, in milliseconds since 1970.
    since: i64,
    /// The first exchange of a token that was kept, asked for by the page.
    early: Option<Early>,
    /// Requests that wait for a fresh sign-in.
    challenged: Vec<js_sys::Function>,
    /// What was said of the sign-in that was wanted last.
    challenge: String,
}

/// The session of this tab.
#[derive(Clone, Copy)]
pub struct Session {
    state: State<SessionState>,
    tokens: StoredValue<RefCell<Tokens>, LocalStorage>,
    exchange: Exchange,
    /// How often everything started over, with another person in the place of the first.
    starts: State<u32>,
}

impl Session {
    /// A session of this installation; picks up what this tab or the server kept.
    pub fn new(config: &Config, connection: Connection) -> Self {
        let exchange = Exchange::new(config, connection);
        let kept = match exchange.by_session {
            true => Some(UNNAMED.to_owned()),
            false => tabs::kept(),
        };
        let other = if kept.is_none() { Early::session() } else { None };
        let state = match (&kept, &other) {
            (Some(_), _) if !exchange.by_session => SessionState::SignedIn,
            (None, None) => SessionState::SignedOut,
            _ => SessionState::Awaited,
        };
        let early = kept.as_ref().and_then(|_| Early::exchange());
        let since = tabs::since();
        let keep = kept.is_some() && !exchange.by_session;
        let tokens = Tokens { keep, api_token: kept, since, early, ..Tokens::default() };
        let session = Self {
            state: State::new(state),
            tokens: StoredValue::new_local(RefCell::new(tokens)),
            exchange,
            starts: State::new(0),
        };
        tabs::hear_of_sign_out(move || session.since(), move || session.forget());
        answer(move || session.handed());
        if state == SessionState::Awaited {
            spawn_local(async move {
                match other {
                    Some(other) => session.take_over(other.text().await),
                    None => session.find().await,
                }
            });
        }
        session
    }

    pub fn state(self) -> SessionState {
        self.state.get()
    }

    pub fn state_untracked(self) -> SessionState {
        self.state.get_untracked()
    }

    /// Exchanges an API token and, when it is good, signs in with it.
    ///
    /// # Errors
    /// `SignedOut` when the token is not accepted, else what kept the answer away.
    pub async fn sign_in(self, api_token: String, keep: bool) -> Result<(), ApiError> {
        let access = self.exchange.send(Ask::Begin(&api_token)).await?;
        self.begin(access, api_token, keep);
        Ok(())
    }

    /// Goes on with the session that the person has begun in another tab, by OAuth; whether there is a new one.
    pub async fn rejoin(self) -> bool {
        let Ok(access) = self.exchange.send(Ask::Renew(UNNAMED)).await else { return false };
        let is_new = self.with_tokens(|tokens| tokens.api_token.as_ref() != Some(&access.0));
        if is_new {
            self.begin(access, String::new(), false);
        }
        is_new
    }

    fn begin(self, access: Access, api_token: String, keep: bool) {
        let api_token = if self.exchange.by_session { access.0.clone() } else { api_token };
        let since = tabs::now();
        tabs::keep(keep.then_some(&*api_token), since);
        self.with_tokens(|tokens| {
            tokens.since = since;
            tokens.api_token = Some(api_token);
            tokens.access_token = Some(access);
            tokens.renewal = None;
            tokens.early = None;
            tokens.keep = keep;
        });
        // What waits goes on once it is known that the same person signed in.
        if self.state.get_untracked() != SessionState::Challenged {
            self.state.set(SessionState::SignedIn);
        }
    }

    /// Waits for a fresh sign-in (RFC 9470), for which the person is asked where they are; whether there was one.
    pub(super) async fn step_up(self) -> bool {
        let answer = js_sys::Promise::new(&mut |answer, _| self.with_tokens(|tokens| tokens.challenged.push(answer)));
        if self.state.get_untracked() == SessionState::SignedIn {
            self.state.set(SessionState::Challenged);
        }
        JsFuture::from(answer).await.is_ok_and(|answer| !answer.is_undefined())
    }

    /// Remembers which sign-in is wanted, for [`Session::challenge`].
    pub(super) fn want(self, wanted: &str) {
        self.with_tokens(|tokens| wanted.clone_into(&mut tokens.challenge));
    }

    /// What the API said of the sign-in that it wants.
    pub fn challenge(self) -> String {
        self.with_tokens(|tokens| tokens.challenge.clone())
    }

    /// Ends the wait for a fresh sign-in: what waits is sent again, or given up.
    pub fn stepped_up(self, is_done: bool) {
        if self.state.get_untracked() == SessionState::Challenged {
            self.state.set(SessionState::SignedIn);
        }
        for answer in self.with_tokens(|tokens| std::mem::take(&mut tokens.challenged)) {
            let _ = answer.call1(&JsValue::NULL, &if is_done { JsValue::TRUE } else { JsValue::UNDEFINED });
        }
    }

    /// Forgets the tokens here and in every other tab. A session of the server's has to be ended by it first.
    pub fn sign_out(self) {
        if !self.exchange.by_session {
            return self.leave();
        }
        spawn_local(async move {
            if self.exchange.end().await {
                self.leave();
            }
        });
    }

    fn leave(self) {
        self.forget();
        tabs::tell_of_sign_out();
    }

    /// Draws everything again from the start, as another person has signed in.
    pub fn start_over(self) {
        self.starts.set(self.starts.get_untracked().wrapping_add(1));
    }

    pub fn starts(self) -> u32 {
        self.starts.get()
    }

    /// Whether the server keeps the API token.
    pub fn is_of_server(self) -> bool {
        self.exchange.by_session
    }

    /// Whether the person asked this tab to keep the API token.
    pub fn keeps(self) -> bool {
        self.with_tokens(|tokens| tokens.keep)
    }

    /// A good access token: the one at hand, else one renewed once for all who wait.
    ///
    /// # Errors
    /// `SignedOut` when there is no API token or it is no longer accepted.
    pub(super) async fn access_token(self) -> Result<String, ApiError> {
        let now = js_sys::Date::now();
        let waiting = self.with_tokens(|tokens| {
            if let Some((token, ends)) = &tokens.access_token
                && *ends > now
            {
                return Ok(token.clone());
            }
            Err(tokens.renewal.clone().or_else(|| {
                let api_token = tokens.api_token.clone()?;
                let renewal = future_to_promise(async move {
                    Ok(self.renew(api_token).await.map_or(JsValue::UNDEFINED, JsValue::from))
                });
                tokens.renewal = Some(renewal.clone());
                Some(renewal)
            }))
        });
        let renewed = match waiting {
            Ok(token) => return Ok(token),
            Err(Some(renewal)) => JsFuture::from(renewal).await.ok().and_then(|token| token.as_string()),
            Err(None) => None,
        };
        let why = || self.with_tokens(|tokens| tokens.failed.clone()).unwrap_or_else(|| ErrorKind::SignedOut.into());
        renewed.ok_or_else(why)
    }

    /// The request in the name of who is signed in.
    pub(super) fn authorized(self, request: RequestBuilder, token: &str) -> RequestBuilder {
        match self.exchange.by_session {
            true => request.header(OURS, token),
            false => request.header("Authorization", &format!("Bearer {token}")),
        }
    }

    /// When the person signed in, in milliseconds since 1970.
    pub(super) fn since(self) -> i64 {
        self.with_tokens(|tokens| tokens.since)
    }

    /// Drops an access token that the API refused, unless it was replaced meanwhile.
    pub(super) fn refused(self, token: &str) {
        self.with_tokens(|tokens| {
            if tokens.access_token.as_ref().is_some_and(|(held, _)| held == token) {
                tokens.access_token = None;
            }
        });
    }

    async fn renew(self, api_token: String) -> Option<String> {
        let (early, since) = self.with_tokens(|tokens| (tokens.early.take(), tokens.since));
        let early = match early {
            Some(early) => early.exchanged().await,
            None => None,
        };
        let exchanged = match early {
            Some(answer) => self.exchange.read(answer),
            None => self.exchange.send(Ask::Renew(&api_token)).await,
        };
        let mut is_over = false;
        let renewed = self.with_tokens(|tokens| {
            // Somebody may have signed in meanwhile, or out, and sessions of one person may go by one name. What was asked
            // before is not done in another's name, and its end is not that of what has begun since.
            if tokens.since != since {
                return None;
            }
            tokens.renewal = None;
            tokens.failed = exchanged.as_ref().err().cloned();
            is_over = tokens.failed.as_ref().is_some_and(|error| error.kind == ErrorKind::SignedOut);
            tokens.access_token = exchanged.ok();
            let token = tokens.access_token.as_ref()?.0.clone();
            if self.exchange.by_session {
                tokens.api_token = Some(token.clone());
            }
            Some(token)
        });
        if is_over {
            self.expire();
        }
        renewed
    }

    /// The API takes neither the access token nor a fresh one: the person must sign in again.
    pub(super) fn expire(self) {
        if self.state.get_untracked() == SessionState::SignedIn {
            self.state.set(SessionState::Expired);
        }
    }

    /// What another tab is given.
    fn handed(self) -> Option<Handed> {
        let is_in = self.state.get_untracked() == SessionState::SignedIn && !self.exchange.by_session;
        is_in.then(|| {
            self.with_tokens(|tokens| {
                let access_token = tokens.access_token.clone();
                Some(Handed { api_token: tokens.api_token.clone()?, access_token })
            })
        })?
    }

    /// Goes on with the server's session, if there is one. Where that cannot be told, what is asked next shows it.
    async fn find(self) {
        let found = self.access_token().await;
        if self.state.get_untracked() == SessionState::Awaited {
            let is_none = found.is_err_and(|error| error.kind == ErrorKind::SignedOut);
            self.state.set(if is_none { SessionState::SignedOut } else { SessionState::SignedIn });
        }
    }

    /// Goes on with the session of another tab, unless the person has signed in meanwhile.
    fn take_over(self, handed: Option<String>) {
        if self.state.get_untracked() != SessionState::Awaited {
            return;
        }
        match handed.and_then(|text| Handed::read(&text)) {
            Some(Handed { api_token, access_token }) => {
                self.with_tokens(|tokens| {
                    *tokens =
                        Tokens { api_token: Some(api_token), access_token, since: tabs::now(), ..Tokens::default() };
                });
                self.state.set(SessionState::SignedIn);
            }
            None => self.state.set(SessionState::SignedOut),
        }
    }

    fn forget(self) {
        self.stepped_up(false);
        tabs::forget();
        self.with_tokens(|tokens| *tokens = Tokens::default());
        self.state.set(SessionState::SignedOut);
    }

    fn with_tokens<T>(self, use_them: impl FnOnce(&mut Tokens) -> T) -> T {
        self.tokens.with_value(|tokens| use_them(&mut tokens.borrow_mut()))
    }
}
