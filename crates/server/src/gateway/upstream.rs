//! A host that the gateway leads to, and the way there.

use std::fmt;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::uri::{Authority, PathAndQuery, Scheme};
use axum::http::{Response, Uri};
use http_body_util::{BodyExt, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client as Pooled;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, RootCertStore};
use url::{Host, Url};

use super::refusal::Refusal;

/// What goes to upstreams: requests as they are, each once.
pub(super) type Client = Pooled<HttpsConnector<HttpConnector>, Body>;

/// How long a connection that nobody uses is kept. Shorter than what servers keep theirs for: what was written to one that
/// closes is never sent again.
const IDLE: Duration = Duration::from_secs(15);

/// How many connections to one host are kept while nobody uses them.
const SPARE: usize = 64;

/// Why an address or a certificate cannot be used, in words for whoever starts the gateway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid(pub String);

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Invalid {}

/// The base address of a host: `https://api.example.com`, or with a path before all others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upstream {
    scheme: Scheme,
    authority: Authority,
    /// Without a slash at its end.
    base: String,
}

impl Upstream {
    /// Reads a base address. It is encrypted, unless it stays on this machine.
    ///
    /// # Errors
    /// When it is no such address, or has more than a host and a path.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let refuse = |why: &str| Invalid(format!("`{text}` {why}"));
        let url = Url::parse(text).map_err(|_| refuse("is no address such as https://api.example.com"))?;
        let host = url.host().ok_or_else(|| refuse("names no host"))?;
        let stays_here = match host {
            Host::Domain(name) => name == "localhost",
            Host::Ipv4(address) => address.is_loopback(),
            Host::Ipv6(address) => address.is_loopback(),
        };
        let scheme = match url.scheme() {
            "https" => Scheme::HTTPS,
            "http" if stays_here => Scheme::HTTP,
            "http" => return Err(refuse("is not encrypted: tokens pass there, so it has to begin with https://")),
            _ => return Err(refuse("does not begin with https://")),
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err(refuse("has a user name in it; requests carry their own"));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(refuse("has more than a host and a path"));
        }
        // Of `url`, a port that is the scheme's own is none.
        let authority = url.port().map_or_else(|| host.to_string(), |port| format!("{host}:{port}"));
        let authority = authority.parse().map_err(|_| refuse("names no host"))?;
        Ok(Self { scheme, authority, base: url.path().trim_end_matches('/').to_owned() })
    }

    /// The host, without its port.
    pub fn host(&self) -> &str {
        self.authority.host()
    }

    /// Where a path and query below the base are, as they are: nothing is decoded on the way.
    pub(super) fn address(&self, path: &str, query: Option<&str>) -> Option<Uri> {
        let text = match query {
            Some(query) => format!("{}{path}?{query}", self.base),
            None => format!("{}{path}", self.base),
        };
        let mut parts = axum::http::uri::Parts::default();
        parts.scheme = Some(self.scheme.clone());
        parts.authority = Some(self.authority.clone());
        parts.path_and_query = Some(PathAndQuery::try_from(text).ok()?);
        Uri::from_parts(parts).ok()
    }

    /// What a link leads to below the base, with its query; nothing where it leads elsewhere. Links without a host are
    /// taken as the host's own.
    pub(super) fn below<'a>(&self, link: &'a str) -> Option<&'a str> {
        let path = match link.split_once("//") {
            Some((scheme, rest)) if scheme.is_empty() || is_scheme(scheme) => {
                let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
                let (authority, path) = rest.split_at_checked(end)?;
                if !scheme.is_empty() && !scheme.trim_end_matches(':').eq_ignore_ascii_case(self.scheme.as_str()) {
                    return None;
                }
                if !without_own_port(authority, &self.scheme).eq_ignore_ascii_case(self.authority.as_str()) {
                    return None;
                }
                path
            }
            _ if link.starts_with('/') => link,
            _ => return None,
        };
        let below = path.strip_prefix(self.base.as_str())?;
        (below.is_empty() || below.starts_with(['/', '?', '#'])).then_some(below)
    }
}

impl fmt::Display for Upstream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}{}", self.scheme, self.authority, self.base)
    }
}

fn is_scheme(text: &str) -> bool {
    text.strip_suffix(':').is_some_and(|name| name.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

fn without_own_port<'a>(authority: &'a str, scheme: &Scheme) -> &'a str {
    let own = if *scheme == Scheme::HTTPS { ":443" } else { ":80" };
    authority.strip_suffix(own).unwrap_or(authority)
}

/// The greatest answer that the gateway reads itself, in bytes.
const LIMIT: usize = 1024 * 1024;

/// Asks for something that the gateway itself has to know, and reads all of the answer.
pub(super) async fn whole(client: &Client, request: Request, limit: Duration) -> Result<Response<Bytes>, Refusal> {
    let whole = async {
        let unanswered = |error: hyper_util::client::legacy::Error| match error.is_connect() {
            true => Refusal::Unreachable,
            false => Refusal::Broken,
        };
        let answer = client.request(request).await.map_err(unanswered)?;
        let (head, body) = answer.into_parts();
        let body = Limited::new(body, LIMIT).collect().await.map_err(|_| Refusal::Broken)?;
        Ok(Response::from_parts(head, body.to_bytes()))
    };
    tokio::time::timeout(limit, whole).await.map_err(|_| Refusal::Late)?
}

