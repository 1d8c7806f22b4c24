//! Variables out of pasted text: lines of a `.env` file, or JSON.
//!
//! A value that is JSON is taken as it is written: its numbers, its order and its blanks.

use serde_json::value::RawValue;
use serde_json::{Map, Value};
use wheelhouse_contract::Resource;
use wheelhouse_contract::sections::environment_variables::EnvironmentVariable;

use super::env;
use super::pairs::Pairs;

/// A variable as it stands in the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    pub name: String,
    pub value: String,
    /// What else the text says of it, by the API's keys.
    pub rest: Map<String, Value>,
    /// What stands beside the value and is no part of it.
    pub left_out: Option<String>,
}

/// What a text holds: its variables in order, and a sentence for each part that is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    pub entries: Vec<Entry>,
    pub errors: Vec<String>,
}

/// Reads JSON where the text begins like it, after a comment too, else the lines of a `.env` file.
pub fn parse(text: &str) -> Parsed {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with("//"));
    match first.and_then(|line| line.chars().next()) {
        Some('{' | '[') => json(text),
        _ => env::lines(text),
    }
}

fn json(text: &str) -> Parsed {
    let found = match text.trim_start().starts_with('[') {
        true => serde_json::from_str::<Vec<&RawValue>>(text).map(|items| gather(items.into_iter().map(of_item))),
        false => serde_json::from_str::<Pairs<'_>>(text)
            .map(|Pairs(pairs)| gather(pairs.into_iter().map(|(name, value)| of_pair(&name, value)))),
    };
    found.unwrap_or_else(|error| {
        let at = format!("Not valid JSON: line {}, column {}.", error.line(), error.column());
        Parsed { errors: vec![at], ..Parsed::default() }
    })
}

fn gather(found: impl Iterator<Item = Result<Entry, String>>) -> Parsed {
    let mut parsed = Parsed::default();
    for entry in found {
        match entry {
            Ok(entry) => parsed.entries.push(entry),
            Err(error) => parsed.errors.push(error),
        }
    }
    parsed
}

/// `"NAME": value`, where the value may be an object as the API answers it.
fn of_pair(name: &str, value: &RawValue) -> Result<Entry, String> {
    match Pairs::of(value).filter(is_variable) {
        Some(pairs) => of_variable(name, pairs),
        None => of_value(name, value),
    }
}

/// Whether an object is a variable, and not the value of one: it has a value, and nothing that no variable has.
fn is_variable(pairs: &Pairs<'_>) -> bool {
    let is_known = |key: &str| key.starts_with('_') || EnvironmentVariable::FACTS.iter().any(|fact| fact.path == key);
    pairs.get("value").is_some() && pairs.0.iter().all(|(key, _)| is_known(key))
}

fn of_variable(name: &str, Pairs(pairs): Pairs<'_>) -> Result<Entry, String> {
    let mut entry = None;
    let mut rest = Map::new();
    for (key, value) in pairs {
        let known = match key.as_str() {
            "name" => continue,
            "value" => entry.replace(of_value(name, value)?).is_some(),
            _ => {
                let value: Value = serde_json::from_str(value.get()).unwrap_or_default();
                !value.is_null() && rest.insert(key.clone(), value).is_some()
            }
        };
        if known {
            return Err(format!("{name}: “{key}” is there twice."));
        }
    }
    let mut entry = entry.unwrap_or_default();
    // A value that stands as JSON is JSON, unless the text says otherwise.
    for (key, value) in std::mem::take(&mut entry.rest) {
        rest.entry(key).or_insert(value);
    }
    Ok(Entry { rest, ..entry })
}

fn of_value(name: &str, value: &RawValue) -> Result<Entry, String> {
    let text = value.get();
    let mut rest = Map::new();
    let value = match text.chars().next() {
        Some('"') => serde_json::from_str(text).map_err(|_| format!("{name}: the text can’t be read."))?,
        Some('n') => return Err(format!("{name} has no value.")),
        Some('{' | '[') => {
            rest.insert("is_json".to_owned(), true.into());
            text.to_owned()
        }
        _ => text.to_owned(),
    };
    Ok(Entry { name: name.to_owned(), value, rest, left_out: None })
}

