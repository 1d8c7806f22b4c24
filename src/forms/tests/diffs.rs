use leptos::prelude::*;
use serde_json::{Value, json};

use super::sample::{SAMPLE, body, enter, of, page};
use crate::forms::diff::{Change, Difference, changes};
use crate::forms::{FormState, Input};

fn said(name: &str, before: &Value, after: &Value) -> Vec<(String, String, String)> {
    changes(SAMPLE.field(name).unwrap(), before, after, false).into_iter().map(flat).collect()
}

fn flat(change: Change) -> (String, String, String) {
    let (before, after) = match change.difference {
        Difference::Value { before, after } => (before, after),
        Difference::Entries { removed, added } => (removed.join("|"), added.join("|")),
    };
    (change.label, before, after)
}

fn one(name: &str, before: &Value, after: &Value) -> (String, String) {
    let mut all = said(name, before, after);
    assert_eq!(all.len(), 1);
    let (_, before, after) = all.remove(0);
    (before, after)
}

fn pair(before: &str, after: &str) -> (String, String) {
    (before.to_owned(), after.to_owned())
}

#[test]
fn values_are_said_as_people_read_them() {
    assert_eq!(one("note", &json!(null), &json!("")), pair("Not set", "Empty"));
    assert_eq!(one("storage", &json!(1024), &json!(2048)), pair("1024 MiB", "2048 MiB"));
    assert_eq!(one("enabled", &json!(null), &json!(true)), pair("Not set", "On"));
    assert_eq!(one("size", &json!("S"), &json!("XL")), pair("Small", "XL"));
    assert_eq!(one("tags", &json!(null), &json!([])), pair("Not set", "None"));
    assert_eq!(one("any", &json!({"a": 1}), &json!([1])), pair(r#"{"a":1}"#, "[1]"));
    assert!(said("name", &json!("a"), &json!("a")).is_empty());
}

#[test]
fn lists_and_maps_are_compared_entry_by_entry() {
    assert_eq!(one("tags", &json!(["a", "b", "b"]), &json!(["b", "c"])), pair("a|b", "c"));
    assert_eq!(one("tags", &json!(["a", "b"]), &json!(["b", "a"])), pair("a, b", "b, a"));
    assert_eq!(one("sizes", &json!(["S"]), &json!(["L"])), pair("Small", "Large"));
    assert_eq!(
        one("labels", &json!({"a": "1", "b": "2"}), &json!({"a": "1", "b": "3", "c": ""})),
        pair("b = 2", "b = 3|c = Empty")
    );
}

#[test]
fn fields_inside_fields_are_named_one_by_one_and_secrets_in_them_hidden() {
    let before = json!([{"name": "a", "type": "S", "port": 1}, {"name": "b", "type": "S", "key": "hush"}]);
    let after = json!([{"name": "a", "type": "L", "port": 1, "key": "hush"}]);
    let all = said("hosts", &before, &after);
    let expected = [
        ("Host 1 › Type", "Small", "Large"),
        ("Host 1 › Key", "Not set", "••••••••"),
        ("Host 2", "Name: b, Type: Small, Key: ••••••••", "Not set"),
    ];
    assert_eq!(all.len(), expected.len());
    for ((label, before, after), expected) in all.iter().zip(expected) {
        assert_eq!((label.as_str(), before.as_str(), after.as_str()), expected);
    }
    assert_eq!(one("host", &json!(null), &json!({"name": "a", "type": "S"})), pair("Not set", "Name: a, Type: Small"));
}

#[test]
fn long_values_are_cut_where_they_begin_to_differ() {
    let start = "x".repeat(1000);
    let (before, after) = one("value", &json!(format!("{start}old{start}")), &json!(format!("{start}new{start}")));
    assert!(
        before.starts_with("…x") && before.contains("xoldx") && before.ends_with("… (2003 characters)"),
        "{before}"
    );
    assert!(after.contains("xnewx") && after.chars().count() < 300);
    let (_, after) = one("value", &json!(""), &json!("é".repeat(500)));
    assert!(after.starts_with('é') && after.ends_with("… (500 characters)"));
}

#[test]
fn what_cannot_be_seen_is_marked() {
    assert_eq!(one("value", &json!("abc"), &json!("abc\n")), pair("abc", "abc↵\n"));
    assert_eq!(one("value", &json!("A\nB"), &json!("A B")), pair("A↵\nB", "A B"));
    assert_eq!(one("value", &json!(" a\t"), &json!("a\u{200b}")), pair("␣a⇥", "a⟨U+200B⟩"));
    assert_eq!(
        one("any", &json!({"a": 1, "b": 2}), &json!({"b": 2, "a": 1})),
        pair(r#"{"a":1,"b":2}"#, r#"{"b":2,"a":1}"#)
    );
}

#[test]
fn the_review_of_a_form_hides_secrets() {
    page(|| {
        let form = FormState::edit(&SAMPLE, &json!({"name": "a"}));
        enter(form, "name", "b");
        enter(form, "token", "hush");
        let all: Vec<_> = untrack(|| form.changes()).into_iter().map(flat).collect();
        assert_eq!(all[0], ("Name".to_owned(), "a".to_owned(), "b".to_owned()));
        assert_eq!(all[1], ("Token".to_owned(), "••••••••".to_owned(), "••••••••".to_owned()));
        of(form, "token").input.set(Input::Unset);
        assert_eq!(flat(untrack(|| form.changes()).remove(1)).2, "Not set");
    });
}

#[test]
fn what_was_changed_elsewhere_is_kept_asked_about_or_agreed_with() {
    page(|| {
        let form =
            FormState::edit(&SAMPLE, &json!({"name": "a", "note": "n", "storage": 1024, "size": "S", "tags": ["x"]}));
        enter(form, "name", "mine");
        enter(form, "storage", "4096");
        enter(form, "size", "L");
        enter(form, "note", "mine");
        let now = json!({"name": "theirs", "note": "theirs", "storage": 4096, "size": "S", "tags": ["x", "y"]});
        let (both, others) = form.meet(&now);
        assert_eq!(both.iter().map(|one| one.field.field.name).collect::<Vec<_>>(), ["name", "note"]);
        assert_eq!(flat(both[0].theirs[0].clone()), ("Name".to_owned(), "a".to_owned(), "theirs".to_owned()));
        assert_eq!(others.into_iter().map(|change| change.label).collect::<Vec<_>>(), ["Storage", "Tags"]);
        form.decide(&both[0], true);
        form.decide(&both[1], false);
        assert_eq!(body(form), json!({"name": "mine", "size": "L"}), "what is the same by now is not sent");
        assert_eq!(untrack(|| of(form, "tags").input.get()).items(), ["x", "y"]);
        let own: Vec<_> = untrack(|| form.changes()).into_iter().map(flat).collect();
        assert_eq!(own[0], ("Name".to_owned(), "theirs".to_owned(), "mine".to_owned()));
    });
}
