//! Which requests are passed on: the pairs of method and path that the contract declares, and the links that it is told of.

use percent_encoding::percent_decode_str;
use wheelhouse_contract::operations;

/// An address of the API that is passed on.
#[derive(Debug)]
pub(super) struct Pair {
    pub(super) method: &'static str,
    /// The operation's id, or what the link is known as.
    pub(super) id: &'static str,
    /// Whether the answer goes on for as long as something happens.
    pub(super) is_stream: bool,
    segments: Vec<Segment>,
}

/// A part of a path between two slashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Segment {
    Literal(&'static str),
    /// A parameter behind a literal prefix, which may be empty.
    Parameter(&'static str),
}

/// What a request names.
#[derive(Debug)]
pub(super) enum Found<'a> {
    Pair(&'a Pair),
    /// The path is known, the method is not; the methods that are.
    OtherMethods(String),
    Nothing,
}

/// What no operation stands for and is followed all the same: an activity's log, the stream of what happens to a project,
/// and the people and things that a list names.
const FOLLOWED: &[(&str, &str, bool)] = &[
    ("activity-log", "/projects/{projectId}/activities/{activityId}/log", true),
    (
        "environment-activity-log",
        "/projects/{projectId}/environments/{environmentId}/activities/{activityId}/log",
        true,
    ),
    ("subscribe", "/projects/{projectId}/subscribe", true),
    ("referenced-projects", "/ref/projects", false),
    ("referenced-regions", "/ref/regions", false),
];

/// Every pair.
#[derive(Debug)]
pub(super) struct Table(Vec<Pair>);

impl Table {
    pub(super) fn of_contract() -> Self {
        let declared = operations().map(|operation| Pair {
            method: operation.method.name(),
            id: operation.id,
            is_stream: false,
            segments: segments(operation.path),
        });
        let followed = FOLLOWED.iter().map(|&(id, path, is_stream)| Pair {
            method: "GET",
            id,
            is_stream,
            segments: segments(path),
        });
        Self(declared.chain(followed).collect())
    }

    /// What a method and a path below the API's base name. The path is compared as it was sent: who writes `%70rojects`
    /// means to be read differently by different readers.
    pub(super) fn find(&self, method: &str, path: &str) -> Found<'_> {
        let Some(path) = path.strip_prefix('/') else { return Found::Nothing };
        let parts: Vec<&str> = path.split('/').collect();
        if !parts.iter().all(|part| is_plain(part)) {
            return Found::Nothing;
        }
        let (mut best, mut methods): (Option<(&Pair, usize)>, Vec<&str>) = (None, Vec::new());
        for pair in &self.0 {
            let Some(literals) = pair.matches(&parts) else { continue };
            if pair.method != method {
                methods.push(pair.method);
            } else if best.is_none_or(|(_, other)| literals > other) {
                best = Some((pair, literals));
            }
        }
        methods.sort_unstable();
        methods.dedup();
        match best {
            Some((pair, _)) => Found::Pair(pair),
            None if methods.is_empty() => Found::Nothing,
            None => Found::OtherMethods(methods.join(", ")),
        }
    }
}

impl Pair {
    /// How much of the path is spelt out, where it is one of this pair's. With more, it is the one that is meant.
    fn matches(&self, parts: &[&str]) -> Option<usize> {
        if self.segments.len() != parts.len() {
            return None;
        }
        self.segments.iter().zip(parts).try_fold(0, |literals, (segment, part)| match segment {
            Segment::Literal(literal) => (literal == part).then_some(literals + literal.len()),
            Segment::Parameter(prefix) => {
                part.strip_prefix(prefix).filter(|value| !value.is_empty()).map(|_| literals + prefix.len())
            }
        })
    }
}

fn segments(template: &'static str) -> Vec<Segment> {
    let part = |part: &'static str| match part.split_once('{') {
        None => Segment::Literal(part),
        Some((prefix, _)) => Segment::Parameter(prefix),
    };
    template.split('/').skip(1).map(part).collect()
}

/// How often a part may be encoded over: whoever decodes once more than this table must not find a way up.
const DEPTH: usize = 3;

/// Whether every reader reads the same in a part of a path: whole escapes, text, no control characters, and no step up or
/// to where it is, however often it is decoded. A slash that is encoded belongs to the value, as in `refs%2Fheads%2Fmain`.
fn is_plain(part: &str) -> bool {
    if part.is_empty() || !has_whole_escapes(part) {
        return false;
    }
    let mut text = part.to_owned();
    for _ in 0..DEPTH {
        if !is_harmless(&text) {
            return false;
        }
        let Ok(decoded) = percent_decode_str(&text).decode_utf8() else { return false };
        if decoded == text {
            return true;
        }
        text = decoded.into_owned();
    }
    is_harmless(&text)
}

