use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use wheelhouse::ui::{Toast, ToastRegion, Toaster};

use super::page::{Page, dispatch, next_frame};

async fn with_region() -> (Page, Toaster) {
    let toaster = StoredValue::new(None);
    let page = Page::show(move || {
        toaster.set_value(Some(Toaster::provide()));
        view! { <ToastRegion /> }.into_any()
    })
    .await;
    (page, toaster.get_value().unwrap())
}

#[wasm_bindgen_test]
async fn a_toast_appears_in_the_live_region_and_goes_by_itself() {
    let (page, toaster) = with_region().await;
    let region = page.get("[aria-live=polite]");
    assert_eq!(region.inner_text(), "");
    toaster.push(Toast::success("Saved").lasting(Duration::from_millis(1_000)));
    page.until("it shows", |_| region.inner_text().contains("Saved")).await;
    page.until("it is gone", |_| region.inner_text().is_empty()).await;
}

#[wasm_bindgen_test]
async fn a_toast_under_the_pointer_waits() {
    let (page, toaster) = with_region().await;
    toaster.push(Toast::success("Saved").lasting(Duration::from_millis(600)));
    toaster.push(Toast::success("Merged").lasting(Duration::from_millis(900)));
    page.until("both show", |page| page.all("li").len() == 2).await;
    let first = page.all("li")[0].clone();
    dispatch(&first, "mouseenter");
    // The second has the longer time, so by now the first would be gone as well.
    page.until("the other is gone", |page| page.all("li").len() == 1).await;
    assert!(page.get("li").inner_text().contains("Saved"));
    dispatch(&first, "mouseleave");
    page.until("it is gone too", |page| page.all("li").is_empty()).await;
}

#[wasm_bindgen_test]
async fn a_toast_can_be_dismissed_and_its_action_taken() {
    let (page, toaster) = with_region().await;
    let undone = RwSignal::new(false);
    toaster.push(Toast::danger("Not saved"));
    toaster.push(Toast::info("Deleted").action("Undo", move || undone.set(true)));
    page.until("both show", |page| page.all("li").len() == 2).await;
    page.button("Undo").click();
    assert!(undone.get_untracked());
    page.until("it goes with its action", |page| page.all("li").len() == 1).await;
    page.button("Dismiss").click();
    next_frame().await;
    assert!(page.all("li").is_empty());
}
