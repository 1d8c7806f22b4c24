use leptos::prelude::*;

use super::el;

/// Text for screen readers only.
#[component]
pub fn VisuallyHidden(children: Children) -> impl IntoView {
    el("span").class("visually-hidden").child(children()).into_any()
}
