use futures::future::{FutureExt, LocalBoxFuture};
use leptos::prelude::*;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;
use wheelhouse::forms::{Extras, FormProblem, FormState, Fresh, Request, WayOut};
use wheelhouse_contract::Method;

use super::sample::{SAMPLE, Sent, confirm, enter, labelled, show, submit, text_of};
use crate::ui::page::{Page, attribute, has_focus, next_frame};

fn fresh(now: RwSignal<Option<Value>>) -> Fresh {
    Callback::new(move |()| {
        let now = now.get_untracked();
        async move { now }.boxed_local() as LocalBoxFuture<'static, Option<Value>>
    })
}

async fn edit(resource: Value, extras: Extras) -> (Page, FormState, Sent) {
    show(move || FormState::edit(&SAMPLE, &resource), extras).await
}

/// The rows of a list of changes: label, before, after.
fn rows(page: &Page, list: &str) -> Vec<Vec<String>> {
    let texts = |row: web_sys::HtmlElement| {
        let cells = row.children();
        (0..cells.length()).map(|at| cells.item(at).unwrap().text_content().unwrap()).collect()
    };
    page.all(&format!("{list} > li")).into_iter().map(texts).collect()
}

const OWN: &str = "ul[aria-label='Your changes']";

#[wasm_bindgen_test]
async fn changes_are_reviewed_before_they_are_sent() {
    let extras = Extras { consequences: Signal::stored(Some("Everything redeploys.".to_owned())), ..Extras::default() };
    let resource = json!({"name": "a", "enabled": true, "tags": ["x", "y"], "token": null});
    let (page, _, sent) = edit(resource, extras).await;
    enter(&labelled(&page, "Name"), "b");
    enter(&labelled(&page, "Token"), "hush");
    labelled(&page, "Enabled").click();
    page.button("Remove Tags 1").click();
    next_frame().await;
    submit(&page);
    page.until("the review has the focus", |page| page.all("h2").iter().any(has_focus)).await;
    assert!(sent.bodies.get_untracked().is_empty());
    let expected = [
        ["Name", "Before: a", "After: b"],
        ["Enabled", "Before: On", "After: Off"],
        ["Tags", "Removed: x", ""],
        ["Token", "Before: ••••••••", "After: ••••••••"],
    ];
    assert_eq!(rows(&page, OWN), expected);
    assert!(page.get("section").inner_text().contains("Everything redeploys."));
    assert!(!page.get("section").inner_text().contains("hush"));

    page.button("Back").click();
    next_frame().await;
    assert!(page.all(OWN).is_empty());
    enter(&labelled(&page, "Name"), "a");
    submit(&page);
    next_frame().await;
    let send = confirm(&page);
    send.click();
    send.click();
    page.until("it is sent", |_| sent.done.get_untracked() == 1).await;
    assert_eq!(sent.bodies.get_untracked(), [json!({"enabled": false, "tags": ["y"], "token": "hush"})]);
}

#[wasm_bindgen_test]
async fn under_review_nothing_can_be_changed() {
    let (page, _, _) = edit(json!({"name": "a", "enabled": true}), Extras::default()).await;
    enter(&labelled(&page, "Name"), "b");
    submit(&page);
    next_frame().await;
    let name = labelled(&page, "Name");
    name.focus().unwrap();
    assert!(!has_focus(&name));
}

#[wasm_bindgen_test]
async fn what_was_changed_elsewhere_is_chosen_field_by_field() {
    let now = RwSignal::new(Some(json!({"name": "theirs", "note": "theirs", "enabled": true, "storage": 2048})));
    let extras = Extras { fresh: Some(fresh(now)), ..Extras::default() };
    let (page, _, sent) = edit(json!({"name": "a", "note": "n", "enabled": true, "storage": 1024}), extras).await;
    enter(&labelled(&page, "Name"), "mine");
    enter(&labelled(&page, "Note"), "mine");
    submit(&page);
    page.until("the review is open", |page| page.all("h2").len() == 1).await;
    assert_eq!(rows(&page, "ul[aria-label='Changed elsewhere']"), [["Storage", "Before: 1024 MiB", "After: 2048 MiB"]]);
    let said = page.get("section").inner_text();
    assert!(said.contains("Name (current)") && said.contains("Name (yours)"), "{said}");
    let send = confirm(&page);
    assert_eq!(attribute(&send, "aria-disabled").as_deref(), Some("true"));
    send.click();
    let choices = |value: &str| page.all(&format!("input[type=radio][value='{value}']"));
    choices("mine")[0].click();
    choices("theirs")[1].click();
    next_frame().await;
    confirm(&page).click();
    page.until("it is sent", |_| sent.done.get_untracked() == 1).await;
    assert_eq!(sent.bodies.get_untracked(), [json!({"name": "mine"})]);
    assert_eq!(text_of(&labelled(&page, "Note")), "theirs");
    assert_eq!(text_of(&labelled(&page, "Storage")), "2048");
}

