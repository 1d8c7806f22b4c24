//! Whether a body is what its declaration says, with an error at each field that is not; and which kind it is of.

use serde_json::{Map, Value};

use crate::base64;
use crate::body::{Body, Choice, Field, Kind, TextCheck, Variant, Variants};
use crate::checks;
use crate::pem;
use crate::problem::FieldError;
use crate::resource::float;

impl Body {
    /// The variant that these values are of: the one that the tag names, or, without a tag, the first of those that
    /// take most of the values. None when the tag is missing or names nothing.
    pub fn variant(&self, values: &Map<String, Value>) -> Option<&'static Variant> {
        let variants = self.variants?;
        let Some(tag) = variants.tag else { return variants.fitting(values) };
        let value = values.get(tag)?.as_str()?;
        variants.list.iter().find(|variant| variant.value == value)
    }

    /// The fields that apply to these values: the shared ones, then those of their variant.
    pub fn fields_for(&self, values: &Map<String, Value>) -> Vec<&'static Field> {
        let own = self.variant(values).map_or(&[][..], |variant| variant.body.fields);
        self.fields.iter().chain(own).collect()
    }
}

impl Variants {
    fn fitting(&self, values: &Map<String, Value>) -> Option<&'static Variant> {
        let score = |variant: &Variant| {
            let known = values.iter().filter_map(|(key, value)| Some(fit(variant.body.field(key)?.kind, value)));
            known.fold((0, 0), |(fits, count), fit| (fits + fit, count + 1))
        };
        let mut best: Option<(&'static Variant, (i32, i32))> = None;
        for variant in self.list {
            let score = score(variant);
            if best.is_none_or(|(_, least)| score > least) {
                best = Some((variant, score));
            }
        }
        best.map(|(variant, _)| variant)
    }
}

/// How well a value's type fits a kind: 2 points, or 1 where something inside it does not fit, which still says what was
/// meant. Telling kinds apart takes no more than that, and pages that only show a body do without its rules.
fn fit(kind: Kind, value: &Value) -> i32 {
    let among = |choices: &[Choice], text: &Value| choices.iter().any(|choice| *text == choice.value);
    let list = |fits: &dyn Fn(&Value) -> bool| value.as_array().is_some_and(|items| items.iter().all(fits));
    let fits = match kind {
        Kind::Flag => value.is_boolean(),
        Kind::Integer => value.is_i64(),
        Kind::Number => value.is_number(),
        Kind::Choice(choices) => among(choices, value),
        Kind::Choices(choices) => list(&|item| among(choices, item)),
        Kind::TextList | Kind::PickList(_) | Kind::PemList => list(&Value::is_string),
        Kind::TextMap => value.as_object().is_some_and(|map| map.values().all(Value::is_string)),
        Kind::Object(body) => return value.as_object().map_or(0, |values| inside(body, values)),
        Kind::Objects(body) => {
            let items = value.as_array().map(Vec::as_slice);
            let worst = |items: &[Value]| {
                items.iter().map(|item| item.as_object().map_or(1, |values| inside(body, values))).min().unwrap_or(2)
            };
            return items.map_or(0, worst);
        }
        Kind::Json => true,
        _ => value.is_string(),
    };
    if fits { 2 } else { 0 }
}

fn inside(body: &Body, values: &Map<String, Value>) -> i32 {
    let fits = |(key, value): (&String, &Value)| body.field(key).is_none_or(|field| fit(field.kind, value) == 2);
    if values.iter().all(fits) { 2 } else { 1 }
}

/// Whether all of a body is expected or only what changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Every required field is there.
    Whole,
    /// Only some fields are there (`PATCH`).
    Partial,
}

const REQUIRED: &str = "This field is required.";

/// Every error of a body, in the order of its fields; empty when it is good.
///
/// Errors inside objects are at dotted paths: `hosts.0.type`.
pub fn validate(body: &Body, values: &Map<String, Value>, mode: Mode) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let tag = body.variants.and_then(|variants| variants.tag.map(|tag| (tag, variants)));
    let variant = body.variant(values);
    if let (Some((tag, variants)), None) = (tag, variant) {
        errors.push(FieldError::new(tag, unknown_variant(variants, values.get(tag))));
    }
    let fields = body.fields_for(values);
    for field in &fields {
        match values.get(field.name) {
            None if field.required && mode == Mode::Whole => errors.push(FieldError::new(field.name, REQUIRED)),
            None => {}
            Some(value) => errors.extend(field_errors(field, value)),
        }
    }
    // Without knowing the variant nobody knows which fields there are.
    if body.variants.is_none() || variant.is_some() {
        let is_known =
            |key: &str| tag.is_some_and(|(tag, _)| tag == key) || fields.iter().any(|field| field.name == key);
        let unknown = values.keys().filter(|key| !is_known(key));
        errors.extend(unknown.map(|key| FieldError::new(key.as_str(), "Unknown field.")));
    }
    let checks = [body.check, variant.and_then(|variant| variant.body.check)];
    for error in checks.into_iter().flatten().flat_map(|check| check(values)) {
        if !errors.iter().any(|known| known.field == error.field) {
            errors.push(error);
        }
    }
    errors
}

