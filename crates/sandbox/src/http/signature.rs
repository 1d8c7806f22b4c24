//! How a webhook proves whom it is from: a JSON Web Signature of the body, which stays beside it as it is (RFC 7515 and
//! 7797, HMAC with SHA-256).

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The header that carries it.
pub const HEADER: &str = "X-JWS-Signature";

const PROTECTED: &str = r#"{"alg":"HS256","b64":false,"crit":["b64"]}"#;

/// `HEADER..SIGNATURE`: what is signed stands not between the dots but in the request.
pub fn sign(body: &str, key: &str) -> Option<String> {
    let head = BASE64_URL_SAFE_NO_PAD.encode(PROTECTED);
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).ok()?;
    mac.update(format!("{head}.{body}").as_bytes());
    Some(format!("{head}..{}", BASE64_URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())))
}

#[cfg(test)]
mod tests {
    use super::sign;

    /// Made with OpenSSL.
    #[test]
    fn a_signature_is_what_other_programs_make() {
        let made = sign("{}", "key");
        let expected =
            "eyJhbGciOiJIUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19..m40oMR0409dkV_qsFl-6XShe9xG4JoWLEGu3gZLPmNA";
        assert_eq!(made.as_deref(), Some(expected));
    }
}
