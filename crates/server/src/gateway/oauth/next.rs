//! Where somebody goes once they are signed in: to a page of this console, and nowhere else.

use percent_encoding::percent_decode_str;
use url::Url;

/// Where whoever asks for anything else goes.
const HOME: &str = "/";

/// The longest that is taken, in bytes: it travels in a cookie.
const LONGEST: usize = 1024;

/// How often a path may be encoded over: whoever decodes once more must not find another host.
const DEPTH: usize = 3;

/// What is asked for, where it is a page of this origin for every reader; else the first page.
pub(in super::super) fn page(asked: &str) -> &str {
    if is_page(asked) { asked } else { HOME }
}

fn is_page(asked: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'\\' | b'"' | b'<' | b'>' | b'`');
    if asked.len() > LONGEST || !asked.bytes().all(is_plain) {
        return false;
    }
    let path = asked.split(['?', '#']).next().unwrap_or_default();
    is_path(path) && stays(asked)
}

/// Whether it begins with one slash and has no step, however often it is decoded. The gateway's own addresses are no pages.
fn is_path(path: &str) -> bool {
    let mut text = path.to_owned();
    for _ in 0..=DEPTH {
        let Some(rest) = text.strip_prefix('/') else { return false };
        let is_step = |part: &str| matches!(part, "." | "..");
        if text.contains("//") || text.contains(|c: char| c.is_control() || c == '\\') || rest.split('/').any(is_step) {
            return false;
        }
        if matches!(rest.split('/').next(), Some("api" | "auth")) {
            return false;
        }
        let Ok(decoded) = percent_decode_str(&text).decode_utf8() else { return false };
        if decoded == text {
            return true;
        }
        text = decoded.into_owned();
    }
    false
}

/// Whether a browser, too, finds it here. Every reader above would have to be wrong for this one to matter.
fn stays(asked: &str) -> bool {
    const BASE: &str = "https://console.example";
    Url::parse(BASE)
        .and_then(|base| base.join(asked))
        .is_ok_and(|url| url.as_str().strip_prefix(BASE).is_some_and(|rest| rest.starts_with('/')))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use rand::rngs::StdRng;
    use rand::seq::IndexedRandom;
    use rand::{RngExt, SeedableRng};

    use super::*;

    #[test]
    fn pages_of_the_console_are_gone_to() {
        for good in [
            "/",
            "/projects/shop",
            "/projects/shop/environments/feature%2Fcart?tab=log&q=a%20b%0A#line-3",
            "/organizations/a?next=https://elsewhere.example//x",
            "/apiary",
        ] {
            assert_eq!(page(good), good);
        }
    }

    #[test]
    fn nothing_leads_elsewhere() {
        for bad in [
            "",
            "projects",
            "https://evil.example",
            "https:/evil.example",
            "https:evil.example",
            "javascript:alert(1)",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/\tevil",
            "/\t/evil.example",
            "/%09/evil.example",
            "/%2509/evil.example",
            "/\n/evil.example",
            "/%0a/evil.example",
            "/%2F/evil.example",
            "/%2fevil.example",
            "/%252fevil.example",
            "/%5cevil.example",
            "/%25255cevil.example",
            "/.//evil.example",
            "/a/..//evil.example",
            "/a/../evil.example",
            "/%2e%2e/evil.example",
            "/a//b",
            " /projects",
            "/projects ",
            "/\u{0}",
            "/\u{7f}",
            "/%00",
            "/%ff",
            "/\u{3002}evil.example",
            "/\"><script>",
            "?/projects",
            "#/projects",
            "@evil.example",
            "/auth/login",
            "/auth",
            "/%61uth/callback",
            "/api/me",
        ] {
            assert_eq!(page(bad), HOME, "{bad:?}");
        }
        assert_eq!(page(&format!("/{}", "a".repeat(LONGEST))), HOME);
    }

    #[test]
    fn whatever_is_taken_stays_for_a_browser() {
        const PARTS: [&str; 20] = [
            "/",
            "//",
            "\\",
            "%2f",
            "%5c",
            "%09",
            "\t",
            "\r\n",
            ".",
            "..",
            "evil.example",
            "@",
            ":",
            "https:",
            "?",
            "#",
            "%25",
            "a",
            "\u{ff0f}",
            " ",
        ];
        let mut random = StdRng::seed_from_u64(7);
        let base = Url::parse("https://console.example").unwrap();
        for _ in 0..100_000 {
            let text: String =
                (0..random.random_range(0..8)).filter_map(|_| PARTS.choose(&mut random).copied()).collect();
            for text in [text.clone(), format!("/{text}")] {
                let url = base.join(page(&text)).unwrap();
                assert_eq!(url.origin(), base.origin(), "{text:?}");
                assert!(!url.path().starts_with("//"), "{text:?}");
            }
        }
    }
}
