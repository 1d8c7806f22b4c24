//! Query strings, checked against an operation's parameters.

use wheelhouse_contract::FieldError;
use wheelhouse_contract::operation::{QueryKind, QueryParameter};

use crate::clock::Moment;
use crate::error::ApiError;

/// A query string's pairs, in order.
#[derive(Clone, Debug, Default)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Reads and checks a query string. Parameters that are not declared are let through, as the live API does.
    ///
    /// # Errors
    /// 400 with a message for each parameter that is not what its declaration says, or must be there and is not.
    pub fn read(text: &str, declared: &[QueryParameter]) -> Result<Self, ApiError> {
        let pairs: Vec<(String, String)> = form_urlencoded::parse(text.as_bytes()).into_owned().collect();
        let errors: Vec<FieldError> = pairs
            .iter()
            .filter_map(|(name, value)| {
                let parameter = declared.iter().find(|parameter| names(parameter, name))?;
                check(parameter.kind, value).err().map(|message| FieldError::new(name.as_str(), message))
            })
            .collect();
        let missing = declared.iter().filter(|parameter| parameter.required);
        let missing = missing.filter(|parameter| !pairs.iter().any(|(name, _)| names(parameter, name)));
        let missing = missing.map(|parameter| FieldError::new(parameter.name, "This parameter is required."));
        let errors: Vec<FieldError> = errors.into_iter().chain(missing).collect();
        if errors.is_empty() { Ok(Self(pairs)) } else { Err(ApiError::parameters(&errors)) }
    }

    /// The last value of a parameter: later ones override.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Every value of a parameter that may be given several times, with or without `[]` behind its name.
    pub fn all(&self, name: &str) -> Vec<&str> {
        let is = |known: &str| known == name || known.strip_suffix("[]") == Some(name);
        self.0.iter().filter(|(known, _)| is(known)).map(|(_, value)| value.as_str()).collect()
    }

    pub fn integer(&self, name: &str) -> Option<i64> {
        self.get(name)?.parse().ok()
    }

    pub fn time(&self, name: &str) -> Option<Moment> {
        Moment::parse(self.get(name)?)
    }

    /// `filter[field]=value` and `filter[field][operator]=value`, as field, operator and value.
    pub fn filters(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.0.iter().filter_map(|(name, value)| {
            let (field, rest) = name.strip_prefix("filter[")?.split_once(']')?;
            let operator = if rest.is_empty() { "eq" } else { rest.strip_prefix('[')?.strip_suffix(']')? };
            Some((field, operator, value.as_str()))
        })
    }

    /// The query string without some parameters, ready to be added to.
    pub fn without(&self, names: &[&str]) -> form_urlencoded::Serializer<'static, String> {
        let mut kept = form_urlencoded::Serializer::new(String::new());
        kept.extend_pairs(self.0.iter().filter(|(name, _)| !names.contains(&name.as_str())));
        kept
    }
}

/// Whether a parameter is the declared one.
fn names(parameter: &QueryParameter, name: &str) -> bool {
    match parameter.kind {
        QueryKind::Filter | QueryKind::TimeFilter | QueryKind::FlagFilter => {
            name.strip_prefix(parameter.name).is_some_and(|rest| rest.is_empty() || rest.starts_with('['))
        }
        QueryKind::Texts => name.strip_suffix("[]").unwrap_or(name) == parameter.name,
        _ => name == parameter.name,
    }
}

fn check(kind: QueryKind, value: &str) -> Result<(), String> {
    match kind {
        // What an operator takes, the list says.
        QueryKind::Filter | QueryKind::TimeFilter | QueryKind::FlagFilter => Ok(()),
        QueryKind::Text | QueryKind::Texts => Ok(()),
        QueryKind::Integer { min, max } => match value.parse::<i64>() {
            Ok(number) if (min..=max).contains(&number) => Ok(()),
            _ => Err(format!("Must be a whole number from {min} to {max}.")),
        },
        QueryKind::Choice(choices) if choices.contains(&value) => Ok(()),
        QueryKind::Choice(choices) => Err(format!("Must be one of: {}.", choices.join(", "))),
        QueryKind::Sort(fields) if fields.contains(&value.strip_prefix('-').unwrap_or(value)) => Ok(()),
        QueryKind::Sort(fields) => {
            Err(format!("Must be one of: {}; with - before it for descending.", fields.join(", ")))
        }
        QueryKind::Time => Moment::parse(value).map(|_| ()).ok_or_else(|| "Must be a time as in RFC 3339.".to_owned()),
    }
}
