//! Bodies are refused at the fields that are wrong, whatever JSON comes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use wheelhouse_contract::body::{Body, Described, Kind};
use wheelhouse_contract::sections::project_variables::{ProjectVariableCreateInput, ProjectVariablePatch};
use wheelhouse_contract::validate::{Mode, validate, validate_field};
use wheelhouse_contract::{Relation, operations};

fn errors(body: Value, mode: Mode) -> Vec<(String, String)> {
    let described = match mode {
        Mode::Whole => ProjectVariableCreateInput::BODY,
        Mode::Partial => ProjectVariablePatch::BODY,
    };
    let found = validate(described, body.as_object().unwrap(), mode);
    found.into_iter().map(|error| (error.field, error.message)).collect()
}

#[test]
fn a_good_body_has_no_errors() {
    assert_eq!(errors(json!({"name": "env:DEBUG", "value": "1"}), Mode::Whole), []);
    assert_eq!(errors(json!({}), Mode::Partial), []);
}

#[test]
fn required_fields_are_asked_for_only_in_a_whole_body() {
    let fields: Vec<_> = errors(json!({}), Mode::Whole).into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["name", "value"]);
    let found = errors(json!({"name": "", "value": "1"}), Mode::Whole);
    assert_eq!(found, [("name".to_owned(), "This field is required.".to_owned())]);
}

#[test]
fn names_say_what_is_wrong_with_them() {
    for name in ["two words", "env:", ":x", "é", "a/b"] {
        let found = errors(json!({"name": name, "value": "1"}), Mode::Whole);
        assert_eq!(found.len(), 1, "{name}");
        assert_eq!(found[0].0, "name");
    }
    let long = "x".repeat(257);
    assert_eq!(errors(json!({"name": long, "value": "1"}), Mode::Whole)[0].1, "Must have at most 256 characters.");
}

#[test]
fn a_json_value_parses_or_says_where_it_does_not() {
    assert_eq!(errors(json!({"name": "a", "value": "{\"a\": 1}", "is_json": true}), Mode::Whole), []);
    let found = errors(json!({"name": "a", "value": "{\n  \"a\": }", "is_json": true}), Mode::Whole);
    assert_eq!(found, [("value".to_owned(), "Not valid JSON: line 2, column 8.".to_owned())]);
}

#[test]
fn unknown_fields_are_named() {
    assert_eq!(errors(json!({"colour": 1}), Mode::Partial)[0].0, "colour");
}

