use leptos::prelude::*;

use super::icon::icon;
use super::{FieldContext, IconName, el};
use crate::reactive::Derived;

stylance::import_style!(pub(crate) style, "text_input.module.css");

/// One line of text.
#[component]
pub fn TextInput(
    /// What it shows.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the whole text at each keystroke.
    #[prop(into)]
    on_input: Callback<String>,
    /// The HTML input type: `text` (default), `password`, `email`, `url`, `number`, `search` or `date`.
    #[prop(default = "text")]
    kind: &'static str,
    /// For `password`: a button that shows what is typed, for as long as the person wants.
    #[prop(optional)]
    reveal: bool,
    /// Its text is hidden as a password while this holds, with such a button.
    #[prop(optional, into)]
    secret: Signal<bool>,
    /// Its accessible name when it stands outside a `Field`.
    #[prop(optional, into)]
    label: Signal<Option<String>>,
    /// The name that password managers and autofill go by.
    #[prop(optional, into)]
    name: Option<String>,
    /// An example of a value; never a substitute for the label.
    #[prop(optional, into)]
    placeholder: Signal<Option<String>>,
    /// The `autocomplete` token; `off` unless given, as most fields here are about machines.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Which keyboard a phone shows: `numeric`, `decimal`, `email` or `url`.
    #[prop(optional, into)]
    inputmode: Option<&'static str>,
    /// The most UTF-16 units that can be typed.
    #[prop(optional, into)]
    max_length: Option<u32>,
    /// Fixed-width, for ids, names of variables and secrets.
    #[prop(optional)]
    mono: bool,
    /// Takes the focus when it appears.
    #[prop(optional)]
    autofocus: bool,
    /// A unit after the text, such as "MiB".
    #[prop(optional, into)]
    suffix: Option<String>,
    /// Cannot be typed into or focused, because something next to it says so.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Can be read and copied, not typed into.
    #[prop(optional, into)]
    readonly: Signal<bool>,
    /// Called when the focus leaves it.
    #[prop(optional, into)]
    on_blur: Option<Callback<()>>,
) -> impl IntoView {
    let field = FieldContext::of_control();
    let revealed = RwSignal::new(false);
    let reveals = Signal::derive(move || reveal || secret.get());
    let has_suffix = suffix.is_some();
    let placed = move || match (reveals.get(), has_suffix) {
        (true, _) => "reveal",
        (_, true) => "suffix",
        _ => "alone",
    };
    let kind_now = move || match (revealed.get(), secret.get()) {
        (true, _) => "text",
        (_, true) => "password",
        _ => kind,
    };
    let search = kind == "search";
    let input = field
        .wire(el("input"), label, disabled, on_blur)
        .class(style::input)
        .attr("data-mono", mono.then_some(""))
        .attr_fn("type", move || Some(kind_now()))
        .attr("name", name)
        .attr("placeholder", placeholder)
        .attr("autocomplete", autocomplete)
        .attr("autocapitalize", "off")
        .attr("spellcheck", "false")
        .attr("inputmode", inputmode)
        .attr("maxlength", max_length.map(|length| length.to_string()))
        .attr("autofocus", autofocus.then_some(""))
        .flag("readonly", move || readonly.get())
        .prop("value", move || value.with(|value| value.into()))
        .on("input", move |event| on_input.run(event_target_value(&event)));
    el("span")
        .class(style::box_)
        .attr_fn("data-end", move || Some(placed()))
        .attr("data-search", search.then_some(""))
        .maybe(search.then(|| icon(IconName::SEARCH)))
        .child(input)
        .maybe(suffix.map(|suffix| el("span").class(style::suffix).text(suffix).into_any()))
        .child(reveal_button(reveals, revealed))
        .into_any()
}

/// The button that shows what is hidden in a control, while there is something to hide.
pub(super) fn reveal_button(hides: Signal<bool>, revealed: RwSignal<bool>) -> AnyView {
    let label = move || Some(if revealed.get() { "Hide" } else { "Show" });
    el("button")
        .class(style::reveal)
        .attr("type", "button")
        .flag("hidden", move || !hides.get())
        .attr_fn("aria-label", label)
        .attr_fn("title", label)
        .attr_fn("aria-pressed", move || Some(if revealed.get() { "true" } else { "false" }))
        .on("click", move |_| revealed.update(|revealed| *revealed = !*revealed))
        .child(icon(Derived::new(move || if revealed.get() { IconName::EYE_OFF } else { IconName::EYE })))
        .into_any()
}
