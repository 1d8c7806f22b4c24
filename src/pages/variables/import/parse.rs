//! Variables out of pasted text: lines of a `.env` file, or JSON.

use serde_json::{Map, Value};

use super::env;

/// A variable as it stands in the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    pub name: String,
    pub value: String,
    pub is_json: bool,
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

/// Reads JSON where the text begins like it, else the lines of a `.env` file.
pub fn parse(text: &str) -> Parsed {
    let text = text.trim_start_matches('\u{feff}');
    match text.trim_start().chars().next() {
        Some('{' | '[') => json(text),
        _ => env::lines(text),
    }
}

fn json(text: &str) -> Parsed {
    match serde_json::from_str::<Value>(text) {
        Ok(Value::Object(map)) => gather(map.iter().map(|(name, value)| of_pair(name, value))),
        Ok(Value::Array(items)) => gather(items.iter().map(of_item)),
        Ok(_) => Parsed {
            errors: vec!["Enter an object of names and values, or a list of variables.".to_owned()],
            ..Parsed::default()
        },
        Err(error) => {
            let at = format!("Not valid JSON: line {}, column {}.", error.line(), error.column());
            Parsed { errors: vec![at], ..Parsed::default() }
        }
    }
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

/// The keys that an entry has places for.
const TAKEN: [&str; 3] = ["name", "value", "is_json"];

/// `"NAME": value`, where the value may be an object as the API answers it.
fn of_pair(name: &str, value: &Value) -> Result<Entry, String> {
    match value.as_object().filter(|map| map.contains_key("value")) {
        Some(map) => {
            let is_json = map.get("is_json").and_then(Value::as_bool).unwrap_or(false);
            let inner = map.get("value").unwrap_or(&Value::Null);
            let mut rest = map.clone();
            rest.retain(|key, value| !TAKEN.contains(&key.as_str()) && !value.is_null());
            of_value(name, inner).map(|entry| Entry { is_json: is_json || entry.is_json, rest, ..entry })
        }
        None => of_value(name, value),
    }
}

fn of_value(name: &str, value: &Value) -> Result<Entry, String> {
    let (value, is_json) = match value {
        Value::String(text) => (text.clone(), false),
        Value::Null => return Err(format!("{name} has no value.")),
        Value::Bool(_) | Value::Number(_) => (value.to_string(), false),
        Value::Array(_) | Value::Object(_) => (value.to_string(), true),
    };
    Ok(Entry { name: name.to_owned(), value, is_json, ..Entry::default() })
}

/// A variable as the API answers it.
fn of_item(item: &Value) -> Result<Entry, String> {
    let name = item.get("name").and_then(Value::as_str).ok_or("An entry of the list has no name.")?;
    if item.get("value").is_none() {
        return Err(format!("{name} has no value: sensitive values are not in an export."));
    }
    of_pair(name, item)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_in_the_forms_that_exports_have() {
        let parsed = parse(r#"{"A": "x", "N": 7, "O": {"k": [1]}, "V": {"value": "[1]", "is_json": true}, "Z": null}"#);
        let json: Vec<(&str, bool)> =
            parsed.entries.iter().map(|entry| (entry.value.as_str(), entry.is_json)).collect();
        assert_eq!(json, [("x", false), ("7", false), (r#"{"k":[1]}"#, true), ("[1]", true)]);
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
        assert_eq!(rest, ["application_scope", "id", "is_sensitive", "visible_runtime"]);
        assert_eq!((entry.name.as_str(), entry.value.as_str(), entry.is_json), ("env:A", "x", false));
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_it() {
        for text in ["\u{feff}A=1", "\u{feff}{\"A\": \"1\"}"] {
            let names: Vec<String> = parse(text).entries.into_iter().map(|entry| entry.name).collect();
            assert_eq!(names, ["A"]);
        }
    }
}
