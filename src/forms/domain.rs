//! The name of a domain as DNS has it: what people type or paste is the same name otherwise spelt.

/// In lower case, without the dot of the root, and with letters beyond ASCII in their form for DNS (IDNA).
pub(super) fn domain(text: &str) -> String {
    let name = text.strip_suffix('.').unwrap_or(text);
    // What makes it more than a name is for the rule to refuse: a browser would read it as part of an address.
    let is_bare = !name.contains(['/', '\\', ':', '?', '#', '@', '%', '[', ']', ' ']);
    if is_bare && !name.is_ascii() {
        let (first, rest) = name.strip_prefix("*.").map_or(("", name), |rest| ("*.", rest));
        if let Some(ascii) = idna(rest) {
            // The dot of the root has other forms too, which are one with it by now.
            return format!("{first}{}", ascii.strip_suffix('.').unwrap_or(&ascii));
        }
    }
    name.to_ascii_lowercase()
}

/// By the browser, which has the tables.
#[cfg(target_family = "wasm")]
fn idna(name: &str) -> Option<String> {
    web_sys::Url::new(&format!("http://{name}/")).ok().map(|url| url.hostname())
}

/// Without a browser the name stays, and the rule says what is wrong with it.
#[cfg(not(target_family = "wasm"))]
fn idna(_: &str) -> Option<String> {
    None
}

#[cfg(test)]
mod tests {
    use super::domain;

    #[test]
    fn one_name_has_one_spelling() {
        for (typed, meant) in [
            ("WWW.Example.COM.", "www.example.com"),
            ("*.Example.com", "*.example.com"),
            ("example.com", "example.com"),
            ("example.com:8080", "example.com:8080"),
            ("https://Example.com/", "https://example.com/"),
        ] {
            assert_eq!(domain(typed), meant);
        }
    }
}
