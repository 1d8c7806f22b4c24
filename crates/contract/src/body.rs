//! What a person needs to know about each field of a request body.

use serde_json::{Map, Value};

use crate::problem::FieldError;

/// A rule over several fields of a body.
pub type JointCheck = fn(&Map<String, Value>) -> Vec<FieldError>;

/// A rule over one text; the error is a sentence for the person.
pub type TextCheck = fn(&str) -> Result<(), &'static str>;

/// What a person should know of a text that is not wrong.
pub type TextHint = fn(&str) -> Option<&'static str>;

/// A request body, or an object inside one: what one form, or one group of a form, asks for.
#[derive(Debug)]
pub struct Body {
    /// The name of its schema in the published reference.
    pub name: &'static str,
    /// The fields of every variant alike; all fields where there are no variants.
    pub fields: &'static [Field],
    /// The kinds that a "one of" body comes in.
    pub variants: Option<&'static Variants>,
    /// A rule over several fields, run after each field's own.
    pub check: Option<JointCheck>,
}

/// The kinds that a "one of" body comes in.
#[derive(Debug)]
pub struct Variants {
    /// The key that names the kind. None where the API tells kinds apart by which keys are there.
    pub tag: Option<&'static str>,
    /// What the choice is about: "Kind of integration".
    pub label: &'static str,
    pub list: &'static [Variant],
}

/// One kind of a "one of" body.
#[derive(Debug)]
pub struct Variant {
    /// What the tag says; without a tag a name for this kind in forms.
    pub value: &'static str,
    pub label: &'static str,
    /// One or two sentences in plain words.
    pub help: &'static str,
    /// Its own fields, without the tag and those that all variants share.
    pub body: &'static Body,
}

