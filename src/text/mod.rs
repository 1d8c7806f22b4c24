//! Texts as people read them. Upper and lower case are the browser's, which has the tables of Unicode that the bundle
//! would otherwise carry.

mod exact;

pub use exact::{isolated, marked, marked_lines, part, unseen, visible};

/// The text in lower case, for comparing whatever a person typed.
pub fn lower(text: &str) -> String {
    #[cfg(target_family = "wasm")]
    return js_sys::JsString::from(text).to_lower_case().into();
    #[cfg(not(target_family = "wasm"))]
    text.to_lowercase()
}

/// The text in upper case.
pub fn upper(text: &str) -> String {
    #[cfg(target_family = "wasm")]
    return js_sys::JsString::from(text).to_upper_case().into();
    #[cfg(not(target_family = "wasm"))]
    text.to_uppercase()
}

/// The text with a capital at its start.
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(String::from).unwrap_or_default();
    upper(&first) + letters.as_str()
}
