use leptos::prelude::*;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;
use wheelhouse::forms::{Extras, FormProblem, FormState};
use wheelhouse_contract::FieldError;

use super::sample::{SAMPLE, enter, labelled, show, submit};
use crate::ui::page::{attribute, has_focus, next_frame};

fn body(state: FormState) -> Value {
    Value::Object(untrack(|| state.body()))
}

#[wasm_bindgen_test]
async fn groups_are_added_numbered_and_removed() {
    let (page, state, _) = show(|| FormState::create(&SAMPLE), Extras::default()).await;
    page.button("Add to Hosts").click();
    page.button("Add to Hosts").click();
    page.until("the new group has the focus", |page| {
        page.all("fieldset > legend")
            .iter()
            .any(|legend| legend.inner_text() == "Host 2" && legend.parent_element() == document().active_element())
    })
    .await;
    assert_eq!(attribute(&page.button("Add to Hosts"), "aria-disabled").as_deref(), Some("true"));
    for (at, name) in
        page.all("input").into_iter().filter(|input| input.id().starts_with("name-")).skip(1).zip(["a", "b"])
    {
        enter(&at, name);
    }
    assert_eq!(body(state)["hosts"], json!([{"name": "a"}, {"name": "b"}]));
    page.button("Remove Host 1").click();
    next_frame().await;
    assert_eq!(body(state)["hosts"], json!([{"name": "b"}]));
    page.button("Remove Host 1");
}

#[wasm_bindgen_test]
async fn one_group_is_set_up_and_taken_away() {
    let (page, state, _) = show(|| FormState::create(&SAMPLE), Extras::default()).await;
    assert!(body(state).get("host").is_none());
    page.button("Set up Host").click();
    next_frame().await;
    enter(&labelled(&page, "Host name"), "db");
    assert_eq!(body(state)["host"], json!({"name": "db"}));
    page.button("Remove Host").click();
    next_frame().await;
    assert!(body(state).get("host").is_none());
}

#[wasm_bindgen_test]
async fn what_the_api_says_of_a_field_inside_stands_there_and_is_linked_to() {
    let (page, _, sent) = show(|| FormState::create(&SAMPLE), Extras::default()).await;
    sent.answers.set(vec![FormProblem {
        title: "Refused".to_owned(),
        text: "Two things are wrong.".to_owned(),
        fields: vec![FieldError::new("host.port", "This port is taken."), FieldError::new("moon", "It is full.")],
        ..FormProblem::default()
    }]);
    enter(&labelled(&page, "Name"), "a");
    page.button("Set up Host").click();
    next_frame().await;
    enter(&labelled(&page, "Host name"), "db");
    submit(&page);
    let port = labelled(&page, "Port");
    page.until("the field in error has the focus", |_| has_focus(&port)).await;
    assert_eq!(attribute(&port, "aria-invalid").as_deref(), Some("true"));
    let alert = page.get("[role=alert]");
    assert!(alert.inner_text().contains("Two things are wrong. moon: It is full."));
    labelled(&page, "Name").focus().unwrap();
    page.button("Host › Port").click();
    page.until("the link leads there", |_| has_focus(&port)).await;
}