#[wasm_bindgen_test]
async fn all_of_mine_can_be_kept_at_once() {
    let now = RwSignal::new(Some(json!({"name": "theirs", "note": "theirs", "enabled": true})));
    let extras = Extras { fresh: Some(fresh(now)), ..Extras::default() };
    let (page, _, sent) = edit(json!({"name": "a", "note": "n", "enabled": true}), extras).await;
    enter(&labelled(&page, "Name"), "mine");
    enter(&labelled(&page, "Note"), "mine");
    submit(&page);
    page.until("the review is open", |page| page.all("h2").len() == 1).await;
    page.button("Keep all mine").click();
    next_frame().await;
    confirm(&page).click();
    page.until("it is sent", |_| sent.done.get_untracked() == 1).await;
    assert_eq!(sent.bodies.get_untracked(), [json!({"name": "mine", "note": "mine"})]);
}

#[wasm_bindgen_test]
async fn a_conflict_leads_to_a_review_of_what_is_there_by_now() {
    let now = RwSignal::new(None);
    let extras = Extras { fresh: Some(fresh(now)), ..Extras::default() };
    let (page, _, sent) = edit(json!({"name": "a", "enabled": true}), extras).await;
    sent.answers.set(vec![FormProblem {
        title: "Conflict".to_owned(),
        way_out: WayOut::Compare,
        ..FormProblem::default()
    }]);
    enter(&labelled(&page, "Name"), "mine");
    submit(&page);
    page.until("the review is open, though nothing could be read", |page| page.all("h2").len() == 1).await;
    confirm(&page).click();
    page.until("it was refused", |page| page.all("[role=alert]").len() == 1).await;
    now.set(Some(json!({"name": "theirs", "enabled": true})));
    page.button("Review again").click();
    page.until("both are shown", |page| page.all("section").iter().any(|one| one.inner_text().contains("theirs")))
        .await;
    assert_eq!(sent.bodies.get_untracked().len(), 1);
}

#[wasm_bindgen_test]
async fn what_changes_while_the_review_is_read_is_asked_about_before_anything_is_sent() {
    let now = RwSignal::new(Some(json!({"name": "a", "enabled": true})));
    let extras = Extras { fresh: Some(fresh(now)), ..Extras::default() };
    let (page, _, sent) = edit(json!({"name": "a", "enabled": true}), extras).await;
    enter(&labelled(&page, "Name"), "mine");
    submit(&page);
    page.until("the review is open", |page| page.all("h2").len() == 1).await;
    now.set(Some(json!({"name": "theirs", "enabled": true})));
    confirm(&page).click();
    page.until("both are shown", |page| page.all("section").iter().any(|one| one.inner_text().contains("theirs")))
        .await;
    assert!(sent.bodies.get_untracked().is_empty());
    page.button("Keep all mine").click();
    next_frame().await;
    confirm(&page).click();
    page.until("it is sent", |_| sent.done.get_untracked() == 1).await;
    assert_eq!(sent.bodies.get_untracked(), [json!({"name": "mine"})]);
}

#[wasm_bindgen_test]
async fn the_request_can_be_taken_elsewhere_without_its_secrets() {
    let request = Request { method: Method::Patch, url: "https://api.example.com/projects/p".to_owned(), shape: None };
    let extras = Extras { request: Some(request).into(), ..Extras::default() };
    let (page, _, _) = edit(json!({"name": "a", "enabled": true}), extras).await;
    enter(&labelled(&page, "Name"), "it's");
    enter(&labelled(&page, "Token"), "hush");
    page.button("Copy as…").click();
    page.until("the dialog is open", |page| page.all("dialog[open] pre").len() == 3).await;
    let texts: Vec<_> = page.all("dialog pre").iter().map(|text| text.text_content().unwrap()).collect();
    assert!(texts[0].starts_with("curl -X PATCH 'https://api.example.com/projects/p'"));
    assert!(texts[0].contains(r#"{"name":"it'\''s","token":"'"$SECRET_TOKEN"'"}"#), "{}", texts[0]);
    assert_eq!(serde_json::from_str::<Value>(&texts[1]).unwrap(), json!({"name": "it's", "token": "$SECRET_TOKEN"}));
    assert_eq!(texts[2], "PATCH /projects/p");
    assert!(!page.get("dialog").inner_text().contains("hush"));
}
