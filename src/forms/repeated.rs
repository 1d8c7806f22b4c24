//! Keys that stand in one object twice, where JSON is typed.

use serde_json::Value;

/// The first key that an object of this JSON has twice. The text is good JSON.
pub(super) fn twice(text: &str) -> Option<String> {
    // The keys of each object that is open; of a list that is open, none.
    let mut open: Vec<Option<Vec<String>>> = Vec::new();
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        match letter {
            '{' => open.push(Some(Vec::new())),
            '[' => open.push(None),
            '}' | ']' => drop(open.pop()),
            '"' => {
                let (string, after) = string(rest)?;
                rest = after;
                let is_key = after.trim_start().starts_with(':');
                if let (true, Some(Some(keys))) = (is_key, open.last_mut()) {
                    let key: Value = serde_json::from_str(string).ok()?;
                    let key = key.as_str()?.to_owned();
                    if keys.contains(&key) {
                        return Some(key);
                    }
                    keys.push(key);
                }
                continue;
            }
            _ => {}
        }
        rest = rest.get(letter.len_utf8()..)?;
    }
    None
}

/// The string that a text begins with, and what follows it.
fn string(text: &str) -> Option<(&str, &str)> {
    let mut is_escaped = false;
    let end = text.char_indices().skip(1).find(|(_, letter)| {
        let is_end = *letter == '"' && !is_escaped;
        is_escaped = *letter == '\\' && !is_escaped;
        is_end
    });
    text.split_at_checked(end?.0 + 1)
}

#[cfg(test)]
mod tests {
    use super::twice;

    #[test]
    fn a_key_is_found_that_stands_in_one_object_twice() {
        for text in [r#"{"a": 1, "b": {"a": 2}, "c": [{"a": 1}, {"a": "a"}]}"#, "[]", "\"a\"", r#"{"a\"": {"a": 1}}"#] {
            assert_eq!(twice(text), None, "{text}");
        }
        assert_eq!(twice(r#"{"a": 1, "a": 2}"#).as_deref(), Some("a"));
        assert_eq!(twice(r#"{"o": [{"x": ":", "\u0078": [1]}]}"#).as_deref(), Some("x"));
        assert_eq!(twice(r#"{"\\": 1, "b\\\"": 2, "\\" : 3}"#).as_deref(), Some("\\"));
    }
}
