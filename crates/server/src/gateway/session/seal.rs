//! Sessions that nobody but a gateway can read or make: AES-256-GCM-SIV under keys that have names, so that they can roll.

use aes_gcm_siv::aead::{Aead, Payload};
use aes_gcm_siv::{Aes256GcmSiv, KeyInit, Nonce};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use rand::Rng;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::super::upstream::Invalid;
use super::grant::Grant;

/// Bytes of a key.
const KEY: usize = 32;

/// Bytes of the number that a text is sealed with, once each.
const NONCE: usize = 12;

/// What a text is sealed as, so that nothing else that a key seals is taken for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Session,
    /// A sign-in that has begun.
    Login,
}

impl Purpose {
    fn name(self) -> &'static str {
        match self {
            Self::Session => "wheelhouse session 1",
            Self::Login => "wheelhouse login 1",
        }
    }
}

/// What a session acts with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    ApiToken(String),
    /// What OAuth gave.
    Grant(Grant),
}

/// A session: what it acts with, and since when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Session {
    pub(super) holds: Holds,
    /// Seconds since 1970.
    pub(super) begun: i64,
    /// When it was last used, about.
    pub(super) used: i64,
}

impl Session {
    /// What it is told from others by: of all sessions of an API token the same.
    pub(super) fn digest(&self) -> [u8; 32] {
        let (kind, text) = match &self.holds {
            Holds::ApiToken(token) => ("token", token),
            Holds::Grant(grant) => ("grant", &grant.id),
        };
        Sha256::digest(format!("{kind} {text}").as_bytes()).into()
    }
}

/// Keys by name. The first seals, all of them open.
pub struct Keys(Vec<(String, Aes256GcmSiv)>);

impl Keys {
    /// Reads lines of a name and 64 hexadecimal digits. Empty lines and those that begin with `#` are passed over.
    ///
    /// # Errors
    /// When a line is another, a name comes twice, or there is none.
    pub fn read(text: &str) -> Result<Self, Invalid> {
        let mut keys: Vec<(String, Aes256GcmSiv)> = Vec::new();
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let refuse = |why: &str| Invalid(format!("line {} of the session keys {why}", number + 1));
            let (name, digits) = line.trim().split_once(' ').ok_or_else(|| refuse("is no name and key"))?;
            if name.is_empty() || name.len() > 16 || !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                return Err(refuse("has a name that is not of letters and digits, 16 at most"));
            }
            if keys.iter().any(|(known, _)| known == name) {
                return Err(refuse("has the name of another"));
            }
            let bytes = unhex(digits.trim()).ok_or_else(|| refuse("has a key that is not 64 hexadecimal digits"))?;
            let cipher = Aes256GcmSiv::new_from_slice(&bytes).map_err(|_| refuse("has a key of another length"))?;
            keys.push((name.to_owned(), cipher));
        }
        if keys.is_empty() {
            return Err(Invalid("there is no key among the session keys".to_owned()));
        }
        Ok(Self(keys))
    }

    /// A key that nobody else has, and that is gone with this value.
    pub fn random() -> Self {
        let mut bytes = [0; KEY];
        rand::rng().fill_bytes(&mut bytes);
        Self(vec![("own".to_owned(), Aes256GcmSiv::new(&bytes.into()))])
    }

    /// The value of a session's cookie.
    pub(super) fn seal(&self, session: &Session) -> Option<String> {
        // An API token is a text and a grant is an object: who knows no grants takes one for no session.
        let held = match &session.holds {
            Holds::ApiToken(token) => json!(token),
            Holds::Grant(grant) => grant.written(),
        };
        self.seal_text(Purpose::Session, &json!([held, session.begun, session.used]).to_string())
    }

    /// What a session's cookie says, where one of these keys sealed it.
    pub(super) fn open(&self, value: &str) -> Option<Session> {
        let parts: Vec<Value> = serde_json::from_slice(&self.open_text(Purpose::Session, value)?).ok()?;
        let [held, begun, used] = parts.as_slice() else { return None };
        let holds = match held {
            Value::String(token) => Holds::ApiToken(token.clone()),
            held => Holds::Grant(Grant::read(held)?),
        };
        Some(Session { holds, begun: begun.as_i64()?, used: used.as_i64()? })
    }

    /// A text that nobody else can read, make, or take for one of another purpose.
    pub(super) fn seal_text(&self, purpose: Purpose, text: &str) -> Option<String> {
        let (name, cipher) = self.0.first()?;
        let mut nonce = [0; NONCE];
        rand::rng().fill_bytes(&mut nonce);
        let aad = additional(purpose, name);
        let payload = Payload { msg: text.as_bytes(), aad: aad.as_bytes() };
        let sealed = cipher.encrypt(&Nonce::from(nonce), payload).ok()?;
        Some(format!("{name}.{}", BASE64_URL_SAFE_NO_PAD.encode([nonce.as_slice(), &sealed].concat())))
    }

    /// The text, where one of these keys sealed it for this purpose.
    pub(super) fn open_text(&self, purpose: Purpose, value: &str) -> Option<Vec<u8>> {
        let (name, encoded) = value.split_once('.')?;
        let (_, cipher) = self.0.iter().find(|(known, _)| known == name)?;
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(encoded).ok()?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE)?;
        let nonce: [u8; NONCE] = nonce.try_into().ok()?;
        let aad = additional(purpose, name);
        cipher.decrypt(&Nonce::from(nonce), Payload { msg: sealed, aad: aad.as_bytes() }).ok()
    }
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}

