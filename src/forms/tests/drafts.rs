use leptos::prelude::*;
use serde_json::json;

use super::sample::{HOST, KINDS, SAMPLE, body, enter, of, page};
use crate::forms::{Draft, FormState, Input};

/// Through storage and back.
fn kept(form: FormState) -> Draft {
    let draft = untrack(|| form.draft(1.0));
    let read = Draft::read(&draft.write()).unwrap();
    assert_eq!(read, draft);
    read
}

#[test]
fn a_draft_brings_back_what_was_entered_also_what_is_not_valid_yet() {
    page(|| {
        let start = || FormState::edit(&SAMPLE, &json!({"name": "a", "hosts": [{"name": "x", "type": "S"}]}));
        let form = start();
        enter(form, "storage", "12 elephants");
        of(form, "enabled").input.set(Input::Flag(false));
        of(form, "primary").input.set(Input::Flag(true));
        of(form, "tags").input.set(Input::Items(vec!["a".to_owned(), String::new()]));
        of(form, "labels").input.set(Input::Entries(vec![("k".to_owned(), String::new())]));
        let group = form.group(&HOST);
        enter(group.form, "port", "8x");
        of(form, "hosts").input.set(Input::Groups(vec![group]));
        let other = start();
        other.restore(&kept(form));
        assert_eq!(body(other), body(form));
        assert_eq!(untrack(|| of(other, "storage").input.get()).text(), "12 elephants");
        let groups = untrack(|| of(other, "hosts").input.get()).groups().to_vec();
        assert_eq!(untrack(|| of(groups[0].form, "port").input.get()).text(), "8x");
    });
}

#[test]
fn secrets_are_left_out_and_the_draft_says_so() {
    page(|| {
        let form = FormState::create(&SAMPLE);
        assert!(kept(form).is_empty());
        enter(form, "value", "hush");
        assert!(kept(form).write().contains("hush"), "no secret yet");
        of(form, "enabled").input.set(Input::Flag(true));
        enter(form, "token", "hush");
        let group = form.group(&HOST);
        enter(group.form, "key", "hush");
        of(form, "host").input.set(Input::Groups(vec![group]));
        let draft = kept(form);
        assert!(!draft.write().contains("hush"));
        assert!(draft.without_secrets);
    });
}

#[test]
fn a_private_key_is_left_out_wherever_it_was_pasted() {
    page(|| {
        let key = "-----BEGIN OPENSSH PRIVATE KEY-----\nhush";
        let form = FormState::create(&SAMPLE);
        enter(form, "name", key);
        of(form, "tags").input.set(Input::Items(vec![key.to_owned()]));
        of(form, "labels").input.set(Input::Entries(vec![("k".to_owned(), key.to_owned())]));
        let group = form.group(&HOST);
        enter(group.form, "name", key);
        enter(group.form, "port", "80");
        of(form, "hosts").input.set(Input::Groups(vec![group]));
        let draft = kept(form);
        assert!(!draft.write().contains("hush"));
        assert!(draft.without_secrets);
        let other = FormState::create(&SAMPLE);
        other.restore(&draft);
        assert_eq!(untrack(|| of(other, "name").input.get()).text(), "");
        let groups = untrack(|| of(other, "hosts").input.get()).groups().to_vec();
        assert_eq!(untrack(|| of(groups[0].form, "port").input.get()).text(), "80");
    });
}

#[test]
fn a_draft_knows_its_kind() {
    page(|| {
        let form = FormState::create(&KINDS);
        form.choose("hook");
        enter(form, "url", "https://a.example");
        let other = FormState::create(&KINDS);
        other.restore(&kept(form));
        assert_eq!(body(other), json!({"type": "hook", "url": "https://a.example"}));
    });
}

#[test]
fn a_draft_of_another_form_does_no_harm() {
    page(|| {
        assert!(Draft::read("{}").is_none());
        assert!(Draft::read("[1").is_none());
        let fields = json!({"storage": {}, "enabled": "x", "tags": [1], "labels": [["a"]], "hosts": [7], "token": "t", "moon": 1});
        let draft = Draft { fields: fields.as_object().unwrap().clone(), ..Draft::default() };
        let form = FormState::create(&SAMPLE);
        let before = body(form);
        form.restore(&draft);
        assert_eq!(body(form), before);
    });
}
