//! Values as people read them.

use serde_json::Value;
use wheelhouse_contract::Field;
use wheelhouse_contract::body::{Choice, Kind};

/// Stands for a secret: always as many dots, since the length would tell something.
pub(super) const DOTS: &str = "••••••••";
pub(super) const NOT_SET: &str = "Not set";

/// The text of a value that should be one; another value as JSON rather than lost.
pub(super) fn one_text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// One of a field's groups: "Person 2" of "People".
pub(super) fn numbered(label: &str, at: usize) -> String {
    let one = if label == "People" { "Person" } else { label.strip_suffix('s').unwrap_or(label) };
    format!("{one} {}", at + 1)
}

/// A value of a field in words.
pub(super) fn words(field: &Field, value: &Value) -> String {
    match (field.kind, value) {
        (_, Value::Null) => NOT_SET.to_owned(),
        (_, Value::Bool(flag)) => if *flag { "On" } else { "Off" }.to_owned(),
        (Kind::Integer | Kind::Number, value) if field.unit == "%" => format!("{value}%"),
        (Kind::Integer | Kind::Number, value) if !field.unit.is_empty() => format!("{value} {}", field.unit),
        (_, Value::String(text)) if text.is_empty() => "Empty".to_owned(),
        (Kind::Choice(choices), Value::String(text)) => label_of(choices, text),
        (Kind::Json, value) => value.to_string(),
        (_, Value::Array(items)) if items.is_empty() => "None".to_owned(),
        (_, Value::Object(map)) if map.is_empty() => "None".to_owned(),
        (_, Value::Array(items)) => items.iter().map(|item| entry(field, item)).collect::<Vec<_>>().join(", "),
        (_, value) => one_text(value),
    }
}

/// An entry of a list in words.
pub(super) fn entry(field: &Field, item: &Value) -> String {
    match (field.kind, item) {
        (Kind::Choices(choices), Value::String(text)) => label_of(choices, text),
        (_, item) => one_text(item),
    }
}

fn label_of(choices: &[Choice], value: &str) -> String {
    let known = choices.iter().find(|choice| choice.value == value);
    known.map_or(value, |choice| choice.label).to_owned()
}

/// Mebibytes as people say larger amounts: "1.5 GiB" from 1 GiB on.
pub(super) fn gibibytes(mebibytes: i64) -> Option<String> {
    if mebibytes < 1024 {
        return None;
    }
    let (whole, rest) = (mebibytes / 1024, mebibytes % 1024);
    let (hundredths, over) = (rest * 100 / 1024, rest * 100 % 1024);
    let fraction = match hundredths {
        0 => String::new(),
        hundredths if hundredths % 10 == 0 => format!(".{}", hundredths / 10),
        hundredths => format!(".{hundredths:02}"),
    };
    Some(format!("{}{whole}{fraction} GiB", if over == 0 { "" } else { "about " }))
}

#[cfg(test)]
mod tests {
    use super::gibibytes;

    #[test]
    fn mebibytes_are_said_in_gibibytes_from_one_on() {
        assert_eq!(gibibytes(512), None);
        assert_eq!(gibibytes(-4096), None);
        assert_eq!(gibibytes(1024).as_deref(), Some("1 GiB"));
        assert_eq!(gibibytes(5120).as_deref(), Some("5 GiB"));
        assert_eq!(gibibytes(1536).as_deref(), Some("1.5 GiB"));
        assert_eq!(gibibytes(1280).as_deref(), Some("1.25 GiB"));
        assert_eq!(gibibytes(1030).as_deref(), Some("about 1 GiB"));
        assert_eq!(gibibytes(i64::MAX).as_deref(), Some("about 9007199254740991.99 GiB"));
    }
}
