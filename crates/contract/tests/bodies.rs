//! A body made from its declaration is good, whichever of its variants it is; one thing wrong with it is refused where
//! it stands.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "bodies/good.rs"]
mod good;
#[path = "bodies/mutations.rs"]
mod mutations;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use serde_json::{Map, Value, json};
use wheelhouse_contract::body::{Body, Field, Variant};
use wheelhouse_contract::sections::declared;
use wheelhouse_contract::validate::{Mode, validate};
use wheelhouse_contract::{Method, operations};

/// A body that an operation takes, and which of its variants.
#[derive(Clone, Copy)]
struct Target {
    operation: &'static str,
    body: &'static Body,
    variant: Option<&'static Variant>,
    mode: Mode,
}

impl Target {
    fn all() -> Vec<Self> {
        let bodies = operations().filter_map(|operation| Some((operation, operation.body?)));
        let targets = bodies.flat_map(|(operation, body)| {
            let mode = if operation.method == Method::Patch { Mode::Partial } else { Mode::Whole };
            Self::of(operation.id, body, mode)
        });
        targets.collect()
    }

    fn of(operation: &'static str, body: &'static Body, mode: Mode) -> Vec<Self> {
        let target = |variant| Self { operation, body, variant, mode };
        match body.variants {
            None => vec![target(None)],
            Some(variants) => variants.list.iter().map(|variant| target(Some(variant))).collect(),
        }
    }

    fn fields(self) -> impl Iterator<Item = &'static Field> {
        self.body.fields.iter().chain(self.variant.map_or(&[][..], |variant| variant.body.fields))
    }

    /// Good bodies: all that is required is there when a whole one is expected, the rest by chance.
    fn bodies(self) -> impl Strategy<Value = Map<String, Value>> {
        good::fields(self.fields().collect(), self.mode == Mode::Whole).prop_map(move |mut values| {
            if let (Some(tag), Some(variant)) = (self.body.variants.and_then(|variants| variants.tag), self.variant) {
                values.insert(tag.to_owned(), json!(variant.value));
            }
            // What fields come to together is up to chance: what contradicts another is left out.
            let checks = [self.body.check, self.variant.and_then(|variant| variant.body.check)];
            let wrong: Vec<_> = checks.into_iter().flatten().flat_map(|check| check(&values)).collect();
            for error in wrong {
                values.remove(&error.field);
            }
            values
        })
    }

    fn errors(self, values: &Map<String, Value>) -> Vec<String> {
        validate(self.body, values, self.mode).into_iter().map(|error| error.field).collect()
    }

    fn name(self) -> String {
        format!("{} {}", self.operation, self.variant.map_or("", |variant| variant.value))
    }
}

fn for_each(targets: Vec<Target>, check: impl Fn(Target, Map<String, Value>) -> Result<(), TestCaseError>) {
    assert!(!targets.is_empty());
    for target in targets {
        let config = Config { cases: 24, failure_persistence: None, ..Config::default() };
        let outcome = TestRunner::new(config).run(&target.bodies(), |values| check(target, values));
        outcome.unwrap_or_else(|error| panic!("{}: {error}", target.name()));
    }
}

#[test]
fn a_body_made_from_its_declaration_is_good() {
    for_each(Target::all(), |target, values| {
        prop_assert_eq!(target.errors(&values), Vec::<String>::new());
        Ok(())
    });
}

#[test]
fn one_thing_wrong_is_refused_where_it_stands() {
    for_each(Target::all(), |target, values| {
        for (path, wrong, what) in mutations::of(target.fields(), &values, target.mode) {
            prop_assert_eq!(target.errors(&wrong), vec![path], "{}: {:?}", what, wrong);
        }
        Ok(())
    });
}

#[test]
fn a_tag_is_always_wanted() {
    for_each(Target::all(), |target, values| {
        let Some(tag) = target.body.variants.and_then(|variants| variants.tag) else { return Ok(()) };
        let mut untagged = values.clone();
        untagged.remove(tag);
        prop_assert_eq!(target.errors(&untagged), vec![tag]);
        for wrong in [Value::Null, json!(""), json!("GITHUB"), json!(["github"])] {
            let mut mistagged = values.clone();
            mistagged.insert(tag.to_owned(), wrong);
            prop_assert_eq!(target.errors(&mistagged), vec![tag]);
        }
        Ok(())
    });
}

#[test]
fn accepted_bodies_fit_their_types() {
    // What the declaration accepts, serde reads: their tags, names and types are the same.
    for declared in declared() {
        let (Some(body), Some(read)) = (declared.operation.body, declared.read_body) else { continue };
        for_each(Target::of(declared.operation.id, body, Mode::Whole), |_, values| {
            let read = read(Value::Object(values));
            prop_assert!(read.is_ok(), "{}", read.err().unwrap());
            Ok(())
        });
    }
}
