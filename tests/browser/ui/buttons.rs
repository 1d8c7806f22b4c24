use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use wheelhouse::ui::{Button, IconButton, IconName};

use super::page::{Page, attribute, next_frame};

#[wasm_bindgen_test]
async fn a_busy_button_says_so_and_cannot_be_clicked_twice() {
    let clicks = RwSignal::new(0);
    let busy = RwSignal::new(false);
    let page = Page::show(move || {
        let click = move || {
            clicks.update(|clicks| *clicks += 1);
            busy.set(true);
        };
        view! { <Button busy busy_label="Saving…" on_click=click>"Save"</Button> }.into_any()
    })
    .await;
    let button = page.button("Save");
    button.click();
    button.click();
    assert_eq!(clicks.get_untracked(), 1);
    next_frame().await;
    let button = page.button("Saving…");
    assert_eq!(attribute(&button, "aria-busy").as_deref(), Some("true"));
    busy.set(false);
    next_frame().await;
    page.button("Save").click();
    assert_eq!(clicks.get_untracked(), 2);
}

#[wasm_bindgen_test]
async fn a_busy_submit_button_does_not_submit_again() {
    let submits = RwSignal::new(0);
    let busy = RwSignal::new(true);
    let page = Page::show(move || {
        view! {
            <form on:submit=move |event| {
                event.prevent_default();
                submits.update(|submits| *submits += 1);
            }>
                <Button submit=true busy>"Save"</Button>
            </form>
        }
        .into_any()
    })
    .await;
    page.button("Save").click();
    assert_eq!(submits.get_untracked(), 0);
    busy.set(false);
    page.button("Save").click();
    assert_eq!(submits.get_untracked(), 1);
}

#[wasm_bindgen_test]
async fn a_disabled_button_does_nothing_and_tells_the_reason() {
    let clicks = RwSignal::new(0);
    let reason = RwSignal::new(Some("Ask an owner".to_owned()));
    let page = Page::show(move || {
        view! {
            <Button disabled_because=reason on_click=move || clicks.update(|clicks| *clicks += 1)>
                "Delete"
            </Button>
        }
        .into_any()
    })
    .await;
    let button = page.button("Delete");
    button.click();
    assert_eq!(clicks.get_untracked(), 0);
    button.focus().unwrap();
    assert!(super::page::has_focus(&button), "it can be reached to read why");
    let described_by = attribute(&button, "aria-describedby").unwrap();
    assert_eq!(page.get(&format!("#{described_by}")).text_content().as_deref(), Some("Ask an owner"));
    reason.set(None);
    next_frame().await;
    assert_eq!(attribute(&button, "aria-disabled"), None);
    assert_eq!(attribute(&button, "aria-describedby"), None);
    button.click();
    assert_eq!(clicks.get_untracked(), 1);
}

#[wasm_bindgen_test]
async fn an_icon_button_is_called_by_its_label() {
    let clicks = RwSignal::new(0);
    let page = Page::show(move || {
        view! {
            <IconButton
                icon=IconName::TRASH
                label="Delete variable"
                on_click=move || clicks.update(|clicks| *clicks += 1)
            />
        }
        .into_any()
    })
    .await;
    page.button("Delete variable").click();
    assert_eq!(clicks.get_untracked(), 1);
}
