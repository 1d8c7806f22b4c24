//! What is entered into a field, and what it means as JSON.

use serde_json::{Map, Value};
use wheelhouse_contract::body::{Kind, Source};
use wheelhouse_contract::resource::float;
use wheelhouse_contract::{Field, base64, checks, pem};

use super::FormState;
use super::domain::domain;
use super::fields::is_id;
use super::repeated::twice;
use super::words::one_text;
use crate::ui::unique_id;

/// What stands in a field: never more than what the person sees there.
#[derive(Clone)]
pub enum Input {
    /// Nothing at all, which is not the same as an empty text or list: null, or left out.
    Unset,
    Flag(bool),
    /// Text as typed: of numbers, choices and JSON too.
    Text(String),
    /// The entries of a list, also those still empty.
    Items(Vec<String>),
    /// Keys with their texts.
    Entries(Vec<(String, String)>),
    /// Groups of fields: of an object at most one.
    Groups(Vec<Group>),
}

/// A group of fields inside a field.
#[derive(Clone)]
pub struct Group {
    /// Tells it from its neighbours, wherever it stands.
    pub key: String,
    pub form: FormState,
}

impl Group {
    pub(super) fn new(form: FormState) -> Self {
        Self { key: unique_id("group"), form }
    }
}

impl Input {
    /// Nothing entered.
    pub fn blank(kind: Kind) -> Self {
        match kind {
            Kind::Flag => Self::Unset,
            Kind::TextList | Kind::PickList(_) | Kind::Choices(_) => Self::Items(Vec::new()),
            Kind::TextMap => Self::Entries(Vec::new()),
            Kind::Object(_) | Kind::Objects(_) => Self::Groups(Vec::new()),
            _ => Self::Text(String::new()),
        }
    }

    /// What a field of a new resource starts with: the API's default, else nothing.
    pub fn new(field: &Field) -> Self {
        match field.kind {
            // An object that has to be there is asked for at once.
            Kind::Object(body) if field.required => Self::Groups(vec![Group::new(FormState::within(body, None))]),
            Kind::Flag if field.nullable && field.default.is_none() => Self::Unset,
            _ => Self::from_value(field, Some(&field.initial())),
        }
    }

    /// How a value is shown for editing. What is missing, or of another type than the field's, shows as nothing.
    pub fn from_value(field: &Field, value: Option<&Value>) -> Self {
        let Some(value) = value else { return Self::blank(field.kind) };
        match (field.kind, value) {
            (_, Value::Null) if field.nullable => Self::Unset,
            (Kind::Flag, Value::Bool(flag)) => Self::Flag(*flag),
            (Kind::Integer | Kind::Number, Value::Number(number)) => Self::Text(number.to_string()),
            (Kind::Json, value) if !value.is_null() => {
                Self::Text(serde_json::to_string_pretty(value).unwrap_or_default())
            }
            (Kind::PemList, Value::Array(items)) => {
                let blocks = items.iter().map(|item| one_text(item).trim_end().to_owned());
                Self::Text(blocks.collect::<Vec<_>>().join("\n"))
            }
            (Kind::TextList | Kind::PickList(_) | Kind::Choices(_), Value::Array(items)) => {
                Self::Items(items.iter().map(one_text).collect())
            }
            (Kind::TextMap, Value::Object(map)) => {
                Self::Entries(map.iter().map(|(key, value)| (key.clone(), one_text(value))).collect())
            }
            (Kind::Object(body), Value::Object(_)) => {
                Self::Groups(vec![Group::new(FormState::within(body, Some(value)))])
            }
            (Kind::Objects(body), Value::Array(items)) => {
                Self::Groups(items.iter().map(|item| Group::new(FormState::within(body, Some(item)))).collect())
            }
            (Kind::Base64, Value::String(text)) => {
                let text = base64::decode(text).and_then(|bytes| String::from_utf8(bytes).ok());
                text.map_or_else(|| Self::blank(field.kind), Self::Text)
            }
            (kind, Value::String(text)) if kind.is_text() => Self::Text(text.clone()),
            (Kind::Choice(_) | Kind::Pick(_), Value::String(text)) => Self::Text(text.clone()),
            (kind, _) => Self::blank(kind),
        }
    }

    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            _ => "",
        }
    }

    pub fn flag(&self) -> bool {
        matches!(self, Self::Flag(true))
    }

    pub fn items(&self) -> &[String] {
        match self {
            Self::Items(items) => items,
            _ => &[],
        }
    }

    pub fn entries(&self) -> &[(String, String)] {
        match self {
            Self::Entries(entries) => entries,
            _ => &[],
        }
    }

    pub fn groups(&self) -> &[Group] {
        match self {
            Self::Groups(groups) => groups,
            _ => &[],
        }
    }

    pub fn is_unset(&self) -> bool {
        matches!(self, Self::Unset)
    }

    /// The JSON it stands for.
    ///
    /// # Errors
    /// A sentence for the person when it stands for none.
    pub fn value(&self, field: &Field) -> Result<Value, String> {
        match (self, field.kind) {
            (Self::Unset, _) => Ok(Value::Null),
            (Self::Flag(flag), _) => Ok(Value::Bool(*flag)),
            (Self::Text(text), _) => text_value(field, text),
            (Self::Items(items), Kind::Choices(choices)) => {
                // As declared, so that ticking something off and on again is no change; unknown ones come last.
                let is_known = |item: &str| choices.iter().any(|choice| choice.value == item);
                let known = choices.iter().map(|choice| choice.value).filter(|known| items.iter().any(|i| i == known));
                Ok(known
                    .chain(items.iter().map(String::as_str).filter(|item| !is_known(item)))
                    .map(Value::from)
                    .collect())
            }
            (Self::Items(items), _) => Ok(items
                .iter()
                .map(|item| checks::trimmed(item))
                .filter(|item| !item.is_empty())
                .map(Value::from)
                .collect()),
            (Self::Entries(entries), _) => map_value(entries),
            (Self::Groups(groups), Kind::Object(_)) => match groups.first() {
                Some(group) => group.form.whole(),
                None => Ok(Value::Null),
            },
            (Self::Groups(groups), _) => groups.iter().map(|group| group.form.whole()).collect(),
        }
    }

    /// Whether nothing is entered, so that the field can be left out.
    pub fn is_blank(&self, field: &Field) -> bool {
        match self {
            Self::Unset => true,
            Self::Flag(_) => false,
            // Blanks are a value too.
            Self::Text(text) if matches!(field.kind, Kind::Code | Kind::Base64) => text.is_empty(),
            Self::Text(text) => checks::trimmed(text).is_empty(),
            Self::Items(items) => items.iter().all(|item| checks::trimmed(item).is_empty()),
            Self::Entries(entries) => {
                entries.iter().all(|(key, value)| checks::trimmed(key).is_empty() && value.is_empty())
            }
            Self::Groups(groups) => groups.is_empty(),
        }
    }
}

