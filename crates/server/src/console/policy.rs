//! The headers that keep a page from doing more than it needs.

use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::http::{HeaderMap, HeaderValue};

use super::LoadError;
use crate::security;

/// The headers that go with every file, given the hosts that `config.json` names.
///
/// # Errors
/// When a host cannot be written into the policy.
pub(super) fn headers(api_hosts: &[String]) -> Result<HeaderMap, LoadError> {
    let policy = content_security_policy(api_hosts)?;
    let policy = HeaderValue::from_str(&policy).map_err(|error| LoadError::Config(error.to_string()))?;
    let mut headers = HeaderMap::from_iter(security::common());
    headers.insert(CONTENT_SECURITY_POLICY, policy);
    Ok(headers)
}

/// Everything is refused but what the console uses: its own scripts, styles and images, compiling its
/// WebAssembly, and requests to the API. Nothing inline, so that injected markup stays inert; and no text becomes markup or
/// a script: the console makes elements, and Trusted Types refuse the rest.
fn content_security_policy(api_hosts: &[String]) -> Result<String, LoadError> {
    let mut connect = vec!["'self'".to_owned()];
    for host in api_hosts {
        if let Some(origin) = origin(host)?
            && !connect.contains(&origin)
        {
            connect.push(origin);
        }
    }
    Ok(format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
         connect-src {}; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'",
        connect.join(" ")
    ))
}

/// The scheme and host of an absolute address; nothing for a path on this host.
fn origin(address: &str) -> Result<Option<String>, LoadError> {
    if address.starts_with('/') && !address.starts_with("//") {
        return Ok(None);
    }
    let refused =
        || LoadError::Config(format!("`{address}` is neither a path such as /api nor an address with https://"));
    let (scheme, rest) = address.split_once("://").ok_or_else(refused)?;
    let host = rest.split('/').next().unwrap_or_default();
    // A `;`, a space or a quote would end the directive and begin another.
    let plain = host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte));
    if !matches!(scheme, "http" | "https") || host.is_empty() || !plain {
        return Err(refused());
    }
    Ok(Some(format!("{scheme}://{host}")))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn policy(hosts: &[&str]) -> String {
        content_security_policy(&hosts.iter().map(|host| (*host).to_owned()).collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn hosts_elsewhere_are_let_in_by_origin_once() {
        let policy = policy(&["https://api.example.com/v1", "https://api.example.com/auth"]);
        assert!(policy.contains("connect-src 'self' https://api.example.com;"), "{policy}");
    }

    #[test]
    fn paths_on_this_host_add_nothing() {
        assert!(policy(&["/api", "/auth"]).contains("connect-src 'self';"));
    }

    #[test]
    fn nothing_inline_is_allowed() {
        assert!(!policy(&["/api"]).contains("unsafe-inline"));
    }

    #[test]
    fn no_text_becomes_markup() {
        assert!(policy(&["/api"]).ends_with("require-trusted-types-for 'script'; trusted-types 'none'"));
    }

    #[test]
    fn a_host_cannot_smuggle_a_directive() {
        for host in ["https://a; script-src *", "//evil.example", "javascript://x", "https://", "api"] {
            assert!(origin(host).is_err(), "{host}");
        }
    }
}
