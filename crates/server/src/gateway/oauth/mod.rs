//! Signing in by OAuth 2.0: authorization codes with PKCE, with the gateway as the client that has a secret.
//!
//! It is the backend of RFC 10017 (BCP 212): tokens reach the gateway and go no further than into a cookie that it alone
//! can read.

mod id_token;
mod next;
mod page;
mod token;

use std::fmt;
use std::time::Duration;

use axum::http::HeaderValue;
use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use rand::Rng;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use url::{Url, form_urlencoded};

use super::clock::Clock;
use super::upstream::{Client, Invalid, Upstream};
pub(super) use next::page as page_of_ours;
pub(super) use page::{failed, onward};

/// Where the authorization server is asked, below sign-in.
const AUTHORIZE_PATH: &str = "/oauth2/authorize";

/// Where it leads back to.
const CALLBACK_PATH: &str = "/auth/callback";

/// How a gateway is known to an authorization server.
pub struct OAuthOptions {
    pub client: String,
    pub secret: String,
    pub scope: Option<String>,
    /// Where people reach the gateway: a scheme and a host. The redirect URI is `/auth/callback` there.
    pub public_url: Upstream,
    /// The authorization endpoint, where it is not `/oauth2/authorize` below sign-in.
    pub authorize: Option<Endpoint>,
    /// What the server calls itself in answers, where that is not the address of sign-in.
    pub issuer: Option<String>,
    /// Whether API tokens are not taken any more.
    pub only: bool,
}

impl OAuthOptions {
    /// The plainest for this client.
    pub fn new(client: &str, secret: &str, public_url: Upstream) -> Self {
        let (client, secret) = (client.to_owned(), secret.to_owned());
        Self { client, secret, scope: None, public_url, authorize: None, issuer: None, only: false }
    }
}

impl fmt::Debug for OAuthOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OAuthOptions").field("client", &self.client).finish_non_exhaustive()
    }
}

/// An address that browsers are sent to. Unlike an [`Upstream`] it may have a query, which is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint(Url);

impl Endpoint {
    /// Reads an address. It is encrypted, unless it stays on this machine.
    ///
    /// # Errors
    /// When it is no such address.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let refuse = |why: &str| Invalid(format!("`{text}` {why}"));
        let url = Url::parse(text).map_err(|_| refuse("is no address such as https://auth.example.com/authorize"))?;
        if url.fragment().is_some() {
            return Err(refuse("has a fragment"));
        }
        let mut base = url.clone();
        base.set_query(None);
        // What is wrong is said of the address as it was given.
        Upstream::parse(base.as_str()).map_err(|Invalid(why)| Invalid(why.replacen(base.as_str(), text, 1)))?;
        Ok(Self(url))
    }
}

/// Values that are made for one sign-in, random each.
pub(super) struct Begun {
    /// What the answer has to come with.
    pub(super) state: String,
    /// What an `id_token` has to name.
    pub(super) nonce: String,
    /// What shows that whoever brings the code is who asked for it (RFC 7636).
    pub(super) verifier: String,
}

impl Begun {
    pub(super) fn new() -> Self {
        Self { state: random(), nonce: random(), verifier: random() }
    }
}

/// The client that this gateway is.
pub(super) struct OAuth {
    http: Client,
    auth: Upstream,
    limit: Duration,
    client: String,
    /// Basic, with the client's name and secret.
    authorization: HeaderValue,
    scope: Option<String>,
    redirect_uri: String,
    authorize: Url,
    issuer: String,
    pub(super) only: bool,
    clock: Clock,
}

