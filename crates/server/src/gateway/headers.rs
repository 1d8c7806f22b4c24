//! Which headers pass. What is not named here stays behind, both ways: what belongs to one connection, cookies, what says
//! that a request is another than it seems (`X-HTTP-Method-Override`, `X-Original-URL`), and what is invented next.

use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};

use super::links::Links;
use crate::watch::REQUEST_ID;

/// What goes to an upstream. Without `Accept-Encoding`: links are mapped in text that is not compressed.
static ASKED: [HeaderName; 12] = [
    header::ACCEPT,
    header::ACCEPT_LANGUAGE,
    header::AUTHORIZATION,
    header::CONTENT_LENGTH,
    header::CONTENT_TYPE,
    header::IF_MATCH,
    header::IF_MODIFIED_SINCE,
    header::IF_NONE_MATCH,
    header::IF_UNMODIFIED_SINCE,
    header::USER_AGENT,
    HeaderName::from_static("last-event-id"),
    REQUEST_ID,
];

/// What comes back.
static ANSWERED: [HeaderName; 17] = [
    header::CACHE_CONTROL,
    header::CONTENT_DISPOSITION,
    header::CONTENT_ENCODING,
    header::CONTENT_LANGUAGE,
    header::CONTENT_LENGTH,
    header::CONTENT_TYPE,
    header::DATE,
    header::ETAG,
    header::EXPIRES,
    header::LAST_MODIFIED,
    header::RETRY_AFTER,
    HeaderName::from_static("ratelimit-limit"),
    HeaderName::from_static("ratelimit-remaining"),
    HeaderName::from_static("ratelimit-reset"),
    HeaderName::from_static("x-ratelimit-limit"),
    HeaderName::from_static("x-ratelimit-remaining"),
    HeaderName::from_static("x-ratelimit-reset"),
];

/// The headers of a request, as an upstream gets them.
pub(super) fn asked(headers: &HeaderMap) -> HeaderMap {
    only(headers, &ASKED)
}

/// The headers of an answer, as the browser gets them.
pub(super) fn answered(headers: &HeaderMap, links: &Links) -> HeaderMap {
    let mut kept = only(headers, &ANSWERED);
    // Nothing here is for a cache that others share, or for a disk.
    kept.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    // Of the challenges only those that the console can meet: for others a browser asks for a password of its own accord.
    for challenge in headers.get_all(header::WWW_AUTHENTICATE) {
        if challenge.as_bytes().get(..6).is_some_and(|scheme| scheme.eq_ignore_ascii_case(b"bearer")) {
            kept.append(header::WWW_AUTHENTICATE, challenge.clone());
        }
    }
    let location = headers.get(header::LOCATION).and_then(|value| value.to_str().ok());
    if let Some(location) = location.and_then(|link| links.mapped(link))
        && let Ok(location) = HeaderValue::from_str(&location)
    {
        kept.insert(header::LOCATION, location);
    }
    kept
}

fn only(headers: &HeaderMap, names: &[HeaderName]) -> HeaderMap {
    let mut kept = HeaderMap::new();
    for name in names {
        for value in headers.get_all(name) {
            kept.append(name.clone(), value.clone());
        }
    }
    kept
}

/// Whether an answer's links are to be mapped: it is JSON that is whole, and not compressed.
pub(super) fn has_links(headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = text(header::CONTENT_TYPE).split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let is_json = kind == "application/json" || kind.ends_with("+json");
    is_json && matches!(text(header::CONTENT_ENCODING), "" | "identity")
}

/// How long a body says that it is. Nothing where it says nothing that can be read.
pub(super) fn length(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::upstream::Upstream;
    use super::*;
    use crate::gateway::noise;

    #[test]
    fn fuzzed_headers_pass_by_name_alone() {
        let links = Links::new(vec![Upstream::parse("https://api.example.com/v1").unwrap()], "/api");
        let others =
            ["cookie", "set-cookie", "x-forwarded-for", "x-original-url", "www-authenticate", "location", "te"];
        let others = others.map(HeaderName::from_static);
        let names: Vec<&HeaderName> = ASKED.iter().chain(&ANSWERED).chain(&others).collect();
        let values = ["application/json; charset=utf-8", "Bearer a", "https://api.example.com/v1/a", "10", "gzip"];
        let values = values.map(|value| value.as_bytes().to_vec());
        let words = ["bearer", "\u{e9}", "\t", "+json", "/v1", "//", "99999999999999999999", "-1", ",", "\"", " "];
        let make = |noise: &mut noise::Noise| {
            let mut headers = HeaderMap::new();
            for _ in 0..noise.below(12) {
                let name = noise.pick(&names);
                headers.extend(
                    HeaderValue::from_bytes(&noise.changed(&values, &words)).map(|value| ((*name).clone(), value)),
                );
            }
            headers
        };
        noise::try_all(10_000, make, |headers| {
            assert!(asked(headers).keys().all(|name| ASKED.contains(name)));
            let answered = answered(headers, &links);
            for (name, value) in &answered {
                match *name {
                    header::LOCATION => assert!(value.as_bytes().starts_with(b"/api")),
                    header::WWW_AUTHENTICATE => assert!(value.as_bytes().to_ascii_lowercase().starts_with(b"bearer")),
                    _ => assert!(ANSWERED.contains(name)),
                }
            }
            let _ = (has_links(headers), length(headers));
        });
    }
}