fn is_harmless(text: &str) -> bool {
    let is_step = |piece: &str| {
        // Some servers take what follows a semicolon for parameters.
        let name = piece.split(';').next().unwrap_or_default();
        matches!(name, "" | "." | "..")
    };
    !text.contains(|c: char| c.is_control() || c == '\\') && !text.split('/').any(is_step)
}

fn has_whole_escapes(part: &str) -> bool {
    part.split('%')
        .skip(1)
        .all(|rest| rest.as_bytes().get(..2).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::gateway::noise;

    fn found(method: &str, path: &str) -> Option<&'static str> {
        match Table::of_contract().find(method, path) {
            Found::Pair(pair) => Some(pair.id),
            _ => None,
        }
    }

    #[test]
    fn what_is_spelt_out_wins() {
        assert_eq!(found("GET", "/users/me"), Some("get-the-current-user"));
        assert_eq!(found("GET", "/users/somebody"), Some("get-a-user"));
    }

    #[test]
    fn an_encoded_slash_belongs_to_the_value() {
        assert_eq!(found("GET", "/projects/p/git/refs/heads%2Fmain"), found("GET", "/projects/p/git/refs/heads"));
        assert!(found("GET", "/projects/p/git/refs/heads%2Fmain").is_some());
        assert_eq!(found("GET", "/projects/p/git/refs/heads/main"), None);
        assert!(found("GET", "/projects/p/environments/100%25").is_some());
    }

    #[test]
    fn no_part_leads_elsewhere_however_often_it_is_decoded() {
        for part in [
            "",
            ".",
            "..",
            "%2e%2e",
            "%2E.",
            "..%2f..",
            "a%2F..%2Fb",
            "%252e%252e",
            "%25252e%25252e",
            "..;",
            "..;a=b",
            "a%5cb",
            "a\\b",
            "%00",
            "a%0d%0ab",
            "%7f",
            "%",
            "%2",
            "%zz",
            "%ff",
            "a%2F",
            "%2Fa",
        ] {
            assert_eq!(found("GET", &format!("/projects/{part}")), None, "{part}");
        }
        for path in
            ["", "/", "projects/p", "//projects/p", "/projects//p", "/projects/p/", "/%70rojects/p", "/Projects/p"]
        {
            assert_eq!(found("GET", path), None, "{path}");
        }
    }

    #[test]
    fn methods_that_a_path_has_are_said() {
        let table = Table::of_contract();
        assert!(matches!(table.find("PUT", "/users/me"), Found::OtherMethods(methods) if methods.contains("GET")));
        assert!(matches!(table.find("GET", "/nowhere"), Found::Nothing));
    }

    #[test]
    fn fuzzed_paths_lead_nowhere_else() {
        let table = Table::of_contract();
        let templates: Vec<&str> = operations().map(|operation| operation.path).collect();
        let values =
            ["a", "..", ".", "%2e%2E", ".%2e", "%252e.", "a%2F..%2Fb", "..%2f", "..;b", "a%00", "", "%", "a\\b"];
        let values = values.map(|value| value.as_bytes().to_vec());
        let words = ["..", ".", "/", "%", "%2e", "%25", "%2f", "%5c", "%ff", "\\", ";", "?", "#", "\u{e9}", " "];
        let make = |noise: &mut noise::Noise| {
            let mut path = Vec::new();
            for part in noise.pick(&templates).split('/').skip(1) {
                path.push(b'/');
                match part.contains('{') {
                    true if noise.below(4) == 0 => path.extend(noise.changed(&values, &words)),
                    true => path.extend(noise.pick(&values)),
                    false => path.extend(part.as_bytes()),
                }
            }
            let path = if noise.below(4) == 0 { noise.changed(&[path], &words) } else { path };
            String::from_utf8_lossy(&path).into_owned()
        };
        let (mut tried, mut passed) = (0, 0);
        noise::try_all(10_000, make, |path| {
            tried += 1;
            // What is no address at all does not come this far, and does no harm here either.
            let _ = table.find("GET", path);
            let Ok(uri) = path.parse::<axum::http::Uri>() else { return };
            let Found::Pair(pair) = table.find("GET", uri.path()) else { return };
            passed += 1;
            assert_eq!(pair.segments.len(), uri.path().split('/').count() - 1);
            // As browsers and others read addresses, who take out what leads up, encoded or not.
            let read = url::Url::parse(&format!("https://h{}", uri.path())).unwrap();
            assert_eq!(read.path_segments().unwrap().count(), uri.path().split('/').count() - 1);
        });
        assert!(passed > 0 || tried < 1_000, "no path passes");
    }
}
