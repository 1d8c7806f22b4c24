//! Reading and writing YAML.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// Reads a document.
///
/// # Errors
/// What is wrong with it and where, in one line.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "it is no text".to_owned())?;
    serde_saphyr::from_str(text).map_err(|error| {
        // The message goes on with a picture of the place.
        let message = error.to_string();
        message.lines().next().unwrap_or("it is no YAML").trim_start_matches("error: ").to_owned()
    })
}

/// Writes a key and what it holds, indented by so many levels.
pub fn entry(key: &str, value: &Value, level: usize) -> String {
    let indent = "    ".repeat(level);
    match value {
        Value::Object(map) if !map.is_empty() => {
            format!("{indent}{}:\n{}", scalar(key), entries(map, level.saturating_add(1)))
        }
        Value::Array(items) if items.iter().any(|item| item.is_object() || item.is_array()) => {
            // JSON is YAML: what is nested deeply is rare here.
            format!("{indent}{}: {value}\n", scalar(key))
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(inline).collect();
            format!("{indent}{}: [{}]\n", scalar(key), items.join(", "))
        }
        value => format!("{indent}{}: {}\n", scalar(key), inline(value)),
    }
}

/// Writes the entries of a map.
pub fn entries(map: &Map<String, Value>, level: usize) -> String {
    map.iter().map(|(key, value)| entry(key, value, level)).collect()
}

fn inline(value: &Value) -> String {
    match value {
        Value::String(text) => scalar(text),
        other => other.to_string(),
    }
}

/// A text: as it is where nobody can take it for anything else.
fn scalar(text: &str) -> String {
    let is_word = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    let means_else = matches!(
        text.to_ascii_lowercase().as_str(),
        "true" | "false" | "yes" | "no" | "on" | "off" | "null" | "y" | "n"
    );
    if is_word && !means_else { text.to_owned() } else { Value::from(text).to_string() }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_written_reads_back() {
        let value = json!({
            "plain": "word", "on": "yes", "number": "12", "quoted": "a: \"b\" # c\n\u{1}é", "list": ["a", "*", "1"],
            "nested": {"deep": {"er": [1, 2], "empty": {}, "none": null}, "flag": true}, "mixed": [{"a": [1]}, []],
            "https://{default}/": {"type": "upstream"}, "-1s": "-1s", "": "",
        });
        let text = entries(value.as_object().unwrap(), 0);
        assert_eq!(read::<Value>(text.as_bytes()).unwrap(), value, "{text}");
    }

    #[test]
    fn what_cannot_be_read_says_so_in_one_line() {
        for wrong in ["a: [", "a: 1\na: 2\n", "a: b: c", "&a [*a]", "{"] {
            let problem = read::<Value>(wrong.as_bytes());
            assert!(
                problem.as_ref().is_err_and(|text| !text.is_empty() && !text.contains('\n')),
                "{wrong}: {problem:?}"
            );
        }
        assert!(read::<Value>(&[0xff]).is_err());
    }

    #[test]
    fn what_grows_without_end_is_refused() {
        let mut bomb = String::from("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for level in 1..12 {
            let above = level - 1;
            bomb.push_str(&format!("a{level}: &a{level} [{}]\n", vec![format!("*a{above}"); 10].join(",")));
        }
        assert!(read::<Value>(bomb.as_bytes()).is_err());
        assert!(read::<Value>("[".repeat(200_000).as_bytes()).is_err());
    }
}
