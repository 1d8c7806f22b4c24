//! A request as text to take elsewhere: as a command of curl and as JSON, with names in place of secrets.

use serde_json::{Map, Value};
use wheelhouse_contract::Method;

/// Where a form's body goes.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: Method,
    /// The whole address, without credentials.
    pub url: String,
    /// What is sent for what the form holds, where that is not the body itself.
    pub shape: Option<fn(&Value) -> Value>,
}

impl Request {
    /// The address without scheme and host.
    pub fn path(&self) -> &str {
        let after_scheme = self.url.split_once("://").map_or("", |(_, rest)| rest);
        match after_scheme.find('/') {
            Some(at) => after_scheme.get(at..).unwrap_or_default(),
            None if after_scheme.is_empty() => &self.url,
            None => "/",
        }
    }

    /// The request as a command for a POSIX shell, which finds the access token in `$TOKEN` and each secret in the
    /// variable that stands in its place.
    pub(super) fn curl(&self, body: &Value) -> String {
        let mut lines = vec![
            format!("curl -X {} {}", self.method.name(), quoted(&self.url)),
            "-H \"Authorization: Bearer $TOKEN\"".to_owned(),
        ];
        if !body.as_object().is_some_and(Map::is_empty) {
            lines.push("-H 'Content-Type: application/json'".to_owned());
            lines.push(format!("--data {}", data(body)));
        }
        lines.join(" \\\n  ")
    }
}

/// Stands in a body for a secret: `$SECRET_VALUE` for the field `value`.
pub(super) fn placeholder(field: &str) -> Value {
    let name: String =
        field.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' }).collect();
    Value::Object(Map::from_iter([(MARK.to_owned(), Value::from(format!("SECRET_{name}")))]))
}

/// The key of an object that stands for a secret: no body of the API has it.
const MARK: &str = "\u{0}secret";

fn secret(value: &Value) -> Option<&str> {
    value.get(MARK)?.as_str()
}

/// The body for reading: secrets show as `"$SECRET_…"`.
pub(super) fn json(body: &Value) -> String {
    serde_json::to_string_pretty(&shown(body)).unwrap_or_default()
}

fn shown(value: &Value) -> Value {
    match value {
        value if secret(value).is_some() => Value::from(format!("${}", secret(value).unwrap_or_default())),
        Value::Object(map) => map.iter().map(|(key, value)| (key.clone(), shown(value))).collect(),
        Value::Array(items) => items.iter().map(shown).collect(),
        value => value.clone(),
    }
}

/// The body as a shell word: literal but for the secrets, which the shell fills in.
fn data(body: &Value) -> String {
    let mut word = String::from("'");
    write(body, &mut word);
    word.push('\'');
    word
}

fn write(value: &Value, word: &mut String) {
    let literal = |word: &mut String, text: &str| word.push_str(&text.replace('\'', r"'\''"));
    match value {
        value if secret(value).is_some() => {
            // Out of the single quotes, into double ones, and back.
            word.push_str(&format!("\"'\"${}\"'\"", secret(value).unwrap_or_default()));
        }
        Value::Object(map) => {
            word.push('{');
            for (at, (key, value)) in map.iter().enumerate() {
                word.push_str(if at > 0 { "," } else { "" });
                literal(word, &Value::from(key.as_str()).to_string());
                word.push(':');
                write(value, word);
            }
            word.push('}');
        }
        Value::Array(items) => {
            word.push('[');
            for (at, item) in items.iter().enumerate() {
                word.push_str(if at > 0 { "," } else { "" });
                write(item, word);
            }
            word.push(']');
        }
        value => literal(word, &value.to_string()),
    }
}

/// A text as one word of a POSIX shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use std::process::Command;

    use super::*;
    use serde_json::json;

    fn patch(url: &str) -> Request {
        Request { method: Method::Patch, url: url.to_owned(), shape: None }
    }

    /// What a shell would hand to curl, one argument a line of JSON.
    fn arguments(command: &str) -> Vec<String> {
        let script = format!("curl() {{ for a in \"$@\"; do printf '%s\\0' \"$a\"; done; }}\n{command}");
        let output = Command::new("sh")
            .arg("-c")
            .arg(script)
            .env("TOKEN", "t0k")
            .env("SECRET_VALUE", "p'w\" $x")
            .output()
            .unwrap();
        assert!(output.status.success());
        let text = String::from_utf8(output.stdout).unwrap();
        text.split_terminator('\0').map(str::to_owned).collect()
    }

    #[test]
    fn a_shell_hands_curl_exactly_the_body() {
        let body = json!({"name": "it's $HOME `id` \\ \"q\" !\n", "list": ["a'b", 1, null, true], "o": {"k'": {}}});
        let command = patch("https://api.example.com/projects/a'b?x=$(id)").curl(&body);
        let arguments = arguments(&command);
        assert_eq!(arguments.len(), 9, "{command}");
        assert_eq!(
            arguments.iter().take(3).collect::<Vec<_>>(),
            ["-X", "PATCH", "https://api.example.com/projects/a'b?x=$(id)"]
        );
        assert!(arguments.contains(&"Authorization: Bearer t0k".to_owned()));
        assert_eq!(serde_json::from_str::<Value>(arguments.last().unwrap()).unwrap(), body);
    }

    #[test]
    fn secrets_come_from_the_shells_variables() {
        let body = json!({"name": "n", "value": placeholder("value"), "in": [{"value": placeholder("value")}]});
        let command = patch("https://api.example.com/x").curl(&body);
        assert!(command.contains("$SECRET_VALUE"));
        let filled = arguments(&command).pop().unwrap();
        assert_eq!(filled, r#"{"name":"n","value":"p'w" $x","in":[{"value":"p'w" $x"}]}"#);
        assert_eq!(serde_json::from_str::<Value>(&json(&body)).unwrap()["value"], "$SECRET_VALUE");
    }

    #[test]
    fn without_a_body_there_is_no_data() {
        let request =
            Request { method: Method::Post, url: "https://api.example.com/projects/x/clear".to_owned(), shape: None };
        assert!(!request.curl(&json!({})).contains("--data"));
        assert_eq!(request.path(), "/projects/x/clear");
        assert_eq!(patch("/api/projects/x").path(), "/api/projects/x");
        assert_eq!(patch("https://api.example.com").path(), "/");
    }
}
