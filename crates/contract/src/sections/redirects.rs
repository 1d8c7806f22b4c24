//! Redirects of paths, as a route has them: free JSON, with a meaning that can be checked.

use serde_json::{Map, Value};

use crate::patterns::is_expression;
use crate::problem::FieldError;

/// The statuses that send visitors elsewhere.
const CODES: [i64; 4] = [301, 302, 307, 308];
const FLAGS: [&str; 3] = ["regexp", "prefix", "append_suffix"];

/// What is wrong with the paths of redirects, path by path.
pub fn check(values: &Map<String, Value>) -> Vec<FieldError> {
    let wrong = match values.get("paths") {
        None => Vec::new(),
        Some(Value::Object(paths)) => of_paths(paths),
        Some(Value::Null) => vec!["Must be a JSON object by path; {} for none.".to_owned()],
        Some(_) => vec!["Must be a JSON object, as in {\"key\": \"value\"}.".to_owned()],
    };
    (!wrong.is_empty()).then(|| FieldError::new("paths", wrong.join(" "))).into_iter().collect()
}

/// A number with a unit, as in `300s`, `1d`, `-1s`.
pub fn expiry(text: &str) -> Result<(), &'static str> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let unit = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_time = digits.len() > unit.len() && matches!(unit, "" | "ms" | "s" | "m" | "h" | "d" | "w" | "M" | "y");
    if is_time {
        Ok(())
    } else {
        Err("Enter a number with a unit, such as 300s, 12h or 1d; -1s for the browser default.")
    }
}

fn of_paths(paths: &Map<String, Value>) -> Vec<String> {
    let own = paths
        .iter()
        .flat_map(|(path, target)| one(path, target).into_iter().map(move |message| format!("{path}: {message}")));
    let is_plain = |path: &str| paths.get(path).and_then(|target| target.get("regexp")) != Some(&Value::Bool(true));
    // Routers take both for the same path.
    let twins = paths.keys().filter_map(|path| {
        let bare = path.strip_suffix('/').filter(|bare| !bare.is_empty())?;
        (paths.contains_key(bare) && is_plain(path) && is_plain(bare))
            .then(|| format!("{bare} and {path} are the same path: keep one of them."))
    });
    own.chain(twins).collect()
}

/// Everything that is wrong with one path and where it leads.
fn one(path: &str, target: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    if !path.trim_start_matches('^').starts_with('/') {
        wrong.push("A path starts with a slash.".to_owned());
    }
    let Some(target) = target.as_object() else {
        wrong.push("Must be an object, as in {\"to\": \"https://{default}/new\"}.".to_owned());
        return wrong;
    };
    let is_pattern = target.get("regexp") == Some(&Value::Bool(true));
    if is_pattern && !is_expression(path) {
        wrong.push("This isn’t a regular expression: a bracket isn’t closed, or nothing is repeated.".to_owned());
    }
    match target.get("to") {
        Some(Value::String(to)) if leads_somewhere(to) => {}
        Some(Value::String(to)) if !to.trim().is_empty() => {
            wrong
                .push("“to” must be a path or a URL without spaces, such as /new or https://{default}/new.".to_owned());
        }
        Some(Value::String(_)) | None => {
            wrong.push("Say where it leads, as in \"to\": \"https://{default}/new\".".to_owned());
        }
        Some(_) => wrong.push("“to” must be a text.".to_owned()),
    }
    wrong.extend(target.iter().filter_map(|(key, value)| option(key, value).err()));
    wrong
}

/// What a redirect has beside where it leads.
fn option(key: &str, value: &Value) -> Result<(), String> {
    match key {
        "to" => Ok(()),
        "code" if value.as_i64().is_some_and(|code| CODES.contains(&code)) => Ok(()),
        "code" => Err("“code” must be 301, 302, 307 or 308.".to_owned()),
        "expires" if value.is_null() => Ok(()),
        "expires" => match value.as_str() {
            Some(text) => expiry(text).map_err(str::to_owned),
            None => Err("“expires” must be a text, such as 1d.".to_owned()),
        },
        // What the API answers of a flag that nobody set.
        flag if FLAGS.contains(&flag) && (value.is_boolean() || value.is_null()) => Ok(()),
        flag if FLAGS.contains(&flag) => Err(format!("“{flag}” must be true or false.")),
        other => Err(format!("Redirects have no “{other}”.")),
    }
}

