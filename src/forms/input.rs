//! What is typed into a field, and what it means as JSON.

use serde_json::{Map, Value};
use wheelhouse_contract::{Field, Kind};

/// What stands in a field: never more than what the person sees there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    Flag(bool),
    /// Text as typed, whatever the kind: lists have an entry a line, maps a `key=value`.
    Text(String),
}

impl Input {
    /// How a value is shown for editing; a value of another type than the field's shows as the field's default.
    pub fn from_value(field: &Field, value: Option<&Value>) -> Self {
        let initial = field.initial();
        let value = value.filter(|value| !value.is_null()).unwrap_or(&initial);
        match (field.kind, value) {
            (Kind::Flag, value) => Self::Flag(value.as_bool().or(initial.as_bool()).unwrap_or(false)),
            (Kind::Text | Kind::LongText | Kind::Code, Value::String(text)) => Self::Text(text.clone()),
            (Kind::Integer, Value::Number(number)) => Self::Text(number.to_string()),
            (Kind::TextList, Value::Array(items)) => {
                Self::Text(items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n"))
            }
            (Kind::TextMap, Value::Object(map)) => {
                let line = |(key, value): (&String, &Value)| Some(format!("{key}={}", value.as_str()?));
                Self::Text(map.iter().filter_map(line).collect::<Vec<_>>().join("\n"))
            }
            (Kind::Json, value) if !value.is_null() => {
                Self::Text(serde_json::to_string_pretty(value).unwrap_or_default())
            }
            _ => Self::Text(String::new()),
        }
    }

    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Flag(_) => "",
        }
    }

    pub fn flag(&self) -> bool {
        matches!(self, Self::Flag(true))
    }

    /// The JSON it stands for.
    ///
    /// # Errors
    /// A sentence for the person when it stands for none.
    pub fn value(&self, field: &Field) -> Result<Value, String> {
        let text = match self {
            Self::Flag(flag) => return Ok(Value::Bool(*flag)),
            Self::Text(text) => text,
        };
        match field.kind {
            Kind::Flag => Ok(Value::Bool(false)),
            Kind::Text | Kind::LongText | Kind::Code => Ok(Value::String(text.clone())),
            Kind::Integer if text.trim().is_empty() => Ok(Value::Null),
            Kind::Integer => {
                text.trim().parse::<i64>().map(Value::from).map_err(|_| "Enter a whole number.".to_owned())
            }
            Kind::TextList => Ok(lines(text).map(Value::from).collect()),
            Kind::TextMap => lines(text).map(entry).collect::<Result<Map<_, _>, _>>().map(Value::Object),
            Kind::Json if text.trim().is_empty() => Ok(Value::Null),
            Kind::Json => serde_json::from_str(text)
                .map_err(|error| format!("This is not JSON: line {}, column {}.", error.line(), error.column())),
        }
    }

    /// Whether nothing is entered, so that the field can be left out.
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if text.trim().is_empty())
    }
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

fn entry(line: &str) -> Result<(String, Value), String> {
    match line.split_once('=') {
        Some((key, value)) if !key.trim().is_empty() => Ok((key.trim().to_owned(), Value::from(value.trim()))),
        _ => Err(format!("Write each line as key=value; this one is not: {line}")),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;
    use wheelhouse_contract::Described;
    use wheelhouse_contract::sections::project_variables::ProjectVariablePatch;

    fn there_and_back(name: &str, value: &Value) -> Value {
        let field = ProjectVariablePatch::BODY.field(name).unwrap();
        Input::from_value(field, Some(value)).value(field).unwrap()
    }

    #[test]
    fn what_the_api_says_comes_back_unchanged() {
        for (name, value) in [
            ("value", json!("two\nlines")),
            ("is_json", json!(true)),
            ("application_scope", json!(["app", "worker"])),
            ("attributes", json!({"owner": "ops", "url": "a=b"})),
        ] {
            assert_eq!(there_and_back(name, &value), value);
        }
    }

    #[test]
    fn values_of_another_type_show_the_default() {
        assert_eq!(there_and_back("visible_build", &json!("yes")), json!(true));
        assert_eq!(there_and_back("attributes", &json!([1])), json!({}));
        assert_eq!(there_and_back("value", &Value::Null), json!(""));
    }

    #[test]
    fn a_line_that_is_no_entry_is_quoted() {
        let field = ProjectVariablePatch::BODY.field("attributes").unwrap();
        let error = Input::Text("a=1\nb".to_owned()).value(field).unwrap_err();
        assert!(error.ends_with("this one is not: b"));
    }
}
