//! Request bodies, checked against an operation's declaration.

use axum::body::Bytes;
use serde_json::{Map, Value};
use wheelhouse_contract::body::NoBody;
use wheelhouse_contract::validate::{Mode, validate};
use wheelhouse_contract::{Body, Described, Field, Kind, Method, Operation};

use crate::error::{ApiError, is_problem_json};
use crate::request::untold;

/// The greatest request body, in bytes: well above sixteen times the longest value of a variable.
pub const LIMIT: usize = 1024 * 1024;

/// Reads and checks the body of a request. What a new thing leaves out gets its declared default, or null where that is a
/// value: clients are older and newer than what says which fields are required.
///
/// # Errors
/// 400 for what is no JSON object, and with a message for each field that is not what its declaration says.
pub fn read(operation: &Operation, bytes: &Bytes) -> Result<Map<String, Value>, ApiError> {
    if operation.method.is_read() {
        return Ok(Map::new());
    }
    let body = operation.body.unwrap_or(NoBody::BODY);
    let mode = if operation.method == Method::Patch { Mode::Partial } else { Mode::Whole };
    let is_needed = mode == Mode::Partial || body.variants.is_some() || body.fields.iter().any(|field| field.required);
    if bytes.is_empty() && !is_needed {
        return Ok(Map::new());
    }
    let value: Value = serde_json::from_slice(bytes).map_err(|error| {
        ApiError::bad_request(format!("The body is not JSON: line {}, column {}.", error.line(), error.column()))
    })?;
    let Value::Object(mut values) = value else {
        return Err(ApiError::bad_request("The body must be a JSON object."));
    };
    if untold(body, &values, mode).is_some() {
        return Ok(values);
    }
    if is_open(operation) {
        let known = body.fields_for(&values);
        values.retain(|name, _| known.iter().any(|field| field.name == name));
    }
    // What need not be there is not checked against what is: it follows that.
    if mode == Mode::Whole {
        fill(body, &mut values, |field| field.required);
    }
    let errors = validate(body, &values, mode);
    if !errors.is_empty() {
        return Err(ApiError::fields(&errors));
    }
    if mode == Mode::Whole {
        fill(body, &mut values, |_| true);
    }
    Ok(values)
}

/// Whether a body may have fields that nobody knows: the descriptions close those of projects and leave those of
/// organizations and who belongs to them open, and clients rely on that.
fn is_open(operation: &Operation) -> bool {
    let is_open = is_problem_json(operation.section)
        || matches!(operation.section, "Invitations" | "Teams" | "Profiles" | "Support");
    is_open && operation.body.is_some()
}

fn fill(body: &Body, values: &mut Map<String, Value>, takes: fn(&Field) -> bool) {
    for field in body.fields_for(values).into_iter().filter(|field| takes(field)) {
        if let (Some(value), false) = (left_out(field), values.contains_key(field.name)) {
            values.insert(field.name.to_owned(), value);
        }
    }
}

/// What a field is that is left out of a new thing; nothing where it is then missing, or not there.
fn left_out(field: &Field) -> Option<Value> {
    match field.default {
        Some(default) => Some(default.value()),
        None if field.required && field.nullable => Some(Value::Null),
        None if field.required && field.kind == Kind::Json => Some(Value::Object(Map::new())),
        None => None,
    }
}