/// A client that trusts the public authorities, and those that `more` holds as PEM.
///
/// # Errors
/// When `more` holds no certificate.
pub(super) fn client(connect: Duration, more: Option<&[u8]>) -> Result<Client, Invalid> {
    use rustls::pki_types::pem::PemObject;
    let mut roots = RootCertStore::from_iter(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    if let Some(pem) = more {
        let mut found = 0;
        for certificate in CertificateDer::pem_slice_iter(pem) {
            let certificate =
                certificate.map_err(|error| Invalid(format!("the certificates cannot be read: {error}")))?;
            roots.add(certificate).map_err(|error| Invalid(format!("a certificate cannot be trusted: {error}")))?;
            found += 1;
        }
        if found == 0 {
            return Err(Invalid("there is no certificate among those to trust".to_owned()));
        }
    }
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| Invalid(error.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let mut plain = HttpConnector::new();
    plain.enforce_http(false);
    plain.set_nodelay(true);
    plain.set_connect_timeout(Some(connect));
    let connector =
        HttpsConnectorBuilder::new().with_tls_config(config).https_or_http().enable_http1().wrap_connector(plain);
    Ok(Pooled::builder(TokioExecutor::new())
        .pool_timer(TokioTimer::new())
        .pool_idle_timeout(IDLE)
        .pool_max_idle_per_host(SPARE)
        // Only of what was not written to its connection yet: it goes on another.
        .retry_canceled_requests(true)
        .build(connector))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::gateway::noise;

    #[test]
    fn an_upstream_is_encrypted_or_on_this_machine() {
        for good in
            ["https://api.example.com", "https://api.example.com:8443/v1/", "http://127.0.0.1:1", "http://[::1]:1"]
        {
            assert!(Upstream::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "api.example.com",
            "/api",
            "http://api.example.com",
            "http://localhost.example.com",
            "ftp://localhost",
            "https://",
            "https://me:secret@api.example.com",
            "https://api.example.com?a=b",
            "https://api.example.com/#a",
        ] {
            assert!(Upstream::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn what_is_encoded_stays_so() {
        let upstream = Upstream::parse("https://api.example.com/v1/").unwrap();
        let address = upstream.address("/projects/a%2Fb", Some("in=%2c,&x")).unwrap();
        assert_eq!(address.to_string(), "https://api.example.com/v1/projects/a%2Fb?in=%2c,&x");
    }

    #[test]
    fn links_of_the_host_are_told_from_others() {
        let upstream = Upstream::parse("https://API.example.com:443/v1").unwrap();
        for (link, below) in [
            ("https://api.example.com/v1/projects/a%2Fb?x#y", "/projects/a%2Fb?x#y"),
            ("https://api.example.com:443/v1?x", "?x"),
            ("//api.example.com/v1", ""),
            ("/v1/me", "/me"),
        ] {
            assert_eq!(upstream.below(link), Some(below), "{link}");
        }
        for other in [
            "https://api.example.com/v10/me",
            "https://api.example.com/me",
            "https://api.example.com.evil.example/v1/me",
            "https://evil.example/?https://api.example.com/v1/me",
            "https://x@api.example.com/v1/me",
            "http://api.example.com/v1/me",
            "https://api.example.com:8443/v1/me",
            "/v10/me",
            "v1/me",
            "javascript://api.example.com/v1/%0aalert(1)",
            "",
        ] {
            assert_eq!(upstream.below(other), None, "{other}");
        }
    }

    #[test]
    fn certificates_to_trust_are_certificates() {
        let connect = Duration::from_secs(1);
        assert!(client(connect, None).is_ok());
        assert!(client(connect, Some(b"nothing")).is_err());
    }

    #[test]
    fn fuzzed_addresses_stay_below_the_base() {
        let upstream = Upstream::parse("https://api.example.com/v1").unwrap();
        let links =
            ["https://api.example.com/v1/a%2Fb?x=1#y", "//api.example.com:443/v1", "/v1/me", "http://[::1]:80/"];
        let links = links.map(|link| link.as_bytes().to_vec());
        let words =
            ["https:", "//", "/", "/v1", "@", ":", ":443", "?", "#", "..", "%2e", "\\", "\t", "\u{e9}", "[", "xn--"];
        let make = |noise: &mut noise::Noise| String::from_utf8_lossy(&noise.changed(&links, &words)).into_owned();
        noise::try_all(10_000, make, |text| {
            if let Ok(other) = Upstream::parse(text) {
                assert_eq!(Upstream::parse(&other.to_string()), Ok(other));
            }
            let Some(below) = upstream.below(text) else { return };
            assert!(below.is_empty() || below.starts_with(['/', '?', '#']));
            let path = below.split(['?', '#']).next().unwrap_or_default();
            if let Some(address) = upstream.address(path, None) {
                assert_eq!(address.host(), Some("api.example.com"));
                assert!(address.path().starts_with("/v1"));
            }
        });
    }
}
