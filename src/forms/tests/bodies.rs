use leptos::prelude::*;
use serde_json::json;

use super::sample::{HOST, KINDS, SAMPLE, body, enter, of, page};
use crate::forms::{FormState, Input};

#[test]
fn a_new_resource_is_sent_with_what_is_entered_and_the_defaults() {
    page(|| {
        let form = FormState::create(&SAMPLE);
        assert_eq!(body(form), json!({"name": "", "storage": 2048, "enabled": false}));
        enter(form, "name", "a");
        enter(form, "plan", "large");
        of(form, "primary").input.set(Input::Flag(false));
        let sent = body(form);
        assert_eq!(sent, json!({"name": "a", "storage": 2048, "enabled": false, "primary": false, "plan": "large"}));
    });
}

#[test]
fn a_change_is_sent_with_what_changed_only() {
    page(|| {
        let resource =
            json!({"name": "a", "note": null, "tags": ["x"], "host": {"name": "h", "type": "S"}, "plan": "p"});
        let form = FormState::edit(&SAMPLE, &resource);
        assert!(!untrack(|| form.is_changed()));
        assert_eq!(body(form), json!({}));
        enter(form, "name", "b");
        of(form, "tags").input.set(Input::Items(Vec::new()));
        assert_eq!(body(form), json!({"name": "b", "tags": []}));
        enter(form, "name", "a");
        assert_eq!(body(form), json!({"tags": []}), "what is taken back is no change");
        assert!(
            untrack(|| form.fields()).iter().all(|state| state.field.name != "plan"),
            "what is fixed is not asked for"
        );
    });
}

#[test]
fn null_is_told_from_empty() {
    page(|| {
        let form = FormState::edit(&SAMPLE, &json!({"note": "x", "tags": ["x"]}));
        enter(form, "note", "");
        of(form, "tags").input.set(Input::Items(Vec::new()));
        assert_eq!(body(form), json!({"note": "", "tags": []}));
        of(form, "note").input.set(Input::Unset);
        of(form, "tags").input.set(Input::Unset);
        assert_eq!(body(form), json!({"note": null, "tags": null}));
    });
}

#[test]
fn a_text_that_is_taken_back_leaves_null_where_null_was() {
    page(|| {
        let form = FormState::edit(&SAMPLE, &json!({"note": null}));
        of(form, "note").type_text("x".to_owned());
        of(form, "note").type_text(String::new());
        assert!(!untrack(|| form.is_changed()));
    });
}

#[test]
fn a_flag_that_is_not_known_is_left_until_it_is_chosen() {
    page(|| {
        let form = FormState::edit(&SAMPLE, &json!({"name": "a"}));
        assert!(untrack(|| of(form, "enabled").input.with(Input::is_unset)));
        assert_eq!(body(form), json!({}));
        of(form, "enabled").input.set(Input::Flag(false));
        assert_eq!(body(form), json!({"enabled": false}));
    });
}

#[test]
fn secrets_are_never_filled_in_and_change_only_when_typed_or_removed() {
    page(|| {
        let form = FormState::edit(&SAMPLE, &json!({"token": "leaked", "enabled": true, "value": "leaked"}));
        for name in ["token", "value"] {
            let state = of(form, name);
            assert!(state.is_withheld);
            assert_eq!(untrack(|| state.input.get()).text(), "");
        }
        assert!(!untrack(|| form.is_changed()));
        of(form, "token").input.set(Input::Unset);
        enter(form, "value", "new");
        assert_eq!(body(form), json!({"token": null, "value": "new"}));
        form.forget_secrets();
        assert!(!untrack(|| form.is_changed()));
    });
}

#[test]
fn an_object_is_sent_whole_and_keeps_what_was_said_to_be_nothing() {
    page(|| {
        let resource = json!({"hosts": [{"name": "a", "type": "S", "services": null, "port": 80}]});
        let form = FormState::edit(&SAMPLE, &resource);
        let groups = untrack(|| of(form, "hosts").input.get().groups().to_vec());
        enter(groups[0].form, "port", "");
        assert_eq!(body(form), json!({"hosts": [{"name": "a", "type": "S", "services": null}]}));
        let group = form.group(&HOST);
        of(form, "hosts").input.set(Input::Groups(vec![groups[0].clone(), group.clone()]));
        enter(group.form, "name", "b");
        let sent = body(form);
        assert_eq!(sent["hosts"][1], json!({"name": "b", "type": ""}));
    });
}

#[test]
fn secrets_inside_of_an_object_are_left_out_and_not_emptied() {
    page(|| {
        let resource = json!({"host": {"name": "a", "type": "S", "key": "x", "users": {"guest": "********"}}});
        let form = FormState::edit(&SAMPLE, &resource);
        let groups = untrack(|| of(form, "host").input.get().groups().to_vec());
        enter(groups[0].form, "name", "b");
        assert_eq!(body(form), json!({"host": {"name": "b", "type": "S"}}));
    });
}

#[test]
fn what_cannot_be_read_inside_a_group_is_a_change_still() {
    page(|| {
        let form = FormState::edit(&SAMPLE, &json!({"host": {"name": "a", "type": "S"}}));
        let groups = untrack(|| of(form, "host").input.get().groups().to_vec());
        enter(groups[0].form, "port", "eighty");
        assert!(untrack(|| form.is_changed()));
        assert!(!form.check_all());
        assert_eq!(untrack(|| form.errors())[0].label, "Host › Port");
    });
}

#[test]
fn another_kind_keeps_what_fits_and_a_return_brings_the_rest_back() {
    page(|| {
        let form = FormState::create(&KINDS);
        assert_eq!(body(form), json!({}));
        form.choose("github");
        enter(form, "title", "T");
        enter(form, "repository", "a/b");
        enter(form, "token", "t");
        form.choose("hook");
        assert!(
            untrack(|| of(form, "repository").input.get()).items().is_empty(),
            "another kind of field of that name"
        );
        enter(form, "url", "https://a.example");
        let sent = body(form);
        assert_eq!(sent, json!({"type": "hook", "title": "T", "url": "https://a.example", "token": "t"}));
        assert_eq!(of(form, "token").field.label, "Shared token");
        form.choose("github");
        assert_eq!(body(form), json!({"type": "github", "title": "T", "repository": "a/b", "token": "t"}));
        form.choose("nothing");
        assert_eq!(untrack(|| form.variant()).unwrap().value, "github");
    });
}

#[test]
fn a_change_names_its_kind() {
    page(|| {
        let form = FormState::edit(&KINDS, &json!({"type": "hook", "url": "https://a.example"}));
        assert_eq!(body(form), json!({}));
        enter(form, "url", "https://b.example");
        assert_eq!(body(form), json!({"type": "hook", "url": "https://b.example"}));
        let unknown = FormState::edit(&KINDS, &json!({"type": "new", "url": "x"}));
        assert_eq!(untrack(|| unknown.fields()).len(), 1);
    });
}

#[test]
fn once_settled_nothing_is_changed() {
    page(|| {
        let form = FormState::edit(&SAMPLE, &json!({"name": "a", "hosts": []}));
        enter(form, "name", "b");
        let group = form.group(&HOST);
        enter(group.form, "name", "h");
        of(form, "hosts").input.set(Input::Groups(vec![group]));
        form.settle();
        assert!(!untrack(|| form.is_changed()));
    });
}
