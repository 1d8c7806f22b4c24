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

/// A title as part of a sentence: without the capital at its start, unless that begins an abbreviation.
pub fn within(title: &str) -> String {
    let mut letters = title.chars();
    let first = letters.next().map(String::from).unwrap_or_default();
    if letters.clone().next().is_some_and(char::is_uppercase) {
        title.to_owned()
    } else {
        lower(&first) + letters.as_str()
    }
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn abbreviations_stay_what_they_are() {
        for (title, meant) in [
            ("Environment types", "environment types"),
            ("API tokens", "API tokens"),
            ("SSH keys", "SSH keys"),
            ("", ""),
        ] {
            assert_eq!(within(title), meant);
        }
    }
}
