//! Good values, from what a field's declaration says.

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use wheelhouse_contract::body::{Field, Kind};
use wheelhouse_contract::validate::validate_field;

pub const CERTIFICATE: &str = "-----BEGIN CERTIFICATE-----\nMIIB+/8=\n-----END CERTIFICATE-----\n";
const KEY: &str = "-----BEGIN PRIVATE KEY-----\nMC4CAQAw\n-----END PRIVATE KEY-----\n";

/// Texts of which each rule takes at least one.
const TEXTS: &[&str] = &[
    "acme/shop",
    "www.example.com",
    "*.example.com",
    "Europe/Berlin",
    "env:DEBUG",
    "app",
    "app:http",
    "ops@example.com",
    "https://example.com/hook?a=b",
    "2024-02-29",
    "192.0.2.0/24",
    "1d",
    "03:00",
    "IE",
    "012345",
    "bug_report",
    "low",
    "5fe88a55-c92f-4e12-bd25-87bf15036ce9",
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPoQUbkVlx1KO5cB14rTgA0mb7q1L9EoVvdzWKyDgHwd",
    "https://git.example.com",
    CERTIFICATE,
    KEY,
];

/// Values for these fields. When all that is required is wanted, only the rest may be missing.
pub fn fields(fields: Vec<&'static Field>, whole: bool) -> BoxedStrategy<Map<String, Value>> {
    let entries: Vec<_> = fields
        .into_iter()
        .map(|field| {
            let is_there = if whole && field.required { Just(true).boxed() } else { any::<bool>().boxed() };
            (Just(field.name), is_there, value(field))
        })
        .collect();
    let there = |entries: Vec<(&str, bool, Value)>| {
        let there = entries.into_iter().filter(|(_, is_there, _)| *is_there);
        there.map(|(name, _, value)| (name.to_owned(), value)).collect()
    };
    entries.prop_map(there).boxed()
}

/// Good values for a field, null among them where it is one.
pub fn value(field: &'static Field) -> BoxedStrategy<Value> {
    let plain = plain(field);
    if field.nullable { prop_oneof![1 => Just(Value::Null), 4 => plain].boxed() } else { plain }
}

/// Good values for a field other than null.
pub fn plain(field: &'static Field) -> BoxedStrategy<Value> {
    let (min, max) = (field.min.unwrap_or(0), field.max);
    match field.kind {
        // Digits are JSON too, where a flag says that they are.
        Kind::Code => "[1-9][0-9]{0,12}".prop_map(Value::from).boxed(),
        Kind::Base64 => prop::sample::select(vec![json!("bWFkZQo="), json!("AP/+"), json!("")]).boxed(),
        kind if kind.is_text() || matches!(kind, Kind::Pick(_)) => {
            let pool = pool(field, |text| json!(text));
            if field.check.is_some() || !matches!(kind, Kind::Text | Kind::LongText | Kind::Pick(_)) {
                return prop::sample::select(pool).boxed();
            }
            let longest = max.unwrap_or(40).min(40);
            format!("[a-zé ]{{{},{}}}x", (min - 1).max(0), longest - 1).prop_map_text()
        }
        Kind::Flag => any::<bool>().prop_map(Value::from).boxed(),
        Kind::Integer => {
            let least = min.div_euclid(field.step) + i64::from(min.rem_euclid(field.step) != 0);
            let most = max.unwrap_or(1_000_000).div_euclid(field.step);
            (least..=most).prop_map(|steps| json!(steps * field.step)).boxed()
        }
        Kind::Number => {
            let (min, max) = (min as f64, max.unwrap_or(1_000_000) as f64);
            (min..max).prop_map(Value::from).boxed()
        }
        Kind::Choice(choices) => prop::sample::select(choices).prop_map(|choice| json!(choice.value)).boxed(),
        Kind::Choices(choices) => {
            let item = prop::sample::select(choices).prop_map(|choice| json!(choice.value));
            several(field, item.boxed())
        }
        Kind::TextList | Kind::PemList | Kind::PickList(_) => {
            let item = prop::sample::select(pool(field, |text| json!([text])));
            several(field, item.prop_map(|list| list[0].clone()).boxed())
        }
        Kind::TextMap => {
            let keys = pool(field, |text| json!({text: "x"}));
            let count = usize::try_from(min).unwrap()..=keys.len().min(3);
            let pick = prop::sample::subsequence(keys, count);
            pick.prop_map(|maps| maps.into_iter().flat_map(|map| map.as_object().unwrap().clone()).collect()).boxed()
        }
        Kind::Object(body) => fields(body.fields.iter().collect(), true).prop_map(Value::Object).boxed(),
        Kind::Objects(body) => {
            several(field, fields(body.fields.iter().collect(), true).prop_map(Value::Object).boxed())
        }
        // Where JSON is asked for, an object of objects is never wrong, nor are these redirects.
        Kind::Json => Just(json!({"/any": {"to": "/other"}})).boxed(),
        kind => panic!("{}: add what a good {kind:?} is to `plain` in {}", field.name, file!()),
    }
}

/// Lists within the field's bounds.
fn several(field: &Field, item: BoxedStrategy<Value>) -> BoxedStrategy<Value> {
    let least = usize::try_from(field.min.unwrap_or(0)).unwrap();
    let most = usize::try_from(field.max.unwrap_or(3)).unwrap().min(least + 3);
    prop::collection::vec(item, least..=most).prop_map(Value::from).boxed()
}

/// The texts that a field takes, each as `value` puts it.
fn pool(field: &Field, value: impl Fn(&str) -> Value) -> Vec<Value> {
    let values: Vec<Value> =
        TEXTS.iter().map(|text| value(text)).filter(|value| validate_field(field, value).is_ok()).collect();
    assert!(!values.is_empty(), "{} takes no text of TEXTS in {}: add one that it takes", field.name, file!());
    values
}

trait Texts {
    fn prop_map_text(self) -> BoxedStrategy<Value>;
}

impl Texts for String {
    /// Texts that match this expression.
    fn prop_map_text(self) -> BoxedStrategy<Value> {
        prop::string::string_regex(&self).unwrap().prop_map(Value::from).boxed()
    }
}
