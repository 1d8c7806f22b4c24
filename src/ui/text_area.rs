use leptos::prelude::*;

use super::text_input::{reveal_button, style};
use super::{FieldContext, el};

/// Several lines of text; grows with what is typed.
#[component]
pub fn TextArea(
    /// What it shows.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the whole text at each keystroke.
    #[prop(into)]
    on_input: Callback<String>,
    /// How many lines it shows at least.
    #[prop(default = 4)]
    rows: u32,
    /// Its accessible name when it stands outside a `Field`.
    #[prop(optional, into)]
    label: Signal<Option<String>>,
    /// An example of a value; never a substitute for the label.
    #[prop(optional, into)]
    placeholder: Signal<Option<String>>,
    /// The most UTF-16 units that can be typed.
    #[prop(optional, into)]
    max_length: Option<u32>,
    /// Fixed-width, for JSON, keys and certificates; spelling is not checked.
    #[prop(optional)]
    mono: bool,
    /// Its text is hidden while this holds, with a button that shows it for as long as the person wants.
    #[prop(optional, into)]
    secret: Signal<bool>,
    /// Takes the focus when it appears.
    #[prop(optional)]
    autofocus: bool,
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
    let area = field
        .wire(el("textarea"), label, disabled, on_blur)
        .class(style::input)
        .attr("data-mono", mono.then_some(""))
        .attr("rows", rows.to_string())
        .attr("placeholder", placeholder)
        .attr("maxlength", max_length.map(|length| length.to_string()))
        .attr("autocomplete", "off")
        .attr("spellcheck", if mono { "false" } else { "true" })
        .attr("autofocus", autofocus.then_some(""))
        .flag("readonly", move || readonly.get())
        .flag("data-hidden", move || secret.get() && !revealed.get())
        .prop("value", move || value.with(|value| value.into()))
        .on("input", move |event| on_input.run(event_target_value(&event)));
    el("span")
        .class(style::box_)
        .attr_fn("data-end", move || secret.get().then_some("reveal"))
        .child(area)
        .child(reveal_button(secret, revealed))
        .into_any()
}
