use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::{El, Handle, el, unique_id};

stylance::import_style!(style, "tooltip.module.css");

/// What a tip of several lines needs, in pixels.
const ROOM: f64 = 80.0;

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
    anchored().handle(anchor).child(children()).child(tip(id, text)).into_any()
}

/// Puts `control` beside the reason why it does nothing, or beside its name. The control points at `id` with
/// `aria-describedby` where the text says more than its name.
pub(crate) fn with_tip(control: AnyView, id: String, text: Signal<Option<String>>) -> AnyView {
    anchored().child(control).child(tip(id, text)).into_any()
}

/// What holds a control and its tip, which stands above it where there is no room below.
fn anchored() -> El {
    el("span").class(style::anchor).on("pointerenter", place).on("focusin", place)
}

fn place(event: web_sys::Event) {
    let Some(anchor) = event.current_target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else {
        return;
    };
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(f64::INFINITY);
    // Only a malformed attribute name can make these fail.
    let _ = match anchor.get_bounding_client_rect().bottom() + ROOM > height {
        true => anchor.set_attribute("data-above", ""),
        false => anchor.remove_attribute("data-above"),
    };
}

fn tip(id: String, text: Signal<Option<String>>) -> AnyView {
    el("span").class(style::tip).attr("role", "tooltip").attr("id", id).show_some(text).into_any()
}
