use leptos::prelude::*;

use super::{Tone, el};
use crate::reactive::Derived;

stylance::import_style!(style, "badge.module.css");

/// A small tag: a type, a count, a property.
#[component]
pub fn Badge(
    /// One or two words.
    #[prop(into)]
    text: Signal<String>,
    /// What its colour means.
    #[prop(optional, into)]
    tone: Derived<Tone>,
) -> impl IntoView {
    toned(style::badge, text, tone)
}

/// The state of a thing: a shape for each tone, and the word.
#[component]
pub fn Status(
    /// The state in the API's word, sentence case.
    #[prop(into)]
    text: Signal<String>,
    /// What the state means for the person.
    #[prop(optional, into)]
    tone: Derived<Tone>,
) -> impl IntoView {
    toned(style::status, text, tone)
}

fn toned(class: &'static str, text: Signal<String>, tone: Derived<Tone>) -> AnyView {
    el("span").class(class).attr_fn("data-tone", move || Some(tone.get().attr())).show(text).into_any()
}
