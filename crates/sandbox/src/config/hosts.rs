//! Addresses with placeholders, and what stands for these in an environment.

use std::fmt;

/// An address as routes have it: `https://www.{default}/path`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address {
    scheme: String,
    host: String,
    /// From its first slash on.
    path: String,
}

impl Address {
    /// Reads an address. Case does not count in its first parts, nor a slash that is missing at the end of the host.
    ///
    /// # Errors
    /// What is wrong with it, as a sentence.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let (scheme, rest) = text.split_once("://").ok_or("Must begin with http:// or https://.")?;
        let scheme = scheme.to_ascii_lowercase();
        if !matches!(scheme.as_str(), "http" | "https") {
            return Err("Must begin with http:// or https://.");
        }
        let (host, path) = match rest.find('/') {
            Some(at) => rest.split_at(at),
            None => (rest, "/"),
        };
        let host = host.to_ascii_lowercase();
        if path.contains(char::is_whitespace) || path.contains(['{', '}']) {
            return Err("A path has no spaces and no placeholders.");
        }
        check_host(&host)?;
        Ok(Self { scheme, host, path: path.to_owned() })
    }

    /// Where it leads with these hosts, the foremost first.
    pub fn expand(&self, hosts: &Hosts) -> Vec<String> {
        let full = |host: String| format!("{}://{host}{}", self.scheme, self.path);
        if self.host.contains("{all}") {
            return hosts.all.iter().map(|one| full(self.host.replace("{all}", one))).collect();
        }
        if self.host.contains("{default}") {
            return vec![full(self.host.replace("{default}", &hosts.default))];
        }
        vec![full(match &hosts.below {
            Some(below) => format!("{}.{below}", self.host),
            None => self.host.clone(),
        })]
    }
}

impl fmt::Display for Address {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}://{}{}", self.scheme, self.host, self.path)
    }
}

fn check_host(host: &str) -> Result<(), &'static str> {
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
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    if rest.split('.').all(is_label) { Ok(()) } else { Err("This is no host name.") }
}

/// What placeholders stand for in an environment.
#[derive(Clone, Debug)]
pub struct Hosts {
    pub default: String,
    pub all: Vec<String>,
    /// What hosts without a placeholder are put before: everywhere but in production they are other people's.
    pub below: Option<String>,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn placeholders_stand_for_domains() {
        let hosts = Hosts {
            default: "shop.example".to_owned(),
            all: vec!["shop.example".to_owned(), "gifts.example".to_owned()],
            below: Some("dev.site".to_owned()),
        };
        let expand = |text: &str| Address::parse(text).unwrap().expand(&hosts);
        assert_eq!(expand("HTTPS://WWW.{default}"), ["https://www.shop.example/"]);
        assert_eq!(expand("http://{all}/a/B"), ["http://shop.example/a/B", "http://gifts.example/a/B"]);
        assert_eq!(expand("https://other.example/"), ["https://other.example.dev.site/"]);
        assert_eq!(Address::parse("https://*.{default}").unwrap().to_string(), "https://*.{default}/");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for wrong in [
            "",
            "{default}",
            "ftp://{default}/",
            "https:///",
            "https://{other}/",
            "https://a{default}/",
            "https://{default}.a/",
            "https://a b/",
            "https://-a/",
            "https://{default}/{all}",
            "https://{default}/a b",
            "https://a:80/",
            "https://é.example/",
        ] {
            assert!(Address::parse(wrong).is_err(), "{wrong}");
        }
    }
}
