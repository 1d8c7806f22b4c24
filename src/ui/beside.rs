//! Where a popover stands beside its button in browsers that have no anchor positioning.

use super::Handle;

/// The least room, in pixels, between the two and to the edges of the window.
const ROOM: f64 = 4.0;

/// Puts `popover`, which is shown, below `button` or above it, in the window. Where style sheets can do it, they do.
pub fn put_beside(popover: Handle, button: Handle, at_start: bool) {
    if web_sys::css::supports_with_value("anchor-name", "--a").unwrap_or(false) {
        return;
    }
    let (Some(button), Some(popover)) = (button.get::<web_sys::Element>(), popover.get::<web_sys::HtmlElement>())
    else {
        return;
    };
    let window = leptos::prelude::window();
    let size = |side: Result<wasm_bindgen::JsValue, _>| side.ok().and_then(|side| side.as_f64()).unwrap_or_default();
    let window = (size(window.inner_width()), size(window.inner_height()));
    let (anchor, own) = (button.get_bounding_client_rect(), popover.get_bounding_client_rect());
    let left = if at_start { anchor.left() } else { anchor.right() - own.width() };
    let below = anchor.bottom() + ROOM;
    let fits = below + own.height() + ROOM <= window.1;
    let top = if fits { below } else { anchor.top() - ROOM - own.height() };
    let within = |place: f64, size: f64, most: f64| place.min(most - size - ROOM).max(ROOM);
    let (left, top) = (within(left, own.width(), window.0), within(top, own.height(), window.1));
    let style = popover.style();
    for (name, value) in
        [("margin", "0".to_owned()), ("left", format!("{}px", whole(left))), ("top", format!("{}px", whole(top)))]
    {
        // Only a malformed name can make this fail.
        let _ = style.set_property(name, &value);
    }
}

/// Printing floats would weigh eleven kilobytes.
#[allow(clippy::cast_possible_truncation, reason = "pixels of a window")]
fn whole(pixels: f64) -> i32 {
    pixels as i32
}
