//! All operations as an OpenAPI 3.1 document.

mod answers;
mod bodies;
mod fields;
mod parameters;
mod refusals;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use wheelhouse_contract::Method;
use wheelhouse_contract::operation::Declared;
use wheelhouse_contract::sections::declared;

use crate::prose::plain;

/// Schemas by the name that references have for them.
type Schemas = BTreeMap<String, Value>;

/// The whole document.
pub fn document() -> Value {
    let mut schemas = Schemas::new();
    refusals::add_to(&mut schemas);
    answers::add_to(&mut schemas);
    let mut paths = Map::new();
    let mut tags: Vec<Value> = Vec::new();
    for declared in declared() {
        let operation = declared.operation;
        let at = paths.entry(operation.path).or_insert_with(|| json!({}));
        if let Some(at) = at.as_object_mut() {
            at.insert(verb(operation.method).to_owned(), described(declared, &mut schemas));
        }
        if !tags.iter().any(|tag| tag["name"] == operation.section()) {
            tags.push(json!({"name": operation.section()}));
        }
    }
    json!({
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": "Platform.sh API",
            "summary": "Projects, environments, access and billing",
            "description": DESCRIPTION,
            "version": env!("CARGO_PKG_VERSION"),
        },
        "servers": [{"url": "http://127.0.0.1:7070/api", "description": "A sandbox on this machine"}],
        "security": [{"bearer": []}],
        "tags": tags,
        "paths": paths,
        "components": {
            "schemas": schemas,
            "responses": refusals::responses(),
            "securitySchemes": {"bearer": {
                "type": "http",
                "scheme": "bearer",
                "description": "An access token. Exchange an API token for one at POST {auth}/oauth2/token, with \
                    grant_type=api_token, and lasts 15 minutes.",
            }},
        },
    })
}

const DESCRIPTION: &str = "Answers may have more than is described: fields, values of enumerations, links. What a caller \
    may do with a thing is said by its `_links`: an operation whose link is missing is not allowed.";

fn verb(method: Method) -> &'static str {
    match method {
        Method::Get => "get",
        Method::Post => "post",
        Method::Patch => "patch",
        Method::Delete => "delete",
    }
}

fn described(declared: &Declared, schemas: &mut Schemas) -> Value {
    let operation = declared.operation;
    let mut described = json!({
        "operationId": operation.id,
        "tags": [operation.section()],
        "summary": operation.title(),
        "description": plain(declared.documentation),
        "parameters": parameters::of(operation),
    });
    if let Some(body) = bodies::of(operation, schemas) {
        set(&mut described, "requestBody", body);
    }
    let mut responses = answers::of(declared, schemas);
    responses.extend(refusals::of(operation));
    set(&mut described, "responses", Value::Object(responses));
    if operation.deprecated {
        set(&mut described, "deprecated", json!(true));
    }
    described
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// Sets a key of an object.
fn set(object: &mut Value, key: &str, value: impl Into<Value>) {
    if let Some(object) = object.as_object_mut() {
        object.insert(key.to_owned(), value.into());
    }
}
