//! A body made from its declaration is good, whichever of its variants it is; one thing wrong with it is refused where
//! it stands.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "bodies/good.rs"]
mod good;
#[path = "bodies/mutations.rs"]
mod mutations;
#[path = "bodies/targets.rs"]
mod targets;

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use wheelhouse_contract::sections::declared;
use wheelhouse_contract::validate::{Mode, validate};

use targets::{Target, for_each};

fn errors(target: Target, values: &Map<String, Value>) -> Vec<String> {
    validate(target.body, values, target.mode).into_iter().map(|error| error.field).collect()
}

#[test]
fn a_body_made_from_its_declaration_is_good() {
    for_each(Target::all(), |target, values| {
        prop_assert_eq!(errors(target, &values), Vec::<String>::new());
        Ok(())
    });
}

#[test]
fn one_thing_wrong_is_refused_where_it_stands() {
    for_each(Target::all(), |target, values| {
        for (path, wrong, what) in mutations::of(target.fields(), &values, target.mode) {
            prop_assert_eq!(errors(target, &wrong), vec![path], "{}: {:?}", what, wrong);
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
        prop_assert_eq!(errors(target, &untagged), vec![tag]);
        for wrong in [Value::Null, json!(""), json!("GITHUB"), json!(["github"])] {
            let mut mistagged = values.clone();
            mistagged.insert(tag.to_owned(), wrong);
            prop_assert_eq!(errors(target, &mistagged), vec![tag]);
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
