use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use wheelhouse::ui::{Row, el};

use super::page::{Page, attribute, next_frame};

/// A list of the words in a signal, between two texts.
async fn list(words: RwSignal<Vec<&'static str>>, drawn: RwSignal<Vec<&'static str>>) -> Page {
    Page::show(move || {
        let rows = move || {
            let row = move |word: &'static str| {
                Row::new(word, move || {
                    drawn.update(|drawn| drawn.push(word));
                    el("li").attr("data-word", word).text(word).into_any()
                })
            };
            words.get().into_iter().map(row).collect()
        };
        el("ul").text("(").each(rows).text(")").into_any()
    })
    .await
}

fn text(page: &Page) -> String {
    page.get("ul").text_content().unwrap()
}

#[wasm_bindgen_test]
async fn rows_follow_their_keys_and_those_that_stay_are_not_drawn_again() {
    let words = RwSignal::new(vec!["a", "b", "c"]);
    let drawn = RwSignal::new(Vec::new());
    let page = list(words, drawn).await;
    assert_eq!(text(&page), "(abc)");
    let b = page.get("[data-word=b]");
    for (now, shown) in [
        (vec!["x", "a", "b", "c"], "(xabc)"),
        (vec!["a", "b"], "(ab)"),
        (vec!["b", "a"], "(ba)"),
        (vec!["b", "c", "a", "d"], "(bcad)"),
        (vec!["d", "a", "c", "b"], "(dacb)"),
        (vec!["b"], "(b)"),
    ] {
        words.set(now);
        next_frame().await;
        assert_eq!(text(&page), shown);
        assert!(page.get("[data-word=b]").is_same_node(Some(&b)), "the row is the one that was there");
    }
    assert_eq!(drawn.get_untracked(), ["a", "b", "c", "x", "d", "c"]);
    words.set(Vec::new());
    next_frame().await;
    assert_eq!(text(&page), "()");
    words.set(vec!["b", "a"]);
    next_frame().await;
    assert_eq!(text(&page), "(ba)");
}

#[wasm_bindgen_test]
async fn keys_that_repeat_are_drawn_once() {
    let words = RwSignal::new(vec!["a", "b", "a", "b", "c", "a"]);
    let page = list(words, RwSignal::new(Vec::new())).await;
    assert_eq!(text(&page), "(abc)");
    words.set(vec!["c", "c", "a"]);
    next_frame().await;
    assert_eq!(text(&page), "(ca)");
}

#[wasm_bindgen_test]
async fn what_a_row_holds_is_let_go_with_it_and_not_before() {
    let words = RwSignal::new(vec!["a", "b"]);
    let gone = Rc::new(RefCell::new(Vec::new()));
    let clicks = RwSignal::new(0);
    let page = {
        let gone = StoredValue::new_local(gone.clone());
        Page::show(move || {
            let rows = move || {
                let row = move |word: &'static str| {
                    Row::new(word, move || {
                        let own = RwSignal::new(0);
                        on_cleanup(move || gone.with_value(|gone| gone.borrow_mut().push(word)));
                        el("button")
                            .attr("data-word", word)
                            .attr_fn("data-own", move || Some(own.get().to_string()))
                            .on("click", move |_| {
                                own.update(|own| *own += 1);
                                clicks.update(|clicks| *clicks += 1);
                            })
                            .into_any()
                    })
                };
                words.get().into_iter().map(row).collect()
            };
            el("p").each(rows).into_any()
        })
        .await
    };
    words.set(vec!["c", "a"]);
    next_frame().await;
    assert_eq!(*gone.borrow(), ["b"]);
    let a = page.get("[data-word=a]");
    a.click();
    next_frame().await;
    assert_eq!(attribute(&a, "data-own").as_deref(), Some("1"), "its signals live on");
    assert_eq!(clicks.get_untracked(), 1);
}
