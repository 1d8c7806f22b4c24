//! Every form there is, driven by its declaration: what holds for one holds for all.

use leptos::prelude::*;
use serde_json::Value;
use wasm_bindgen_test::wasm_bindgen_test;
use wheelhouse::forms::{Extras, FormProblem, FormState, WayOut};
use wheelhouse_contract::body::Field;
use wheelhouse_contract::validate::{field_errors, validate};
use wheelhouse_contract::{FieldError, Method};

use super::cases::{all, cases, send, state_of, typed};
use super::sample::{confirm, enter, show, submit, text_of};
use crate::ui::page::{dispatch, next_frame};

const HOSTILE: &str = "<img src=x onerror=alert(1)>\"'`${1}\u{202e}\u{0}👩‍🚀";

#[wasm_bindgen_test]
async fn required_fields_that_are_left_out_are_said_and_nothing_is_sent() {
    for case in cases(Method::Post) {
        let (page, form, sent) = show(
            move || {
                let form = FormState::create(case.body);
                if let Some(variant) = case.variant {
                    form.choose(variant.value);
                }
                form
            },
            Extras::default(),
        )
        .await;
        let missing = |field: &&Field| {
            let blank = field.initial();
            field.required && !field.nullable && (blank.is_null() || !field_errors(field, &blank).is_empty())
        };
        let missing: Vec<&str> = case.fields().into_iter().filter(missing).map(|field| field.name).collect();
        if missing.is_empty() {
            continue;
        }
        submit(&page);
        page.until(&format!("{}: it is said", case.name()), |page| !page.all("[role=alert]").is_empty()).await;
        for name in missing {
            let error = state_of(form, name).error.get_untracked();
            assert!(error.is_some_and(|error| !error.is_empty()), "{}: nothing is said of {name}", case.name());
        }
        assert!(sent.bodies.get_untracked().is_empty(), "{}: it was sent", case.name());
    }
}

#[wasm_bindgen_test]
async fn a_good_form_is_sent_once_whatever_is_clicked() {
    for case in all() {
        let (page, _, sent) = case.filled().await;
        if case.method == Method::Patch {
            submit(&page);
            let what = format!("{}: what changes is shown", case.name());
            page.until(&what, |page| page.all("section[aria-labelledby^=review]").len() == 1).await;
        }
        let button = if case.method == Method::Patch { confirm(&page) } else { page.button("Save") };
        button.click();
        button.click();
        dispatch(&page.get("form"), "submit");
        page.until(&format!("{}: it is sent", case.name()), |_| sent.done.get_untracked() == 1).await;
        button.click();
        next_frame().await;
        let bodies = sent.bodies.get_untracked();
        assert_eq!(bodies.len(), 1, "{}", case.name());
        let errors = validate(case.body, bodies[0].as_object().unwrap(), case.mode());
        assert!(errors.is_empty(), "{}: {errors:?} in {}", case.name(), bodies[0]);
    }
}

#[wasm_bindgen_test]
async fn a_refusal_of_each_field_stands_at_it_and_nothing_typed_is_lost() {
    for case in all() {
        let (page, form, sent) = case.filled().await;
        let before = untrack(|| form.body());
        for (round, state) in form.fields().into_iter().enumerate() {
            let field = state.field;
            let reason = format!("Refused for the {round}th reason.");
            sent.answers.set(vec![FormProblem {
                title: "Refused".to_owned(),
                fields: vec![FieldError::new(field.name, reason.clone())],
                ..FormProblem::default()
            }]);
            send(case, &page).await;
            let what = format!("{}: {} says why", case.name(), field.name);
            page.until(&what, |page| page.get("form").inner_text().contains(&reason)).await;
            let error = state.error.get_untracked();
            assert_eq!(error.as_deref(), Some(reason.as_str()), "{what}");
            assert_eq!(sent.bodies.get_untracked().len(), round + 1, "{what}");
            assert_eq!(untrack(|| form.body()), before, "{what}");
        }
    }
}

#[wasm_bindgen_test]
async fn hostile_texts_stay_texts() {
    for case in all() {
        let (page, form, _) = case.filled().await;
        for state in typed(form) {
            let control = page.get(&format!("[id='{}']", state.id()));
            enter(&control, HOSTILE);
            dispatch(&control, "blur");
            assert_eq!(text_of(&control), HOSTILE, "{}: {}", case.name(), state.field.name);
        }
        submit(&page);
        next_frame().await;
        assert!(page.all("img, script").is_empty(), "{}: it became an element", case.name());
    }
}

#[wasm_bindgen_test]
async fn what_is_too_long_is_said_at_its_field() {
    for case in all() {
        let (page, form, sent) = case.filled().await;
        for state in typed(form) {
            let Some(max) = state.field.max else { continue };
            let control = page.get(&format!("[id='{}']", state.id()));
            let kept = text_of(&control);
            enter(&control, &"a".repeat(usize::try_from(max).unwrap() + 1));
            submit(&page);
            let what = format!("{}: {} is too long", case.name(), state.field.name);
            page.until(&what, |_| state.error.with_untracked(Option::is_some)).await;
            assert!(sent.bodies.get_untracked().is_empty(), "{what}");
            enter(&control, &kept);
            next_frame().await;
        }
    }
}

#[wasm_bindgen_test]
async fn a_lost_network_keeps_everything_and_sends_nothing_by_itself() {
    for case in all() {
        let (page, form, sent) = case.filled().await;
        let before = untrack(|| form.body());
        sent.answers.set(vec![FormProblem {
            title: "The network is gone".to_owned(),
            way_out: WayOut::TryAgain,
            ..FormProblem::default()
        }]);
        send(case, &page).await;
        page.until(&format!("{}: it is said", case.name()), |page| {
            page.get("form").inner_text().contains("The network is gone")
        })
        .await;
        assert_eq!(
            (sent.bodies.get_untracked().len(), untrack(|| form.body())),
            (1, before.clone()),
            "{}",
            case.name()
        );
        page.button("Try again").click();
        page.until(&format!("{}: it is sent again", case.name()), |_| sent.done.get_untracked() == 1).await;
        assert_eq!(sent.bodies.get_untracked()[1], Value::Object(before), "{}", case.name());
    }
}

#[wasm_bindgen_test]
async fn changes_that_are_none_are_not_claimed_and_not_sent() {
    for case in cases(Method::Patch) {
        let good = case.good();
        let (page, form, sent) = show(move || FormState::edit(case.body, &good), Extras::default()).await;
        assert_eq!(case.method, Method::Patch);
        assert!(!untrack(|| form.is_changed()), "{}: it claims changes", case.name());
        dispatch(&page.get("form"), "submit");
        next_frame().await;
        assert!(sent.bodies.get_untracked().is_empty(), "{}: it was sent", case.name());
    }
}
