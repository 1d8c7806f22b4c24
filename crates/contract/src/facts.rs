//! Writing what a view reads: every fact that a resource declares, each of its kind.

use std::marker::PhantomData;

use serde_json::{Map, Value};

/// A resource whose facts can be written.
pub trait Writable {
    /// A field for each fact, under the name it is declared with.
    type Facts;
}

/// The facts of a resource, to be filled in and written; see [`crate::facts!`].
pub type Facts<R> = <R as Writable>::Facts;

/// What is said of one fact: a value, null, or nothing at all.
#[derive(Clone, Debug)]
pub struct Said<K>(Option<Value>, PhantomData<K>);

impl<K> Said<K> {
    fn value(value: impl Into<Value>) -> Self {
        Self(Some(value.into()), PhantomData)
    }

    /// The fact is left out of the resource.
    pub fn nothing() -> Self {
        Self(None, PhantomData)
    }

    /// The fact is there only when the condition holds.
    pub fn only_if(condition: bool, value: impl Into<Self>) -> Self {
        if condition { value.into() } else { Self::nothing() }
    }
}

/// Kinds of facts, named as [`crate::resource::FactKind`] names them.
#[allow(non_camel_case_types, reason = "spelt as in declarations")]
pub mod kind {
    macro_rules! kinds {
        ($($kind:ident),*) => { $(#[derive(Clone, Copy, Debug)] pub enum $kind {})* };
    }
    kinds!(text, time, flag, integer, number, decimal, texts, list, object);
}

/// JSON that somebody else wrote is taken for any kind.
impl<K> From<Value> for Said<K> {
    fn from(value: Value) -> Self {
        Self::value(value)
    }
}

impl<K> From<&Value> for Said<K> {
    fn from(value: &Value) -> Self {
        Self::value(value.clone())
    }
}

impl<K, T: Into<Said<K>>> From<Option<T>> for Said<K> {
    fn from(value: Option<T>) -> Self {
        value.map_or_else(|| Self::value(Value::Null), Into::into)
    }
}

macro_rules! said {
    ($($kind:ident: $($type:ty),*;)*) => {
        $($(
            impl From<$type> for Said<kind::$kind> {
                fn from(value: $type) -> Self {
                    Self::value(value)
                }
            }
        )*)*
    };
}

said! {
    text: &str, String;
    time: &str, String;
    flag: bool;
    integer: i64, i32, u32, usize;
    number: f64, i64;
    decimal: i64, &str, String, serde_json::Number;
    texts: &[&str], Vec<&str>, &[String], Vec<String>;
    list: Vec<Value>;
    object: Map<String, Value>;
}

impl From<&String> for Said<kind::text> {
    fn from(value: &String) -> Self {
        Self::value(value.as_str())
    }
}

impl From<&Map<String, Value>> for Said<kind::object> {
    fn from(value: &Map<String, Value>) -> Self {
        Self::value(value.clone())
    }
}

/// Puts what is said of a fact at its dotted path. Objects on the way are made, and kept where they are there.
pub fn put<K>(into: &mut Map<String, Value>, path: &str, said: Said<K>) {
    if let Some(value) = said.0 {
        let keys = path.rsplit('.');
        let nested = keys.fold(value, |value, key| Value::Object(Map::from_iter([(key.to_owned(), value)])));
        merge(into, nested);
    }
}

/// Adds the parts of `more`, if it is an object: objects are merged, everything else takes the place of what was there.
pub fn merge(into: &mut Map<String, Value>, more: Value) {
    let Value::Object(more) = more else { return };
    for (key, value) in more {
        match (into.get_mut(&key), value) {
            (Some(Value::Object(known)), value @ Value::Object(_)) => merge(known, value),
            (_, value) => drop(into.insert(key, value)),
        }
    }
}

/// Writes a resource as JSON, every fact that its view reads and, after `..`, what it has beside them: links, and fields
/// that the view does not read.
///
/// ```
/// use serde_json::json;
/// use wheelhouse_contract::facts;
/// use wheelhouse_contract::sections::environment_types::EnvironmentType;
///
/// let written = facts!(EnvironmentType { id: "staging", attributes: json!({}), ..json!({"_links": {}}) });
/// assert_eq!(written, json!({"id": "staging", "attributes": {}, "_links": {}}));
/// ```
///
/// A fact that is forgotten or misspelt, or of another kind, does not compile:
///
/// ```compile_fail
/// use wheelhouse_contract::{facts, sections::environment_types::EnvironmentType};
/// facts!(EnvironmentType { id: "staging" });
/// ```
///
/// ```compile_fail
/// use wheelhouse_contract::{facts, sections::environment_types::EnvironmentType};
/// facts!(EnvironmentType { id: true, attributes: serde_json::json!({}) });
/// ```
#[macro_export]
macro_rules! facts {
    ($view:path { $($fact:ident: $value:expr),* $(,)? }) => {
        $crate::facts::Facts::<$view> { $($fact: $value.into()),* }.write(::serde_json::Value::Null)
    };
    ($view:path { $($fact:ident: $value:expr,)* ..$more:expr $(,)? }) => {
        $crate::facts::Facts::<$view> { $($fact: $value.into()),* }.write($more)
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn facts_meet_at_dotted_paths_and_what_is_not_said_is_left_out() {
        let mut written = Map::new();
        put(&mut written, "a.b.c", Said::<kind::integer>::from(1));
        put(&mut written, "a.b.d", Said::<kind::text>::from(None::<&str>));
        put(&mut written, "a", Said::<kind::object>::from(Map::from_iter([("e".to_owned(), json!(2))])));
        put(&mut written, "f", Said::<kind::flag>::nothing());
        put(&mut written, "g", Said::<kind::flag>::only_if(true, false));
        merge(&mut written, json!({"a": {"b": {"c": 3}}, "h": {"i": 1}}));
        merge(&mut written, json!({"h": null}));
        let expected = json!({"a": {"b": {"c": 3, "d": null}, "e": 2}, "g": false, "h": null});
        assert_eq!(Value::Object(written), expected);
    }
}
