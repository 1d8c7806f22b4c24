//! Answers are what the newer published description says, value by value: what has to be there is, what is not said to be
//! null is not, and each is of its type.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::{Value, json};
use wheelhouse_contract::answer::{AnswerShape, entity};
use wheelhouse_contract::sections::integrations::IntegrationCreateInput;
use wheelhouse_contract::{Described, Operation, operations};

use crate::common::{Client, LAKESIDE, sandbox};
use crate::contract;

const TABLE: &str = include_str!("shapes.tsv");

/// Values of a schema that are other than the description says, each with the reason.
const OTHERWISE: &[(&str, &str, &str)] = &[
    ("FoundationDeploymentTarget", "type", "the reference calls it local, and clients know it by that"),
    (
        "ReplacementDomainStorage",
        "attributes.*",
        "they may be how clients connect, which is no text, as its update says",
    ),
];

/// A value that a schema has.
struct Part {
    path: Vec<&'static str>,
    /// As the table writes it.
    is: &'static str,
    optional: bool,
    nullable: bool,
}

pub static SHAPES: LazyLock<Shapes> = LazyLock::new(Shapes::read);

/// What the table says: where an operation answers things of which schemas, and the values of each schema.
pub struct Shapes {
    operations: Vec<(&'static str, &'static str, &'static str)>,
    schemas: BTreeMap<&'static str, Vec<Part>>,
}

impl Shapes {
    fn read() -> Self {
        let rows = TABLE.lines().filter(|line| !line.starts_with('#'));
        let (operations, schemas): (Vec<_>, Vec<_>) =
            rows.map(|line| line.split('\t').collect::<Vec<_>>()).partition(|row| row[0].contains('-'));
        let mut shapes = Self {
            operations: operations.into_iter().map(|row| (row[0], row[1], row[2])).collect(),
            schemas: BTreeMap::new(),
        };
        for row in schemas.into_iter().filter(|row| row.len() > 1) {
            let flags = row.get(3).copied().unwrap_or_default();
            shapes.schemas.entry(row[0]).or_default().push(Part {
                path: row[1].split('.').collect(),
                is: row[2],
                optional: flags.contains('?'),
                nullable: flags.contains('0'),
            });
        }
        shapes
    }

    /// What is wrong with a good answer of an operation, where the table has it, and with the activities that it set off.
    /// What a write embeds is what is read at the same address, by itself or in a list.
    pub fn errors_of(&self, operation: &Operation, answer: &Value) -> Vec<String> {
        let row = |id: &str| self.operations.iter().find(|(known, ..)| *known == id);
        let mut errors = Vec::new();
        if let Some((_, at, schemas)) = row(operation.id) {
            errors.extend(found_at(at, answer).into_iter().flat_map(|value| self.errors(schemas, value)));
        } else if let (AnswerShape::Written(..), Some(entity)) = (operation.answer(), entity(answer)) {
            let reads = operations().filter(|other| other.method.is_read() && other.path == operation.path);
            for (_, _, schemas) in reads.filter_map(|other| row(other.id)) {
                errors.extend(self.errors(schemas, entity));
            }
        }
        let started = all_at(answer, &["_embedded", "activities", "[]"]);
        errors.extend(started.into_iter().flat_map(|activity| self.errors("Activity", activity)));
        errors
    }

    /// What is wrong with a value that should be of one of these schemas: of the one that it comes closest to.
    fn errors(&self, schemas: &str, value: &Value) -> Vec<String> {
        let of = |schema: &str| -> Vec<String> {
            let parts = self.schemas.get(schema).unwrap_or_else(|| panic!("no schema {schema} in the table"));
            let known = |path: &[&str]| OTHERWISE.iter().any(|(of, at, _)| *of == schema && *at == path.join("."));
            let parts = parts.iter().filter(|part| !known(&part.path));
            parts.flat_map(|part| self.part(part, value)).map(|error| format!("{schema} {error}")).collect()
        };
        schemas.split('|').map(of).min_by_key(Vec::len).unwrap_or_default()
    }

    fn part(&self, part: &Part, value: &Value) -> Vec<String> {
        let (last, above) = part.path.split_last().unwrap();
        let mut errors = Vec::new();
        for holder in all_at(value, above) {
            let found: Vec<&Value> = match *last {
                "[]" | "*" => all_at(holder, &[last]),
                name => match holder.get(name) {
                    Some(value) => vec![value],
                    None if part.optional || !holder.is_object() => Vec::new(),
                    None => {
                        errors.push(format!("{} is missing", part.path.join(".")));
                        Vec::new()
                    }
                },
            };
            let wrong = found.into_iter().filter(|value| !(part.nullable && value.is_null()));
            errors.extend(wrong.flat_map(|value| self.value(part, value)));
        }
        errors
    }

