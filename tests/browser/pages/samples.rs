//! Good answers to every read, made of what the contract says of them.

use serde_json::{Map, Value, json};
use wheelhouse_contract::answer::AnswerShape;
use wheelhouse_contract::operation::Operation;
use wheelhouse_contract::resource::{Fact, FactKind};
use wheelhouse_contract::{Method, operations};

/// The read that this path is of.
pub fn read_of(path: &str) -> Option<&'static Operation> {
    let fits = |template: &str| {
        let (mut own, mut others) = (path.split('/'), template.split('/'));
        own.by_ref()
            .zip(others.by_ref())
            .all(|(own, other)| own == other || (other.starts_with('{') && !own.is_empty()))
            && path.split('/').count() == template.split('/').count()
    };
    // Its own word is meant before a value that could be the same.
    let mut fitting: Vec<&Operation> =
        operations().filter(|operation| operation.method == Method::Get && fits(operation.path)).collect();
    fitting.sort_by_key(|operation| operation.path.matches('{').count());
    fitting.first().copied()
}

/// A good answer to a read: of a list, one thing.
pub fn good(operation: &Operation, id: &str) -> Value {
    let list = |facts: &[Fact]| vec![thing(facts, id)];
    match operation.answer() {
        AnswerShape::Resource(_, facts) | AnswerShape::Written(_, facts) => thing(facts, id),
        AnswerShape::Items(_, facts) => list(facts).into(),
        AnswerShape::Page(_, facts) => json!({"items": list(facts), "count": 1}),
        AnswerShape::Wrapped(key, _, facts) => json!({key: list(facts), "count": 1}),
        AnswerShape::Accepted | AnswerShape::Nothing => json!({}),
    }
}

fn thing(facts: &[Fact], id: &str) -> Value {
    let mut thing = Map::new();
    for fact in facts {
        put(&mut thing, fact.path, sample(fact, id));
    }
    Value::Object(thing)
}

/// Puts a value where a dotted path leads.
fn put(into: &mut Map<String, Value>, path: &str, value: Value) {
    match path.split_once('.') {
        None => {
            into.insert(path.to_owned(), value);
        }
        Some((first, rest)) => {
            let inner = into.entry(first).or_insert_with(|| json!({}));
            if let Some(inner) = inner.as_object_mut() {
                put(inner, rest, value);
            }
        }
    }
}

fn sample(fact: &Fact, id: &str) -> Value {
    let name = fact.path.rsplit('.').next().unwrap_or_default();
    match fact.kind {
        FactKind::text if name == "id" || name == "name" || name.ends_with("_id") => id.into(),
        FactKind::text if name == "status" || name == "state" => "active".into(),
        FactKind::text => format!("{name} of {id}").into(),
        FactKind::time => "2025-03-04T05:06:07Z".into(),
        FactKind::flag => true.into(),
        FactKind::integer => 3.into(),
        FactKind::number => json!(2.5),
        FactKind::decimal => "2.50".into(),
        FactKind::texts => json!([id]),
        FactKind::list => json!([]),
        FactKind::object => json!({}),
    }
}
