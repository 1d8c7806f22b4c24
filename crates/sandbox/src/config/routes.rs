//! The file of the routes: read in order, and changed so that what somebody wrote around a change stays.

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::{Map, Value};

use super::yaml;

/// Where the file is.
pub const ROUTES: &str = ".platform/routes.yaml";

/// A route as the file has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    /// `https://{default}/`.
    pub address: String,
    pub spec: Map<String, Value>,
}

impl Route {
    pub fn text(&self, key: &str) -> Option<&str> {
        self.spec.get(key).and_then(Value::as_str)
    }

    /// `upstream`, `redirect` or `proxy`.
    pub fn kind(&self) -> &str {
        self.text("type").unwrap_or("upstream")
    }
}

/// A file's entries in their order.
struct File(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for File {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;
        impl<'de> Visitor<'de> for Entries {
            type Value = File;

            fn expecting(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                to.write_str("routes by their addresses")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<File, A::Error> {
                let mut found = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    found.push(entry);
                }
                Ok(File(found))
            }

            fn visit_unit<E>(self) -> Result<File, E> {
                Ok(File(Vec::new()))
            }
        }
        deserializer.deserialize_any(Entries)
    }
}

/// Reads the file.
///
/// # Errors
/// What is wrong with it, in one line.
pub fn parse(bytes: &[u8]) -> Result<Vec<Route>, String> {
    // A file of nothing, or of nothing but comments, has no routes.
    let is_empty = |line: &[u8]| line.trim_ascii().is_empty() || line.trim_ascii().starts_with(b"#");
    if bytes.split(|byte| *byte == b'\n').all(is_empty) {
        return Ok(Vec::new());
    }
    let File(entries) = yaml::read(bytes)?;
    let mut routes: Vec<Route> = Vec::new();
    for (address, spec) in entries {
        let Value::Object(spec) = spec else { return Err(format!("{address} is no route")) };
        if routes.iter().any(|known| known.address == address) {
            return Err(format!("{address} is there twice"));
        }
        routes.push(Route { address, spec });
    }
    Ok(routes)
}

/// A file of these routes and nothing else.
fn write(routes: &[Route]) -> String {
    routes.iter().map(block).collect()
}

fn block(route: &Route) -> String {
    // What kind it is comes first.
    let mut rest = route.spec.clone();
    let kind = rest.shift_remove("type").map_or_else(String::new, |kind| yaml::entry("type", &kind, 1));
    let head = Value::from(route.address.as_str());
    if kind.is_empty() && rest.is_empty() {
        return format!("{head}: {{}}\n");
    }
    format!("{head}:\n{kind}{}", yaml::entries(&rest, 1))
}

/// The file with one route put in place of another, added where there is none, or taken out. All else stays as it was
/// written, unless it was written in a way that does not come apart.
///
/// # Errors
/// When the file cannot be read.
pub fn edit(text: &str, address: &str, route: Option<&Route>) -> Result<String, String> {
    let before = parse(text.as_bytes())?;
    let mut wanted = before;
    match (wanted.iter().position(|known| known.address == address), route) {
        (Some(at), Some(route)) => {
            if let Some(place) = wanted.get_mut(at) {
                place.clone_from(route);
            }
        }
        (Some(at), None) => {
            wanted.remove(at);
        }
        (None, Some(route)) => wanted.push(route.clone()),
        (None, None) => return Ok(text.to_owned()),
    }
    let edited = splice(text, address, route);
    if parse(edited.as_bytes()).is_ok_and(|read| read == wanted) { Ok(edited) } else { Ok(write(&wanted)) }
}

