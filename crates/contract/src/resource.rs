//! Views over what the API answers.
//!
//! A view keeps the whole JSON and reads fields when asked. A field that is missing, null or of another type reads as
//! `None`, so an unexpected answer costs the reader one fact and never the page.

use std::sync::Arc;

use serde_json::{Map, Value};

use crate::links::{Links, Relation};

/// A thing the API answers with.
pub trait Resource: Clone + PartialEq + Send + Sync + 'static {
    /// The schema's name in the published reference.
    const NAME: &'static str;
    /// The facts this view reads, by JSON path.
    const FACTS: &'static [Fact];
    /// What it may link to.
    const RELATIONS: &'static [Relation];
    /// What its declaration says of it.
    const DOCUMENTED: &'static Documented;

    fn new(value: Arc<Value>) -> Self;
    /// The JSON as received.
    fn raw(&self) -> &Arc<Value>;
    /// Reads every fact, for those who try what becomes of odd answers.
    fn read_facts(&self);

    /// What the caller may do and follow from here.
    fn links(&self) -> Links<'_> {
        Links::of(self.raw())
    }
}

/// A fact that a view reads: where it stands and what it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Keys from the resource down, joined by dots.
    pub path: &'static str,
    pub kind: FactKind,
}

/// What a declaration says of a resource, for documents: nothing that the console names holds it.
#[derive(Debug)]
pub struct Documented {
    /// What it is.
    pub documentation: &'static str,
    /// What is said of each fact, in the order of the facts; empty where its name says it all.
    pub facts: &'static [&'static str],
    /// What it may link to.
    pub relations: &'static [Relation],
}

/// The JSON type of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(non_camel_case_types, reason = "spelt as in declarations")]
pub enum FactKind {
    text,
    /// RFC 3339.
    time,
    flag,
    integer,
    number,
    /// Digits that count, all of them: a number or a text.
    decimal,
    texts,
    list,
    object,
}

/// Follows a dotted path.
pub fn at<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(value, |value, key| value.get(key))
}

/// A text at a dotted path.
pub fn text<'a>(value: &'a Value, path: &str) -> Option<&'a str> {
    at(value, path)?.as_str()
}

/// A flag at a dotted path.
pub fn flag(value: &Value, path: &str) -> Option<bool> {
    at(value, path)?.as_bool()
}

/// An integer at a dotted path.
pub fn integer(value: &Value, path: &str) -> Option<i64> {
    at(value, path)?.as_i64()
}

/// A number at a dotted path.
pub fn number(value: &Value, path: &str) -> Option<f64> {
    float(at(value, path)?)
}

/// An amount at a dotted path, digit by digit as it was written, whether as a number or as a text.
pub fn decimal<'a>(value: &'a Value, path: &str) -> Option<&'a str> {
    match at(value, path)? {
        Value::Number(number) => Some(number.as_str()),
        value => value.as_str(),
    }
}

/// A number to reckon with; `None` for what is none, or none that is finite.
///
/// Browsers read it themselves: the tables for it would be a tenth of a first visit.
pub fn float(value: &Value) -> Option<f64> {
    #[cfg(target_family = "wasm")]
    return value.as_number().map(|number| js_sys::parse_float(number.as_str())).filter(|number| number.is_finite());
    #[cfg(not(target_family = "wasm"))]
    value.as_f64()
}

/// The texts of a list at a dotted path; what is not a text is left out.
pub fn texts<'a>(value: &'a Value, path: &str) -> Vec<&'a str> {
    list(value, path).iter().filter_map(Value::as_str).collect()
}

/// A list at a dotted path; empty when there is none.
pub fn list<'a>(value: &'a Value, path: &str) -> &'a [Value] {
    at(value, path).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// An object at a dotted path.
pub fn object<'a>(value: &'a Value, path: &str) -> Option<&'a Map<String, Value>> {
    at(value, path)?.as_object()
}

/// A resource that the API keeps under a name, beside what it says itself.
#[derive(Clone, PartialEq)]
pub struct Named<R> {
    pub name: String,
    of: R,
}

impl<R> std::ops::Deref for Named<R> {
    type Target = R;

    fn deref(&self) -> &R {
        &self.of
    }
}

/// The entries of an object at a dotted path, by their keys: the order in which the API happens to write them means nothing.
pub fn entries<'a>(value: &'a Value, path: &str) -> Vec<(&'a String, &'a Value)> {
    let mut entries: Vec<_> = object(value, path).into_iter().flatten().collect();
    entries.sort_by_key(|(key, _)| *key);
    entries
}

