//! Fields of a body as rows of a table.

use wheelhouse_contract::Body;
use wheelhouse_contract::body::{Field, Kind, Literal};

use crate::prose;

/// The head of a table of fields.
pub const HEAD: &str = "| Field | Kind | Limits | Required | |\n| --- | --- | --- | --- | --- |";

/// A row for each field and for each inside it, with a line break before each.
pub fn of(fields: &[Field], is_change: bool) -> String {
    fields.iter().map(|field| row("", field, is_change)).collect()
}

fn row(before: &str, field: &Field, is_change: bool) -> String {
    let name = format!("{before}{}", field.name);
    let cells = [
        format!("`{name}`"),
        kind(field),
        limits(field),
        required(field, is_change, before.is_empty()),
        field.help.replace('|', "\\|"),
    ];
    let mut row = format!("\n| {} |", cells.join(" | "));
    // What stands inside an object is there as a whole.
    let inside = |body: &Body, behind: &str| -> String {
        body.fields.iter().map(|inner| self::row(&format!("{name}{behind}"), inner, false)).collect()
    };
    row += &match field.kind {
        Kind::Object(body) => inside(body, "."),
        Kind::Objects(body) => inside(body, "[]."),
        _ => String::new(),
    };
    row
}

/// One of several texts.
pub fn one_of<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let texts: Vec<String> = texts.map(|text| format!("`{text}`")).collect();
    format!("one of {}", texts.join(", "))
}

fn kind(field: &Field) -> String {
    let kind = match field.kind {
        Kind::Text => "text".to_owned(),
        Kind::LongText => "text of several lines".to_owned(),
        Kind::Code => "text, byte by byte".to_owned(),
        Kind::Base64 => "text in Base64".to_owned(),
        Kind::Email => "email address".to_owned(),
        Kind::Url => "URL".to_owned(),
        Kind::Domain => "domain name".to_owned(),
        Kind::Date => "date (YYYY-MM-DD)".to_owned(),
        Kind::Pem => "PEM".to_owned(),
        Kind::Flag => "true or false".to_owned(),
        Kind::Integer => "whole number".to_owned(),
        Kind::Number => "number".to_owned(),
        Kind::Choice(choices) => one_of(choices.iter().map(|choice| choice.value)),
        Kind::Choices(choices) => format!("list, each {}", one_of(choices.iter().map(|choice| choice.value))),
        Kind::Pick(source) => format!("text, from {}", prose::source(source)),
        Kind::PickList(source) => format!("list of texts, from {}", prose::source(source)),
        Kind::TextList => "list of texts".to_owned(),
        Kind::PemList => "list of PEM".to_owned(),
        Kind::TextMap => "texts by key".to_owned(),
        Kind::Object(_) => "group".to_owned(),
        Kind::Objects(_) => "list of groups".to_owned(),
        Kind::Json => "JSON".to_owned(),
    };
    if field.nullable { format!("{kind}, or null") } else { kind }
}

fn limits(field: &Field) -> String {
    let counted = match field.kind {
        Kind::Code => "bytes",
        kind if kind.is_text() || matches!(kind, Kind::Pick(_)) => "characters",
        kind if kind.is_list() || kind == Kind::TextMap => "entries",
        _ => field.unit,
    };
    let range = match (field.min, field.max) {
        (Some(min), Some(max)) if min == max => min.to_string(),
        (Some(min), Some(max)) => format!("{min} to {max}"),
        (Some(min), None) => format!("at least {min}"),
        (None, Some(max)) => format!("at most {max}"),
        (None, None) => String::new(),
    };
    let limits = match (range.is_empty(), counted.is_empty()) {
        (true, _) if field.unit.is_empty() => String::new(),
        (true, _) => format!("in {}", field.unit),
        (false, true) => range,
        (false, false) => format!("{range} {counted}"),
    };
    match (field.step, limits.is_empty()) {
        (1, _) => limits,
        (step, true) => format!("multiples of {step}"),
        (step, false) => format!("{limits}, multiples of {step}"),
    }
}

/// Whether a request without the field is refused, or what the field then is.
fn required(field: &Field, is_change: bool, is_filled: bool) -> String {
    let default = field.default.map(Literal::value).filter(|_| !is_change);
    match default {
        Some(value) if is_filled || !field.required => format!("`{value}` without it"),
        _ if !field.required || is_change || is_filled && field.left_out().is_some() => String::new(),
        _ => "yes".to_owned(),
    }
}
