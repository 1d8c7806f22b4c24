//! What operations answer when they did what they were asked.

use serde_json::{Map, Value, json};
use wheelhouse_contract::Method;
use wheelhouse_contract::answer::AnswerShape;
use wheelhouse_contract::operation::Declared;
use wheelhouse_contract::resource::{Documented, Fact, FactKind, Resource};
use wheelhouse_contract::sections::activity::Activity;

use super::{Schemas, reference, set};
use crate::prose::plain;

/// Schemas that answers of many kinds have in common.
pub fn add_to(schemas: &mut Schemas) {
    let link = json!({
        "anyOf": [
            {"type": "object", "properties": {"href": {"type": "string"}}, "required": ["href"]},
            {"type": "array", "items": {"type": "object", "properties": {"href": {"type": "string"}}}},
        ],
    });
    schemas.insert(
        "Links".to_owned(),
        json!({
            "type": "object",
            "description": "Where a thing is, what belongs to it, and what the caller may do with it: an operation whose \
                link, as in #edit, is missing is not allowed.",
            "additionalProperties": link,
        }),
    );
    resource(Activity::NAME, Activity::FACTS, <Activity as Resource>::DOCUMENTED, schemas);
    let activities = json!({"type": "array", "items": reference(Activity::NAME)});
    schemas.insert(
        "Accepted".to_owned(),
        json!({
            "type": "object",
            "description": "What a write started.",
            "required": ["status", "code", "_embedded"],
            "properties": {
                "status": {"type": "string"},
                "code": {"type": "integer"},
                "_embedded": {"type": "object", "properties": {"activities": activities}},
            },
        }),
    );
}

/// The good responses of an operation, by status.
pub fn of(declared: &Declared, schemas: &mut Schemas) -> Map<String, Value> {
    let operation = declared.operation;
    let mut one = |name: &str, facts: &[Fact]| resource(name, facts, declared.answer, schemas);
    let good = match operation.answer() {
        AnswerShape::Resource(name, facts) => one(name, facts),
        AnswerShape::Items(name, facts) => json!({"type": "array", "items": one(name, facts)}),
        AnswerShape::Page(name, facts) => list("items", one(name, facts)),
        AnswerShape::Wrapped(key, name, facts) => list(key, one(name, facts)),
        AnswerShape::Written(name, facts) => {
            let entity = one(name, facts);
            written(name, &entity, schemas)
        }
        AnswerShape::Accepted => reference("Accepted"),
        AnswerShape::Nothing => Value::Null,
    };
    let with_body = |what: &str| json!({"description": what, "content": {"application/json": {"schema": good}}});
    let is_write = matches!(operation.answer(), AnswerShape::Written(..) | AnswerShape::Accepted);
    let mut responses = Map::new();
    let mut add = |status: &str, response: Value| responses.insert(status.to_owned(), response);
    if good.is_null() {
        add("204", json!({"description": "Done."}));
        return responses;
    }
    add("200", with_body(if is_write { "Done, with what it started." } else { "The answer." }));
    if operation.method == Method::Post && !matches!(operation.answer(), AnswerShape::Accepted) {
        add("201", with_body("Made."));
    }
    if is_write {
        add("202", json!({"description": "Taken on."}));
    }
    responses
}

/// A thing as it is now with what the write started, or the thing alone.
fn written(name: &str, entity: &Value, schemas: &mut Schemas) -> Value {
    let embedded = json!({
        "type": "object",
        "properties": {"_embedded": {"type": "object", "required": ["entity"], "properties": {"entity": entity}}},
    });
    let alone = json!({"allOf": [entity, {"not": {"required": ["_embedded"]}}]});
    let name = format!("Written{name}");
    schemas.insert(name.clone(), json!({"anyOf": [{"allOf": [reference("Accepted"), embedded]}, alone]}));
    reference(&name)
}

fn list(key: &str, item: Value) -> Value {
    json!({
        "type": "object",
        "required": [key],
        "properties": {
            key: {"type": "array", "items": item},
            "count": {"type": ["integer", "null"], "description": "How many there are in all."},
            "_links": reference("Links"),
        },
    })
}

/// A reference to a resource's schema, which is added where it is missing.
fn resource(name: &str, facts: &[Fact], documented: &Documented, schemas: &mut Schemas) -> Value {
    if !schemas.contains_key(name) {
        let mut properties = Map::new();
        for (at, fact) in facts.iter().enumerate() {
            let mut schema = kind(fact.kind);
            let said = plain(documented.facts.get(at).copied().unwrap_or_default());
            if !said.is_empty() {
                set(&mut schema, "description", json!(said));
            }
            put(&mut properties, fact.path, schema);
        }
        properties.insert("_links".to_owned(), links(documented));
        let schema = json!({
            "type": "object",
            "description": plain(documented.documentation),
            "properties": properties,
        });
        schemas.insert(name.to_owned(), schema);
    }
    reference(name)
}

/// Puts the schema of a fact at its dotted path. What is on the way may be null as well.
fn put(properties: &mut Map<String, Value>, path: &str, schema: Value) {
    let Some((first, rest)) = path.split_once('.') else {
        properties.entry(path).or_insert(schema);
        return;
    };
    let inner = properties.entry(first).or_insert_with(|| kind(FactKind::object));
    let Some(inner) = inner.as_object_mut() else { return };
    let inner = inner.entry("properties").or_insert_with(|| json!({}));
    if let Some(inner) = inner.as_object_mut() {
        put(inner, rest, schema);
    }
}

/// Any fact may be null: nobody has to know everything.
fn kind(kind: FactKind) -> Value {
    match kind {
        FactKind::text => json!({"type": ["string", "null"]}),
        FactKind::time => json!({"type": ["string", "null"], "format": "date-time"}),
        FactKind::flag => json!({"type": ["boolean", "null"]}),
        FactKind::integer => json!({"type": ["integer", "null"]}),
        FactKind::number => json!({"type": ["number", "null"]}),
        FactKind::decimal => json!({"type": ["number", "string", "null"]}),
        FactKind::texts => json!({"type": ["array", "null"], "items": {"type": "string"}}),
        FactKind::list => json!({"type": ["array", "null"]}),
        FactKind::object => json!({"type": ["object", "null"]}),
    }
}

fn links(documented: &Documented) -> Value {
    let names: Vec<String> = documented.relations.iter().map(|relation| format!("`{}`", relation.name())).collect();
    if names.is_empty() {
        return reference("Links");
    }
    json!({"$ref": "#/components/schemas/Links", "description": format!("Among them {}.", names.join(", "))})
}
