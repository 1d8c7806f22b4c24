//! What a request's headers ask for.

use axum::http::HeaderValue;

/// How a file's bytes travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Brotli,
    Gzip,
    Identity,
}

impl Encoding {
    /// The name in `Accept-Encoding` and `Content-Encoding`.
    pub(super) fn token(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
            Self::Identity => "identity",
        }
    }
}

/// The smallest encoding that is both available and accepted; the file as it is when there is none.
pub(super) fn best_encoding(accepted: Option<&HeaderValue>, available: impl Fn(Encoding) -> bool) -> Encoding {
    let accepted = accepted.and_then(|value| value.to_str().ok()).unwrap_or_default();
    [Encoding::Brotli, Encoding::Gzip]
        .into_iter()
        .find(|encoding| available(*encoding) && accepts(accepted, encoding.token()))
        .unwrap_or(Encoding::Identity)
}

/// Whether the request is a browser going to a page, rather than one fetching a script or an image.
pub(super) fn accepts_html(accept: Option<&HeaderValue>) -> bool {
    accept.and_then(|value| value.to_str().ok()).is_some_and(|accept| accepts(accept, "text/html"))
}

/// Whether the browser's copy is still good.
pub(super) fn matches_etag(if_none_match: Option<&HeaderValue>, etag: &str) -> bool {
    if_none_match.and_then(|value| value.to_str().ok()).is_some_and(|tags| {
        tags.split(',').map(str::trim).any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
    })
}

/// Whether a comma-separated header lists `token` without refusing it by `q=0`.
fn accepts(header: &str, token: &str) -> bool {
    header.split(',').any(|item| {
        let mut parts = item.split(';').map(str::trim);
        parts.next().is_some_and(|name| name.eq_ignore_ascii_case(token))
            && !parts.any(|parameter| {
                parameter.strip_prefix("q=").and_then(|weight| weight.parse::<f32>().ok()) == Some(0.0)
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(header: &'static str) -> Encoding {
        best_encoding(Some(&HeaderValue::from_static(header)), |_| true)
    }

    #[test]
    fn brotli_goes_first_whatever_the_order() {
        assert_eq!(best("gzip, deflate, br, zstd"), Encoding::Brotli);
        assert_eq!(best("gzip;q=1.0, br;q=0.5"), Encoding::Brotli);
    }

    #[test]
    fn a_refused_or_unavailable_encoding_is_not_sent() {
        assert_eq!(best("br;q=0, gzip"), Encoding::Gzip);
        assert_eq!(best("identity"), Encoding::Identity);
        assert_eq!(best_encoding(None, |_| true), Encoding::Identity);
        let gzip_only = |encoding| encoding == Encoding::Gzip;
        assert_eq!(best_encoding(Some(&HeaderValue::from_static("br, gzip")), gzip_only), Encoding::Gzip);
    }

    #[test]
    fn a_navigation_names_html_and_a_fetch_does_not() {
        assert!(accepts_html(Some(&HeaderValue::from_static("text/html,application/xhtml+xml,*/*;q=0.8"))));
        assert!(!accepts_html(Some(&HeaderValue::from_static("*/*"))));
        assert!(!accepts_html(None));
    }

    #[test]
    fn a_validator_matches_in_a_list_weakly_and_by_star() {
        let matches = |header| matches_etag(Some(&HeaderValue::from_static(header)), "\"a\"");
        assert!(matches("\"b\", \"a\""));
        assert!(matches("W/\"a\""));
        assert!(matches("*"));
        assert!(!matches("\"b\""));
    }
}
