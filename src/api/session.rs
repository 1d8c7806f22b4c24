//! Who is signed in, and the tokens that say so.
//!
//! The API token lives in memory; in this tab's storage only when the person asks for it. The access token lives in
//! memory alone. A tab that has neither is given those of another tab that is signed in. A sign-out reaches every tab by a
//! broadcast.

use futures::future::{FutureExt, LocalBoxFuture, Shared};
use gloo_net::http::RequestBuilder;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;
use std::cell::RefCell;
use std::sync::Arc;
use wasm_bindgen::prelude::*;
use wheelhouse_contract::Resource;
use wheelhouse_contract::sign_in::{AccessToken, CLIENT_AUTHORIZATION, TOKEN_PATH, exchange_form};

use super::early::{Early, Exchanged};
use super::handover::{Handed, answer};
use super::{ApiError, Connection, ErrorKind};
use crate::reactive::State;

/// Where this tab keeps the API token when asked to.
pub(super) const STORAGE_KEY: &str = "wheelhouse.api-token";
/// Where this tab keeps when that was, in milliseconds since 1970.
const SINCE_KEY: &str = "wheelhouse.signed-in";
/// Where all tabs find when one of them signed out last.
const OUT_KEY: &str = "wheelhouse.signed-out";
/// The channel that tells other tabs of sign-outs.
const CHANNEL: &str = "wheelhouse.session";
/// An access token is renewed this long before it ends, in milliseconds.
const MARGIN: f64 = 30_000.0;

/// How far signing in is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionState {
    /// Another tab may still hand its session over.
    Awaited,
    SignedOut,
    SignedIn,
    /// The API no longer takes the API token; the page stays and asks for another.
    Expired,
}

type Renewal = Shared<LocalBoxFuture<'static, Result<String, ApiError>>>;

#[derive(Default)]
struct Tokens {
    api_token: Option<String>,
    access_token: Option<(String, f64)>,
    renewal: Option<Renewal>,
    keep: bool,
    /// When it was signed in, in milliseconds since 1970.
    since: i64,
    /// The first exchange of a token that was kept, asked for by the page.
    early: Option<Early>,
}

/// The session of this tab.
#[derive(Clone, Copy)]
pub struct Session {
    state: State<SessionState>,
    tokens: StoredValue<RefCell<Tokens>, LocalStorage>,
    token_url: StoredValue<String>,
    connection: Connection,
    /// How often everything started over, with another person in the place of the first.
    starts: State<u32>,
}