fn text_value(field: &Field, text: &str) -> Result<Value, String> {
    let short = checks::trimmed(text);
    match field.kind {
        Kind::Integer | Kind::Number | Kind::Json if short.is_empty() => Ok(Value::Null),
        Kind::Integer => short.parse::<i64>().map(Value::from).map_err(|_| "Enter a whole number.".to_owned()),
        Kind::Number => match serde_json::from_str(short) {
            // It is sent as it is typed, so long as it is a number that can be reckoned with.
            Ok(number @ Value::Number(_)) if float(&number).is_some() => Ok(number),
            _ => Err("Enter a number, such as 0.5.".to_owned()),
        },
        Kind::Json => json_value(text),
        Kind::PemList => {
            let blocks = if short.is_empty() { Vec::new() } else { pem::split(text) };
            Ok(blocks.into_iter().map(Value::from).collect())
        }
        // No empty text is a good address, date, key or choice: where there can be null, it is meant.
        _ if short.is_empty() && field.nullable && !has_empty(field) => Ok(Value::Null),
        Kind::Base64 => Ok(Value::from(base64::encode(text.as_bytes()))),
        Kind::Pem => Ok(Value::from(pem::tidy(text))),
        Kind::Domain => Ok(Value::from(domain(short))),
        // What else a person is found by is looked up before it is sent.
        Kind::Pick(Source::Users) if !short.is_empty() && !is_id(short) => {
            Err("Choose someone from the list, or enter their email address, username or ID.".to_owned())
        }
        kind if kind.is_name() => Ok(Value::from(short)),
        _ => Ok(Value::from(text)),
    }
}

/// The JSON of a text as it is typed: in its order, with all digits of its numbers.
fn json_value(text: &str) -> Result<Value, String> {
    let value = serde_json::from_str(text)
        .map_err(|error| format!("Not valid JSON: line {}, column {}.", error.line(), error.column()))?;
    match twice(text) {
        // Of two only one would be sent.
        Some(key) => Err(format!("The key “{key}” is used twice.")),
        None => Ok(value),
    }
}

fn map_value(entries: &[(String, String)]) -> Result<Value, String> {
    let mut map = Map::new();
    for (key, value) in entries {
        match (checks::trimmed(key), value.as_str()) {
            ("", "") => {}
            ("", value) => return Err(format!("Enter a key for “{value}”.")),
            (key, value) => {
                if map.insert(key.to_owned(), Value::from(value)).is_some() {
                    return Err(format!("The key “{key}” is used twice."));
                }
            }
        }
    }
    Ok(Value::Object(map))
}

/// Whether two values of a field are the same. Of free JSON the order is part of it.
pub(super) fn same(field: &Field, one: &Value, other: &Value) -> bool {
    let written = |value: &Value| (field.kind == Kind::Json).then(|| value.to_string());
    one == other && written(one) == written(other)
}

/// Whether empty is a value in itself here, other than null.
pub(super) fn has_empty(field: &Field) -> bool {
    match field.kind {
        Kind::Text | Kind::LongText | Kind::Code | Kind::Base64 => field.min.unwrap_or(0) <= 0 && field.check.is_none(),
        Kind::TextMap => true,
        kind => kind.is_list(),
    }
}