/// The objects of a map at a dotted path as views with their keys; what is no object is left out.
pub fn named<R: Resource>(value: &Value, path: &str) -> Vec<Named<R>> {
    let entries = entries(value, path).into_iter().filter(|(_, value)| value.is_object());
    entries.map(|(name, value)| Named { name: name.clone(), of: R::new(Arc::new(value.clone())) }).collect()
}

/// Declares views, and after `=>` the relations of their links, each as a constant of the view:
///
/// ```text
/// Name { fact: kind, fact: kind "path.to.it" } => { EDIT: "#edit", DELETE: "#delete" }
/// ```
macro_rules! resource {
    ($(
        $(#[doc = $doc:literal])*
        $name:ident { $( $(#[doc = $fact_doc:literal])* $fact:ident : $kind:ident $($path:literal)? ),* $(,)? }
        $(=> { $( $(#[$relation_doc:meta])* $relation:ident : $spelling:literal ),* $(,)? })?
    )*) => {
        $(
            $(#[doc = $doc])*
            #[derive(Clone, Debug, PartialEq)]
            pub struct $name(std::sync::Arc<serde_json::Value>);

            impl $crate::resource::Resource for $name {
                const NAME: &'static str = stringify!($name);
                const FACTS: &'static [$crate::resource::Fact] = &[$($crate::resource::Fact {
                    path: resource!(@path $fact $($path)?),
                    kind: $crate::resource::FactKind::$kind,
                }),*];
                const RELATIONS: &'static [$crate::links::Relation] = &[$($($name::$relation),*)?];
                const DOCUMENTED: &'static $crate::resource::Documented = &$crate::resource::Documented {
                    documentation: concat!($($doc),*),
                    facts: &[$(concat!($($fact_doc),*)),*],
                    relations: Self::RELATIONS,
                };

                fn new(value: std::sync::Arc<serde_json::Value>) -> Self {
                    Self(value)
                }

                fn raw(&self) -> &std::sync::Arc<serde_json::Value> {
                    &self.0
                }

                fn read_facts(&self) {
                    $(std::hint::black_box(self.$fact());)*
                }
            }

            const _: () = {
                /// What the view reads, to be written.
                pub struct Facts {
                    $(pub $fact: $crate::facts::Said<$crate::facts::kind::$kind>,)*
                }

                impl Facts {
                    /// As JSON, with what the resource has beside it.
                    pub fn write(self, more: impl Into<serde_json::Value>) -> serde_json::Value {
                        let mut written = serde_json::Map::new();
                        $($crate::facts::put(&mut written, resource!(@path $fact $($path)?), self.$fact);)*
                        $crate::facts::merge(&mut written, more.into());
                        serde_json::Value::Object(written)
                    }
                }

                impl $crate::facts::Writable for $name {
                    type Facts = Facts;
                }
            };

            impl $name {
                $($(
                    $(#[$relation_doc])*
                    pub const $relation: $crate::links::Relation = $crate::links::Relation::new($spelling);
                )*)?

                $(
                    $(#[doc = $fact_doc])*
                    pub fn $fact(&self) -> resource!(@type $kind) {
                        $crate::resource::resource!(@read $kind)(&self.0, resource!(@path $fact $($path)?))
                    }
                )*
            }
        )*
    };
    (@path $fact:ident) => { stringify!($fact) };
    (@path $fact:ident $path:literal) => { $path };
    (@type text) => { Option<&str> };
    (@type time) => { Option<&str> };
    (@type flag) => { Option<bool> };
    (@type integer) => { Option<i64> };
    (@type number) => { Option<f64> };
    (@type decimal) => { Option<&str> };
    (@type texts) => { Vec<&str> };
    (@type list) => { &[serde_json::Value] };
    (@type object) => { Option<&serde_json::Map<String, serde_json::Value>> };
    (@read time) => { $crate::resource::text };
    (@read $kind:ident) => { $crate::resource::$kind };
}
pub(crate) use resource;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_keeps_its_digits() {
        let read =
            |text: &str| serde_json::from_str(text).ok().and_then(|value| decimal(&value, "a").map(str::to_owned));
        for digits in ["8.10", "0.00", "-12345678901234567.89", "3"] {
            assert_eq!(read(&format!("{{\"a\": {digits}}}")).as_deref(), Some(digits));
            assert_eq!(read(&format!("{{\"a\": \"{digits}\"}}")).as_deref(), Some(digits));
        }
        assert_eq!(read("{\"a\": null}"), None);
    }
}
