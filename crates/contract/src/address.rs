//! Addresses in which placeholders stand for domains, as routes have them: one reading for whoever asks and whoever answers.

/// An address: `https://www.{default}/path`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address {
    /// `http` or `https`.
    pub scheme: String,
    /// In lower case, with the port where there is one.
    pub host: String,
    /// From its first slash on.
    pub path: String,
}

impl Address {
    /// Reads an address. Case does not count in its first parts, nor a slash that is missing at the end of the host.
    ///
    /// # Errors
    /// What is wrong with it, as a sentence.
    pub fn read(text: &str) -> Result<Self, &'static str> {
        const SCHEME: &str = "Start with https:// or http://, as in https://www.{default}/.";
        let (scheme, rest) = text.split_once("://").ok_or(SCHEME)?;
        let scheme = scheme.to_ascii_lowercase();
        if !matches!(scheme.as_str(), "http" | "https") {
            return Err(SCHEME);
        }
        let (host, path) = match rest.find(['/', '?', '#']) {
            Some(at) => rest.split_at(at),
            None => (rest, ""),
        };
        let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
        if path.chars().any(|c| c.is_whitespace() || c.is_control()) || path.contains(['{', '}']) {
            return Err("A path has no spaces and no placeholders.");
        }
        let host = host.to_ascii_lowercase();
        check_host(&host)?;
        Ok(Self { scheme, host, path })
    }
}

/// Where a route answers: at a domain, and below a path of it.
///
/// # Errors
/// How such an address is written.
pub fn of_route(text: &str) -> Result<(), &'static str> {
    let address = Address::read(text)?;
    if address.host.contains(':') {
        return Err("A route answers at the usual ports. Remove the port.");
    }
    if address.path.contains(['?', '#']) {
        return Err("A route answers below a path. Remove what follows ? or #.");
    }
    Ok(())
}

/// Where a route leads to: anywhere.
///
/// # Errors
/// How such an address is written.
pub fn destination(text: &str) -> Result<(), &'static str> {
    Address::read(text).map(|_| ())
}

fn check_host(host: &str) -> Result<(), &'static str> {
    if host.contains('@') {
        return Err("Remove the user name and password: URLs are shown and logged.");
    }
    let (host, port) = host.split_once(':').map_or((host, None), |(host, port)| (host, Some(port)));
    if port.is_some_and(|port| port.starts_with('+') || port.parse::<u16>().is_err()) {
        return Err("A port is a number up to 65535.");
    }
    let mut rest = host.strip_prefix("*.").unwrap_or(host);
    for placeholder in ["{default}", "{all}"] {
        if let Some(before) = rest.strip_suffix(placeholder) {
            if before.is_empty() {
                return Ok(());
            }
            rest = before.strip_suffix('.').ok_or("A placeholder stands alone or after a dot: www.{default}.")?;
            break;
        }
    }
    if rest.contains(['{', '}']) {
        return Err("Only {default} and {all} stand for a domain, at the end of the host.");
    }
    if !rest.is_ascii() {
        return Err("Enter non-ASCII names in punycode, such as xn--bcher-kva.example.");
    }
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    match rest.split('.').all(is_label) {
        true => Ok(()),
        false => Err("This isn’t a hostname. Enter one such as www.{default} or www.example.com."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_where_a_route_answers_or_where_it_leads() {
        for good in [
            "https://{default}/",
            "HTTPS://WWW.{default}",
            "http://www.{default}/a",
            "https://*.{all}/",
            "https://{all}/a/B",
            "https://xn--bcher-kva.example/",
        ] {
            assert_eq!((of_route(good), destination(good)), (Ok(()), Ok(())), "{good}");
        }
        for elsewhere in ["https://a.example:8443/", "https://{default}/?a=b", "https://a.example?a=b", "http://a/#b"] {
            assert!(of_route(elsewhere).is_err(), "{elsewhere}");
            assert_eq!(destination(elsewhere), Ok(()), "{elsewhere}");
        }
    }

    #[test]
    fn what_is_no_address_is_neither() {
        for wrong in [
            "",
            "{default}",
            "/a",
            "ftp://{default}/",
            "javascript:alert(1)",
            "https:///",
            "https://{other}/",
            "https://a{default}/",
            "https://{default}.a/",
            "https://a b/",
            "https://-a/",
            "https://a.*.com/",
            "https://a..example/",
            "https://{default}/{all}",
            "https://example.com/{x}",
            "https://{default}/a b",
            "https://a:port/",
            "https://a:65536/",
            "https://u:p@{default}/",
            "https://é.example/",
        ] {
            assert!(of_route(wrong).is_err() && destination(wrong).is_err(), "{wrong}");
        }
    }
}
