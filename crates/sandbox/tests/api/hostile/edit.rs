//! Bodies that were good, with values that no JSON library would write.

use proptest::sample::Index;
use serde_json::Value;

/// What is done to a value of a body.
#[derive(Clone, Debug)]
pub enum Edit {
    /// It is something else.
    Value(Vec<u8>),
    /// Its key is there a second time, with this.
    Twice(Vec<u8>),
    Gone,
    /// There is a field that nobody knows.
    Beside(String),
}

/// What stands in for a value until the body is text: no JSON that is sent has such a text.
fn mark(number: usize) -> String {
    format!("\u{e000}{number}\u{e000}")
}

/// A body with values of it replaced, or some beside them, as bytes.
pub fn edited(body: &Value, edits: &[(Index, Edit)]) -> Vec<u8> {
    let mut body = body.clone();
    let mut marks: Vec<(String, Vec<u8>)> = Vec::new();
    for (number, (which, edit)) in edits.iter().enumerate() {
        let mut pointers = Vec::new();
        pointers_of(&body, String::new(), &mut pointers);
        let pointer = which.get(&pointers).clone();
        let (above, last) = pointer.rsplit_once('/').unwrap_or_default();
        let mark = mark(number);
        let quoted = format!("\"{mark}\"");
        match edit {
            Edit::Value(bytes) => {
                *body.pointer_mut(&pointer).unwrap() = Value::from(mark);
                marks.push((quoted, bytes.clone()));
            }
            Edit::Twice(bytes) => {
                let before = body.pointer(&pointer).unwrap().to_string();
                *body.pointer_mut(&pointer).unwrap() = Value::from(mark);
                let both = [before.as_bytes(), format!(",{}:", Value::from(last)).as_bytes(), bytes].concat();
                marks.push((quoted, both));
            }
            Edit::Gone | Edit::Beside(_) => match (body.pointer_mut(above), edit) {
                (Some(Value::Object(map)), Edit::Beside(name)) => {
                    map.insert(name.clone(), Value::from(1));
                }
                (Some(Value::Object(map)), _) => {
                    map.remove(last);
                }
                (Some(Value::Array(items)), _) => items.clear(),
                _ => body = Value::Null,
            },
        }
    }
    let mut bytes = body.to_string().into_bytes();
    for (mark, value) in marks {
        let at = bytes.windows(mark.len()).position(|window| window == mark.as_bytes());
        // An edit further up may have taken it along.
        if let Some(at) = at {
            bytes.splice(at..at + mark.len(), value);
        }
    }
    bytes
}

/// Where values are in a body, itself among them.
fn pointers_of(value: &Value, at: String, into: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (name, value) in map {
                pointers_of(value, format!("{at}/{}", name.replace('~', "~0").replace('/', "~1")), into);
            }
        }
        Value::Array(items) => {
            for (number, item) in items.iter().enumerate() {
                pointers_of(item, format!("{at}/{number}"), into);
            }
        }
        _ => {}
    }
    into.push(at);
}
