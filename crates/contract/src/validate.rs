//! Whether a body is what its declaration says, with an error at each field that is not.

use serde_json::{Map, Value};

use crate::body::{Body, Field, Kind};
use crate::problem::FieldError;

/// Whether all of a body is expected or only what changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Every required field is there.
    Whole,
    /// Only some fields are there (`PATCH`).
    Partial,
}

/// Every error of a body, in the order of its fields; empty when it is good.
pub fn validate(body: &Body, values: &Map<String, Value>, mode: Mode) -> Vec<FieldError> {
    let mut errors: Vec<FieldError> = body
        .fields
        .iter()
        .filter_map(|field| {
            let message = match values.get(field.name) {
                None if field.required && mode == Mode::Whole => Some("This field is required.".to_owned()),
                None => None,
                Some(value) => validate_field(field, value).err(),
            };
            message.map(|message| FieldError::new(field.name, message))
        })
        .collect();
    errors.extend(
        values
            .keys()
            .filter(|key| body.field(key).is_none())
            .map(|key| FieldError::new(key.as_str(), "This field is not known.")),
    );
    if let Some(check) = body.check {
        let more = check(values).into_iter().filter(|error| !errors.iter().any(|known| known.field == error.field));
        errors.extend(more.collect::<Vec<_>>());
    }
    errors
}

/// Whether a value fits its field; the error is a sentence for the person.
pub fn validate_field(field: &Field, value: &Value) -> Result<(), String> {
    if value.is_null() {
        return match (field.nullable || field.kind == Kind::Json, field.required) {
            (true, _) => Ok(()),
            (false, true) => Err("This field is required.".to_owned()),
            (false, false) => Err("This field cannot be null.".to_owned()),
        };
    }
    match field.kind {
        Kind::Text | Kind::LongText | Kind::Code => validate_text(field, value),
        Kind::Flag => value.as_bool().map(|_| ()).ok_or_else(|| "Must be true or false.".to_owned()),
        Kind::Integer => {
            let number = value.as_i64().ok_or("Must be a whole number.")?;
            bounds(field, number, "Must be", "")
        }
        Kind::TextList => {
            let items = value.as_array().filter(|items| items.iter().all(Value::is_string));
            let items = items.ok_or("Must be a list of texts.")?;
            for item in items {
                validate_item(field, item.as_str().unwrap_or_default())?;
            }
            bounds(field, count(items.len()), "Must have", " entries")
        }
        Kind::TextMap => {
            let map = value.as_object().filter(|map| map.values().all(Value::is_string));
            let map = map.ok_or("Must be a list of keys with texts.")?;
            for key in map.keys() {
                validate_item(field, key)?;
            }
            bounds(field, count(map.len()), "Must have", " entries")
        }
        Kind::Json => Ok(()),
    }
}

fn validate_text(field: &Field, value: &Value) -> Result<(), String> {
    let text = value.as_str().ok_or("Must be a text.")?;
    if field.required && text.trim().is_empty() && field.min.unwrap_or(0) > 0 {
        return Err("This field is required.".to_owned());
    }
    bounds(field, count(text.chars().count()), "Must have", " characters")?;
    match field.check {
        Some(check) if !text.is_empty() => check(text).map_err(str::to_owned),
        _ => Ok(()),
    }
}

fn validate_item(field: &Field, item: &str) -> Result<(), String> {
    if item.trim().is_empty() {
        return Err("An entry is empty.".to_owned());
    }
    field.check.map_or(Ok(()), |check| check(item).map_err(|error| format!("{item}: {error}")))
}

fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

fn bounds(field: &Field, value: i64, verb: &str, unit: &str) -> Result<(), String> {
    match (field.min, field.max) {
        (Some(min), _) if value < min => Err(format!("{verb} at least {min}{unit}.")),
        (_, Some(max)) if value > max => Err(format!("{verb} at most {max}{unit}.")),
        _ => Ok(()),
    }
}