fn additional(purpose: Purpose, name: &str) -> String {
    format!("{} {name}", purpose.name())
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if text.len() != 2 * KEY || !text.is_ascii() {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok()).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;
    use crate::gateway::noise;

    fn key(name: &str, digit: char) -> String {
        format!("{name} {}\n", digit.to_string().repeat(64))
    }

    fn session() -> Session {
        Session { holds: Holds::ApiToken("token".to_owned()), begun: 1, used: 2 }
    }

    #[test]
    fn what_was_sealed_opens_also_after_a_key_has_rolled() {
        let old = Keys::read(&key("a", '1')).unwrap();
        let rolled = Keys::read(&format!("# keys\n{}{}", key("b", '2'), key("a", '1'))).unwrap();
        let sealed = old.seal(&session()).unwrap();
        assert_eq!(old.open(&sealed), Some(session()));
        assert_eq!(rolled.open(&sealed), Some(session()));
        assert!(rolled.seal(&session()).unwrap().starts_with("b."));
        assert_eq!(old.open(&rolled.seal(&session()).unwrap()), None);
        assert_ne!(sealed, old.seal(&session()).unwrap());
        assert!(!sealed.contains("token"));
    }

    #[test]
    fn a_cookie_of_a_release_without_oauth_is_a_session() {
        let keys = Keys::read(&key("a", '1')).unwrap();
        let former = keys.seal_text(Purpose::Session, r#"["token",1,2]"#).unwrap();
        assert_eq!(keys.open(&former), Some(session()));
    }

    #[test]
    fn what_was_sealed_for_one_purpose_is_nothing_for_another() {
        let keys = Keys::read(&key("a", '1')).unwrap();
        let login = keys.seal_text(Purpose::Login, r#"["token",1,2]"#).unwrap();
        assert_eq!(keys.open(&login), None);
        assert_eq!(keys.open_text(Purpose::Login, &keys.seal(&session()).unwrap()), None);
        assert!(keys.open_text(Purpose::Login, &login).is_some());
    }

    #[test]
    fn what_was_forged_does_not_open() {
        let keys = Keys::read(&format!("{}{}", key("a", '1'), key("b", '1'))).unwrap();
        let sealed = keys.seal(&session()).unwrap();
        // The same key under another name.
        assert_eq!(keys.open(&sealed.replacen('a', "b", 1)), None);
        for at in 0..sealed.len() {
            let mut forged = sealed.clone().into_bytes();
            forged[at] = if forged[at] == b'A' { b'B' } else { b'A' };
            assert_eq!(keys.open(&String::from_utf8(forged).unwrap()), None, "{at}");
            assert_eq!(keys.open(&sealed[..at]), None, "{at}");
        }
    }

    #[test]
    fn keys_that_are_none_are_refused() {
        let short = format!("a {}\n", "1".repeat(62));
        for text in ["", "# none\n", "a\n", &short, &key("a-b", '1'), &key("a", 'g'), &(key("a", '1') + &key("a", '2'))]
        {
            assert!(Keys::read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn fuzzed_cookies_do_not_open() {
        let keys = Keys::read(&format!("{}{}", key("a", '1'), key("b", '2'))).unwrap();
        let sealed = keys.seal(&session()).unwrap();
        let words = ["a", "b.", ".", "=", "_", "-", "A", "\u{e9}", "%"];
        let made = [sealed.as_bytes().to_vec()];
        let make = |noise: &mut noise::Noise| String::from_utf8_lossy(&noise.changed(&made, &words)).into_owned();
        noise::try_all(10_000, make, |text| assert!(*text == sealed || keys.open(text).is_none()));
    }

    #[test]
    fn fuzzed_keys_are_read_or_refused() {
        let files = [(key("a", '1') + "# a note\n\n" + &key("b", '2')).into_bytes()];
        let words = ["\n", "\r\n", " ", "#", "k1 ", "\u{e9}", "f"];
        let make = |noise: &mut noise::Noise| String::from_utf8_lossy(&noise.changed(&files, &words)).into_owned();
        noise::try_all(10_000, make, |text| {
            let opens = |keys: Keys| keys.seal(&session()).is_some_and(|sealed| keys.open(&sealed).is_some());
            assert!(Keys::read(text).map_or(true, opens));
        });
    }
}
