//! What stands in the address of a request.

use serde_json::{Value, json};
use wheelhouse_contract::Operation;
use wheelhouse_contract::operation::{QueryKind, QueryParameter, parameters};

use super::set;
use crate::prose;

/// The parameters of an operation's path, then those of its query.
pub fn of(operation: &Operation) -> Vec<Value> {
    let in_path = parameters(operation.path).map(|name| {
        json!({
            "name": name,
            "in": "path",
            "required": true,
            "description": prose::parameter(name),
            "schema": {"type": "string", "minLength": 1},
        })
    });
    in_path.chain(operation.query.iter().map(in_query)).collect()
}

fn in_query(parameter: &QueryParameter) -> Value {
    let mut described = json!({
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "schema": schema(parameter.kind),
    });
    if let Some(description) = description(parameter.kind) {
        set(&mut described, "description", json!(description));
    }
    if parameter.kind == QueryKind::Texts {
        set(&mut described, "style", json!("form"));
        set(&mut described, "explode", json!(true));
    }
    described
}

fn schema(kind: QueryKind) -> Value {
    match kind {
        QueryKind::Text | QueryKind::Filter => json!({"type": "string"}),
        QueryKind::Texts => json!({"type": "array", "items": {"type": "string"}}),
        QueryKind::Integer { min, max } => json!({"type": "integer", "minimum": min, "maximum": max}),
        QueryKind::Choice(choices) => json!({"type": "string", "enum": choices}),
        QueryKind::Sort(fields) => {
            let both = fields.iter().flat_map(|field| [(*field).to_owned(), format!("-{field}")]);
            json!({"type": "string", "enum": both.collect::<Vec<_>>()})
        }
        QueryKind::FlagFilter => json!({"type": "boolean"}),
        QueryKind::Time | QueryKind::TimeFilter => json!({"type": "string", "format": "date-time"}),
    }
}

fn description(kind: QueryKind) -> Option<&'static str> {
    match kind {
        QueryKind::Texts => Some("May be given several times."),
        QueryKind::Filter | QueryKind::TimeFilter | QueryKind::FlagFilter => {
            Some("Equal to this. An operator may stand behind the name in brackets, as in `[ne]`.")
        }
        QueryKind::Sort(_) => Some("A field to sort by, descending with - before it."),
        _ => None,
    }
}