/// Whether a target is a path, an address, or what a pattern captured.
fn leads_somewhere(to: &str) -> bool {
    let starts = |start: &str| to.get(..start.len()).is_some_and(|text| text.eq_ignore_ascii_case(start));
    ["/", "$", "http://", "https://"].into_iter().any(starts)
        && !to.chars().any(|c| c.is_whitespace() || c.is_control())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::body::Described;
    use crate::sections::routes::RouteRedirects;
    use crate::validate::{Mode, validate};

    fn said(redirects: &Value) -> Vec<String> {
        let errors = redirects.as_object().map(|values| validate(RouteRedirects::BODY, values, Mode::Whole));
        let errors = errors.unwrap_or_default();
        errors.into_iter().map(|error| format!("{}: {}", error.field, error.message)).collect()
    }

    #[test]
    fn good_redirects_are_taken() {
        let good = json!({"expires": "1d", "paths": {
            "/old": {"to": "https://{default}/new", "code": 301},
            "/sale/.*": {"to": "/offers", "regexp": true, "expires": "-1s"},
            "^/(a|b)[)]?/(?:c+)$": {"to": "/$1", "regexp": true},
            "/docs/": {"to": "/help", "prefix": true, "append_suffix": false},
            "/go/(.*)": {"to": "$1", "regexp": true},
            "/x": {"to": "HTTPS://www.{default}/ä?a=b#c"},
        }});
        assert_eq!(said(&good), Vec::<String>::new());
        assert_eq!(said(&json!({"expires": "-1s", "paths": {}})), Vec::<String>::new());
    }

    #[test]
    fn each_path_says_what_is_wrong_with_it() {
        let bad = json!({"expires": "tomorrow", "paths": {
            "/discover": {"to": "/", "code": 301}, "/discover/": {"to": "/", "code": 301},
            "/old/(.*": {"to": "/new/$1", "regexp": true}, "/a": {"code": 418}, "old": "/b",
            "b": {"to": "/"}, "/c": {"to": "/", "code": 418}, "/d": {"to": "/", "expires": "soon"},
            "/e": {"to": "/", "status": 301}, "/f": {"to": "/", "regexp": "yes"},
            "/g": {"to": "javascript:alert(1)"}, "/h": {"to": "/a b"}, "/i": {"to": "new"},
            "/j/**": {"to": "/", "regexp": true}, "/k/[z-a]": {"to": "/", "regexp": true},
        }});
        let said = said(&bad);
        assert!(said.iter().any(|error| error.starts_with("expires: Enter a number with a unit")));
        let paths = said.iter().find(|error| error.starts_with("paths: ")).cloned().unwrap_or_default();
        for expected in [
            "/discover and /discover/ are the same path",
            "/old/(.*: This isn’t a regular expression",
            "/a: Say where it leads",
            "/a: “code” must be 301, 302, 307 or 308.",
            "old: A path starts with a slash",
            "old: Must be an object",
            "b: A path starts with a slash",
            "/c: “code” must be 301, 302, 307 or 308.",
            "/d: Enter a number with a unit",
            "/e: Redirects have no “status”.",
            "/f: “regexp” must be true or false.",
            "/g: “to” must be a path or a URL",
            "/h: “to” must be a path or a URL",
            "/i: “to” must be a path or a URL",
            "/j/**: This isn’t a regular expression",
            "/k/[z-a]: This isn’t a regular expression",
        ] {
            assert!(paths.contains(expected), "{expected}: {paths}");
        }
    }
}
