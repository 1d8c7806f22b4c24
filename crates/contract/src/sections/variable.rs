//! What variables of a project and of an environment have in common.

use serde_json::{Map, Value};

use crate::problem::FieldError;

/// A variable's name: one to 256 characters, no spaces, and a letter, digit or underscore on each side of a colon.
///
/// `env:NAME` reaches the application as the environment variable `NAME`.
pub fn name(name: &str) -> Result<(), &'static str> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':');
    if !name.chars().all(allowed) {
        return Err("Use letters, digits, and the characters _ - . : only.");
    }
    if name.split(':').any(str::is_empty) {
        return Err("A colon needs a prefix before it and a name after it, such as env:DEBUG.");
    }
    Ok(())
}

/// An environment variable that programs find and no shell can name.
pub fn name_hint(name: &str) -> Option<&'static str> {
    let name = name.strip_prefix("env:")?;
    let is_name =
        name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') && !name.starts_with(|c: char| c.is_ascii_digit());
    (!name.is_empty() && !is_name)
        .then_some("Shells can’t read this variable: use letters, digits and _ after env:, and no digit first.")
}

/// A value that is marked as JSON parses as JSON.
pub fn json_value(values: &Map<String, Value>) -> Vec<FieldError> {
    let is_json = values.get("is_json").and_then(Value::as_bool).unwrap_or(false);
    let text = values.get("value").and_then(Value::as_str);
    match text {
        Some(text) if is_json => match serde_json::from_str::<serde::de::IgnoredAny>(text) {
            Ok(_) => Vec::new(),
            Err(error) => vec![FieldError::new(
                "value",
                format!("Not valid JSON: line {}, column {}.", error.line(), error.column()),
            )],
        },
        _ => Vec::new(),
    }
}

/// The name of an application that a variable is limited to.
pub fn application(name: &str) -> Result<(), &'static str> {
    if name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')) {
        Ok(())
    } else {
        Err("Use letters, digits, _ and - only.")
    }
}
