//! Who takes mail.

use std::fmt;

use axum::http::Uri;

/// A server that takes mail by SMTP, as it is: without encryption, and from whoever calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailServer {
    /// A name or an address, an IPv6 one without its brackets.
    pub host: String,
    pub port: u16,
}

impl MailServer {
    /// Where servers take mail from others.
    const PORT: u16 = 25;

    /// Reads `smtp://HOST` or `smtp://HOST:PORT`.
    ///
    /// # Errors
    /// When it is something else, in words.
    pub fn parse(text: &str) -> Result<Self, String> {
        let read = || {
            let address: Uri = text.parse().ok()?;
            let authority = address.authority()?;
            let port = match authority.as_str().strip_prefix(authority.host())? {
                "" => Self::PORT,
                port => port.strip_prefix(':')?.parse().ok()?,
            };
            let is_bare =
                address.scheme_str() == Some("smtp") && address.path_and_query().is_none_or(|path| path == "/");
            let host = authority.host().trim_start_matches('[').trim_end_matches(']');
            (is_bare && !host.is_empty()).then(|| Self { host: host.to_owned(), port })
        };
        read().ok_or_else(|| "it has to be smtp://HOST or smtp://HOST:PORT".to_owned())
    }
}

impl fmt::Display for MailServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { host, port } = self;
        if host.contains(':') { write!(f, "smtp://[{host}]:{port}") } else { write!(f, "smtp://{host}:{port}") }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_read_with_its_port_or_without() {
        for (text, shown) in [
            ("smtp://127.0.0.1:1025", "smtp://127.0.0.1:1025"),
            ("smtp://localhost/", "smtp://localhost:25"),
            ("smtp://[::1]:1025", "smtp://[::1]:1025"),
        ] {
            assert_eq!(MailServer::parse(text).unwrap().to_string(), shown);
        }
    }

    #[test]
    fn what_is_no_server_is_refused() {
        for bad in [
            "",
            "localhost",
            "localhost:25",
            "smtp://",
            "smtps://localhost",
            "http://localhost",
            "smtp://me:secret@localhost",
            "smtp://localhost:",
            "smtp://localhost:65536",
            "smtp://localhost/inbox",
            "smtp://localhost?tls=required",
        ] {
            assert!(MailServer::parse(bad).is_err(), "{bad}");
        }
    }
}
