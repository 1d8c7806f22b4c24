//! What a thing says in the fields of a request body: labels from the declaration, values from the answer.

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::body::{Choice, Kind, Secret};
use wheelhouse_contract::{Body, Field};

use super::{facts_of, or_unknown};
use crate::ui::{SecretDots, Section, el, view};

stylance::import_style!(style, "body_facts.module.css");

/// Stands for what is not set.
const NOT_SET: &str = "Not set";

/// Facts by their labels, as [`facts_of`] takes them.
type Facts = Vec<(&'static str, AnyView)>;

/// The fields outside of sections come first, then the facts in `more`, then named sections under their headings.
///
/// A secret is never shown, even where the API tells it. A value of another type than the field's is shown as it is.
pub fn body_facts(body: &'static Body, thing: &Value, more: Facts) -> AnyView {
    body_facts_without("", body, thing, more)
}

/// As [`body_facts`], without the field that the page shows in its own way.
pub fn body_facts_without(shown: &str, body: &'static Body, thing: &Value, more: Facts) -> AnyView {
    let nothing = serde_json::Map::new();
    let values = thing.as_object().unwrap_or(&nothing);
    let mut sections: Vec<(&'static str, Facts)> = vec![("", Vec::new())];
    for field in body.fields_for(values).into_iter().filter(|field| field.name != shown) {
        let flag = |name: &str| values.get(name).and_then(Value::as_bool).unwrap_or(true);
        let view = field_fact(field, values.get(field.name), field.is_secret(flag));
        match sections.iter_mut().find(|(name, _)| *name == field.section) {
            Some((_, facts)) => facts.push((field.label, view)),
            None => sections.push((field.section, vec![(field.label, view)])),
        }
    }
    if let Some((_, unnamed)) = sections.first_mut() {
        unnamed.extend(more);
    }
    let section = |(name, facts): (&'static str, Facts)| match name {
        "" => facts_of(facts),
        name => view! { <Section title=name>{facts_of(facts)}</Section> },
    };
    sections.into_iter().map(section).collect::<Vec<_>>().into_any()
}

/// What a thing says in the fields of a body, in words; secrets and what is not set are left out.
pub fn body_words(body: &'static Body, thing: &Value) -> Vec<(&'static Field, String)> {
    let nothing = serde_json::Map::new();
    let values = thing.as_object().unwrap_or(&nothing);
    let said = body.fields_for(values).into_iter().filter(|field| field.secret == Secret::Never).filter_map(|field| {
        let value = values.get(field.name).filter(|value| !is_nothing(value))?;
        Some((field, words(field, value))).filter(|(_, words)| !words.is_empty())
    });
    said.collect()
}

/// The label of the kind that a body's tag names; a kind that is not known here by its own name.
pub fn kind_label(body: &Body, kind: Option<&str>) -> String {
    let list = body.variants.map_or(&[][..], |variants| variants.list);
    match list.iter().find(|variant| Some(variant.value) == kind) {
        Some(variant) => variant.label.to_owned(),
        None => or_unknown(kind),
    }
}

/// The value of one field.
fn field_fact(field: &Field, value: Option<&Value>, is_secret: bool) -> AnyView {
    if is_secret {
        return secret_fact(field, value);
    }
    let Some(value) = value.filter(|value| !is_nothing(value)) else { return muted(NOT_SET) };
    match (field.kind, value) {
        (Kind::Code | Kind::Pem | Kind::LongText, Value::String(text)) => block(text),
        (Kind::Json, value) => block(&serde_json::to_string_pretty(value).unwrap_or_default()),
        (Kind::Object(body), Value::Object(_)) => muted_or(group_words(body, value)),
        (Kind::Objects(body), Value::Array(items)) => lines(items.iter().map(|item| group_words(body, item)), false),
        (Kind::TextMap, Value::Object(map)) => {
            lines(map.iter().map(|(key, value)| format!("{key} = {}", one_text(value))), true)
        }
        (Kind::Choices(_), Value::Array(_)) => words(field, value).into_any(),
        (_, Value::Array(items)) => lines(items.iter().map(one_text), true),
        (Kind::Url | Kind::Domain | Kind::Pick(_), Value::String(text)) => mono(text),
        // What has a form is a name for machines; what has none is one for people.
        (Kind::Text, Value::String(text)) if field.check.is_some() => mono(text),
        _ => words(field, value).into_any(),
    }
}

fn mono(text: &str) -> AnyView {
    el("span").class("mono").text(text.to_owned()).into_any()
}

/// What has to be there is there though it is not told; of the rest nothing is known then.
fn secret_fact(field: &Field, value: Option<&Value>) -> AnyView {
    match value {
        Some(value) if is_nothing(value) => muted(NOT_SET),
        None if !field.required => muted("Hidden"),
        _ => view! { <SecretDots /> },
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    }
}

fn muted(text: &'static str) -> AnyView {
    el("span").class("muted").text(text).into_any()
}

fn muted_or(text: String) -> AnyView {
    if text.is_empty() { muted(NOT_SET) } else { text.into_any() }
}

/// Lines as they are, over the whole width.
fn block(text: &str) -> AnyView {
    el("pre").class(style::block).attr("tabindex", "0").child(el("code").text(text.to_owned())).into_any()
}

fn lines(texts: impl Iterator<Item = String>, exact: bool) -> AnyView {
    let item = |text: String| el("li").attr("class", exact.then_some("mono")).text(text).into_any();
    el("ul").class(style::lines).children(texts.map(item)).into_any()
}

/// A value in words, as far as it has some.
fn words(field: &Field, value: &Value) -> String {
    match (field.kind, value) {
        (_, value) if is_nothing(value) => NOT_SET.to_owned(),
        (_, Value::Bool(flag)) => if *flag { "On" } else { "Off" }.to_owned(),
        (Kind::Integer | Kind::Number, value) if !field.unit.is_empty() => {
            format!("{} {}", one_text(value), field.unit)
        }
        (Kind::Choice(choices), Value::String(text)) => choice_label(choices, text),
        (Kind::Choices(choices), Value::Array(items)) => {
            let label = |item: &Value| item.as_str().map_or_else(|| one_text(item), |text| choice_label(choices, text));
            items.iter().map(label).collect::<Vec<_>>().join(", ")
        }
        (Kind::TextMap, Value::Object(map)) => {
            map.iter().map(|(key, value)| format!("{key} = {}", one_text(value))).collect::<Vec<_>>().join(", ")
        }
        (Kind::Object(body), value) => group_words(body, value),
        (Kind::Objects(body), Value::Array(items)) => {
            items.iter().map(|item| group_words(body, item)).collect::<Vec<_>>().join("; ")
        }
        (_, Value::Array(items)) => items.iter().map(one_text).collect::<Vec<_>>().join(", "),
        (_, value) => one_text(value),
    }
}

/// A group of fields on one line: "ID: i-1, Type: Core". Inside groups what may be a secret is left out.
fn group_words(body: &Body, value: &Value) -> String {
    let Some(values) = value.as_object() else { return one_text(value) };
    let said = body.fields_for(values).into_iter().filter(|field| field.secret == Secret::Never).filter_map(|field| {
        let value = values.get(field.name).filter(|value| !is_nothing(value))?;
        let said = words(field, value);
        (!said.is_empty()).then(|| format!("{}: {said}", field.label))
    });
    said.collect::<Vec<_>>().join(", ")
}

/// The text of a value that should be one; another value as JSON rather than lost.
fn one_text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn choice_label(choices: &[Choice], value: &str) -> String {
    choices.iter().find(|choice| choice.value == value).map_or(value, |choice| choice.label).to_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;
    use wheelhouse_contract::Described;
    use wheelhouse_contract::sections::deployment_targets::GridTarget;
    use wheelhouse_contract::sections::integrations::IntegrationCreateInput;
    use wheelhouse_contract::sections::integrations::code_hosts::Bitbucket;
    use wheelhouse_contract::sections::integrations::events::WebHook;

    use super::*;

    #[test]
    fn a_kind_that_is_not_known_here_keeps_its_name() {
        let label = |kind| kind_label(IntegrationCreateInput::BODY, kind);
        assert_eq!(label(Some("health.email")), "Health by email");
        assert_eq!(label(Some("carrier.pigeon")), "carrier.pigeon");
        assert_eq!(label(None), "Unknown");
    }

    #[test]
    fn choices_are_said_by_their_labels_and_others_as_they_are() {
        let field = WebHook::BODY.field("states").unwrap();
        assert_eq!(words(field, &json!(["in_progress", "vanished", 7])), "Running, vanished, 7");
        assert_eq!(words(field, &json!({"a": 1})), r#"{"a":1}"#);
    }

    #[test]
    fn groups_are_said_without_their_secrets() {
        let inside = |body: &Body, name| match body.field(name).unwrap().kind {
            Kind::Object(inside) | Kind::Objects(inside) => Some(inside),
            _ => None,
        };
        let credentials = inside(Bitbucket::BODY, "app_credentials").unwrap();
        assert_eq!(group_words(credentials, &json!({"key": "shop", "secret": "hush"})), "Key: shop");
        let host = inside(GridTarget::BODY, "hosts").unwrap();
        let said = group_words(host, &json!({"id": "i-1", "type": "core", "services": ["app", "db"]}));
        assert_eq!(said, "ID: i-1, Type: Core, Services: app, db");
    }
}
