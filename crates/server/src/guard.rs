//! Who may talk to the sandbox: pages of its own address, and programs that call it by a name it knows.
//!
//! A page elsewhere can have its own name lead to this machine and then read what is here as its own, and any page can
//! send a form to any address. The first comes with a `Host` that nobody here uses, the second with its `Origin`.

use std::net::IpAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HOST, HeaderName, ORIGIN, X_CONTENT_TYPE_OPTIONS};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use axum::middleware::{self, Next};
use url::Host;

use crate::gateway::Invalid;

/// The names and addresses that requests may be for and pages may come from, on whatever port.
#[derive(Debug)]
pub struct Guard {
    names: Vec<String>,
    /// Whether every address of the machine is listened on. Which it is does not matter then: an address, unlike a name,
    /// cannot be made to lead elsewhere.
    any_address: bool,
}

impl Guard {
    /// Lets in who names this machine, the address that is listened on, or one of `more`.
    pub fn new(listening: IpAddr, more: &[String]) -> Self {
        let mut names = vec!["localhost".to_owned()];
        names.extend(more.iter().map(|name| plain(name)));
        if !listening.is_unspecified() {
            names.push(listening.to_string());
        }
        Self { names, any_address: listening.is_unspecified() }
    }

    /// Refuses what is not let in before the router sees it.
    pub fn protect(self, router: Router) -> Router {
        let guard = Arc::new(self);
        router.layer(middleware::from_fn(move |request: Request, next: Next| {
            let guard = guard.clone();
            async move {
                match guard.check(request.headers()) {
                    Ok(()) => next.run(request).await,
                    Err(refusal) => *refusal,
                }
            }
        }))
    }

    fn check(&self, headers: &HeaderMap) -> Result<(), Box<Response<Body>>> {
        let host = text(headers, &HOST).and_then(host_of);
        let Some(host) = host.filter(|host| self.is_here(host)) else {
            return Err(refuse(
                StatusCode::MISDIRECTED_REQUEST,
                "This server does not go by that name. Its option --allow-host NAME gives it one more.\n",
            ));
        };
        if !headers.contains_key(ORIGIN) {
            return Ok(());
        }
        let origin = text(headers, &ORIGIN).and_then(|origin| origin.split_once("://"));
        match origin.and_then(|(_, authority)| host_of(authority)) {
            Some(from) if from == host || self.is_here(&from) => Ok(()),
            _ => Err(refuse(
                StatusCode::FORBIDDEN,
                "Pages of other addresses may not use this server. Its option --allow-host NAME lets those of one in.\n",
            )),
        }
    }

    fn is_here(&self, host: &str) -> bool {
        let address: Option<IpAddr> = host.parse().ok();
        let is_address = address.is_some_and(|address| self.any_address || address.is_loopback());
        is_address || self.names.iter().any(|name| name == host)
    }
}

/// The host of `HOST` or `HOST:PORT`, as [`plain`] writes it.
fn host_of(authority: &str) -> Option<String> {
    let authority: Authority = authority.parse().ok()?;
    Some(plain(authority.host()))
}

/// The host of `--allow-host`, as browsers name it. What could not be one would let nobody in.
///
/// # Errors
/// When it is more than a host, or none.
pub fn name(text: &str) -> Result<String, Invalid> {
    let refuse = |why: &str| Invalid(format!("`{text}` {why}: give it a name such as console.example.com"));
    if text.contains("://") {
        return Err(refuse("is an address"));
    }
    if text.contains('/') {
        return Err(refuse("has a path"));
    }
    if let Ok(address) = plain(text).parse::<IpAddr>() {
        return Ok(address.to_string());
    }
    if text.contains(':') {
        return Err(refuse("has a port, and every port is meant"));
    }
    match Host::parse(text) {
        Ok(Host::Domain(name)) if !name.contains('*') => Ok(name),
        _ => Err(refuse("is no host")),
    }
}

/// Hosts are the same in upper and lower case, with and without the dot at their end and the brackets of an IPv6 address.
fn plain(host: &str) -> String {
    host.trim_end_matches('.').trim_start_matches('[').trim_end_matches(']').to_ascii_lowercase()
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

fn refuse(status: StatusCode, why: &'static str) -> Box<Response<Body>> {
    let mut response = Response::new(Body::from(why));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin"));
    Box::new(response)
}