impl OAuth {
    /// # Errors
    /// When the client or an address cannot be used.
    pub(super) fn new(
        options: OAuthOptions,
        (http, auth, limit): (Client, Upstream, Duration),
        clock: Clock,
    ) -> Result<Self, Invalid> {
        let refuse = |why: &str| Invalid(why.to_owned());
        let is_plain = |text: &str| !text.is_empty() && text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        if !is_plain(&options.client) || !is_plain(&options.secret) {
            return Err(refuse("the name and the secret of the OAuth client have to be visible ASCII"));
        }
        let public = options.public_url.to_string();
        if Url::parse(&public).map_err(|_| refuse("the public address cannot be read"))?.path() != "/" {
            return Err(Invalid(format!("`{public}` has a path: the console is at the root of a host")));
        }
        let authorize = match options.authorize {
            Some(Endpoint(url)) => url,
            None => Url::parse(&format!("{auth}{AUTHORIZE_PATH}"))
                .map_err(|_| refuse("the authorization endpoint has no address"))?,
        };
        // RFC 6749, 2.3.1: each is encoded as in a form before they are put together.
        let encoded = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
        let credentials = format!("{}:{}", encoded(&options.client), encoded(&options.secret));
        let authorization = HeaderValue::from_str(&format!("Basic {}", BASE64_STANDARD.encode(credentials)));
        let mut authorization = authorization.map_err(|_| refuse("the OAuth client cannot be sent in a header"))?;
        authorization.set_sensitive(true);
        Ok(Self {
            issuer: options.issuer.unwrap_or_else(|| auth.to_string()),
            redirect_uri: format!("{public}{CALLBACK_PATH}"),
            client: options.client,
            scope: options.scope,
            only: options.only,
            http,
            auth,
            limit,
            authorization,
            authorize,
            clock,
        })
    }

    /// Where the browser asks for a code. Of `asked`, the query of who wants to sign in, a few passes.
    pub(super) fn authorize(&self, begun: &Begun, asked: &str) -> String {
        let mut url = self.authorize.clone();
        {
            let mut query = url.query_pairs_mut();
            query.append_pair("response_type", "code").append_pair("client_id", &self.client);
            query.append_pair("redirect_uri", &self.redirect_uri);
            if let Some(scope) = &self.scope {
                query.append_pair("scope", scope);
            }
            let challenge = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(begun.verifier.as_bytes()));
            query.append_pair("state", &begun.state).append_pair("nonce", &begun.nonce);
            query.append_pair("code_challenge", &challenge).append_pair("code_challenge_method", "S256");
            for name in ["prompt", "max_age", "acr_values"] {
                let mut given = form_urlencoded::parse(asked.as_bytes()).filter(|(key, _)| key == name);
                if let (Some((_, value)), None) = (given.next(), given.next())
                    && passes(name, &value)
                {
                    query.append_pair(name, &value);
                }
            }
        }
        url.into()
    }

    /// Whether an answer that names its issuer names ours (RFC 9207). One slash at the end makes no difference.
    pub(super) fn is_issuer(&self, named: &str) -> bool {
        let plain = |text: &str| text.strip_suffix('/').unwrap_or(text).to_owned();
        plain(named) == plain(&self.issuer)
    }
}

impl fmt::Debug for OAuth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OAuth").field("client", &self.client).finish_non_exhaustive()
    }
}

/// Whether what is asked of a sign-in goes on to the server: that it be fresh, or of a kind (step-up, RFC 9470).
fn passes(name: &str, value: &str) -> bool {
    match name {
        "prompt" => value == "login",
        "max_age" => (1..=9).contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_digit()),
        "acr_values" => {
            let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b" -._:/".contains(&byte);
            (1..=256).contains(&value.len()) && value.bytes().all(is_plain)
        }
        _ => false,
    }
}

