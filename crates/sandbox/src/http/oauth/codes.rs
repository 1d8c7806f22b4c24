//! Codes: what a browser brings from the page where somebody signed in to the client, which gets tokens for it. They are
//! kept in memory, and last no longer than a minute.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::clock::Moment;
use crate::store::tokens::{ApiToken, hash};

/// Seconds that a code is good for.
pub const LIFETIME: i64 = 60;

/// What a code stands for.
#[derive(Clone)]
pub struct Code {
    pub client: String,
    pub redirect_uri: String,
    /// The SHA-256 of what the client has to bring with it, in Base64 for addresses.
    pub challenge: String,
    pub nonce: Option<String>,
    pub scope: String,
    /// What was signed in with, and when.
    pub api_token: ApiToken,
    pub signed_in_at: Moment,
    /// What tokens that it is exchanged for are known by.
    pub family: String,
    pub expires_at: Moment,
}

/// What a code is exchanged for.
pub enum Taken {
    /// It was not used before, and is now.
    Good(Box<Code>),
    /// It was used before, for tokens of this family.
    Again(String),
    /// There is none, or it has expired.
    Unknown,
}

/// Codes by hash. Those that were used are known until they expire.
#[derive(Default)]
pub struct Codes(Mutex<BTreeMap<Vec<u8>, (Code, bool)>>);

impl Codes {
    pub fn keep(&self, text: &str, code: Code, now: Moment) {
        let mut codes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        codes.retain(|_, (code, _)| code.expires_at > now);
        codes.insert(hash(text), (code, false));
    }

    /// Uses a code of a client. Those of others stay as they are.
    pub fn take(&self, text: &str, client: &str, now: Moment) -> Taken {
        let mut codes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match codes.get_mut(&hash(text)) {
            Some((code, is_used)) if code.client == client && code.expires_at > now => {
                if std::mem::replace(is_used, true) {
                    Taken::Again(code.family.clone())
                } else {
                    Taken::Good(Box::new(code.clone()))
                }
            }
            _ => Taken::Unknown,
        }
    }
}
