use leptos::prelude::*;

use super::{FieldContext, Icon, IconName};

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
    let shown_as = move || if revealed.get() { "text" } else { kind };
    let reveal_button = reveal.then(|| {
        let label = move || if revealed.get() { "Hide" } else { "Show" };
        view! {
            <button
                class=style::reveal
                type="button"
                aria-label=label
                title=label
                aria-pressed=move || if revealed.get() { "true" } else { "false" }
                on:click=move |_| revealed.update(|revealed| *revealed = !*revealed)
            >
                <Icon name=Signal::derive(move || {
                    if revealed.get() { IconName::EYE_OFF } else { IconName::EYE }
                }) />
            </button>
        }
    });
    let placed = if reveal {
        "reveal"
    } else if suffix.is_some() {
        "suffix"
    } else {
        "alone"
    };
    let search = kind == "search";
    view! {
        <span class=style::box_ data-end=placed data-search=search.then_some("")>
            {search.then(|| view! { <Icon name=IconName::SEARCH /> })}
            <input
                class=style::input
                data-mono=mono.then_some("")
                id=field.id
                type=shown_as
                name=name
                placeholder=placeholder
                autocomplete=autocomplete
                autocapitalize="off"
                spellcheck="false"
                inputmode=inputmode
                maxlength=max_length.map(|length| length.to_string())
                autofocus=autofocus
                disabled=disabled
                readonly=readonly
                aria-label=label
                aria-describedby=field.described_by
                aria-invalid=field.aria_invalid()
                aria-required=field.aria_required()
                prop:value=value
                on:input:target=move |event| on_input.run(event.target().value())
                on:blur=move |_| {
                    if let Some(on_blur) = on_blur {
                        on_blur.run(());
                    }
                }
            />
            {suffix.map(|suffix| view! { <span class=style::suffix>{suffix}</span> })}
            {reveal_button}
        </span>
    }
    .into_any()
}
