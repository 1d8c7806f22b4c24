//! Saving a file that is in memory already.

use wasm_bindgen::JsValue;

use crate::components::Content;
use crate::ui::save_file;

/// Hands the file to the browser to be saved under its name; whether that worked.
pub fn save(name: &str, content: &Content) -> bool {
    let content: JsValue = match content {
        Content::Text(text) => text.into(),
        Content::Bytes(bytes) => js_sys::Uint8Array::from(bytes.as_slice()).into(),
        Content::Unreadable(_) => return false,
    };
    save_file(name, &content)
}
