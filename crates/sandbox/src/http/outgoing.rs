//! Calls to others: to this machine, and to hosts that whoever runs the sandbox allows.

use std::io::Read;
use std::net::IpAddr;
use std::time::Duration;

use axum::http::{Request, Uri};

/// How long a call may take.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// How much of an answer is read, in bytes.
const READ: u64 = 1 << 20;

/// Why nobody is called.
pub const NOT_ALLOWED: &str =
    "Not allowed: the sandbox calls this machine only, and hosts that its option --allow-deliveries names.";

/// What is sent.
pub struct Sent {
    pub method: String,
    pub url: String,
    pub headers: Vec<(String, String)>,
    pub body: Option<String>,
}

/// What came back: the beginning of it, where it is long.
pub struct Received {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// Calls `url` where that is allowed, and follows nothing: an address that is allowed may name one that is not.
///
/// # Errors
/// Why it was not sent, or no answer came, in a sentence.
pub fn send(sent: &Sent, allowed: &[String]) -> Result<Received, String> {
    let address: Option<Uri> = sent.url.parse().ok();
    if !address.is_some_and(|address| is_allowed(&address, allowed)) {
        return Err(NOT_ALLOWED.to_owned());
    }
    let mut request = Request::builder().method(sent.method.as_str()).uri(&sent.url);
    for (name, value) in &sent.headers {
        request = request.header(name, value);
    }
    let answer = match &sent.body {
        Some(body) => request.body(body.clone()).map_err(ureq::Error::from).and_then(|request| agent().run(request)),
        None => request.body(()).map_err(ureq::Error::from).and_then(|request| agent().run(request)),
    };
    let answer = answer.map_err(|error| format!("Could not be delivered: {error}"))?;
    let status = answer.status().as_u16();
    let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
    let headers = answer.headers().iter().map(|(name, value)| (name.to_string(), text(value.as_bytes()))).collect();
    let mut body = Vec::new();
    // An answer that breaks off was one.
    let _ = answer.into_body().into_reader().take(READ).read_to_end(&mut body);
    Ok(Received { status, headers, body })
}

fn agent() -> ureq::Agent {
    let config = ureq::Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .allow_non_standard_methods(true)
        // What stands in the environment is for others.
        .proxy(None)
        .user_agent("wheelhouse-sandbox");
    config.build().new_agent()
}

fn is_allowed(address: &Uri, allowed: &[String]) -> bool {
    let Some(authority) = address.authority() else { return false };
    let host = authority.host().trim_start_matches('[').trim_end_matches(']');
    let port = authority.port_u16().unwrap_or(if address.scheme_str() == Some("https") { 443 } else { 80 });
    may_call(host, port, allowed)
}

/// Whether a host, an IPv6 address without its brackets, is this machine, or one of those that are allowed, as `HOST` or
/// `HOST:PORT`.
pub fn may_call(host: &str, port: u16, allowed: &[String]) -> bool {
    let host = host.to_ascii_lowercase();
    let is_here = host == "localhost" || host.parse().is_ok_and(|address: IpAddr| address.is_loopback());
    is_here
        || allowed.iter().any(|allowed| {
            let allowed = allowed.to_ascii_lowercase();
            allowed == host || allowed == format!("{host}:{port}") || allowed == format!("[{host}]:{port}")
        })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::is_allowed;

    #[test]
    fn this_machine_and_what_is_allowed_may_be_called() {
        let allowed = ["hooks.example.com".to_owned(), "other.example:8443".to_owned(), "[fd00::1]:80".to_owned()];
        let may = |address: &str| is_allowed(&address.parse().unwrap(), &allowed);
        for address in [
            "http://localhost/a",
            "http://127.0.0.1:9",
            "http://[::1]:80/",
            "https://Hooks.Example.com:9/x",
            "https://other.example:8443/",
            "http://[fd00::1]/",
        ] {
            assert!(may(address), "{address}");
        }
        for address in [
            "http://10.0.0.1/",
            "https://other.example/",
            "http://localhost.example.com/",
            "http://localhost@evil.example/",
            "http://x.hooks.example.com/",
            "http://[::ffff:127.0.0.1]/",
            "/path",
        ] {
            assert!(!may(address), "{address}");
        }
    }
}
