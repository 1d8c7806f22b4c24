use leptos::prelude::*;

use super::{Handle, el, unique_id};

stylance::import_style!(style, "tooltip.module.css");

/// A short text beside a control while it is hovered or focused.
///
/// It only repeats or explains what the control says itself: touch screens never show it.
#[component]
pub fn Tooltip(
    /// The text; nothing is shown while it is empty.
    #[prop(into)]
    text: Signal<Option<String>>,
    /// The control, which must be able to take the focus.
    children: Children,
) -> impl IntoView {
    let id = unique_id("tip");
    let anchor = Handle::new();
    let described_by = id.clone();
    Effect::new(move |_| {
        let control = anchor.get::<web_sys::Element>().and_then(|anchor| anchor.first_element_child());
        if let Some(control) = control {
            // Only a malformed attribute name can make this fail.
            let _ = control.set_attribute("aria-describedby", &described_by);
        }
    });
    el("span").class(style::anchor).handle(anchor).child(children()).child(tip(id, text)).into_any()
}

/// Puts `control` beside the reason why it does nothing, or beside its name. The control points at `id` with
/// `aria-describedby` where the text says more than its name.
pub(crate) fn with_tip(control: AnyView, id: String, text: Signal<Option<String>>) -> AnyView {
    el("span").class(style::anchor).child(control).child(tip(id, text)).into_any()
}

fn tip(id: String, text: Signal<Option<String>>) -> AnyView {
    el("span").class(style::tip).attr("role", "tooltip").attr("id", id).show_some(text).into_any()
}
