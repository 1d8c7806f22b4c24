use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Moves the focus to the element of this id, once what has changed is drawn: a screen reader then reads it as it is.
pub fn focus(id: &str) {
    let id = id.to_owned();
    request_animation_frame(move || focus_now(&id));
}

/// Moves the focus to the element of this id, which is there already: a key that is pressed next finds it there. Where
/// it stands in something closed, that opens.
pub fn focus_now(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        if let Ok(Some(closed)) = element.closest("details:not([open])") {
            let _ = closed.set_attribute("open", "");
        }
        // An element that cannot take the focus leaves it where it is.
        let _ = element.focus();
    }
}

/// Brings an element into sight where it is scrolled out of it.
pub fn reveal(element: &web_sys::Element) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}
