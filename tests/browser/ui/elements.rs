use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use wheelhouse::ui::{el, live};

use super::page::{Page, attribute, has_focus, next_frame};

#[wasm_bindgen_test]
async fn attributes_properties_and_texts_follow_their_signals() {
    let name = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let page = Page::show(move || {
        el("button")
            .attr("title", Signal::derive(move || name.get()))
            .aria("aria-busy", move || busy.get())
            .flag("hidden", move || busy.get())
            .style("--done", move || if busy.get() { "1" } else { "0" }.to_owned())
            .text("Save ")
            .show_some(Signal::derive(move || name.get()))
            .into_any()
    })
    .await;
    let button = page.get("button");
    assert_eq!(attribute(&button, "title"), None);
    assert_eq!(attribute(&button, "aria-busy"), None);
    name.set(Some("staging".to_owned()));
    busy.set(true);
    next_frame().await;
    assert_eq!(attribute(&button, "title").as_deref(), Some("staging"));
    assert_eq!(attribute(&button, "aria-busy").as_deref(), Some("true"));
    assert_eq!(button.text_content().as_deref(), Some("Save staging"));
    assert_eq!(button.style().get_property_value("--done").unwrap(), "1");
}

#[wasm_bindgen_test]
async fn drawing_the_same_shape_again_keeps_the_element_and_its_focus() {
    let round = RwSignal::new(0);
    let clicks = RwSignal::new(Vec::new());
    let page = Page::show(move || {
        live(move || {
            let now = round.get();
            el("button")
                .attr("data-round", now.to_string())
                .attr("data-first", (now == 0).then_some(""))
                .on("click", move |_| clicks.update(|clicks| clicks.push(now)))
                .text(now.to_string())
                .into_any()
        })
    })
    .await;
    let button = page.get("button");
    button.focus().unwrap();
    round.set(1);
    next_frame().await;
    assert!(has_focus(&button));
    assert_eq!(attribute(&button, "data-round").as_deref(), Some("1"));
    assert_eq!(attribute(&button, "data-first"), None, "what the new drawing leaves out is gone");
    assert_eq!(button.text_content().as_deref(), Some("1"));
    button.click();
    assert_eq!(clicks.get_untracked(), [1], "only the new handler hears it");
}

#[wasm_bindgen_test]
async fn another_shape_takes_the_place_of_the_old() {
    let link = RwSignal::new(false);
    let page =
        Page::show(move || {
            let middle = live(move || {
                if link.get() { el("a").text("link").into_any() } else { el("b").text("bold").text("er").into_any() }
            });
            el("p").text("before ").child(middle).text(" after").into_any()
        })
        .await;
    assert_eq!(page.get("p").text_content().as_deref(), Some("before bolder after"));
    link.set(true);
    next_frame().await;
    assert_eq!(page.get("p").text_content().as_deref(), Some("before link after"));
    assert!(page.all("b").is_empty());
}