fn unknown_variant(variants: &Variants, value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => REQUIRED.to_owned(),
        Some(_) => one_of(variants.list.iter().map(|variant| variant.value)),
    }
}

fn one_of<'a>(values: impl Iterator<Item = &'a str>) -> String {
    format!("Must be one of: {}.", values.collect::<Vec<_>>().join(", "))
}

/// Whether a value fits its field; the error is a sentence for the person. Of a field with fields inside, it is the
/// first error's.
///
/// # Errors
/// When the value is not what the field takes.
pub fn validate_field(field: &Field, value: &Value) -> Result<(), String> {
    field_errors(field, value).into_iter().next().map_or(Ok(()), |error| Err(error.message))
}

/// Every error of a field's value, at dotted paths that start with the field's name.
pub fn field_errors(field: &Field, value: &Value) -> Vec<FieldError> {
    let within = match (field.kind, value) {
        (Kind::Object(body), Value::Object(values)) => object_errors(field.name, body, values),
        (Kind::Objects(body), Value::Array(items)) => {
            items.iter().enumerate().flat_map(|(at, item)| item_errors(field, body, at, item)).collect()
        }
        _ => Vec::new(),
    };
    match own_error(field, value) {
        Err(message) => std::iter::once(FieldError::new(field.name, message)).chain(within).collect(),
        Ok(()) => within,
    }
}

fn item_errors(field: &Field, body: &Body, at: usize, item: &Value) -> Vec<FieldError> {
    let path = format!("{}.{at}", field.name);
    match item {
        Value::Object(values) => object_errors(&path, body, values),
        _ => vec![FieldError::new(path, "Must be an object with fields.")],
    }
}

/// A change replaces the whole of an object inside a body, so all of it is expected whatever the mode.
fn object_errors(path: &str, body: &Body, values: &Map<String, Value>) -> Vec<FieldError> {
    let errors = validate(body, values, Mode::Whole).into_iter();
    errors.map(|error| FieldError::new(format!("{path}.{}", error.field), error.message)).collect()
}

/// What is wrong with the value itself, not with fields inside it.
fn own_error(field: &Field, value: &Value) -> Result<(), String> {
    if value.is_null() {
        return match (field.nullable || field.kind == Kind::Json, field.required) {
            (true, _) => Ok(()),
            (false, true) => Err(REQUIRED.to_owned()),
            (false, false) => Err("This field can’t be null.".to_owned()),
        };
    }
    match field.kind {
        Kind::Text | Kind::LongText | Kind::Code | Kind::Pick(_) => text(field, value, None),
        Kind::Base64 => text(field, value, Some(base64::check)),
        Kind::Domain => text(field, value, Some(checks::domain)),
        Kind::Email => text(field, value, Some(checks::email)),
        Kind::Url => text(field, value, Some(checks::url)),
        Kind::Date => text(field, value, Some(checks::date)),
        Kind::Pem => text(field, value, Some(pem::any)),
        Kind::Flag => value.as_bool().map(|_| ()).ok_or_else(|| "Must be true or false.".to_owned()),
        Kind::Integer => integer(field, value),
        Kind::Number => number(field, value),
        Kind::Choice(choices) => {
            let text = value.as_str().ok_or("Must be a text.")?;
            if text.is_empty() && field.required { Err(REQUIRED.to_owned()) } else { among(choices, text) }
        }
        Kind::Choices(choices) => texts(field, value, |item| among(choices, item)),
        Kind::TextList | Kind::PickList(_) => texts(field, value, |item| checked(field.check, item)),
        Kind::PemList => {
            texts(field, value, |item| checked(Some(pem::any), item).and_then(|()| checked(field.check, item)))
        }
        Kind::TextMap => {
            let map = value.as_object().filter(|map| map.values().all(Value::is_string));
            let map = map.ok_or("Must be a map of texts.")?;
            for (at, (key, value)) in map.iter().enumerate() {
                entry(at, key, |key| legible(field, key).and_then(|()| checked(field.check, key)))?;
                no_nul(value.as_str().unwrap_or_default()).map_err(|error| format!("{key}: {error}"))?;
            }
            entries(field, map.len())
        }
        Kind::Object(_) if value.is_object() => Ok(()),
        Kind::Object(_) => Err("Must be an object with fields.".to_owned()),
        Kind::Objects(_) => {
            let items = value.as_array().ok_or("Must be a list.")?;
            entries(field, items.len())
        }
        Kind::Json => Ok(()),
    }
}

