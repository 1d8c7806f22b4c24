use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;

use super::{IconButton, IconName, el, view};
use crate::reactive::Derived;

stylance::import_style!(style, "copyable.module.css");

#[wasm_bindgen]
extern "C" {
    /// Rejects without permission; throws where there is no clipboard, as on plain HTTP.
    #[wasm_bindgen(catch, js_namespace = ["navigator", "clipboard"], js_name = writeText)]
    async fn write_text(text: &str) -> Result<JsValue, JsValue>;
}

/// Puts a text on the clipboard; whether the browser let it.
pub async fn copy_text(text: &str) -> bool {
    write_text(text).await.is_ok()
}

/// How long the result of copying is shown.
const RESULT_SHOWN: Duration = Duration::from_secs(2);

/// Bytes from which a text asks for more room than others.
const LONG: usize = 20;

#[derive(Clone, Copy, PartialEq)]
enum Copying {
    Ready,
    Copied,
    Failed,
}

/// A button that copies a text and says whether it did.
#[component]
pub fn CopyButton(
    /// What is copied.
    #[prop(into)]
    text: Signal<String>,
    /// What the button is called: "Copy project ID".
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let state = RwSignal::new(Copying::Ready);
    let copy = move |()| {
        spawn_local(async move {
            let copied = copy_text(&text.get_untracked()).await;
            // The button may be gone by now.
            let _ = state.try_set(if copied { Copying::Copied } else { Copying::Failed });
            set_timeout(
                move || {
                    let _ = state.try_set(Copying::Ready);
                },
                RESULT_SHOWN,
            );
        });
    };
    let result = move || match state.get() {
        Copying::Ready => "",
        Copying::Copied => "Copied",
        Copying::Failed => "Your browser blocked copying. Select the text instead",
    };
    view! {
        <IconButton
            icon=Derived::new(move || match state.get() {
                Copying::Ready => IconName::COPY,
                Copying::Copied => IconName::CHECK,
                Copying::Failed => IconName::WARNING,
            })
            label=move || {
                let result = result();
                if result.is_empty() { label.get() } else { result.to_owned() }
            }
            on_click=copy
        />
        {el("span").class("visually-hidden").attr("role", "status").child_fn(move || result().into_any())}
    }
}

/// An id or another exact text in a fixed-width face, with a button that copies it. A click selects all of it.
#[component]
pub fn Copyable(
    /// The text.
    #[prop(into)]
    text: Signal<String>,
    /// What the button is called: "Copy project ID".
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let long = text.with_untracked(|text| (text.len() > LONG).then_some(""));
    el("span")
        .class(style::copyable)
        .child(el("code").class(style::text).attr("data-long", long).show(text))
        .child(view! { <CopyButton text label /> })
        .into_any()
}
