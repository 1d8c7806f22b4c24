//! Where the API and sign-in are, and how people sign in: `config.json`, beside the page.

use gloo_net::http::Request;
use serde_json::Value;
use wheelhouse_contract::set_read_only;

use super::early::Early;

/// Why nothing can be changed where [`is_read_only`](wheelhouse_contract::is_read_only).
pub const LOOKING_ONLY: &str = "This installation is for looking only: nothing can be changed through it.";

/// The hosts of an installation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// Base address of the API, without a slash at its end; absolute.
    pub api: String,
    /// What the API is known by to others, where that is another address than the console's way to it.
    pub known_as: Option<String>,
    /// Base address of sign-in, without a slash at its end; absolute.
    pub auth: String,
    /// Whether the server keeps the API token, sealed in a cookie that no script can read.
    pub by_session: bool,
    /// Where a browser goes to sign in by OAuth; absolute.
    pub login: Option<String>,
    /// Whether API tokens are not taken beside it.
    pub login_only: bool,
    /// Whether nothing can be changed through this installation.
    pub read_only: bool,
}

/// Why there is no configuration, in words for the person who installs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError(pub String);

impl Config {
    /// Reads `/config.json`. Relative addresses are taken from the page's own origin.
    ///
    /// # Errors
    /// When the file cannot be fetched, is no JSON or lacks an address.
    pub async fn load(origin: &str) -> Result<Self, ConfigError> {
        if let Some(early) = Early::config()
            && let Some(text) = early.text().await
        {
            return Self::read(&text, origin);
        }
        let answer = Request::get("/config.json")
            .cache(web_sys::RequestCache::NoCache)
            .send()
            .await
            .map_err(|_| ConfigError("config.json cannot be fetched from this server.".to_owned()))?;
        let text = answer.text().await.unwrap_or_default();
        Self::read(&text, origin)
    }

    /// Reads the configuration from its text.
    ///
    /// # Errors
    /// As [`Config::load`].
    pub fn read(text: &str, origin: &str) -> Result<Self, ConfigError> {
        let value: Value = serde_json::from_str(text)
            .map_err(|error| ConfigError(format!("config.json isn’t valid JSON: {error}.")))?;
        let address = |key: &str| {
            let text = value.get(key).and_then(Value::as_str).map(|text| text.trim_end_matches('/'));
            match text {
                Some(text) if text.starts_with("https://") || text.starts_with("http://") => Ok(text.to_owned()),
                Some(text) if text.starts_with('/') => Ok(format!("{origin}{text}")),
                _ => Err(ConfigError(format!("config.json has no URL for \"{key}\"."))),
            }
        };
        let is_on = |key: &str| value.get(key).and_then(Value::as_bool) == Some(true);
        let login = address("login").ok();
        Ok(Self {
            api: address("api")?,
            known_as: address("known_as").ok(),
            auth: address("auth")?,
            by_session: value.get("sign_in").is_some_and(|way| way == "session"),
            login_only: login.is_some() && is_on("login_only"),
            login,
            read_only: is_on("read_only"),
        })
    }

    /// Has the whole page go by it.
    pub(super) fn apply(&self) {
        if self.read_only {
            set_read_only();
        }
    }

    /// The address of an operation's path.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.api)
    }

    /// The same for others: who is told it does not come through the console.
    pub fn public_url(&self, path: &str) -> String {
        format!("{}{path}", self.known_as.as_ref().unwrap_or(&self.api))
    }

    /// The path below the API's base of a link that the API gave, or `None` when the link leads to another host or
    /// outside the API: the access token must not go there.
    pub fn path_of(&self, href: &str) -> Option<String> {
        let (origin, base) = split_origin(&self.api);
        let path = match split_origin(href) {
            ("", path) => path,
            (host, path) if host == origin => path,
            _ => return None,
        };
        let below = path.strip_prefix(base).filter(|rest| rest.is_empty() || rest.starts_with(['/', '?']));
        let inside = !path.split(['/', '?']).any(|segment| segment == "..") && path.starts_with('/');
        below.filter(|_| inside).map(str::to_owned)
    }
}

/// An address as its origin (`scheme://host:port`, empty when relative) and its path.
fn split_origin(address: &str) -> (&str, &str) {
    let Some((scheme, rest)) = address.split_once("://") else { return ("", address) };
    let host_length = rest.find('/').unwrap_or(rest.len());
    address.split_at_checked(scheme.len() + 3 + host_length).unwrap_or((address, ""))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn config() -> Config {
        Config::read(r#"{"api": "/api/", "auth": "https://auth.example.com"}"#, "http://localhost:7070").unwrap()
    }

    #[test]
    fn relative_addresses_belong_to_the_page() {
        assert_eq!(config().api, "http://localhost:7070/api");
        assert_eq!(config().auth, "https://auth.example.com");
    }

    #[test]
    fn others_are_told_what_the_api_is_known_by() {
        assert_eq!(config().public_url("/a"), "http://localhost:7070/api/a");
        let text = r#"{"api": "/api", "auth": "/auth", "known_as": "https://api.example.com/"}"#;
        let config = Config::read(text, "http://localhost:7070").unwrap();
        assert_eq!(config.public_url("/a"), "https://api.example.com/a");
        assert_eq!(config.url("/a"), "http://localhost:7070/api/a");
    }

    #[test]
    fn a_session_and_looking_only_have_to_be_asked_for() {
        let read = |more: &str| {
            let config = Config::read(&format!(r#"{{"api": "/a", "auth": "/b"{more}}}"#), "http://x").unwrap();
            (config.by_session, config.read_only)
        };
        assert_eq!(read(""), (false, false));
        assert_eq!(read(r#", "sign_in": "token", "read_only": false"#), (false, false));
        assert_eq!(read(r#", "sign_in": "session", "read_only": true"#), (true, true));
    }

    #[test]
    fn people_sign_in_by_oauth_where_the_installation_says_so() {
        let read = |more: &str| {
            let config = Config::read(&format!(r#"{{"api": "/a", "auth": "/b"{more}}}"#), "http://x").unwrap();
            (config.login, config.login_only)
        };
        let login = Some("http://x/auth/login".to_owned());
        assert_eq!(read(r#", "login": "/auth/login""#), (login.clone(), false));
        assert_eq!(read(r#", "login": "/auth/login", "login_only": true"#), (login, true));
        for login in ["javascript:alert(1)", "", "login"] {
            assert_eq!(read(&format!(r#", "login": "{login}", "login_only": true"#)), (None, false), "{login}");
        }
    }

    #[test]
    fn links_stay_with_the_api() {
        let config = config();
        assert_eq!(config.path_of("/api/projects/x").as_deref(), Some("/projects/x"));
        assert_eq!(config.path_of("http://localhost:7070/api/a?b=c").as_deref(), Some("/a?b=c"));
        for elsewhere in [
            "https://evil.example/api/projects/x",
            "//evil.example/api",
            "http://localhost:7070.evil.example/api/x",
            "/apix/y",
            "/api/../auth",
            "javascript:alert(1)",
            "",
        ] {
            assert_eq!(config.path_of(elsewhere), None, "{elsewhere}");
        }
    }

    #[test]
    fn what_is_missing_is_said() {
        assert!(Config::read("<html>", "http://x").unwrap_err().0.contains("valid JSON"));
        assert!(Config::read(r#"{"api": "/api"}"#, "http://x").unwrap_err().0.contains("\"auth\""));
        assert!(Config::read(r#"{"api": "ftp://x", "auth": 7}"#, "http://x").is_err());
    }
}
