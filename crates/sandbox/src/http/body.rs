//! Request bodies, checked against an operation's declaration.

use axum::body::Bytes;
use serde_json::{Map, Value};
use wheelhouse_contract::body::NoBody;
use wheelhouse_contract::validate::{Mode, validate};
use wheelhouse_contract::{Body, Described, Field, FieldError, Method, Operation};

use crate::error::ApiError;
use crate::request::untold;

/// The greatest request body, in bytes: well above sixteen times the longest value of a variable.
pub const LIMIT: usize = 1024 * 1024;

/// Fields that newer descriptions alone have. Whatever takes them checks them.
const NEWER: &[&str] = &["legal_entity_name", "customer_type"];

/// Reads and checks the body of a request. What a new thing leaves out gets its declared default, or null where that is a
/// value: clients are older and newer than what says which fields are required.
///
/// # Errors
/// 400 for what is no JSON object, or no array where it takes a list, and with a message for each field that is not what its declaration says.
pub fn read(operation: &Operation, bytes: &Bytes) -> Result<Value, ApiError> {
    let nothing = Value::Object(Map::new());
    if operation.method.is_read() {
        return Ok(nothing);
    }
    let body = operation.body.unwrap_or(NoBody::BODY);
    let mode = if operation.method == Method::Patch { Mode::Partial } else { Mode::Whole };
    if bytes.is_empty() && !operation.needs_body() {
        return Ok(nothing);
    }
    let value: Value = serde_json::from_slice(bytes).map_err(|error| {
        ApiError::bad_request(format!("The body is not JSON: line {}, column {}.", error.line(), error.column()))
    })?;
    match value {
        Value::Object(values) if !operation.takes_list => {
            checked(operation, body, mode, values).map(Value::Object).map_err(|errors| ApiError::fields(&errors))
        }
        Value::Array(items) if operation.takes_list => each(operation, body, mode, items),
        _ if operation.takes_list => Err(ApiError::bad_request("The body must be a JSON array of objects.")),
        _ => Err(ApiError::bad_request("The body must be a JSON object.")),
    }
}

/// The bodies of a list, with what is wrong with each at dotted paths that start with its place.
fn each(operation: &Operation, body: &'static Body, mode: Mode, items: Vec<Value>) -> Result<Value, ApiError> {
    if items.is_empty() {
        return Err(ApiError::bad_request("The list is empty. Add at least one entry."));
    }
    let (mut read, mut wrong) = (Vec::with_capacity(items.len()), Vec::new());
    for (at, item) in items.into_iter().enumerate() {
        let Value::Object(values) = item else {
            wrong.push(FieldError::new(at.to_string(), "Must be an object with fields."));
            continue;
        };
        match checked(operation, body, mode, values) {
            Ok(values) => read.push(Value::Object(values)),
            Err(errors) => {
                let errors = errors.into_iter();
                wrong.extend(errors.map(|error| FieldError::new(format!("{at}.{}", error.field), error.message)));
            }
        }
    }
    if wrong.is_empty() { Ok(Value::Array(read)) } else { Err(ApiError::fields(&wrong)) }
}

/// One body, with what it left out, or what is wrong with it.
fn checked(
    operation: &Operation,
    body: &'static Body,
    mode: Mode,
    mut values: Map<String, Value>,
) -> Result<Map<String, Value>, Vec<FieldError>> {
    if untold(body, &values, mode).is_some() {
        return Ok(values);
    }
    let mut newer = Map::new();
    if operation.is_open() {
        let known = body.fields_for(&values);
        newer.extend(NEWER.iter().filter_map(|name| values.remove_entry(*name)));
        values.retain(|name, _| known.iter().any(|field| field.name == name));
    }
    // What need not be there is not checked against what is: it follows that.
    if mode == Mode::Whole {
        fill(body, &mut values, |field| field.required);
    }
    let errors = validate(body, &values, mode);
    if !errors.is_empty() {
        return Err(errors);
    }
    if mode == Mode::Whole {
        fill(body, &mut values, |_| true);
    }
    values.extend(newer);
    Ok(values)
}

fn fill(body: &Body, values: &mut Map<String, Value>, takes: fn(&Field) -> bool) {
    for field in body.fields_for(values).into_iter().filter(|field| takes(field)) {
        if let (Some(value), false) = (field.left_out(), values.contains_key(field.name)) {
            values.insert(field.name.to_owned(), value);
        }
    }
}
