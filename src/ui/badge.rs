use leptos::prelude::*;

use super::Tone;

stylance::import_style!(style, "badge.module.css");

/// A small tag: a type, a count, a property.
#[component]
pub fn Badge(
    /// One or two words.
    #[prop(into)]
    text: Signal<String>,
    /// What its colour means.
    #[prop(optional, into)]
    tone: Signal<Tone>,
) -> impl IntoView {
    view! { <span class=style::badge data-tone=move || tone.get().attr()>{text}</span> }.into_any()
}

/// The state of a thing: a shape for each tone, and the word.
#[component]
pub fn Status(
    /// The state in the API's word, sentence case.
    #[prop(into)]
    text: Signal<String>,
    /// What the state means for the person.
    #[prop(optional, into)]
    tone: Signal<Tone>,
) -> impl IntoView {
    view! { <span class=style::status data-tone=move || tone.get().attr()>{text}</span> }.into_any()
}