/// 256 random bits, as 43 letters that need no encoding.
pub(super) fn random() -> String {
    let mut bytes = [0; 32];
    rand::rng().fill_bytes(&mut bytes);
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

/// Whether two texts are the same, in a time that does not say how far they are.
pub(super) fn same(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::gateway::upstream::client;

    fn oauth(change: impl FnOnce(&mut OAuthOptions)) -> Result<OAuth, Invalid> {
        let public = Upstream::parse("https://console.example.com").unwrap();
        let mut options = OAuthOptions::new("a b", "s:%", public);
        change(&mut options);
        let limit = Duration::from_secs(1);
        let auth = Upstream::parse("https://auth.example.com/in").unwrap();
        OAuth::new(options, (client(limit, None).unwrap(), auth, limit), Clock::default())
    }

    fn query(url: &str) -> Vec<(String, String)> {
        Url::parse(url).unwrap().query_pairs().into_owned().collect()
    }

    #[test]
    fn the_browser_is_sent_with_a_challenge_and_never_with_what_meets_it() {
        let begun = Begun::new();
        let url = oauth(|options| options.scope = Some("one two".into())).unwrap().authorize(&begun, "");
        assert!(url.starts_with("https://auth.example.com/in/oauth2/authorize?response_type=code&"), "{url}");
        assert!(!url.contains(&begun.verifier) && begun.verifier.len() == 43);
        let query = query(&url);
        let told = |name: &str| query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        assert_eq!(told("client_id"), Some("a b"));
        assert_eq!(told("redirect_uri"), Some("https://console.example.com/auth/callback"));
        assert_eq!(told("scope"), Some("one two"));
        assert_eq!((told("state"), told("nonce")), (Some(begun.state.as_str()), Some(begun.nonce.as_str())));
        assert_eq!(told("code_challenge_method"), Some("S256"));
        let challenge = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(begun.verifier.as_bytes()));
        assert_eq!(told("code_challenge"), Some(challenge.as_str()));
    }

    #[test]
    fn of_what_is_asked_a_stronger_sign_in_passes_and_nothing_else() {
        let oauth = oauth(|_| ()).unwrap();
        let more = |asked: &str| {
            let all = query(&oauth.authorize(&Begun::new(), asked));
            all.into_iter().skip(7).map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join("&")
        };
        assert_eq!(more("prompt=login&max_age=0&acr_values=a%3Ab+c"), "prompt=login&max_age=0&acr_values=a:b c");
        for bad in [
            "prompt=none",
            "prompt=login+consent",
            "prompt=login&prompt=login",
            "max_age=-1",
            "max_age=",
            "max_age=1234567890",
            "acr_values=a%26b",
            "acr_values=",
            "login_hint=a",
            "redirect_uri=https://evil.example",
            "client_id=other",
            "state=mine",
        ] {
            assert_eq!(more(bad), "", "{bad}");
        }
    }

    #[test]
    fn the_secret_is_encoded_before_it_is_sent_and_never_printed() {
        let oauth = oauth(|_| ()).unwrap();
        let sent = oauth.authorization.to_str().unwrap().strip_prefix("Basic ").unwrap().to_owned();
        assert_eq!(BASE64_STANDARD.decode(&sent).unwrap(), b"a+b:s%3A%25");
        let printed = format!("{oauth:?} {:?}", OAuthOptions::new("a", "s:%", oauth.auth.clone()));
        assert!(!printed.contains("s:%") && !printed.contains(&sent), "{printed}");
    }

    #[test]
    fn what_cannot_be_used_is_refused() {
        let path = Upstream::parse("https://console.example.com/console").unwrap();
        assert!(oauth(|options| options.public_url = path).unwrap_err().0.contains("root of a host"));
        assert!(oauth(|options| options.secret = "sécret".into()).is_err());
        assert!(oauth(|options| options.client = String::new()).is_err());
        for bad in ["auth", "http://auth.example.com/authorize", "https://a.example/#x", "https://me:x@a.example/"] {
            let said = Endpoint::parse(bad).unwrap_err().0;
            assert!(said.starts_with(&format!("`{bad}`")), "{said}");
        }
        let kept = Endpoint::parse("https://auth.example.com/authorize?tenant=1").unwrap();
        let url = oauth(|options| options.authorize = Some(kept)).unwrap().authorize(&Begun::new(), "");
        assert!(url.starts_with("https://auth.example.com/authorize?tenant=1&response_type=code&"), "{url}");
    }

    #[test]
    fn an_issuer_is_ours_to_the_letter() {
        let oauth = oauth(|_| ()).unwrap();
        assert!(oauth.is_issuer("https://auth.example.com/in") && oauth.is_issuer("https://auth.example.com/in/"));
        for other in ["", "https://auth.example.com", "https://auth.example.com/in//", "https://evil.example/in"] {
            assert!(!oauth.is_issuer(other), "{other}");
        }
    }
}