/// A variable as the API answers it.
fn of_item(item: &RawValue) -> Result<Entry, String> {
    let pairs = Pairs::of(item).unwrap_or_default();
    let name = pairs.get("name").and_then(|name| serde_json::from_str::<String>(name.get()).ok());
    let name = name.ok_or("An entry of the list has no name.")?;
    if pairs.get("value").is_none() {
        return Err(format!("{name} has no value: sensitive values are not in an export."));
    }
    of_variable(&name, pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_in_the_forms_that_exports_have() {
        let parsed = parse(r#"{"A": "x", "N": 7, "O": {"k": [1]}, "V": {"value": "[1]", "is_json": true}, "Z": null}"#);
        let json: Vec<(&str, bool)> =
            parsed.entries.iter().map(|entry| (entry.value.as_str(), entry.rest.contains_key("is_json"))).collect();
        assert_eq!(json, [("x", false), ("7", false), (r#"{"k": [1]}"#, true), ("[1]", true)]);
        assert_eq!(parsed.errors, ["Z has no value."]);
        let list = parse(r#"[{"name": "env:A", "value": "1"}, {"name": "env:B"}, 3]"#);
        assert_eq!((list.entries.len(), list.errors.len()), (1, 2));
        assert_eq!(parse("{\"A\": }").errors, ["Not valid JSON: line 1, column 7."]);
    }

    #[test]
    fn what_the_api_lists_keeps_what_is_said_of_it() {
        let listed = r#"[{"id": "env:A", "name": "env:A", "value": "x", "is_json": false, "is_sensitive": true,
            "visible_runtime": false, "application_scope": ["app"], "inherited": null}]"#;
        let entry = parse(listed).entries.pop().unwrap_or_default();
        let rest: Vec<&str> = entry.rest.keys().map(String::as_str).collect();
        assert_eq!(rest, ["id", "is_json", "is_sensitive", "visible_runtime", "application_scope"]);
        assert_eq!((entry.name.as_str(), entry.value.as_str()), ("env:A", "x"));
        let twice = parse(r#"[{"name": "A", "value": "1", "is_json": true, "is_json": false}]"#);
        assert_eq!(twice.errors, ["A: “is_json” is there twice."]);
    }

    #[test]
    fn values_are_taken_as_they_are_written() {
        let text = r#"{"N": 8.10, "BIG": 12345678901234567890123, "EXP": 1E2, "O": {"b": 1.0, "a":  2, "b": 3},
            "T": "tab\tand \u00e9", "OWN": {"value": 3, "currency": "GBP"}, "N": 8.1}"#;
        let found: Vec<(String, String)> =
            parse(text).entries.into_iter().map(|entry| (entry.name, entry.value)).collect();
        let expected = [
            ("N", "8.10"),
            ("BIG", "12345678901234567890123"),
            ("EXP", "1E2"),
            ("O", r#"{"b": 1.0, "a":  2, "b": 3}"#),
            ("T", "tab\tand é"),
            ("OWN", r#"{"value": 3, "currency": "GBP"}"#),
            ("N", "8.1"),
        ];
        assert_eq!(found, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }

    #[test]
    fn json_with_a_comment_or_a_comma_too_many_is_refused_by_its_place() {
        assert_eq!(parse("// exported\n{\"JC\": \"1\"}").errors, ["Not valid JSON: line 1, column 1."]);
        assert_eq!(parse("{\"JT\": \"1\",}").errors, ["Not valid JSON: line 1, column 12."]);
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_it() {
        for text in ["\u{feff}A=1", "\u{feff}{\"A\": \"1\"}"] {
            let names: Vec<String> = parse(text).entries.into_iter().map(|entry| entry.name).collect();
            assert_eq!(names, ["A"]);
        }
    }
}
