use leptos::prelude::*;

use super::el;

stylance::import_style!(style, "secret_dots.module.css");

/// Stands for a secret that is set: always as many dots, since the length would tell something.
#[component]
pub fn SecretDots() -> impl IntoView {
    const MEANING: &str = "Set, can’t be read back";
    el("span")
        .class(style::secret)
        .attr("title", MEANING)
        .child(el("span").attr("aria-hidden", "true").text("••••••••"))
        .child(el("span").class("visually-hidden").text(MEANING))
        .into_any()
}
