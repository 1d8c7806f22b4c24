use futures::channel::oneshot;
use futures::future::{FutureExt, LocalBoxFuture};
use leptos::prelude::*;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;
use wheelhouse::forms::{Extras, FormProblem, FormState, WayOut};

use super::sample::{SAMPLE, Sent, confirm, enter, form, labelled, show, submit, text_of};
use crate::ui::page::{Page, attribute, dispatch, has_focus, next_frame};

fn failing(way_out: WayOut) -> FormProblem {
    FormProblem { title: "It failed".to_owned(), text: "For a reason.".to_owned(), way_out, ..FormProblem::default() }
}

async fn filled() -> (Page, Sent) {
    let (page, _, sent) = show(|| FormState::create(&SAMPLE), Extras::default()).await;
    enter(&labelled(&page, "Name"), "a");
    (page, sent)
}

#[wasm_bindgen_test]
async fn what_is_missing_is_said_and_linked_and_the_first_is_focused() {
    let (page, _, sent) = show(|| FormState::create(&SAMPLE), Extras::default()).await;
    enter(&labelled(&page, "Storage"), "much");
    submit(&page);
    let name = labelled(&page, "Name");
    page.until("the first field in error has the focus", |_| has_focus(&name)).await;
    assert!(page.get("[role=alert]").inner_text().contains("Fix the highlighted fields"));
    page.button("Storage").click();
    let storage = labelled(&page, "Storage");
    page.until("the link leads there", |_| has_focus(&storage)).await;
    assert!(sent.bodies.get_untracked().is_empty());
    enter(&name, "a");
    enter(&storage, "1024");
    page.until("what is right is not complained about", |page| page.all("[role=alert]").is_empty()).await;
}

#[wasm_bindgen_test]
async fn what_changes_production_stands_with_its_mark_above_the_button() {
    let production = Signal::stored(Some("This changes production.".to_owned()));
    let extras = Extras { production, ..Extras::default() };
    let (page, _, _) = show(|| FormState::create(&SAMPLE), extras).await;
    let notes = page.all("form p").into_iter().filter(|note| note.inner_text() == "This changes production.");
    let marked: Vec<bool> = notes.map(|note| note.query_selector("svg").unwrap().is_some()).collect();
    assert_eq!(marked, [true]);
}

#[wasm_bindgen_test]
async fn it_is_sent_once_whatever_is_clicked_and_progress_shows_only_when_it_takes_long() {
    let (answer, taken) = oneshot::channel::<()>();
    let taken = StoredValue::new_local(Some(taken));
    let bodies = RwSignal::new(0);
    let sent = Sent::new();
    let page = Page::show(move || {
        let send = Callback::new(move |_: Value| {
            bodies.update(|bodies| *bodies += 1);
            let taken = taken.try_update_value(Option::take).flatten();
            async move {
                if let Some(taken) = taken {
                    let _ = taken.await;
                }
                Ok(())
            }
            .boxed_local() as LocalBoxFuture<'static, Result<(), FormProblem>>
        });
        form(FormState::create(&SAMPLE), send, sent, Extras::default())
    })
    .await;
    enter(&labelled(&page, "Name"), "a");
    let button = page.button("Save");
    button.click();
    button.click();
    dispatch(&page.get("form"), "submit");
    next_frame().await;
    assert_eq!(attribute(&button, "aria-busy").as_deref(), Some("true"));
    assert_eq!(button.inner_text().trim(), "Save", "most answers are there before it is worth saying");
    page.until("it says so when it takes long", |_| button.inner_text().trim() == "Saving…").await;
    answer.send(()).unwrap();
    page.until("it is done", |_| sent.done.get_untracked() == 1).await;
    button.click();
    assert_eq!(bodies.get_untracked(), 1);
}

#[wasm_bindgen_test]
async fn when_the_network_is_lost_nothing_is_and_it_is_sent_again_on_the_persons_word_only() {
    let (page, sent) = filled().await;
    sent.answers.set(vec![failing(WayOut::TryAgain)]);
    submit(&page);
    page.until("it failed", |page| page.all("[role=alert]").len() == 1).await;
    assert_eq!(text_of(&labelled(&page, "Name")), "a");
    assert_eq!(sent.bodies.get_untracked().len(), 1);
    page.button("Try again").click();
    page.until("it is done", |_| sent.done.get_untracked() == 1).await;
    assert_eq!(sent.bodies.get_untracked().len(), 2);
}

#[wasm_bindgen_test]
async fn a_change_that_failed_is_reviewed_again_only_if_it_is_another() {
    let resource = json!({"name": "a", "enabled": true});
    let (page, _, sent) = show(move || FormState::edit(&SAMPLE, &resource), Extras::default()).await;
    sent.answers.set(vec![failing(WayOut::TryAgain), failing(WayOut::TryAgain)]);
    enter(&labelled(&page, "Name"), "b");
    submit(&page);
    next_frame().await;
    confirm(&page).click();
    page.until("it failed", |page| page.all("[role=alert]").len() == 1).await;
    page.button("Try again").click();
    page.until("it failed again", |_| sent.bodies.get_untracked().len() == 2).await;
    next_frame().await;
    enter(&labelled(&page, "Name"), "c");
    page.button("Try again").click();
    next_frame().await;
    assert_eq!(sent.bodies.get_untracked().len(), 2, "what was not reviewed is not sent");
    confirm(&page).click();
    page.until("it is done", |_| sent.done.get_untracked() == 1).await;
    assert_eq!(sent.bodies.get_untracked().last().unwrap(), &json!({"name": "c"}));
}

#[wasm_bindgen_test]
async fn too_many_requests_count_down_and_nothing_is_sent_meanwhile() {
    let (page, sent) = filled().await;
    sent.answers.set(vec![failing(WayOut::Wait(2))]);
    submit(&page);
    page.until("it counts", |page| page.get("form").inner_text().contains("You can try again in 2 s.")).await;
    submit(&page);
    page.button("Try again").click();
    assert_eq!(sent.bodies.get_untracked().len(), 1);
    page.until("it counts down", |page| page.get("form").inner_text().contains("You can try again in 1 s.")).await;
    page.until("it can be sent", |page| attribute(&page.button("Save"), "aria-disabled").is_none()).await;
    assert_eq!(sent.bodies.get_untracked().len(), 1, "and is not by itself");
    page.button("Try again").click();
    page.until("it is done", |_| sent.done.get_untracked() == 1).await;
}

#[wasm_bindgen_test]
async fn an_answer_that_comes_after_the_form_is_gone_does_no_harm() {
    let (answer, taken) = oneshot::channel::<()>();
    let taken = StoredValue::new_local(Some(taken));
    let ended = RwSignal::new(false);
    let shown = RwSignal::new(true);
    let page = Page::show(move || {
        wheelhouse::ui::live(move || {
            if !shown.get() {
                return ().into_any();
            }
            let send = Callback::new(move |_: Value| {
                let taken = taken.try_update_value(Option::take).flatten();
                async move {
                    if let Some(taken) = taken {
                        let _ = taken.await;
                    }
                    ended.set(true);
                    Err(failing(WayOut::Wait(1)))
                }
                .boxed_local() as LocalBoxFuture<'static, Result<(), FormProblem>>
            });
            let state = FormState::create_from(&SAMPLE, &json!({"name": "a"}));
            form(state, send, Sent::new(), Extras::default())
        })
    })
    .await;
    submit(&page);
    next_frame().await;
    shown.set(false);
    next_frame().await;
    answer.send(()).unwrap();
    page.until("the answer came", |_| ended.get_untracked()).await;
    next_frame().await;
}
