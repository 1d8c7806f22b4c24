//! One field of a request body as a JSON Schema.

use serde_json::{Map, Value, json};
use wheelhouse_contract::body::{Choice, Field, Kind, Secret};
use wheelhouse_contract::expressions;

use super::bodies::{self, Form};
use super::{Schemas, reference, set};
use crate::prose;

/// What no text may have: no program takes it on beyond a NUL.
const NO_NUL: &str = "^[^\\u0000]*$";
/// A text with a letter in it, and not only blanks.
const NOT_BLANK: &str = "^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$";
/// Names have no control characters, nor others that nobody sees. `VISIBLE` stands for a character that is none of these.
const NAME: &str = "^VISIBLE*$";
const NOT_BLANK_NAME: &str = "^VISIBLE*SEENVISIBLE*$";
const INVISIBLE: &str = "\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\
    \\u17b5\\u180e\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb";

/// The schema of a field, with what it is for.
pub fn schema(field: &Field, schemas: &mut Schemas) -> Value {
    let plain = plain(field, schemas);
    let mut schema = if field.nullable { or_null(plain) } else { plain };
    let Some(known) = schema.as_object_mut() else { return schema };
    known.insert("title".to_owned(), json!(field.label));
    let description = description(field);
    if !description.is_empty() {
        known.insert("description".to_owned(), json!(description));
    }
    if let Some(default) = field.default {
        known.insert("default".to_owned(), default.value());
    }
    if field.secret == Secret::Always {
        known.insert("writeOnly".to_owned(), json!(true));
    }
    schema
}

/// Of null and something else.
fn or_null(plain: Value) -> Value {
    match plain {
        Value::Object(mut plain) if plain.get("type").is_some_and(Value::is_string) => {
            let kind = plain.get("type").cloned();
            plain.insert("type".to_owned(), json!([kind, "null"]));
            if let Some(Value::Array(values)) = plain.get_mut("enum") {
                values.push(Value::Null);
            }
            Value::Object(plain)
        }
        // Any JSON has null in it.
        Value::Object(plain) if plain.is_empty() => Value::Object(plain),
        plain => json!({"anyOf": [plain, {"type": "null"}]}),
    }
}

fn plain(field: &Field, schemas: &mut Schemas) -> Value {
    match field.kind {
        Kind::Flag => json!({"type": "boolean"}),
        Kind::Integer => integer(field),
        Kind::Number => bounded(json!({"type": "number"}), ["minimum", "maximum"], field),
        Kind::Choice(choices) => among(choices),
        Kind::Choices(choices) => list(among(choices), field),
        Kind::TextList | Kind::PickList(_) | Kind::PemList => list(item(field), field),
        Kind::TextMap => {
            let map = json!({
                "type": "object",
                "propertyNames": item(field),
                "additionalProperties": {"type": "string", "pattern": NO_NUL},
            });
            bounded(map, ["minProperties", "maxProperties"], field)
        }
        Kind::Object(body) => reference(&bodies::component(body, Form::WITHIN, schemas)),
        Kind::Objects(body) => list(reference(&bodies::component(body, Form::WITHIN, schemas)), field),
        Kind::Json => json!({}),
        _ => text(field),
    }
}

fn text(field: &Field) -> Value {
    let mut schema = bounded(json!({"type": "string"}), ["minLength", "maxLength"], field);
    let format = match field.kind {
        Kind::Email => Some("idn-email"),
        Kind::Url => Some("uri"),
        Kind::Date => Some("date"),
        _ if field.secret == Secret::Always => Some("password"),
        _ => None,
    };
    if let Some(format) = format {
        set(&mut schema, "format", json!(format));
    }
    if matches!(field.kind, Kind::Base64) {
        set(&mut schema, "contentEncoding", json!("base64"));
    }
    // An empty text is nothing wrong where no kind has a rule and no length is wanted.
    let may_be_empty = field.min.unwrap_or(0) == 0 && matches!(field.kind, Kind::Text | Kind::LongText | Kind::Pick(_));
    let pattern = match expressions::of(field) {
        Some(pattern) if may_be_empty => format!("^$|{pattern}"),
        Some(pattern) => pattern,
        None => letters(field, field.min.unwrap_or(0) > 0),
    };
    // A date's format says all of it.
    if !matches!(field.kind, Kind::Date) {
        set(&mut schema, "pattern", json!(pattern));
    }
    schema
}

/// An item of a list, or a key of a map: never blank.
fn item(field: &Field) -> Value {
    let pattern = expressions::of(field).unwrap_or_else(|| letters(field, true));
    json!({"type": "string", "minLength": 1, "pattern": pattern})
}

/// Which letters a text may have that no rule says more of.
fn letters(field: &Field, is_never_blank: bool) -> String {
    let expression = match (field.kind.is_name(), is_never_blank && !matches!(field.kind, Kind::Code)) {
        (true, true) => NOT_BLANK_NAME,
        (true, false) => NAME,
        (false, true) => NOT_BLANK,
        (false, false) => NO_NUL,
    };
    expression.replace("VISIBLE", &format!("[^{INVISIBLE}]")).replace("SEEN", &format!("[^\\s{INVISIBLE}]"))
}

fn integer(field: &Field) -> Value {
    let mut schema = bounded(json!({"type": "integer", "format": "int64"}), ["minimum", "maximum"], field);
    if field.step != 1 {
        set(&mut schema, "multipleOf", json!(field.step));
    }
    schema
}

fn among(choices: &[Choice]) -> Value {
    json!({"type": "string", "enum": choices.iter().map(|choice| choice.value).collect::<Vec<_>>()})
}

fn list(item: Value, field: &Field) -> Value {
    bounded(json!({"type": "array", "items": item}), ["minItems", "maxItems"], field)
}

fn bounded(mut schema: Value, [least, greatest]: [&str; 2], field: &Field) -> Value {
    let bounds = [(least, field.min), (greatest, field.max)];
    let bounds: Map<String, Value> =
        bounds.into_iter().filter_map(|(name, bound)| Some((name.to_owned(), json!(bound?)))).collect();
    if let Some(schema) = schema.as_object_mut() {
        schema.extend(bounds);
    }
    schema
}

/// What a field is for, what it counts in, and what it takes that no schema says.
fn description(field: &Field) -> String {
    let mut sentences = Vec::new();
    if !field.help.is_empty() {
        sentences.push(field.help.to_owned());
    }
    if !field.unit.is_empty() {
        sentences.push(format!("In {}.", field.unit));
    }
    if let Kind::Pick(source) | Kind::PickList(source) = field.kind {
        sentences.push(format!("From {}; others are taken too.", prose::source(source)));
    }
    if matches!(field.kind, Kind::Code) && field.max.is_some() {
        sentences.push("Its length is counted in bytes.".to_owned());
    }
    if field.one_way {
        sentences.push("Once it is on, it stays on.".to_owned());
    }
    sentences.join(" ")
}
