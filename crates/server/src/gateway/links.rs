//! Links of the upstream in its answers become the gateway's own, while the answer passes.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use futures_util::{StreamExt, stream};

use super::upstream::Upstream;

/// The longest link that is mapped, in bytes. A text can be as long as it likes and is not held back for longer.
const LONGEST: usize = 16 * 1024;

/// The key whose values are links.
const KEY: &[u8] = b"href";

/// Where links lead, and where they are to lead instead.
#[derive(Debug)]
pub(super) struct Links {
    /// The API, then the other names that it goes by.
    hosts: Vec<Upstream>,
    /// The path at which the gateway has it.
    here: &'static str,
}

impl Links {
    pub(super) fn new(hosts: Vec<Upstream>, here: &'static str) -> Self {
        Self { hosts, here }
    }

    /// The gateway's own address for a link, unless it leads elsewhere.
    pub(super) fn mapped(&self, link: &str) -> Option<String> {
        let below = self.hosts.iter().find_map(|host| host.below(link))?;
        Some(format!("{}{below}", self.here))
    }

    /// The body with its links mapped. It passes as it comes; what is no JSON passes unchanged.
    pub(super) fn map(links: Arc<Self>, body: Body) -> Body {
        let start = (body.into_data_stream(), Some(Mapper::new(links)));
        Body::from_stream(stream::unfold(start, |(mut body, mapper)| async move {
            let mut mapper = mapper?;
            loop {
                match body.next().await {
                    Some(Ok(chunk)) => {
                        let out = mapper.push(&chunk);
                        if !out.is_empty() {
                            return Some((Ok(Bytes::from(out)), (body, Some(mapper))));
                        }
                    }
                    Some(Err(error)) => return Some((Err(error), (body, None))),
                    None => {
                        let rest = mapper.finish();
                        return (!rest.is_empty()).then(|| (Ok(Bytes::from(rest)), (body, None)));
                    }
                }
            }
        }))
    }
}

/// Where in a JSON text the next byte stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Between,
    /// After the key of links, and whether its colon has come.
    AfterKey {
        colon: bool,
    },
    /// In a string that passes. `matched` says how much of it is the key so far, if all of it is.
    Passing {
        matched: Option<usize>,
    },
    /// In a link, which is held back until it ends.
    Link,
}

/// Follows a JSON text byte by byte. It changes nothing but whole values of `href`, so numbers keep their digits and keys
/// their order.
struct Mapper {
    links: Arc<Links>,
    at: At,
    is_escaped: bool,
    held: Vec<u8>,
}

impl Mapper {
    fn new(links: Arc<Links>) -> Self {
        Self { links, at: At::Between, is_escaped: false, held: Vec::new() }
    }

    fn push(&mut self, chunk: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(chunk.len() + 64);
        for &byte in chunk {
            match self.at {
                At::Link => self.hold(byte, &mut out),
                At::Passing { matched } => {
                    out.push(byte);
                    self.at = self.passed(byte, matched);
                }
                At::Between | At::AfterKey { .. } => {
                    out.push(byte);
                    self.at = self.between(byte);
                }
            }
        }
        out
    }

