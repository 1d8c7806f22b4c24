//! What a person needs to know about each field of a request body.

use serde_json::{Map, Value};

use crate::problem::FieldError;

/// A rule over several fields of a body.
pub type JointCheck = fn(&Map<String, Value>) -> Vec<FieldError>;

/// A rule over one text; the error is a sentence for the person.
pub type TextCheck = fn(&str) -> Result<(), &'static str>;

/// A request body: what one form asks for.
#[derive(Debug)]
pub struct Body {
    /// The name of its schema in the published reference.
    pub name: &'static str,
    pub fields: &'static [Field],
    /// A rule over several fields, run after each field's own.
    pub check: Option<JointCheck>,
}

impl Body {
    /// The field of this name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// One field of a request body, as a form shows it and the API takes it.
#[derive(Debug)]
pub struct Field {
    /// The key in the body.
    pub name: &'static str,
    pub label: &'static str,
    /// One or two sentences in plain words; empty when the label says it all.
    pub help: &'static str,
    /// The heading this field stands under; empty for the first, unnamed section.
    pub section: &'static str,
    pub kind: Kind,
    pub required: bool,
    /// Whether null is a value of its own, other than leaving the field out.
    pub nullable: bool,
    /// Least length in characters of a text, least number of items of a list, or least value of a number.
    pub min: Option<i64>,
    /// Greatest length, count or value.
    pub max: Option<i64>,
    /// What the API takes when the field is left out.
    pub default: Option<Literal>,
    /// A rule that length and type cannot say; the error is a sentence for the person.
    pub check: Option<TextCheck>,
    pub secret: Secret,
    /// Set when the resource is made and never again.
    pub fixed: bool,
    /// A flag that, once on, stays on.
    pub one_way: bool,
}

impl Field {
    /// Whether the value must never be shown, kept or logged, given the values of the other fields.
    pub fn is_secret(&self, flag: impl Fn(&str) -> bool) -> bool {
        match self.secret {
            Secret::Never => false,
            Secret::Always => true,
            Secret::When(other) => flag(other),
        }
    }

    /// The value that a new form starts from: the API's default, else empty for the kind.
    pub fn initial(&self) -> Value {
        match (&self.default, self.kind) {
            (Some(literal), _) => literal.value(),
            (None, Kind::Flag) => Value::Bool(false),
            (None, Kind::Text | Kind::LongText | Kind::Code) => Value::String(String::new()),
            (None, Kind::TextList) => Value::Array(Vec::new()),
            (None, Kind::TextMap) => Value::Object(Map::new()),
            (None, Kind::Integer | Kind::Json) => Value::Null,
        }
    }
}

/// What a field holds, which decides how it is shown and checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One line of text.
    Text,
    /// Several lines of prose.
    LongText,
    /// Several lines in a fixed-width font: values, keys, configuration.
    Code,
    Flag,
    Integer,
    /// Texts in an order.
    TextList,
    /// Texts by key.
    TextMap,
    /// Any JSON.
    Json,
}

/// When a value is a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secret {
    Never,
    Always,
    /// While the flag of this name is on.
    When(&'static str),
}

/// A default in a declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Literal {
    Flag(bool),
    Text(&'static str),
    Integer(i64),
}

impl Literal {
    pub fn value(self) -> Value {
        match self {
            Literal::Flag(flag) => Value::Bool(flag),
            Literal::Text(text) => Value::String(text.to_owned()),
            Literal::Integer(number) => Value::from(number),
        }
    }
}

/// A type that carries the description of the body it is; derived.
pub trait Described {
    const BODY: &'static Body;
}

/// For operations without a body.
pub enum NoBody {}
