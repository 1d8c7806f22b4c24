//! Request bodies, checked against an operation's declaration.

use axum::body::Bytes;
use serde_json::{Map, Value};
use wheelhouse_contract::validate::{Mode, validate};
use wheelhouse_contract::{Method, Operation};

use crate::error::ApiError;

/// The greatest request body, in bytes: well above sixteen times the longest value of a variable.
pub const LIMIT: usize = 1024 * 1024;

/// Reads and checks the body of a request. What a new thing leaves out gets its declared default.
///
/// # Errors
/// 400 for what is no JSON object, and with a message for each field that is not what its declaration says.
pub fn read(operation: &Operation, bytes: &Bytes) -> Result<Map<String, Value>, ApiError> {
    let Some(body) = operation.body else { return Ok(Map::new()) };
    let value: Value = serde_json::from_slice(bytes).map_err(|error| {
        ApiError::bad_request(format!("The body is not JSON: line {}, column {}.", error.line(), error.column()))
    })?;
    let Value::Object(mut values) = value else {
        return Err(ApiError::bad_request("The body must be a JSON object."));
    };
    let mode = if operation.method == Method::Patch { Mode::Partial } else { Mode::Whole };
    let errors = validate(body, &values, mode);
    if !errors.is_empty() {
        return Err(ApiError::fields(&errors));
    }
    if mode == Mode::Whole {
        for field in body.fields_for(&values) {
            if let (Some(default), false) = (&field.default, values.contains_key(field.name)) {
                values.insert(field.name.to_owned(), default.value());
            }
        }
    }
    Ok(values)
}
