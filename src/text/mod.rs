//! Texts as people read them. Upper and lower case are the browser's, which has the tables of Unicode that the bundle
//! would otherwise carry.

mod exact;

pub use exact::{isolated, marked, marked_lines, part, unseen, visible};

/// Whether a word of it may be broken, because no column has room for so many characters.
pub fn has_long_word(text: &str, room: usize) -> bool {
    text.split_whitespace().any(|word| word.chars().count() > room)
}

/// The text in lower case, for comparing whatever a person typed.
pub fn lower(text: &str) -> String {
    #[cfg(target_family = "wasm")]
    return js_sys::JsString::from(text).to_lower_case().into();
    #[cfg(not(target_family = "wasm"))]
    text.to_lowercase()
}

/// What the text is sorted by, in lower case: numbers in it by what they count, so that 2025.10 comes after 2025.9.
pub fn in_order(text: &str) -> String {
    let text = lower(text);
    let mut key = String::with_capacity(text.len() + 8);
    let mut rest = text.as_str();
    while let Some(at) = rest.find(|letter: char| letter.is_ascii_digit()) {
        let (before, from) = rest.split_at(at);
        let (number, after) = from.split_at(from.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(from.len()));
        let number = number.trim_start_matches('0');
        key.push_str(&format!("{before}{:02}{number}", number.len().min(99)));
        rest = after;
    }
    key + rest
}

/// A count of things, with its thousands told apart as the browser's language does.
pub fn count_words(count: usize) -> String {
    #[cfg(target_family = "wasm")]
    {
        use wasm_bindgen::{JsCast, JsValue};
        #[allow(clippy::cast_precision_loss, reason = "nobody counts so far")]
        let number = JsValue::from_f64(count as f64);
        number.unchecked_into::<js_sys::Object>().to_locale_string().into()
    }
    #[cfg(not(target_family = "wasm"))]
    count.to_string()
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
    use super::{in_order, within};

    #[test]
    fn numbers_in_names_are_sorted_by_what_they_count() {
        let names = [
            "release/2025.1",
            "release/2025.2",
            "release/2025.9",
            "Release/2025.10",
            "release/2026.1",
            "try-007",
            "try-10",
        ];
        assert!(names.map(in_order).is_sorted(), "{:?}", names.map(in_order));
        for (before, after) in [("1", "a"), ("", "1"), ("a", "a1"), ("a1", "a1b"), ("9", "99999999999999999999999")] {
            assert!(in_order(before) < in_order(after), "{before} {after}");
        }
    }

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
