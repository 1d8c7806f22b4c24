//! Answers are what the newer published description says, value by value: what has to be there is, what is not said to be
//! null is not, and each is of its type.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use wheelhouse_contract::sections::integrations::IntegrationCreateInput;
use wheelhouse_contract::{Described, Operation, operations};

use crate::common::{Client, LAKESIDE, sandbox};
use crate::contract;

const TABLE: &str = include_str!("shapes.tsv");

/// Values of a schema that are other than the description says, each with the reason.
const OTHERWISE: &[(&str, &str, &str)] =
    &[("FoundationDeploymentTarget", "type", "the reference calls it local, and clients know it by that")];

/// A value that a schema has.
struct Part {
    path: Vec<&'static str>,
    /// As the table writes it.
    is: &'static str,
    optional: bool,
    nullable: bool,
}

/// What the table says: where an operation answers things of which schemas, and the values of each schema.
struct Shapes {
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

fn operation(id: &str) -> &'static Operation {
    operations().find(|operation| operation.id == id).unwrap_or_else(|| panic!("{id} is not declared"))
}

#[tokio::test]
async fn answers_are_of_their_shapes() {
    let shapes = Shapes::read();
    let mut errors = Vec::new();
    for (id, at, schemas) in &shapes.operations {
        let client = Client::admin(&sandbox()).await;
        let operation = operation(id);
        let path = contract::path(&client, operation).await;
        let answer = client.send(operation.method.name(), &path, contract::body(operation)).await.ok();
        let at: Vec<&str> = at.split('.').filter(|part| !part.is_empty()).collect();
        let answer = answer.pointer("/_embedded/entity").cloned().unwrap_or(answer);
        // A page's things are under a key of their own.
        let found = match at.as_slice() {
            ["items"] => all_at(&answer, &["items", "[]"]),
            at => all_at(&answer, at),
        };
        assert!(!found.is_empty(), "{id} answers nothing to look at");
        errors.extend(
            found.into_iter().flat_map(|value| shapes.errors(schemas, value)).map(|error| format!("{id}: {error}")),
        );
    }
    errors.sort();
    errors.dedup();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

/// Whatever state an environment is in, and however much of it is there.
#[tokio::test]
async fn every_environment_and_project_of_the_demo_is_of_its_shape() {
    let shapes = Shapes::read();
    let client = Client::admin(&sandbox()).await;
    let mut errors = Vec::new();
    let subscriptions = client.get(&format!("/organizations/{LAKESIDE}/subscriptions")).await.ok();
    for project in all_at(&subscriptions, &["items", "[]", "project_id"]).into_iter().filter_map(Value::as_str) {
        errors.extend(shapes.errors("Project", &client.get(&format!("/projects/{project}")).await.ok()));
        for (list, schemas) in
            [("environments", "Environment"), ("activities", "Activity"), ("settings", "ProjectSettings")]
        {
            let answer = client.get(&format!("/projects/{project}/{list}")).await.ok();
            let found = if answer.is_array() { all_at(&answer, &["[]"]) } else { vec![&answer] };
            errors.extend(found.into_iter().flat_map(|value| shapes.errors(schemas, value)));
        }
        let environments = client.get(&format!("/projects/{project}/environments")).await.ok();
        for id in all_at(&environments, &["[]", "id"]).into_iter().filter_map(Value::as_str) {
            let deployments = client.get(&format!("/projects/{project}/environments/{id}/deployments")).await.ok();
            errors
                .extend(all_at(&deployments, &["[]"]).into_iter().flat_map(|value| shapes.errors("Deployment", value)));
        }
    }
    errors.sort();
    errors.dedup();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

#[tokio::test]
async fn an_integration_of_each_kind_is_of_its_shape_whatever_it_was_given() {
    let shapes = Shapes::read();
    let (_, _, schemas) = shapes.operations.iter().find(|(id, ..)| id.contains("an-existing-third-party")).unwrap();
    let mut errors = Vec::new();
    for variant in IntegrationCreateInput::BODY.variants.unwrap().list {
        for all in [false, true] {
            let client = Client::admin(&sandbox()).await;
            let mut body = contract::fields(variant.body, all);
            // Of two kinds of credentials one is given.
            body.as_object_mut().unwrap().remove("addon_credentials");
            body["type"] = json!(variant.value);
            let path = "/projects/newsletter7vb/integrations";
            let written = client.post(path, body).await.ok();
            let entity = &written["_embedded"]["entity"];
            errors
                .extend(shapes.errors(schemas, entity).into_iter().map(|error| format!("{}: {error}", variant.value)));
        }
    }
    errors.sort();
    errors.dedup();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}
