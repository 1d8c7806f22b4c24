//! What bodies are made for: each operation that takes one, in each of its kinds.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use serde_json::{Map, Value, json};
use wheelhouse_contract::body::{Body, Field, Variant};
use wheelhouse_contract::validate::Mode;
use wheelhouse_contract::{Method, operations};

use super::good;

/// A body that an operation takes, and which of its variants.
#[derive(Clone, Copy)]
pub struct Target {
    pub operation: &'static str,
    pub body: &'static Body,
    pub variant: Option<&'static Variant>,
    pub mode: Mode,
}

impl Target {
    pub fn all() -> Vec<Self> {
        let bodies = operations().filter_map(|operation| Some((operation, operation.body?)));
        let targets = bodies.flat_map(|(operation, body)| {
            let mode = if operation.method == Method::Patch { Mode::Partial } else { Mode::Whole };
            Self::of(operation.id, body, mode)
        });
        targets.collect()
    }

    pub fn of(operation: &'static str, body: &'static Body, mode: Mode) -> Vec<Self> {
        let target = |variant| Self { operation, body, variant, mode };
        match body.variants {
            None => vec![target(None)],
            Some(variants) => variants.list.iter().map(|variant| target(Some(variant))).collect(),
        }
    }

    pub fn fields(self) -> impl Iterator<Item = &'static Field> {
        self.body.fields.iter().chain(self.variant.map_or(&[][..], |variant| variant.body.fields))
    }

    /// Good bodies: all that is required is there when a whole one is expected, the rest by chance.
    pub fn bodies(self) -> impl Strategy<Value = Map<String, Value>> {
        good::fields(self.fields().collect(), self.mode == Mode::Whole).prop_map(move |mut values| {
            if let (Some(tag), Some(variant)) = (self.body.variants.and_then(|variants| variants.tag), self.variant) {
                values.insert(tag.to_owned(), json!(variant.value));
            }
            // What fields say together is up to chance: what contradicts another is left out.
            let checks = [self.body.check, self.variant.and_then(|variant| variant.body.check)];
            let wrong: Vec<_> = checks.into_iter().flatten().flat_map(|check| check(&values)).collect();
            for error in wrong {
                values.remove(&error.field);
            }
            values
        })
    }

    pub fn name(self) -> String {
        format!("{} {}", self.operation, self.variant.map_or("", |variant| variant.value))
    }
}

pub fn for_each(targets: Vec<Target>, check: impl Fn(Target, Map<String, Value>) -> Result<(), TestCaseError>) {
    assert!(!targets.is_empty());
    for target in targets {
        let config = Config { cases: 24, failure_persistence: None, ..Config::default() };
        let outcome = TestRunner::new(config).run(&target.bodies(), |values| check(target, values));
        outcome.unwrap_or_else(|error| panic!("{}: {error}", target.name()));
    }
}
