use leptos::prelude::*;

use super::field::{Messages, required_mark};
use super::{El, el, unique_id};

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
    let input = el("input")
        .class(style::input)
        .attr("type", "checkbox")
        .attr("role", switch.then_some("switch"))
        .attr("id", id.clone())
        .aria("aria-disabled", locked)
        .attr("aria-describedby", messages.described_by())
        .aria("aria-invalid", move || error.with(Option::is_some))
        .prop("checked", move || checked.get().into())
        .on("click", move |event| {
            if disabled_because.with_untracked(Option::is_some) {
                event.prevent_default();
            }
        })
        .on("change", move |event| on_change.run(event_target_checked(&event)));
    el("div")
        .class(style::toggle)
        .child(input)
        .child(el("label").class(style::label).attr("for", id).show(label))
        .child(el("div").class(style::messages).child(messages.help_view()).child(messages.error_view()))
        .into_any()
}

/// A box to tick alone, for where something else is its label: the caller gives it a name and its state.
pub fn checkbox_input(on_change: impl Fn(bool) + Send + 'static) -> El {
    el("input")
        .class(style::input)
        .attr("type", "checkbox")
        .on("change", move |event| on_change(event_target_checked(&event)))
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
    group(id, legend, false, required, messages, el("div").class(style::choices).child(children()))
}

/// The frame of a group of controls.
pub(crate) fn group(
    id: String,
    legend: Signal<String>,
    hide_legend: bool,
    required: Signal<bool>,
    messages: Messages,
    choices: El,
) -> AnyView {
    let legend = el("legend")
        .class(if hide_legend { "visually-hidden" } else { style::legend })
        .show(legend)
        .child(required_mark(required));
    el("fieldset")
        .class(style::group)
        .attr("id", id)
        .attr("tabindex", "-1")
        .attr("aria-describedby", messages.described_by())
        .child(legend)
        .child(messages.help_view())
        .child(choices)
        .child(messages.error_view())
        .into_any()
}
