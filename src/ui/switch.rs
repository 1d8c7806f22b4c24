use leptos::prelude::*;

use super::checkbox::toggle;

/// Turns one thing on or off; labelled by the thing, not by the state.
#[component]
pub fn Switch(
    /// What is on or off.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is on.
    #[prop(into)]
    checked: Signal<bool>,
    /// Called with the state asked for.
    #[prop(into)]
    on_change: Callback<bool>,
    /// What it means to be on.
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
    toggle(true, label, checked, on_change, help, error, disabled_because, id)
}
