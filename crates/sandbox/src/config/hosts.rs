//! Addresses with placeholders, and what stands for these in an environment.

use std::fmt;

use wheelhouse_contract::address;

/// An address as routes have it: `https://www.{default}/path`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address(address::Address);

impl Address {
    /// Reads an address.
    ///
    /// # Errors
    /// What is wrong with it, as a sentence.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        address::Address::read(text).map(Self)
    }

    /// Where it leads with these hosts, the foremost first.
    pub fn expand(&self, hosts: &Hosts) -> Vec<String> {
        let full = |host: String| format!("{}://{host}{}", self.0.scheme, self.0.path);
        if self.0.host.contains("{all}") {
            return hosts.all.iter().map(|one| full(self.0.host.replace("{all}", one))).collect();
        }
        if self.0.host.contains("{default}") {
            return vec![full(self.0.host.replace("{default}", &hosts.default))];
        }
        vec![full(match &hosts.below {
            Some(below) => match self.0.host.split_once(':') {
                Some((host, port)) => format!("{host}.{below}:{port}"),
                None => format!("{}.{below}", self.0.host),
            },
            None => self.0.host.clone(),
        })]
    }
}

impl fmt::Display for Address {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}://{}{}", self.0.scheme, self.0.host, self.0.path)
    }
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
        assert_eq!(expand("https://other.example:8443/"), ["https://other.example.dev.site:8443/"]);
        assert_eq!(Address::parse("https://*.{default}").unwrap().to_string(), "https://*.{default}/");
    }
}