/// Replaces the lines of one entry.
fn splice(text: &str, address: &str, route: Option<&Route>) -> String {
    let new = route.map(block).unwrap_or_default();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let starts = |line: &str| !line.starts_with([' ', '\t', '#', '\n', '\r', '-', '.']);
    let names = |line: &str| {
        let key = yaml::read::<Map<String, Value>>(line.as_bytes());
        key.is_ok_and(|key| key.keys().next().is_some_and(|key| key == address))
    };
    let Some(first) = lines.iter().position(|line| starts(line) && names(line)) else {
        let gap = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        return format!("{text}{gap}{new}");
    };
    let after = lines.iter().skip(first.saturating_add(1)).position(|line| starts(line));
    let mut end = after.map_or(lines.len(), |after| first.saturating_add(1).saturating_add(after));
    // Empty lines and comments before the next entry are the next entry's.
    while end > first.saturating_add(1)
        && lines.get(end.saturating_sub(1)).is_some_and(|line| line.trim().is_empty() || line.starts_with('#'))
    {
        end = end.saturating_sub(1);
    }
    let mut start = first;
    if route.is_none() {
        // What was said of the route goes with it.
        while start > 0 && lines.get(start.saturating_sub(1)).is_some_and(|line| line.starts_with('#')) {
            start = start.saturating_sub(1);
        }
    }
    let part = |from: usize, to: usize| lines.get(from..to).unwrap_or_default().concat();
    format!("{}{new}{}", part(0, start), part(end, lines.len()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    const FILE: &str = r#"# How visitors come in.

"https://{default}/":
    type: upstream
    upstream: "app:http"  # the shop
    cache:
        enabled: true

# Old habits.
"https://www.{default}/":
    type: redirect
    to: "https://{default}/"
"#;

    fn route(address: &str, spec: Value) -> Route {
        Route { address: address.to_owned(), spec: spec.as_object().unwrap().clone() }
    }

    #[test]
    fn what_is_around_a_change_stays() {
        let api = route("https://api.{default}/", json!({"type": "upstream", "upstream": "app:http"}));
        let added = edit(FILE, &api.address, Some(&api)).unwrap();
        assert!(added.starts_with(FILE), "{added}");
        assert_eq!(parse(added.as_bytes()).unwrap().len(), 3);
        let moved = route("https://w.{default}/", json!({"type": "redirect", "to": "https://{default}/x"}));
        let changed = edit(FILE, "https://www.{default}/", Some(&moved)).unwrap();
        assert!(changed.contains("# Old habits.\n\"https://w.{default}/\":\n    type: redirect\n"), "{changed}");
        assert!(changed.contains("# the shop"));
        let removed = edit(FILE, "https://www.{default}/", None).unwrap();
        assert!(!removed.contains("habits") && removed.contains("# How visitors") && removed.contains("# the shop"));
        let removed = edit(FILE, "https://{default}/", None).unwrap();
        assert!(removed.contains("# Old habits") && !removed.contains("the shop"), "{removed}");
        assert_eq!(edit(FILE, "https://nothing/", None).unwrap(), FILE);
    }

    #[test]
    fn what_does_not_come_apart_is_written_anew() {
        let one = route("https://{default}/", json!({"type": "redirect", "to": "https://a.example/"}));
        for text in [
            "{\"https://{default}/\": {type: upstream, upstream: \"app:http\"}, \"https://b/\": {type: proxy, to: x}}",
            "\"https://{default}/\": {\n  type: upstream\n}\n\"https://b/\": {type: proxy, to: x}",
            "---\n? \"https://{default}/\"\n: type: upstream\n\"https://b/\": {type: proxy, to: x}\n",
        ] {
            let edited = parse(edit(text, &one.address, Some(&one)).unwrap().as_bytes()).unwrap();
            assert_eq!(edited, [one.clone(), route("https://b/", json!({"type": "proxy", "to": "x"}))], "{text}");
        }
        assert_eq!(parse(edit("", "x", Some(&one)).unwrap().as_bytes()).unwrap(), std::slice::from_ref(&one));
        assert_eq!(parse(b"# nothing\n\n").unwrap(), []);
        assert!(edit("a: [", "a", Some(&one)).is_err());
        assert!(parse(b"- a\n").is_err() && parse(b"a: b\n").is_err());
    }

    fn address() -> impl Strategy<Value = String> {
        "[a-d]".prop_map(|host| format!("https://{host}.{{default}}/"))
    }

    fn made() -> impl Strategy<Value = Route> {
        let text = prop_oneof!["[a-z]{1,4}:http", "\\PC{0,12}", Just("yes".to_owned()), Just("# no".to_owned())];
        let kind = prop_oneof![Just("upstream"), Just("redirect"), Just("proxy")];
        (address(), kind, text.clone(), proptest::collection::vec(text, 0..3), any::<bool>()).prop_map(
            |(address, kind, text, list, flag)| {
                route(&address, json!({"type": kind, "to": text, "cache": {"enabled": flag, "cookies": list}}))
            },
        )
    }

    proptest! {
        #[test]
        fn after_any_changes_the_file_has_what_it_should(
            steps in proptest::collection::vec((address(), proptest::option::of(made())), 1..12),
            notes in proptest::collection::vec(prop_oneof![Just("# a note\n"), Just("\n")], 0..3),
        ) {
            let mut text = notes.concat();
            let mut model: Vec<Route> = Vec::new();
            for (address, new) in steps {
                let at = model.iter().position(|route| route.address == address);
                let is_taken = new.as_ref().is_some_and(|new| {
                    new.address != address && model.iter().any(|route| route.address == new.address)
                });
                if is_taken {
                    continue;
                }
                text = edit(&text, &address, new.as_ref()).unwrap();
                match (at, new) {
                    (Some(at), Some(new)) => *model.get_mut(at).unwrap() = new,
                    (Some(at), None) => drop(model.remove(at)),
                    (None, Some(new)) => model.push(new),
                    (None, None) => {}
                }
                prop_assert_eq!(&parse(text.as_bytes()).unwrap(), &model, "{}", text);
            }
        }

        #[test]
        fn whatever_is_pushed_is_read_or_refused(text in "\\PC{0,40}|(\"?[a-c:/{}]{1,9}\"?: ?[\\[{&*!|>#a-z\n ]{0,9}\n){0,4}") {
            let _ = edit(&text, "a", Some(&route("a", json!({"type": "proxy"}))));
        }
    }
}
