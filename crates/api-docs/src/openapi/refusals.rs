//! How requests are refused.

use serde_json::{Map, Value, json};
use wheelhouse_contract::operation::parameters;
use wheelhouse_contract::{Method, Operation};

use super::{Schemas, reference, set};

/// Why requests are refused, by status.
const REFUSALS: &[(u16, &str)] = &[
    (400, "The request isn’t valid; `detail` says at which field."),
    (401, "Nobody is signed in, or the access token is not valid any more."),
    (402, "The plan doesn’t include more."),
    (403, "The caller may not do this; `detail` says who can allow it."),
    (404, "There is no such thing, or the caller may not know of it."),
    (409, "The state of things forbids it, or somebody else has what was asked for."),
    (413, "The request body is too large."),
    (429, "Too many requests; `Retry-After` says when to go on."),
];

/// Schemas of refusals.
pub fn add_to(schemas: &mut Schemas) {
    let detail = json!({
        "type": ["string", "object", "array", "null"],
        "description": "A sentence, or messages by field; a field inside another is at a dotted path.",
    });
    let oauth = json!({"type": "string", "description": "OAuth’s name for what is wrong with the access token."});
    schemas.insert(
        "Error".to_owned(),
        json!({
            "type": "object",
            "required": ["message"],
            "properties": {
                "status": {"type": ["string", "integer"]},
                "code": {"type": "integer"},
                "title": {"type": "string"},
                "message": {"type": "string"},
                "detail": detail,
                "error": oauth,
                "error_description": {"type": "string"},
            },
        }),
    );
    let violation = json!({
        "type": "object",
        "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
    });
    schemas.insert(
        "Problem".to_owned(),
        json!({
            "type": "object",
            "description": "As in RFC 9457.",
            "required": ["status", "title"],
            "properties": {
                "type": {"type": "string"},
                "status": {"type": "integer"},
                "title": {"type": "string"},
                "message": {"type": "string"},
                "detail": detail,
                "violations": {"type": "array", "items": violation},
                "error": oauth,
                "error_description": {"type": "string"},
            },
        }),
    );
}

/// Refusals that operations have in common, each in both forms.
pub fn responses() -> Value {
    let mut responses = Map::new();
    for (form, kind) in [("Error", "application/json"), ("Problem", "application/problem+json")] {
        for (status, why) in REFUSALS.iter().copied().chain([(500, "Something went wrong in the API.")]) {
            let mut response = json!({"description": why, "content": {kind: {"schema": reference(form)}}});
            if status == 429 {
                let header = json!({"description": "Seconds, or a date.", "schema": {"type": "string"}});
                set(&mut response, "headers", json!({"Retry-After": header}));
            }
            responses.insert(named(form, status), response);
        }
    }
    Value::Object(responses)
}

fn named(form: &str, status: u16) -> String {
    format!("{form}{status}")
}

/// How an operation refuses, by status.
pub fn of(operation: &Operation) -> Map<String, Value> {
    let form = if operation.is_problem_json() { "Problem" } else { "Error" };
    let is_write = !operation.method.is_read();
    let takes = |status: u16| match status {
        400 => is_write || !operation.query.is_empty(),
        402 => matches!(operation.method, Method::Post | Method::Patch),
        404 => parameters(operation.path).next().is_some(),
        409 | 413 => is_write,
        _ => true,
    };
    let refusals = REFUSALS.iter().filter(|(status, _)| takes(*status));
    let mut responses: Map<String, Value> =
        refusals.map(|(status, _)| (status.to_string(), response(form, *status))).collect();
    responses.insert("5XX".to_owned(), response(form, 500));
    responses
}

fn response(form: &str, status: u16) -> Value {
    json!({"$ref": format!("#/components/responses/{}", named(form, status))})
}
