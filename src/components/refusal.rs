//! Saying that a form is sure to be refused, before it asks for anything.

use leptos::prelude::*;

use crate::ui::{Notice, NoticeTone, el, live, nothing, view};

/// The reason, where there is one.
pub fn refusal(reason: Signal<Option<String>>) -> AnyView {
    live(move || match reason.get() {
        Some(reason) => {
            let notice = view! { <Notice tone=NoticeTone::Forbidden title="This can’t be done">{reason}</Notice> };
            el("div").class("form-width").child(notice).into_any()
        }
        None => nothing(),
    })
}