fn text(field: &Field, value: &Value, rule: Option<TextCheck>) -> Result<(), String> {
    let text = value.as_str().ok_or("Must be a text.")?;
    // Blanks are no name, but a value.
    let is_value = field.kind == Kind::Code;
    let is_blank = if is_value { text.is_empty() } else { text.trim().is_empty() };
    // A change that names what always is there says something of it.
    if is_blank && field.min.unwrap_or(0) > 0 && (field.required || !text.is_empty()) {
        return Err(REQUIRED.to_owned());
    }
    legible(field, text)?;
    match is_value {
        true => bounds(field, count(text.len()), "Must have", [" byte", " bytes"])?,
        false => bounds(field, count(text.chars().count()), "Must have", [" character", " characters"])?,
    }
    match (text.is_empty(), rule) {
        (true, None) => return Ok(()),
        (true, Some(_)) if field.required => return Err(REQUIRED.to_owned()),
        // An empty text is no address, date or key either.
        _ => {}
    }
    checked(rule, text)?;
    checked(field.check, text)
}

/// No program takes a text on beyond a NUL.
fn no_nul(text: &str) -> Result<(), String> {
    if text.contains('\0') { Err("Remove the NUL character (U+0000).".to_owned()) } else { Ok(()) }
}

/// What cannot be seen in a name is named.
fn legible(field: &Field, text: &str) -> Result<(), String> {
    no_nul(text)?;
    match checks::unseen(text).filter(|_| field.kind.is_name()) {
        Some(letter) => Err(format!("Remove the invisible character U+{:04X}.", u32::from(letter))),
        None => Ok(()),
    }
}

fn checked(check: Option<TextCheck>, text: &str) -> Result<(), String> {
    check.map_or(Ok(()), |check| check(text).map_err(str::to_owned))
}

fn among(choices: &[Choice], text: &str) -> Result<(), String> {
    if choices.iter().any(|choice| choice.value == text) {
        Ok(())
    } else {
        Err(one_of(choices.iter().map(|choice| choice.value)))
    }
}

fn integer(field: &Field, value: &Value) -> Result<(), String> {
    let number = value.as_i64().ok_or("Must be a whole number.")?;
    bounds(field, number, "Must be", [&unit(field), &unit(field)])?;
    match number.checked_rem(field.step) {
        Some(0) | None => Ok(()),
        Some(_) => Err(format!("Must be a multiple of {}{}.", field.step, unit(field))),
    }
}

fn number(field: &Field, value: &Value) -> Result<(), String> {
    let number = float(value).ok_or("Must be a number.")?;
    // Bounds are small whole numbers, which a float holds exactly; printing floats would weigh eleven kilobytes.
    #[allow(clippy::cast_precision_loss)]
    let float = |bound: i64| bound as f64;
    match (field.min, field.max) {
        (Some(min), _) if number < float(min) => Err(format!("Must be at least {min}{}.", unit(field))),
        (_, Some(max)) if number > float(max) => Err(format!("Must be at most {max}{}.", unit(field))),
        _ => Ok(()),
    }
}

fn unit(field: &Field) -> String {
    if field.unit.is_empty() { String::new() } else { format!(" {}", field.unit) }
}

fn texts(field: &Field, value: &Value, check: impl Fn(&str) -> Result<(), String>) -> Result<(), String> {
    let items = value.as_array().filter(|items| items.iter().all(Value::is_string));
    let items = items.ok_or("Must be a list of texts.")?;
    for (at, item) in items.iter().filter_map(Value::as_str).enumerate() {
        entry(at, item, |item| legible(field, item).and_then(|()| check(item)))?;
    }
    entries(field, items.len())
}

/// An entry's error names the entry: a short one itself, a long one by its place, counted from one.
fn entry(at: usize, item: &str, check: impl Fn(&str) -> Result<(), String>) -> Result<(), String> {
    if item.trim().is_empty() {
        return Err("An entry is empty.".to_owned());
    }
    check(item).map_err(|error| {
        if item.chars().take(65).count() > 64 || item.contains('\n') {
            format!("Entry {}: {error}", at + 1)
        } else {
            format!("{item}: {error}")
        }
    })
}

fn entries(field: &Field, length: usize) -> Result<(), String> {
    if length == 0 && field.required && field.min.unwrap_or(0) > 0 {
        return Err(REQUIRED.to_owned());
    }
    bounds(field, count(length), "Must have", [" entry", " entries"])
}

fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

/// Whether a value is within the field's bounds; `units` are the words after one and after several.
fn bounds(field: &Field, value: i64, verb: &str, units: [&str; 2]) -> Result<(), String> {
    let [one, several] = units;
    let unit = |bound: i64| if bound == 1 { one } else { several };
    match (field.min, field.max) {
        (Some(min), _) if value < min => Err(format!("{verb} at least {min}{}.", unit(min))),
        (_, Some(max)) if value > max => Err(format!("{verb} at most {max}{}.", unit(max))),
        _ => Ok(()),
    }
}
