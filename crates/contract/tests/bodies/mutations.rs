//! Bodies with one thing wrong, and where that is.

use serde_json::{Map, Value, json};
use wheelhouse_contract::body::{Field, Kind};
use wheelhouse_contract::validate::Mode;

/// The path that is wrong, the body, and what is wrong.
pub type Wrong = (String, Map<String, Value>, &'static str);

/// Each body that comes from a good one by doing one thing wrong to a field that is there, or by leaving out one that
/// must be.
pub fn of(fields: impl Iterator<Item = &'static Field>, good: &Map<String, Value>, mode: Mode) -> Vec<Wrong> {
    let mut all = Vec::new();
    for field in fields {
        let Some(value) = good.get(field.name) else { continue };
        for (path, wrong, what) in wrong_values(field, value) {
            let mut body = good.clone();
            body.insert(field.name.to_owned(), wrong);
            all.push((path, body, what));
        }
        if field.required && mode == Mode::Whole {
            let mut body = good.clone();
            body.remove(field.name);
            all.push((field.name.to_owned(), body, "left out"));
        }
    }
    let mut unknown = good.clone();
    unknown.insert("no_such_field".to_owned(), json!(1));
    all.push(("no_such_field".to_owned(), unknown, "not known"));
    all
}

fn wrong_values(field: &'static Field, good: &Value) -> Vec<(String, Value, &'static str)> {
    let here = |value: Value, what| (field.name.to_owned(), value, what);
    let mut wrong = Vec::new();
    if let Some(value) = other_type(field.kind) {
        wrong.push(here(value, "of another type"));
    }
    if !field.nullable && field.kind != Kind::Json {
        wrong.push(here(Value::Null, "null"));
    }
    if let Some(value) = field.max.and_then(|max| sized(field.kind, good, max + field.step)) {
        wrong.push(here(value, "too long or too great"));
    }
    if let Some(value) = field.min.filter(|min| *min > 0).and_then(|min| sized(field.kind, good, min - field.step)) {
        wrong.push(here(value, "too short or too small"));
    }
    match (field.kind, good) {
        (Kind::Choice(_), _) => wrong.push(here(json!("no such choice"), "no choice")),
        (Kind::Choices(_), _) => wrong.push(here(json!(["no such choice"]), "no choice")),
        (Kind::Base64 | Kind::Email | Kind::Url | Kind::Domain | Kind::Date | Kind::Pem, _) => {
            wrong.push(here(json!("?"), "against the rule"))
        }
        (Kind::TextList | Kind::PemList | Kind::PickList(_), _) => {
            wrong.push(here(json!([" "]), "an empty entry"));
            wrong.push(here(json!([1]), "an entry of another type"));
        }
        (Kind::Integer, Value::Number(number)) if field.step > 1 => {
            wrong.push(here(json!(number.as_i64().unwrap() - 1), "between two steps"));
        }
        (Kind::Object(body), Value::Object(values)) => {
            let within = of(body.fields.iter(), values, Mode::Whole).into_iter();
            wrong.extend(within.map(|(path, values, what)| (format!("{}.{path}", field.name), json!(values), what)));
        }
        (Kind::Objects(body), Value::Array(items)) => {
            for (at, item) in items.iter().enumerate() {
                for (path, values, what) in of(body.fields.iter(), item.as_object().unwrap(), Mode::Whole) {
                    let mut items = items.clone();
                    items[at] = json!(values);
                    wrong.push((format!("{}.{at}.{path}", field.name), json!(items), what));
                }
            }
            wrong.push((format!("{}.0", field.name), json!(["text"]), "an entry of another type"));
        }
        _ => {}
    }
    wrong
}

/// A value that no field of this kind takes.
fn other_type(kind: Kind) -> Option<Value> {
    match kind {
        Kind::Json => None,
        Kind::Flag | Kind::Integer | Kind::Number | Kind::TextMap | Kind::Object(_) => Some(json!("text")),
        Kind::Objects(_) => Some(json!({})),
        _ => Some(json!(7)),
    }
}

/// A value of this length, count or size; None where the kind has none.
fn sized(kind: Kind, good: &Value, size: i64) -> Option<Value> {
    let length = usize::try_from(size).ok();
    let filled = |item: Value| Some(Value::from(vec![item; length?]));
    match kind {
        Kind::Integer | Kind::Number => Some(json!(size)),
        kind if kind.is_text() || matches!(kind, Kind::Pick(_)) => Some(json!("x".repeat(length?))),
        Kind::Choices(choices) => filled(json!(choices[0].value)),
        Kind::TextMap => Some((0..length?).map(|at| (format!("key{at}"), json!("x"))).collect()),
        kind if kind.is_list() => filled(good.as_array()?.first()?.clone()),
        _ => None,
    }
}
