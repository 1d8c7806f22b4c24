//! Templates of paths: `/projects/{projectId}`.

/// Fills a path template's parameters in order, each percent-encoded as one path segment.
pub fn fill(template: &str, values: &[&str]) -> String {
    let mut path = String::with_capacity(template.len() + 32);
    let mut values = values.iter();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        path.push_str(before);
        let after = after.split_once('}').map_or("", |(_, after)| after);
        encode(values.next().copied().unwrap_or_default(), &mut path);
        rest = after;
    }
    path.push_str(rest);
    path
}

/// Appends `text` percent-encoded, so that it is exactly one path segment or query value (RFC 3986 unreserved kept).
pub fn encode(text: &str, into: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            into.push(char::from(byte));
        } else {
            into.push('%');
            for digit in [byte >> 4, byte & 15] {
                into.extend(char::from_digit(u32::from(digit), 16).map(|c| c.to_ascii_uppercase()));
            }
        }
    }
}

/// The names of a template's parameters, in order.
pub fn parameters(template: &'static str) -> impl Iterator<Item = &'static str> {
    template.split('{').skip(1).filter_map(|part| part.split_once('}').map(|(name, _)| name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_stays_one_segment_whatever_it_holds() {
        assert_eq!(fill("/a/{b}/c/{d}", &["x/../y?z#", "é %"]), "/a/x%2F..%2Fy%3Fz%23/c/%C3%A9%20%25");
        assert_eq!(fill("/a/{b}", &[]), "/a/");
    }
}