    /// What is left of a text that broke off within a link.
    fn finish(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.held)
    }

    fn between(&self, byte: u8) -> At {
        match (self.at, byte) {
            (At::AfterKey { colon: true }, b'"') => At::Link,
            (_, b'"') => At::Passing { matched: Some(0) },
            (At::AfterKey { colon: false }, b':') => At::AfterKey { colon: true },
            (at, b' ' | b'\t' | b'\r' | b'\n') => at,
            _ => At::Between,
        }
    }

    fn passed(&mut self, byte: u8, matched: Option<usize>) -> At {
        if self.is_end(byte) {
            return if matched == Some(KEY.len()) { At::AfterKey { colon: false } } else { At::Between };
        }
        let matched = matched.filter(|at| KEY.get(*at) == Some(&byte)).map(|at| at + 1);
        At::Passing { matched }
    }

    fn hold(&mut self, byte: u8, out: &mut Vec<u8>) {
        if self.is_end(byte) {
            let held = std::mem::take(&mut self.held);
            let quoted = [b"\"", held.as_slice(), b"\""].concat();
            let link: Option<String> = serde_json::from_slice(&quoted).ok();
            let mapped = link.and_then(|link| self.links.mapped(&link)).and_then(|link| serde_json::to_vec(&link).ok());
            // The quote before it is out already.
            out.extend(mapped.unwrap_or(quoted).into_iter().skip(1));
            self.at = At::Between;
            return;
        }
        self.held.push(byte);
        if self.held.len() > LONGEST {
            out.append(&mut self.held);
            self.at = At::Passing { matched: None };
        }
    }

    /// Whether a byte of a string is the quote that ends it.
    fn is_end(&mut self, byte: u8) -> bool {
        let was_escaped = std::mem::take(&mut self.is_escaped);
        self.is_escaped = !was_escaped && byte == b'\\';
        !was_escaped && byte == b'"'
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::gateway::noise;

    fn mapper() -> Mapper {
        let hosts = ["https://api.example.com/v1", "https://region.example.com/api"];
        let hosts = hosts.iter().map(|host| Upstream::parse(host).unwrap()).collect();
        Mapper::new(Arc::new(Links::new(hosts, "/api")))
    }

    /// Cut after each `size` bytes.
    fn mapped(text: &str, size: usize) -> String {
        let mut mapper = mapper();
        let mut out = Vec::new();
        for chunk in text.as_bytes().chunks(size) {
            out.extend(mapper.push(chunk));
        }
        out.extend(mapper.finish());
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn links_become_the_gateways_however_they_arrive() {
        for (text, expected) in [
            (r#"{"href":"https://api.example.com/v1/me"}"#, r#"{"href":"/api/me"}"#),
            (r#"{ "href" : "https:\/\/api.example.com\/v1\/a%2Fb?x=1" }"#, r#"{ "href" : "/api/a%2Fb?x=1" }"#),
            (
                r#"[{"href":"/v1/me"},{"href":"https://region.example.com/api/me"}]"#,
                r#"[{"href":"/api/me"},{"href":"/api/me"}]"#,
            ),
            (
                r#"{"href":null,"a":"https://api.example.com/v1/me"}"#,
                r#"{"href":null,"a":"https://api.example.com/v1/me"}"#,
            ),
            (
                r#"{"hrefs":"/v1/me","ref":"/v1/me","xhref":"/v1/me"}"#,
                r#"{"hrefs":"/v1/me","ref":"/v1/me","xhref":"/v1/me"}"#,
            ),
            (r#"{"a":"href","b":"/v1/me"}"#, r#"{"a":"href","b":"/v1/me"}"#),
            (r#"{"a":"\"href\":","b":"/v1/me"}"#, r#"{"a":"\"href\":","b":"/v1/me"}"#),
            (r#"{"href":"https://evil.example/v1/me"}"#, r#"{"href":"https://evil.example/v1/me"}"#),
            (r#"{"href":["/v1/me"]}"#, r#"{"href":["/v1/me"]}"#),
            (r#"{"n":1.10000000000000000001,"é":"ü\\"}"#, r#"{"n":1.10000000000000000001,"é":"ü\\"}"#),
        ] {
            for size in 1..=text.len() {
                assert_eq!(mapped(text, size), expected, "in pieces of {size}");
            }
        }
    }

    #[test]
    fn what_is_no_json_passes_unchanged() {
        for text in
            ["", "<html href=\"/v1/me\">", r#"{"href":"/v1/m"#, r#"{"href":"/v1/\"#, r#"{"href":"\ud800"}"#, "\"\\"]
        {
            for size in 1..=text.len().max(1) {
                assert_eq!(mapped(text, size), text);
            }
        }
    }

    #[test]
    fn a_text_without_end_is_not_held() {
        let text = format!(r#"{{"href":"/v1/{}","href":"/v1/me"}}"#, "a".repeat(3 * LONGEST));
        let mut mapper = mapper();
        let mut out = Vec::new();
        for chunk in text.as_bytes().chunks(1000) {
            out.extend(mapper.push(chunk));
            assert!(mapper.held.len() <= LONGEST);
        }
        assert_eq!(String::from_utf8(out).unwrap(), text.replace(r#""/v1/me""#, r#""/api/me""#));
    }

    #[test]
    fn fuzzed_answers_are_mapped_alike_however_they_arrive() {
        let texts: Vec<Vec<u8>> = [
            r#"{"_links":{"self":{"href":"https://api.example.com/v1/a%2Fb?x=1"},"edit":{"href":"/v1/a"}},"n":1.10}"#,
            r#"[{"href" : "https:\/\/region.example.com\/api"},{"href":null},{"a":"\"href\":\"/v1/me\\"}]"#,
        ]
        .map(|text| text.as_bytes().to_vec())
        .into();
        let words =
            ["\"", "\\", "\\u0068", "\"href\"", "href", ":", "\"/v1/x\"", "//", "https:", "\u{1f600}", "{", "]", "\n"];
        let make = |noise: &mut noise::Noise| (noise.changed(&texts, &words), noise.below(40) + 1);
        noise::try_all(10_000, make, |(bytes, size)| {
            let mapped = |size: usize| {
                let mut mapper = mapper();
                let mut out: Vec<u8> = bytes.chunks(size).flat_map(|chunk| mapper.push(chunk)).collect();
                out.extend(mapper.finish());
                out
            };
            let out = mapped(*size);
            assert_eq!(out, mapped(bytes.len().max(1)));
            let parsed = |bytes: &[u8]| serde_json::from_slice::<serde_json::Value>(bytes).is_ok();
            assert_eq!(parsed(bytes), parsed(&out));
        });
    }
}
