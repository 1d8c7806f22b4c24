//! The OpenAPI document is whole, and its schemas say of bodies what the declarations say.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../../contract/tests/bodies/good.rs"]
mod good;
#[path = "../../contract/tests/bodies/mutations.rs"]
mod mutations;
#[path = "../../contract/tests/bodies/targets.rs"]
mod targets;

use std::collections::BTreeMap;

use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::{Value, json};
use wheelhouse_api_docs::openapi;
use wheelhouse_contract::expressions;
use wheelhouse_contract::operation::parameters;
use wheelhouse_contract::{Body, operations};

use targets::{Target, for_each};

/// Every operation of the document with its method and path.
fn described(document: &Value) -> BTreeMap<String, (String, String, Value)> {
    let mut found = BTreeMap::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let id = operation["operationId"].as_str().unwrap().to_owned();
            let twice = found.insert(id.clone(), (method.to_uppercase(), path.clone(), operation.clone()));
            assert!(twice.is_none(), "{id} twice");
        }
    }
    found
}

#[test]
fn every_operation_is_described_once() {
    let described = described(&openapi::document());
    assert_eq!(described.len(), operations().count());
    for operation in operations() {
        let (method, path, said) = &described[operation.id];
        assert_eq!((method.as_str(), path.as_str()), (operation.method.name(), operation.path), "{}", operation.id);
        assert_eq!(said["tags"], json!([operation.section()]));
        assert!(said["description"].as_str().unwrap().ends_with('.'), "{} is not described", operation.id);
        let all = said["parameters"].as_array().unwrap();
        let named = |place: &str| -> Vec<&str> {
            let there = all.iter().filter(|parameter| parameter["in"] == place);
            there.map(|parameter| parameter["name"].as_str().unwrap()).collect()
        };
        assert_eq!(named("path"), parameters(operation.path).collect::<Vec<_>>(), "{}", operation.id);
        let query: Vec<&str> = operation.query.iter().map(|parameter| parameter.name).collect();
        assert_eq!(named("query"), query, "{}", operation.id);
        let takes = operation.body.is_some() || operation.file.is_some();
        assert_eq!(said.get("requestBody").is_some(), takes, "{}", operation.id);
        let statuses: Vec<&String> = said["responses"].as_object().unwrap().keys().collect();
        assert!(statuses.iter().any(|status| status.starts_with('2')), "{} never answers", operation.id);
        assert!(statuses.iter().any(|status| *status == "401"), "{} never asks who it is", operation.id);
    }
}

fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::Object(map) => {
            found.extend(map.get("$ref").and_then(Value::as_str));
            found.extend(
                map.get("mapping").into_iter().filter_map(Value::as_object).flatten().filter_map(|(_, to)| to.as_str()),
            );
            map.values().for_each(|value| references(value, found));
        }
        Value::Array(items) => items.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

#[test]
fn every_reference_leads_somewhere_and_every_schema_is_named() {
    let document = openapi::document();
    let mut found = Vec::new();
    references(&document, &mut found);
    for reference in &found {
        let pointer = reference.strip_prefix('#').unwrap_or_else(|| panic!("{reference} leads out of the document"));
        assert!(document.pointer(pointer).is_some_and(Value::is_object), "{reference} leads nowhere");
    }
    for name in document["components"]["schemas"].as_object().unwrap().keys() {
        let reference = format!("#/components/schemas/{name}");
        assert!(found.contains(&reference.as_str()), "nothing refers to {name}");
        assert!(jsonschema::meta::is_valid(&document["components"]["schemas"][name]), "{name} is no JSON Schema");
    }
}

/// What checks a body of this operation.
fn validator(document: &Value, operation: &str) -> Validator {
    let (_, _, said) = &described(document)[operation];
    let content = &said["requestBody"]["content"]["application/json"]["schema"];
    let mut schema = content.get("items").unwrap_or(content).clone();
    schema["components"] = document["components"].clone();
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
}

#[test]
fn a_good_body_fits_its_schema_and_one_with_something_wrong_does_not() {
    let document = openapi::document();
    let mut validators = BTreeMap::new();
    for target in Target::all() {
        validators.entry(target.operation).or_insert_with(|| validator(&document, target.operation));
    }
    for_each(Target::all(), |target, values| {
        let validator = &validators[target.operation];
        let errors: Vec<String> =
            validator.iter_errors(&Value::Object(values.clone())).map(|error| error.to_string()).collect();
        prop_assert!(errors.is_empty(), "{:?}: {:?}", values, errors);
        for (path, wrong, what) in mutations::of(target.fields(), &values, target.mode) {
            if is_taken(target, &path, what) {
                continue;
            }
            prop_assert!(!validator.is_valid(&Value::Object(wrong.clone())), "{} {}: {:?}", path, what, wrong);
        }
        Ok(())
    });
}

/// What is taken all the same: a field that is filled in where it is left out, and one that nobody knows in an open body.
fn is_taken(target: Target, path: &str, what: &str) -> bool {
    let operation = operations().find(|operation| operation.id == target.operation).unwrap();
    match what {
        "left out" => target.fields().any(|field| field.name == path && field.left_out().is_some()),
        "not known" => path == "no_such_field" && operation.is_open(),
        _ => false,
    }
}

/// The fields of all bodies, with those inside them.
fn all_fields() -> Vec<&'static wheelhouse_contract::Field> {
    use wheelhouse_contract::Kind;
    let mut bodies: Vec<&'static Body> = operations().filter_map(|operation| operation.body).collect();
    let mut at = 0;
    while let Some(body) = bodies.get(at).copied() {
        let inside = body.fields.iter().filter_map(|field| match field.kind {
            Kind::Object(inner) | Kind::Objects(inner) => Some(inner),
            _ => None,
        });
        let new: Vec<_> =
            inside.chain(body.kinds()).filter(|new| !bodies.iter().any(|known| std::ptr::eq(*known, *new))).collect();
        bodies.extend(new);
        at += 1;
    }
    bodies.into_iter().flat_map(|body| body.fields).collect()
}

#[test]
fn every_rule_over_a_text_has_an_expression() {
    for field in all_fields().into_iter().filter(|field| field.check.is_some()) {
        assert!(expressions::of(field).is_some(), "{}: add its rule to expressions.rs of the contract", field.name);
    }
}
