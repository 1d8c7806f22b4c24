//! Variables out of pasted text: lines of a `.env` file, or JSON.

use serde_json::Value;

/// A variable as it stands in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub name: String,
    pub value: String,
    pub is_json: bool,
}

/// What a text holds: its variables in order, and a sentence for each part that is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    pub entries: Vec<Entry>,
    pub errors: Vec<String>,
}

/// Reads JSON where the text begins like it, else the lines of a `.env` file.
pub fn parse(text: &str) -> Parsed {
    match text.trim_start().chars().next() {
        Some('{' | '[') => json(text),
        _ => lines(text),
    }
}

fn json(text: &str) -> Parsed {
    match serde_json::from_str::<Value>(text) {
        Ok(Value::Object(map)) => gather(map.iter().map(|(name, value)| of_pair(name, value))),
        Ok(Value::Array(items)) => gather(items.iter().map(of_item)),
        Ok(_) => Parsed {
            errors: vec!["Give an object of names and values, or a list of variables.".to_owned()],
            ..Parsed::default()
        },
        Err(error) => {
            let at = format!("This is not JSON: line {}, column {}.", error.line(), error.column());
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

/// `"NAME": value`, where the value may be an object as the API answers it.
fn of_pair(name: &str, value: &Value) -> Result<Entry, String> {
    match value.as_object().filter(|map| map.contains_key("value")) {
        Some(map) => {
            let is_json = map.get("is_json").and_then(Value::as_bool).unwrap_or(false);
            let inner = map.get("value").unwrap_or(&Value::Null);
            of_value(name, inner).map(|entry| Entry { is_json: is_json || entry.is_json, ..entry })
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
    Ok(Entry { name: name.to_owned(), value, is_json })
}

/// A variable as the API answers it.
fn of_item(item: &Value) -> Result<Entry, String> {
    let name = item.get("name").and_then(Value::as_str).ok_or("An entry of the list has no name.")?;
    if item.get("value").is_none() {
        return Err(format!("{name} has no value: sensitive values are not in an export."));
    }
    of_pair(name, item)
}

fn lines(text: &str) -> Parsed {
    let mut parsed = Parsed::default();
    let mut lines = text.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let line = line.strip_prefix("export ").map_or(line, str::trim_start);
        let Some((name, rest)) = line.split_once('=') else {
            parsed.errors.push(format!("Line {} is not NAME=value: {line}", number + 1));
            continue;
        };
        let rest = rest.trim_start();
        let value = match rest.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let mut quoted = rest.get(1..).unwrap_or_default().to_owned();
                // A quoted value may go on over several lines.
                loop {
                    if let Some(value) = until(&quoted, quote) {
                        break Some(value);
                    }
                    let Some((_, more)) = lines.next() else { break None };
                    quoted.push('\n');
                    quoted.push_str(more);
                }
            }
            _ => Some(rest.split_once(" #").map_or(rest, |(value, _)| value).trim_end().to_owned()),
        };
        match value {
            Some(value) => parsed.entries.push(Entry { name: name.trim().to_owned(), value, is_json: false }),
            None => parsed.errors.push(format!("Line {}: the quotation mark is never closed.", number + 1)),
        }
    }
    parsed
}

/// The text before the closing quotation mark, with the escapes of double quotes resolved.
fn until(text: &str, quote: char) -> Option<String> {
    let mut value = String::new();
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            _ if letter == quote => return Some(value),
            '\\' if quote == '"' => value.push(match letters.next()? {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                other => other,
            }),
            _ => value.push(letter),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Vec<(String, String)> {
        parse(text).entries.into_iter().map(|entry| (entry.name, entry.value)).collect()
    }

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn lines_of_an_env_file() {
        let text =
            "# comment\n\nexport A=1\nB = two words # why\nC=\"a \\\"b\\\"\\nc\"\nD='as \\n it is'\nE=\nF=a=b#c\r\n";
        assert_eq!(
            pairs(text),
            [
                pair("A", "1"),
                pair("B", "two words"),
                pair("C", "a \"b\"\nc"),
                pair("D", "as \\n it is"),
                pair("E", ""),
                pair("F", "a=b#c"),
            ]
        );
    }

    #[test]
    fn a_quoted_value_goes_on_over_lines() {
        assert_eq!(
            pairs("KEY=\"-----BEGIN\nabc\n-----END\"\nB=2"),
            [pair("KEY", "-----BEGIN\nabc\n-----END"), pair("B", "2")]
        );
        let open = parse("A='never\nclosed");
        assert_eq!((open.entries.len(), open.errors.len()), (0, 1));
    }

    #[test]
    fn json_in_the_forms_that_exports_have() {
        let parsed = parse(r#"{"A": "x", "N": 7, "O": {"k": [1]}, "V": {"value": "[1]", "is_json": true}, "Z": null}"#);
        let json: Vec<(&str, bool)> =
            parsed.entries.iter().map(|entry| (entry.value.as_str(), entry.is_json)).collect();
        assert_eq!(json, [("x", false), ("7", false), (r#"{"k":[1]}"#, true), ("[1]", true)]);
        assert_eq!(parsed.errors, ["Z has no value."]);
        let list = parse(r#"[{"name": "env:A", "value": "1"}, {"name": "env:B"}, 3]"#);
        assert_eq!((list.entries.len(), list.errors.len()), (1, 2));
        assert_eq!(parse("{\"A\": }").errors, ["This is not JSON: line 1, column 7."]);
    }

    #[test]
    fn what_is_no_line_of_it_is_said_with_its_number() {
        let parsed = parse("A=1\nnonsense\n=x");
        assert_eq!(parsed.errors, ["Line 2 is not NAME=value: nonsense"]);
        assert_eq!(parsed.entries.last().map(|entry| entry.name.as_str()), Some(""));
    }
}
