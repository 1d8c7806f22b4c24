use leptos::prelude::*;
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Storage;
use wheelhouse::forms::{DraftOwner, DraftSlot, Extras, FormState};

use super::sample::{SAMPLE, Sent, enter, labelled, show, submit, text_of};
use crate::ui::page::{Page, next_frame};

fn storage() -> Storage {
    window().session_storage().unwrap().unwrap()
}

fn stored(key: &str) -> Option<String> {
    storage().get_item(&format!("draft:{key}")).unwrap()
}

async fn create(key: &'static str) -> (Page, FormState, Sent) {
    let extras = Extras { draft: Some(DraftSlot::new(key)), ..Extras::default() };
    show(|| FormState::create(&SAMPLE), extras).await
}

/// Fills a form, waits until it is kept, and leaves it.
async fn leave(key: &'static str) {
    let (page, _, _) = create(key).await;
    enter(&labelled(&page, "Name"), "kept");
    enter(&labelled(&page, "Token"), "hush");
    page.until("it is kept", |_| stored(key).is_some_and(|draft| draft.contains("kept"))).await;
    assert!(!stored(key).unwrap().contains("hush"));
}

#[wasm_bindgen_test]
async fn what_was_left_is_offered_not_imposed_and_says_what_is_missing() {
    leave("/a").await;
    let (page, state, _) = create("/a").await;
    assert_eq!(text_of(&labelled(&page, "Name")), "");
    let notice = page.get("[role=status]:has(button)").inner_text();
    assert!(notice.contains("You have unsaved changes from"), "{notice}");
    assert!(notice.contains("Secrets aren’t kept"));
    page.button("Restore").click();
    next_frame().await;
    assert_eq!(text_of(&labelled(&page, "Name")), "kept");
    assert!(untrack(|| state.is_changed()));
    assert!(page.all("[role=status]:has(button)").is_empty());
    storage().clear().unwrap();
}

#[wasm_bindgen_test]
async fn what_is_discarded_is_gone() {
    leave("/b").await;
    let (page, _, _) = create("/b").await;
    page.button("Discard").click();
    next_frame().await;
    assert_eq!(stored("/b"), None);
    assert_eq!(text_of(&labelled(&page, "Name")), "");
}

#[wasm_bindgen_test]
async fn what_is_offered_is_not_lost_by_looking_on() {
    leave("/c").await;
    let (page, _, _) = create("/c").await;
    labelled(&page, "Name").focus().unwrap();
    next_frame().await;
    drop(page);
    assert!(stored("/c").unwrap().contains("kept"));
    storage().clear().unwrap();
}

#[wasm_bindgen_test]
async fn what_is_sent_is_kept_no_more() {
    let (page, _, sent) = create("/d").await;
    enter(&labelled(&page, "Name"), "sent");
    page.until("it is kept", |_| stored("/d").is_some()).await;
    submit(&page);
    page.until("it is sent", |_| sent.done.get_untracked() == 1).await;
    assert_eq!(stored("/d"), None);
}

#[wasm_bindgen_test]
async fn what_is_cancelled_is_kept_no_more() {
    let (page, _, _) = create("/e").await;
    enter(&labelled(&page, "Name"), "given up");
    page.until("it is kept", |_| stored("/e").is_some()).await;
    let cancel = page.button("Cancel");
    // The test stays where it is.
    cancel.set_attribute("href", "#").unwrap();
    cancel.click();
    assert_eq!(stored("/e"), None);
}

#[wasm_bindgen_test]
async fn a_change_that_is_taken_back_leaves_no_draft() {
    let extras = Extras { draft: Some(DraftSlot::new("/f")), ..Extras::default() };
    let resource = json!({"name": "a", "enabled": true});
    let (page, _, _) = show(move || FormState::edit(&SAMPLE, &resource), extras).await;
    enter(&labelled(&page, "Name"), "b");
    page.until("it is kept", |_| stored("/f").is_some()).await;
    enter(&labelled(&page, "Name"), "a");
    page.until("it is kept no more", |_| stored("/f").is_none()).await;
}

#[wasm_bindgen_test]
async fn drafts_wait_for_who_typed_them_and_are_nobody_elses() {
    let owner = DraftOwner::provide();
    owner.set("one");
    leave("/g").await;
    storage().set_item("other", "stays").unwrap();
    owner.unset();
    owner.set("one");
    assert!(stored("/g").is_some());
    owner.set("another");
    assert_eq!(stored("/g"), None);
    assert_eq!(storage().get_item("other").unwrap().as_deref(), Some("stays"));
    storage().clear().unwrap();
}

#[wasm_bindgen_test]
async fn a_draft_is_offered_when_it_is_known_who_is_there() {
    leave("/h").await;
    let owner = RwSignal::new(None);
    let extras = Extras { draft: Some(DraftSlot::new("/h")), ..Extras::default() };
    let (page, _, _) = show(
        move || {
            let known = DraftOwner::provide();
            known.unset();
            owner.set(Some(known));
            FormState::create(&SAMPLE)
        },
        extras,
    )
    .await;
    assert!(page.all("[role=status]:has(button)").is_empty());
    owner.get_untracked().unwrap().set("one");
    storage().set_item("drafts-of", "one").unwrap();
    next_frame().await;
    storage().clear().unwrap();
}

#[wasm_bindgen_test]
async fn what_was_typed_last_is_kept_when_the_page_goes_before_the_pause() {
    let (page, _, _) = create("/i").await;
    enter(&labelled(&page, "Name"), "in haste");
    next_frame().await;
    drop(page);
    assert!(stored("/i").is_some_and(|draft| draft.contains("in haste")));
    storage().clear().unwrap();
}
