//! What is different between two values of a field, as a person reads it.

use serde_json::{Map, Value};
use wheelhouse_contract::Field;
use wheelhouse_contract::body::{Body, Kind, Secret};

use super::input::same;
use super::words::{DOTS, NOT_SET, entry, numbered, one_text, words};
use crate::text::{marked_lines, part};

/// How much of a long value is shown.
const LONG: usize = 240;

/// One thing that is different.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The field's label after those of the groups it stands in.
    pub label: String,
    pub difference: Difference,
}

/// What is different.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// One value in place of another.
    Value { before: String, after: String },
    /// What a list or map no longer has, and what it has now.
    Entries { removed: Vec<String>, added: Vec<String> },
}

/// Every difference between two values of a field; those of fields inside it one by one.
pub fn changes(field: &Field, before: &Value, after: &Value, is_secret: bool) -> Vec<Change> {
    let mut found = Vec::new();
    gather(field.label.to_owned(), field, before, after, is_secret, &mut found);
    found
}

/// The two values of a change of a secret.
pub(super) fn secret_change(label: &str, was_set: bool, is_set: bool) -> Change {
    let word = |set: bool| if set { DOTS } else { NOT_SET }.to_owned();
    Change { label: label.to_owned(), difference: Difference::Value { before: word(was_set), after: word(is_set) } }
}

fn gather(label: String, field: &Field, before: &Value, after: &Value, is_secret: bool, found: &mut Vec<Change>) {
    if same(field, before, after) {
        return;
    }
    let is_set = |value: &Value| !matches!(value, Value::Null) && value.as_str() != Some("");
    if is_secret {
        found.push(secret_change(&label, is_set(before), is_set(after)));
        return;
    }
    let difference = match (field.kind, before, after) {
        (Kind::Object(body), Value::Object(before), Value::Object(after)) => {
            return within(&label, body, before, after, found);
        }
        (Kind::Objects(body), before, after) if !(before.is_null() || after.is_null()) => {
            return groups(&label, body, list(before), list(after), found);
        }
        (Kind::Object(_) | Kind::Objects(_), before, after) => {
            Difference::Value { before: summary(field.kind, before), after: summary(field.kind, after) }
        }
        (Kind::TextMap, Value::Object(before), Value::Object(after)) => map_difference(before, after),
        (_, Value::Array(before), Value::Array(after)) => list_difference(field, before, after),
        _ => value_difference(&words(field, before), &words(field, after)),
    };
    found.push(Change { label, difference });
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn within(label: &str, body: &Body, before: &Map<String, Value>, after: &Map<String, Value>, found: &mut Vec<Change>) {
    for field in body.fields_for(after) {
        let [before, after] = [before, after].map(|values| values.get(field.name).unwrap_or(&Value::Null));
        gather(format!("{label} › {}", field.label), field, before, after, is_secret(field), found);
    }
}

/// Groups have no names: those in the same place are taken for the same.
fn groups(label: &str, body: &Body, before: &[Value], after: &[Value], found: &mut Vec<Change>) {
    for at in 0..before.len().max(after.len()) {
        let label = numbered(label, at);
        match (before.get(at), after.get(at)) {
            (Some(Value::Object(before)), Some(Value::Object(after))) => within(&label, body, before, after, found),
            (before, after) if before != after => {
                let words = |value: Option<&Value>| value.map_or_else(|| NOT_SET.to_owned(), |v| object_words(body, v));
                let difference = Difference::Value { before: words(before), after: words(after) };
                found.push(Change { label, difference });
            }
            _ => {}
        }
    }
}

fn summary(kind: Kind, value: &Value) -> String {
    match (kind, value) {
        (_, Value::Null) => NOT_SET.to_owned(),
        (Kind::Objects(body), Value::Array(items)) if !items.is_empty() => {
            items.iter().map(|item| object_words(body, item)).collect::<Vec<_>>().join("; ")
        }
        (Kind::Object(body), value) => object_words(body, value),
        _ => "None".to_owned(),
    }
}

/// A group of fields in one line: "Type: github, Name: shop".
fn object_words(body: &Body, value: &Value) -> String {
    let Some(values) = value.as_object() else { return one_text(value) };
    let fields = body.fields_for(values);
    let said = fields.iter().filter_map(|field| {
        let value = values.get(field.name).filter(|value| !value.is_null())?;
        let value = match field.kind {
            _ if is_secret(field) => DOTS.to_owned(),
            kind @ (Kind::Object(_) | Kind::Objects(_)) => format!("({})", summary(kind, value)),
            Kind::TextMap => value.to_string(),
            _ => words(field, value),
        };
        Some(format!("{}: {value}", field.label))
    });
    let said = said.collect::<Vec<_>>().join(", ");
    if said.is_empty() { "Empty".to_owned() } else { shortened(&said, 0) }
}

/// Inside groups a value that may be a secret is taken for one.
fn is_secret(field: &Field) -> bool {
    field.secret != Secret::Never
}

fn list_difference(field: &Field, before: &[Value], after: &[Value]) -> Difference {
    let without = |items: &[Value], others: &[Value]| -> Vec<String> {
        let mut others: Vec<&Value> = others.iter().collect();
        let own = items.iter().filter(|item| match others.iter().position(|other| other == item) {
            Some(at) => {
                others.swap_remove(at);
                false
            }
            None => true,
        });
        own.map(|item| shortened(&entry(field, item), 0)).collect()
    };
    let (removed, added) = (without(before, after), without(after, before));
    if removed.is_empty() && added.is_empty() {
        // The same in another order.
        let [before, after] = [before, after].map(|items| words(field, &Value::Array(items.to_vec())));
        return value_difference(&before, &after);
    }
    Difference::Entries { removed, added }
}

fn map_difference(before: &Map<String, Value>, after: &Map<String, Value>) -> Difference {
    let not_in = |map: &Map<String, Value>, other: &Map<String, Value>| -> Vec<String> {
        let own = map.iter().filter(|(key, value)| other.get(*key) != Some(*value));
        let text = |value: &Value| if value.as_str() == Some("") { "Empty".to_owned() } else { one_text(value) };
        own.map(|(key, value)| shortened(&format!("{key} = {}", text(value)), 0)).collect()
    };
    Difference::Entries { removed: not_in(before, after), added: not_in(after, before) }
}

/// Long values are cut so that their first difference is seen; what cannot be seen of them is marked.
fn value_difference(before: &str, after: &str) -> Difference {
    let same = before.chars().zip(after.chars()).take_while(|(one, two)| one == two).count();
    Difference::Value { before: shortened(before, same), after: shortened(after, same) }
}

/// The part of a long text around the place `from`, counted in characters, with the length of all.
fn shortened(text: &str, from: usize) -> String {
    let shown = marked_lines(&part(text, from, LONG));
    match text.chars().count() {
        length if length > LONG => format!("{shown} ({length} characters)"),
        _ => shown,
    }
}