#[test]
fn what_a_new_form_starts_from_is_accepted_or_asks_for_what_is_required() {
    let bodies = operations().filter_map(|operation| operation.body).flat_map(Body::kinds);
    for field in bodies.flat_map(|body| body.fields) {
        let initial = field.initial();
        let accepted = validate_field(field, &initial);
        let empty_text = matches!(field.kind, Kind::Pick(_)) || field.kind.is_text();
        let is_asked_for = field.required && accepted == Err("This field is required.".to_owned());
        let empty_text = empty_text && initial == "";
        assert!(accepted.is_ok() || empty_text || initial.is_null() || is_asked_for, "{}: {accepted:?}", field.name);
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,40}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::hash_map(".{0,12}", inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

proptest! {
    #[test]
    fn any_body_is_answered_and_an_accepted_one_fits_its_type(value in any_json(), name in any_json(), flag in any_json()) {
        let body = json!({"name": name, "value": value, "is_json": flag});
        let body = body.as_object().unwrap();
        if validate(ProjectVariableCreateInput::BODY, body, Mode::Whole).is_empty() {
            let typed: Result<ProjectVariableCreateInput, _> = serde_json::from_value(Value::Object(body.clone()));
            prop_assert!(typed.is_ok());
        }
    }

    /// Whatever stands in fields that are there, nested ones and tags included.
    #[test]
    fn any_json_in_any_field_is_answered(values in prop::collection::vec(any_json(), 1..8), tag in 0..20usize) {
        for body in operations().filter_map(|operation| operation.body) {
            for kind in body.kinds() {
                let names = kind.fields.iter().map(|field| field.name);
                let mut filled: Map<String, Value> =
                    names.zip(values.iter().cycle()).map(|(name, value)| (name.to_owned(), value.clone())).collect();
                if let Some((key, variants)) = body.variants.and_then(|variants| Some((variants.tag?, variants.list))) {
                    let tag = variants.get(tag).map_or(values[0].clone(), |variant| json!(variant.value));
                    filled.insert(key.to_owned(), tag);
                }
                for mode in [Mode::Whole, Mode::Partial] {
                    for error in validate(body, &filled, mode) {
                        prop_assert!(!error.field.is_empty() && error.message.ends_with('.'), "{error:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn any_answer_reads_as_any_resource(value in any_json()) {
        use wheelhouse_contract::sections::{activity::Activity, environment::Environment, project::Project};
        use wheelhouse_contract::sections::{certificates::Certificate, deployment_targets::DeploymentTarget};
        use wheelhouse_contract::sections::{integrations::Integration, plans::Plan, repository::Tree};
        use wheelhouse_contract::{Answer, Items, Page, Problem, Resource, Wrapped, Written};
        let value = std::sync::Arc::new(value);
        let project = Project::new(value.clone());
        let _ = (project.title(), project.status_code(), project.attributes(), project.links().href(Relation::SELF));
        let activity = Activity::new(value.clone());
        let _ = (activity.environments(), activity.is_done());
        let _ = Items::<Environment>::read(value.clone()).items().len();
        let _ = Page::<Environment>::read(value.clone()).next().map(str::len);
        let _ = Written::<Environment>::read(value.clone()).activities();
        let _ = (Tree::new(value.clone()).entries(), Certificate::new(value.clone()).issuer_name());
        let _ = (Integration::new(value.clone()).subject().map(str::len), DeploymentTarget::new(value.clone()).hosts());
        let _ = Wrapped::<Plan>::read(value.clone()).items().len();
        let _ = Problem::from_value(&value);
    }
}

#[test]
fn a_value_is_counted_in_bytes_and_blanks_are_one() {
    let of = |value: &str| {
        let found = errors(json!({"name": "env:A", "value": value}), Mode::Whole).into_iter();
        found.map(|(field, error)| format!("{field}: {error}")).collect::<Vec<_>>()
    };
    for value in ["", " ", "\n", " padded ", "\u{202e}"] {
        assert_eq!(of(value), Vec::<String>::new(), "{value:?}");
    }
    assert!(of(&"é".repeat(32_768)).is_empty());
    assert_eq!(of(&"é".repeat(32_769)), ["value: Must have at most 65536 bytes."]);
    assert_eq!(of("a\0b"), ["value: Remove the NUL character (U+0000)."]);
}

#[test]
fn what_nobody_sees_in_a_name_is_named_in_every_field() {
    use wheelhouse_contract::validate::field_errors;
    let bodies = operations().filter_map(|operation| operation.body).flat_map(Body::kinds);
    for field in bodies.flat_map(|body| body.fields).filter(|field| field.kind.is_name()) {
        for (letter, code) in
            [('\u{200b}', "U+200B"), ('\u{feff}', "U+FEFF"), ('\u{202e}', "U+202E"), ('\u{7}', "U+0007")]
        {
            let text = format!("a{letter}b");
            let value = match field.kind {
                Kind::TextList | Kind::PickList(_) => json!([text]),
                Kind::TextMap => json!({text: "1"}),
                _ => json!(text),
            };
            let found = field_errors(field, &value);
            assert!(found.iter().any(|error| error.message.contains(code)), "{}: {found:?}", field.name);
        }
    }
    // What joins letters and pictures is part of them.
    for text in ["👩\u{200d}🚀 crew", "می\u{200c}خواهم", "plain"] {
        assert_eq!(wheelhouse_contract::checks::unseen(text), None, "{text}");
    }
}