impl Session {
    /// A session with sign-in at this base address; picks up what this tab kept.
    pub fn new(auth: &str, connection: Connection) -> Self {
        let kept = storage().and_then(|storage| storage.get_item(STORAGE_KEY).ok().flatten());
        let other = if kept.is_none() { Early::session() } else { None };
        let state = match (&kept, &other) {
            (Some(_), _) => SessionState::SignedIn,
            (None, Some(_)) => SessionState::Awaited,
            (None, None) => SessionState::SignedOut,
        };
        let early = kept.as_ref().and_then(|_| Early::exchange());
        let since = millis(storage(), SINCE_KEY).unwrap_or_else(now);
        let tokens = Tokens { keep: kept.is_some(), api_token: kept, since, early, ..Tokens::default() };
        let session = Self {
            state: State::new(state),
            tokens: StoredValue::new_local(RefCell::new(tokens)),
            token_url: StoredValue::new(format!("{auth}{TOKEN_PATH}")),
            connection,
            starts: State::new(0),
        };
        session.listen();
        answer(move || session.handed());
        if let Some(other) = other {
            spawn_local(async move { session.take_over(other.text().await) });
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
        let access = self.exchange(api_token.clone()).await?;
        let since = now();
        if let Some(storage) = storage() {
            // A browser may refuse storage: the session then simply ends with the page.
            let _ = if keep { storage.set_item(STORAGE_KEY, &api_token) } else { storage.remove_item(STORAGE_KEY) };
            let _ = storage.set_item(SINCE_KEY, &since.to_string());
        }
        self.with_tokens(|tokens| {
            tokens.since = since;
            tokens.api_token = Some(api_token);
            tokens.access_token = Some(access);
            tokens.early = None;
            tokens.keep = keep;
        });
        self.state.set(SessionState::SignedIn);
        Ok(())
    }

    /// Forgets the tokens here and in every other tab.
    pub fn sign_out(self) {
        self.forget();
        if let Some(shared) = shared_storage() {
            let _ = shared.set_item(OUT_KEY, &now().to_string());
        }
        if let Ok(channel) = web_sys::BroadcastChannel::new(CHANNEL) {
            let _ = channel.post_message(&JsValue::from_str("sign-out"));
            channel.close();
        }
    }

    /// Draws everything again from the start, as another person has signed in.
    pub fn start_over(self) {
        self.starts.set(self.starts.get_untracked().wrapping_add(1));
    }

    pub fn starts(self) -> u32 {
        self.starts.get()
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
                let renewal = self.renew(api_token).boxed_local().shared();
                tokens.renewal = Some(renewal.clone());
                Some(renewal)
            }))
        });
        match waiting {
            Ok(token) => Ok(token),
            Err(Some(renewal)) => renewal.await,
            Err(None) => Err(ErrorKind::SignedOut.into()),
        }
    }

    /// Drops an access token that the API refused, unless it was replaced meanwhile.
    pub(super) fn refused(self, token: &str) {
        self.with_tokens(|tokens| {
            if tokens.access_token.as_ref().is_some_and(|(held, _)| held == token) {
                tokens.access_token = None;
            }
        });
    }

    async fn renew(self, api_token: String) -> Result<String, ApiError> {
        let early = self.with_tokens(|tokens| tokens.early.take());
        let early = match early {
            Some(early) => early.exchanged().await,
            None => None,
        };
        let exchanged = match early {
            Some(answer) => self.exchanged(answer),
            None => self.exchange(api_token).await,
        };
        self.with_tokens(|tokens| {
            tokens.renewal = None;
            if let Ok(access) = &exchanged {
                tokens.access_token = Some(access.clone());
            }
        });
        if exchanged.as_ref().is_err_and(|error| error.kind == ErrorKind::SignedOut) {
            self.expire();
        }
        exchanged.map(|(token, _)| token)
    }

    /// The API takes neither the access token nor a fresh one: the person must sign in again.
    pub(super) fn expire(self) {
        if self.state.get_untracked() == SessionState::SignedIn {
            self.state.set(SessionState::Expired);
        }
    }

    async fn exchange(self, api_token: String) -> Result<(String, f64), ApiError> {
        let asked = js_sys::Date::now();
        let answer = RequestBuilder::new(&self.token_url.get_value())
            .method(gloo_net::http::Method::POST)
            .header("Authorization", CLIENT_AUTHORIZATION)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .body(exchange_form(&api_token))
            .map_err(|_| ApiError::from(ErrorKind::Network))?
            .send()
            .await;
        let Ok(answer) = answer else {
            self.connection.failed();
            return Err(ErrorKind::Network.into());
        };
        let body = answer.text().await.map_err(|_| ApiError::from(ErrorKind::Network))?;
        self.exchanged(Exchanged { asked, status: answer.status(), body })
    }

    /// The access token, and when to renew it.
    fn exchanged(self, answer: Exchanged) -> Result<(String, f64), ApiError> {
        let Exchanged { asked, status, body } = answer;
        self.connection.answered();
        if !(200..300).contains(&status) {
            let mut error = ApiError::from_answer(status, None, &body);
            // A bad API token answers 400 or 401.
            if matches!(error.kind, ErrorKind::Status(400 | 403)) {
                error.kind = ErrorKind::SignedOut;
            }
            return Err(error);
        }
        let value: Value = serde_json::from_str(&body).map_err(|_| ApiError::from(ErrorKind::Unreadable))?;
        let answer = AccessToken::new(Arc::new(value));
        let token = answer.access_token().ok_or(ErrorKind::Unreadable)?;
        let seconds = answer.expires_in().unwrap_or(900).clamp(1, 86_400);
        #[allow(clippy::cast_precision_loss, reason = "a day has few seconds")]
        let life = (seconds as f64) * 1000.0;
        Ok((token.to_owned(), asked + (life - MARGIN).max(life / 2.0)))
    }

    /// What another tab is given.
    fn handed(self) -> Option<Handed> {
        let is_in = self.state.get_untracked() == SessionState::SignedIn;
        is_in.then(|| {
            self.with_tokens(|tokens| {
                let access_token = tokens.access_token.clone();
                Some(Handed { api_token: tokens.api_token.clone()?, access_token })
            })
        })?
    }

    /// Goes on with the session of another tab, unless the person has signed in meanwhile.
    fn take_over(self, handed: Option<String>) {
        if self.state.get_untracked() != SessionState::Awaited {
            return;
        }
        match handed.and_then(|text| Handed::read(&text)) {
            Some(Handed { api_token, access_token }) => {
                self.with_tokens(|tokens| {
                    *tokens = Tokens { api_token: Some(api_token), access_token, since: now(), ..Tokens::default() };
                });
                self.state.set(SessionState::SignedIn);
            }
            None => self.state.set(SessionState::SignedOut),
        }
    }

    fn forget(self) {
        if let Some(storage) = storage() {
            let _ = storage.remove_item(STORAGE_KEY);
            let _ = storage.remove_item(SINCE_KEY);
        }
        self.with_tokens(|tokens| *tokens = Tokens::default());
        self.state.set(SessionState::SignedOut);
    }

    fn listen(self) {
        // A page that Back brings back as it was heard nothing meanwhile. One that is loaded looks by itself
        // (boot/start.js).
        let back = window_event_listener(leptos::ev::pageshow, move |event| {
            let since = self.with_tokens(|tokens| tokens.since);
            if event.persisted() && millis(shared_storage(), OUT_KEY).is_some_and(|out| out > since) {
                self.forget();
            }
        });
        std::mem::forget(back);
        let Ok(channel) = web_sys::BroadcastChannel::new(CHANNEL) else { return };
        let on_message = Closure::<dyn Fn()>::new(move || self.forget());
        channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        // The session lives as long as the page.
        on_message.forget();
        std::mem::forget(channel);
    }

    fn with_tokens<T>(self, use_them: impl FnOnce(&mut Tokens) -> T) -> T {
        self.tokens.with_value(|tokens| use_them(&mut tokens.borrow_mut()))
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}

/// Storage that all tabs share.
fn shared_storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

fn millis(storage: Option<web_sys::Storage>, key: &str) -> Option<i64> {
    storage?.get_item(key).ok()??.parse().ok()
}

fn now() -> i64 {
    #[allow(clippy::cast_possible_truncation, reason = "milliseconds since 1970")]
    let now = js_sys::Date::now() as i64;
    now
}