    fn value(&self, part: &Part, value: &Value) -> Vec<String> {
        let path = part.path.join(".");
        if let Some(schemas) = part.is.strip_prefix('=') {
            return self.errors(schemas, value).into_iter().map(|error| format!("{path}: {error}")).collect();
        }
        let fits = match part.is.strip_prefix('"') {
            Some(texts) => {
                let texts = texts.trim_end_matches('"');
                let said = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                texts.split('|').any(|text| said == text)
            }
            None => part.is.split('|').any(|kind| is(kind, value)),
        };
        if fits { Vec::new() } else { vec![format!("{path} is {value}, not {}", part.is)] }
    }
}

fn is(kind: &str, value: &Value) -> bool {
    match kind {
        "string" => value.is_string(),
        "time" => value.as_str().is_some_and(|text| text.len() >= 20 && text.contains('T')),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64(),
        "number" => value.is_number(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    }
}

/// All that stands at a path, where `[]` is each item of a list and `*` each value of an object. Links are no values.
fn all_at<'a>(value: &'a Value, path: &[&str]) -> Vec<&'a Value> {
    let Some((first, rest)) = path.split_first() else { return vec![value] };
    let found: Vec<&Value> = match *first {
        "[]" => value.as_array().into_iter().flatten().collect(),
        "*" => value
            .as_object()
            .into_iter()
            .flatten()
            .filter(|(key, _)| *key != "_links")
            .map(|(_, value)| value)
            .collect(),
        name => value.get(name).into_iter().collect(),
    };
    found.into_iter().flat_map(|value| all_at(value, rest)).collect()
}

/// What stands where the table says that an operation answers.
fn found_at<'a>(at: &str, answer: &'a Value) -> Vec<&'a Value> {
    let answer = answer.pointer("/_embedded/entity").unwrap_or(answer);
    match at.split('.').filter(|part| !part.is_empty()).collect::<Vec<_>>().as_slice() {
        // A page's things are under their own key.
        ["items"] => all_at(answer, &["items", "[]"]),
        at => all_at(answer, at),
    }
}

fn operation(id: &str) -> &'static Operation {
    operations().find(|operation| operation.id == id).unwrap_or_else(|| panic!("{id} is not declared"))
}

/// Whatever answers is compared with the table, by `answers`: here each of its rows has something to be compared with.
#[tokio::test]
async fn answers_are_of_their_shapes() {
    for (id, at, _) in &SHAPES.operations {
        let client = Client::admin(&sandbox()).await;
        let operation = operation(id);
        let path = contract::path(&client, operation).await;
        let answer = client.send(operation.method.name(), &path, contract::body(operation)).await.ok();
        assert!(!found_at(at, &answer).is_empty(), "{id} answers nothing to look at");
    }
}

/// Whatever state an environment is in, and however much of it is there.
#[tokio::test]
async fn every_environment_and_project_of_the_demo_is_of_its_shape() {
    let client = Client::admin(&sandbox()).await;
    let subscriptions = client.get(&format!("/organizations/{LAKESIDE}/subscriptions")).await.ok();
    let mut seen = 0;
    for project in all_at(&subscriptions, &["items", "[]", "project_id"]).into_iter().filter_map(Value::as_str) {
        for part in ["", "/activities", "/settings"] {
            client.get(&format!("/projects/{project}{part}")).await.ok();
        }
        let environments = client.get(&format!("/projects/{project}/environments")).await.ok();
        for id in all_at(&environments, &["[]", "id"]).into_iter().filter_map(Value::as_str) {
            client.get(&format!("/projects/{project}/environments/{id}/deployments")).await.ok();
            seen += 1;
        }
    }
    assert!(seen > 20, "{seen} environments");
}

#[tokio::test]
async fn an_integration_of_each_kind_is_of_its_shape_whatever_it_was_given() {
    for variant in IntegrationCreateInput::BODY.variants.unwrap().list {
        for all in [false, true] {
            let client = Client::admin(&sandbox()).await;
            let mut body = contract::fields(variant.body, all);
            // Of two kinds of credentials one is given.
            body.as_object_mut().unwrap().remove("addon_credentials");
            body["type"] = json!(variant.value);
            client.post("/projects/newsletter7vb/integrations", body).await.ok();
        }
    }
}
