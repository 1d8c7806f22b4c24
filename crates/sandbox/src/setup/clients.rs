//! Programs that people can sign in to by OAuth.

use std::fmt;

/// A client of OAuth that has a secret.
#[derive(Clone, PartialEq, Eq)]
pub struct OAuthClient {
    pub id: String,
    pub secret: String,
    /// Where people are sent back to: this address to the letter, and no other.
    pub redirect_uri: String,
}

impl OAuthClient {
    /// Reads `ID:SECRET:REDIRECT_URI`.
    ///
    /// # Errors
    /// When a part is missing or cannot be used, in words.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut parts = text.splitn(3, ':');
        let (Some(id), Some(secret), Some(redirect_uri)) = (parts.next(), parts.next(), parts.next()) else {
            return Err("it has to be ID:SECRET:REDIRECT_URI".to_owned());
        };
        let is_plain = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
        if !is_plain(id) || !is_plain(secret) {
            return Err("the ID and the secret have to be visible ASCII without colons".to_owned());
        }
        origin(redirect_uri).ok_or("the redirect URI has to begin with http:// or https:// and a host")?;
        if !is_plain(redirect_uri) || redirect_uri.contains('#') {
            return Err("the redirect URI has a space or a fragment".to_owned());
        }
        Ok(Self { id: id.to_owned(), secret: secret.to_owned(), redirect_uri: redirect_uri.to_owned() })
    }

    /// The scheme and host that people are sent back to.
    pub fn origin(&self) -> &str {
        origin(&self.redirect_uri).unwrap_or_default()
    }
}

/// Of an address, what pages from there have in common. Only what can stand in a policy is taken.
fn origin(address: &str) -> Option<&str> {
    let start = ["https://", "http://"].into_iter().find(|scheme| address.starts_with(scheme))?.len();
    let host = address.get(start..)?;
    let length = host.find(['/', '?', '#']).unwrap_or(host.len());
    let is_host = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
    let is_good = length > 0 && host.bytes().take(length).all(is_host);
    address.get(..start.checked_add(length)?).filter(|_| is_good)
}

impl fmt::Debug for OAuthClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OAuthClient")
            .field("id", &self.id)
            .field("redirect_uri", &self.redirect_uri)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_client_is_read_with_the_colons_of_its_address() {
        let client = OAuthClient::parse("console:s3cret:http://127.0.0.1:7080/auth/callback?a=b").unwrap();
        assert_eq!((client.id.as_str(), client.secret.as_str()), ("console", "s3cret"));
        assert_eq!(client.redirect_uri, "http://127.0.0.1:7080/auth/callback?a=b");
        assert_eq!(client.origin(), "http://127.0.0.1:7080");
        assert!(!format!("{client:?}").contains("s3cret"));
    }

    #[test]
    fn what_is_no_client_is_refused() {
        for bad in [
            "console",
            "console:secret",
            "console::https://a.example/",
            ":secret:https://a.example/",
            "console:secret:/callback",
            "console:secret:javascript://a",
            "console:secret:https://",
            "console:secret:https://a.example/#b",
            "console:secret:https://a.example/ b",
            "console:secret:https://a;script-src/",
            "console:secret:https://me@a.example/",
        ] {
            assert!(OAuthClient::parse(bad).is_err(), "{bad}");
        }
    }
}