impl Body {
    /// The field of this name among those that all variants share.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The bodies that this one can be: itself, or each of its variants.
    pub fn kinds(&'static self) -> impl Iterator<Item = &'static Body> {
        let variants = self.variants.map_or(&[][..], |variants| variants.list);
        variants.is_empty().then_some(self).into_iter().chain(variants.iter().map(|variant| variant.body))
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
    /// Whether null is a value in itself, other than leaving the field out.
    pub nullable: bool,
    /// Least length of a text (in characters, of [`Kind::Code`] in bytes), least number of items of a list, or least
    /// value of a number.
    pub min: Option<i64>,
    /// Greatest length, count or value.
    pub max: Option<i64>,
    /// What a number counts: "MiB", "seconds"; empty when it only counts.
    pub unit: &'static str,
    /// Whole numbers are multiples of it.
    pub step: i64,
    /// What the API takes when the field is left out.
    pub default: Option<Literal>,
    /// A rule that length and type cannot say; the error is a sentence for the person.
    pub check: Option<TextCheck>,
    /// What is odd about a text that is taken all the same.
    pub hint: Option<TextHint>,
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

    /// What the field is in a new thing that leaves it out; nothing where it is then missing, or not there.
    pub fn left_out(&self) -> Option<Value> {
        match self.default {
            Some(default) => Some(default.value()),
            None if self.required && self.nullable => Some(Value::Null),
            None if self.required && self.kind == Kind::Json => Some(Value::Object(Map::new())),
            None => None,
        }
    }

    /// The value that a new form starts from: the API's default, else empty for the kind, null where no value is empty.
    pub fn initial(&self) -> Value {
        match (&self.default, self.kind) {
            (Some(literal), _) => literal.value(),
            (None, Kind::Flag) => Value::Bool(false),
            (None, kind) if kind.is_text() => Value::String(String::new()),
            (None, Kind::Pick(_)) => Value::String(String::new()),
            (None, kind) if kind.is_list() => Value::Array(Vec::new()),
            (None, Kind::TextMap) => Value::Object(Map::new()),
            (None, _) => Value::Null,
        }
    }
}

/// What a field holds, which decides how it is shown and checked.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// One line of text.
    Text,
    /// Several lines of prose.
    LongText,
    /// Several lines in a fixed-width font: values, keys, configuration. Every byte counts, blanks included.
    Code,
    /// As [`Kind::Code`], but sent in Base64; lengths are those of what is sent.
    Base64,
    Email,
    /// An address on the web, with http or https.
    Url,
    /// The name of a domain, as DNS has it.
    Domain,
    /// YYYY-MM-DD.
    Date,
    /// A certificate or key as text.
    Pem,
    Flag,
    Integer,
    /// A number that may have a fraction.
    Number,
    /// A text, one of these.
    Choice(&'static [Choice]),
    /// A list of texts, any of these.
    Choices(&'static [Choice]),
    /// A text that names one of what the API lists; others are accepted too.
    Pick(Source),
    /// A list of texts that each name one of what the API lists; others are accepted too.
    PickList(Source),
    /// Texts in an order.
    TextList,
    /// Certificates in an order, each as text. They are pasted as one text: [`crate::pem::split`] takes it apart.
    PemList,
    /// Texts by key.
    TextMap,
    /// Fields inside a field.
    Object(&'static Body),
    /// A list of such groups of fields.
    Objects(&'static Body),
    /// Any JSON.
    Json,
}

impl Kind {
    /// Whether the value is a text that is typed freely, with or without its own rule.
    pub fn is_text(self) -> bool {
        matches!(
            self,
            Kind::Text
                | Kind::LongText
                | Kind::Code
                | Kind::Base64
                | Kind::Email
                | Kind::Url
                | Kind::Domain
                | Kind::Date
                | Kind::Pem
        )
    }

    /// Whether the value is a name, an address or a token, or several: nobody means blanks around one, or what cannot be
    /// seen in it.
    pub fn is_name(self) -> bool {
        matches!(
            self,
            Kind::Text
                | Kind::Email
                | Kind::Url
                | Kind::Domain
                | Kind::Date
                | Kind::Pick(_)
                | Kind::PickList(_)
                | Kind::TextList
                | Kind::TextMap
        )
    }

    /// Whether the value is a list.
    pub fn is_list(self) -> bool {
        matches!(self, Kind::TextList | Kind::PemList | Kind::Choices(_) | Kind::PickList(_) | Kind::Objects(_))
    }
}

/// The same kind over the same choices, source or body.
impl PartialEq for Kind {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Kind::Choice(one), Kind::Choice(two)) | (Kind::Choices(one), Kind::Choices(two)) => one == two,
            (Kind::Pick(one), Kind::Pick(two)) | (Kind::PickList(one), Kind::PickList(two)) => one == two,
            (Kind::Object(one), Kind::Object(two)) | (Kind::Objects(one), Kind::Objects(two)) => {
                std::ptr::eq(*one, *two)
            }
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }
}

impl Eq for Kind {}

/// One of the texts that a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: &'static str,
    pub label: &'static str,
}

/// Short form for lists that several fields share.
pub const fn choice(value: &'static str, label: &'static str) -> Choice {
    Choice { value, label }
}

/// A collection that the API lists, whose items' names or ids a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Regions,
    Plans,
    Environments,
    Branches,
    EnvironmentTypes,
    Applications,
    Integrations,
    Domains,
    /// The projects of an organization.
    Projects,
    /// People with an account: those at hand by name, any other by e-mail address, username or id.
    Users,
    Subscriptions,
    TicketCategories,
    TicketPriorities,
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
    Texts(&'static [&'static str]),
}

impl Literal {
    pub fn value(self) -> Value {
        match self {
            Literal::Flag(flag) => Value::Bool(flag),
            Literal::Text(text) => Value::String(text.to_owned()),
            Literal::Integer(number) => Value::from(number),
            Literal::Texts(texts) => Value::from(texts),
        }
    }
}

/// A type that carries the description of the body it is; derived.
pub trait Described {
    const BODY: &'static Body;

    /// Whether a body reads as this type.
    ///
    /// # Errors
    /// What serde finds wrong with it.
    fn read(body: Value) -> serde_json::Result<()>;
}

/// For operations without a body: none of its fields are known.
#[derive(Clone, Copy, Debug, serde::Deserialize)]
pub struct NoBody {}

impl Described for NoBody {
    const BODY: &'static Body = {
        static BODY: Body = Body { name: "NoBody", fields: &[], variants: None, check: None };
        &BODY
    };

    fn read(body: Value) -> serde_json::Result<()> {
        serde_json::from_value::<Self>(body).map(drop)
    }
}
