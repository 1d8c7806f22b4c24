use leptos::prelude::*;

use super::field::{Messages, required_mark};
use super::unique_id;

stylance::import_style!(pub(crate) style, "checkbox.module.css");

/// One thing to tick, with its own label.
#[component]
pub fn Checkbox(
    /// What ticking it says.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is ticked.
    #[prop(into)]
    checked: Signal<bool>,
    /// Called with the state asked for.
    #[prop(into)]
    on_change: Callback<bool>,
    /// A sentence under the label.
    #[prop(optional, into)]
    help: Signal<Option<String>>,
    /// What is wrong with the choice.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Why it cannot be changed now; `None` when it can.
    #[prop(optional, into)]
    disabled_because: Signal<Option<String>>,
    /// The id for the control, where something else has to find it.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    toggle(false, label, checked, on_change, help, error, disabled_because, id)
}

/// What [`Checkbox`] and [`Switch`](super::Switch) share: the native checkbox, its label, and the words under it.
#[allow(clippy::too_many_arguments)]
pub(crate) fn toggle(
    switch: bool,
    label: Signal<String>,
    checked: Signal<bool>,
    on_change: Callback<bool>,
    help: Signal<Option<String>>,
    error: Signal<Option<String>>,
    disabled_because: Signal<Option<String>>,
    id: Option<String>,
) -> AnyView {
    let id = id.unwrap_or_else(|| unique_id("toggle"));
    let locked = move || disabled_because.with(Option::is_some);
    // The reason stands where the help would: there is room, and on a phone nothing hovers.
    let help = Signal::derive(move || disabled_because.get().or_else(|| help.get()));
    let messages = Messages::new(&id, help, error);
    view! {
        <div class=style::toggle>
            <input
                class=style::input
                type="checkbox"
                role=switch.then_some("switch")
                id=id.clone()
                aria-disabled=move || locked().then_some("true")
                aria-describedby=messages.described_by()
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                prop:checked=checked
                on:click=move |event| {
                    if disabled_because.with_untracked(Option::is_some) {
                        event.prevent_default();
                    }
                }
                on:change:target=move |event| on_change.run(event.target().checked())
            />
            <label class=style::label for=id>{label}</label>
            <div class=style::messages>{messages.help_view()} {messages.error_view()}</div>
        </div>
    }
    .into_any()
}

/// Checkboxes that answer one question together.
#[component]
pub fn CheckboxGroup(
    /// The question.
    #[prop(into)]
    legend: Signal<String>,
    /// Marks the group as one in which something has to be ticked.
    #[prop(optional, into)]
    required: Signal<bool>,
    /// One sentence on what the choice means.
    #[prop(optional, into)]
    help: Signal<Option<String>>,
    /// What is wrong with the choice.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// The id of the group, where something else has to find it.
    #[prop(optional, into)]
    id: Option<String>,
    children: Children,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| unique_id("group"));
    let messages = Messages::new(&id, help, error);
    view! {
        <fieldset class=style::group id=id tabindex="-1" aria-describedby=messages.described_by()>
            <legend class=style::legend>{legend} {required_mark(required)}</legend>
            {messages.help_view()}
            <div class=style::choices>{children()}</div>
            {messages.error_view()}
        </fieldset>
    }
    .into_any()
}
