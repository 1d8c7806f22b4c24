use leptos::prelude::*;
use serde_json::json;
use wheelhouse_contract::FieldError;

use super::sample::{HOST, KINDS, SAMPLE, enter, of, page};
use crate::forms::{FormState, Input};

fn labels(form: FormState) -> Vec<String> {
    untrack(|| form.errors()).into_iter().map(|wrong| wrong.label).collect()
}

#[test]
fn errors_land_at_the_fields_they_name_however_deep() {
    page(|| {
        let form =
            FormState::edit(&SAMPLE, &json!({"hosts": [{"name": "a", "type": "S"}, {"name": "b", "type": "S"}]}));
        let unplaced = form.show(&[
            FieldError::new("hosts.1.type", "Taken."),
            FieldError::new("hosts.7.type", "Nowhere."),
            FieldError::new("tags.0", "Too long."),
            FieldError::new("labels.owner", "Unknown."),
            FieldError::new("moon", "Full."),
            FieldError::new("namesake", "Is not the name."),
        ]);
        assert_eq!(labels(form), ["Tags", "Labels", "Hosts", "Host 2 › Type"]);
        let message = |name: &str| of(form, name).error.get_untracked().unwrap();
        assert_eq!(message("tags"), "Entry 1: Too long.");
        assert_eq!(message("labels"), "owner: Unknown.");
        assert_eq!(message("hosts"), "7.type: Nowhere.");
        assert_eq!(unplaced.iter().map(|error| error.field.as_str()).collect::<Vec<_>>(), ["moon", "namesake"]);
        assert!(form.show(&[]).is_empty());
        assert!(labels(form).is_empty(), "what is no longer wrong is cleared");
    });
}

#[test]
fn everything_is_checked_before_it_is_sent() {
    page(|| {
        let form = FormState::create(&SAMPLE);
        enter(form, "storage", "1000");
        enter(form, "url", "nowhere");
        of(form, "hosts").input.set(Input::Groups(vec![form.group(&HOST)]));
        assert!(!form.check_all());
        assert_eq!(labels(form), ["Name", "Address", "Storage", "Host 1 › Name", "Host 1 › Type"]);
    });
}

#[test]
fn a_rule_over_several_fields_sees_what_is_not_changed_too() {
    page(|| {
        let form = FormState::edit(&SAMPLE, &json!({"name": "same", "note": "other"}));
        enter(form, "note", "same");
        form.check(of(form, "note"));
        assert_eq!(of(form, "note").error.get_untracked().unwrap(), "Must differ from the name.");
        enter(form, "note", "other");
        form.check(of(form, "note"));
        assert!(of(form, "note").error.get_untracked().is_none());
    });
}

#[test]
fn the_kind_has_to_be_chosen() {
    page(|| {
        let form = FormState::create(&KINDS);
        assert!(!form.check_all());
        assert_eq!(labels(form), ["Kind of integration"]);
        form.choose("hook");
        enter(form, "url", "https://a.example");
        assert!(form.check_all());
        form.show(&[FieldError::new("type", "Not in this plan.")]);
        assert_eq!(labels(form), ["Kind of integration"]);
    });
}

#[test]
fn a_secret_that_is_set_need_not_be_entered_again() {
    page(|| {
        let form = FormState::edit(&SAMPLE, &json!({"name": "a", "token": null}));
        enter(form, "name", "b");
        assert!(form.check_all());
    });
}
