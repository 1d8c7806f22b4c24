//! Patterns of names: `feature-*` for those that begin so, `*` for all.

/// Whether a name is one that a pattern stands for. A `*` stands for any letters, or none.
pub fn matches(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| name.strip_prefix(first)) else { return false };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        match rest.find(part) {
            Some(at) => rest = rest.split_at(at).1.strip_prefix(part).unwrap_or_default(),
            None => return false,
        }
    }
    true
}

/// Those of the patterns that stand for none of the names, as they were written. What is empty is no pattern yet.
pub fn unmatched<'a>(patterns: impl IntoIterator<Item = &'a str>, names: &[&str]) -> Vec<&'a str> {
    let stands_for_none = |pattern: &&str| !names.iter().any(|name| matches(pattern.trim(), name));
    patterns.into_iter().filter(|pattern| !pattern.trim().is_empty()).filter(stands_for_none).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_letters() {
        for (pattern, name) in [
            ("*", ""),
            ("*", "main"),
            ("main", "main"),
            ("feature-*", "feature-"),
            ("feature-*", "feature-search"),
            ("*-search", "feature-search"),
            ("pr-*-*", "pr-482-shop"),
            ("a*b*c", "a-b-b-c"),
            ("*a*", "banana"),
            ("", ""),
        ] {
            assert!(matches(pattern, name), "{pattern} {name}");
        }
        for (pattern, name) in [
            ("main", "main-2"),
            ("main", ""),
            ("", "main"),
            ("feature-*", "feature"),
            ("*-search", "search"),
            ("a*a", "a"),
            ("a*b*b", "a-b"),
            ("Main", "main"),
        ] {
            assert!(!matches(pattern, name), "{pattern} {name}");
        }
    }

    #[test]
    fn patterns_that_stand_for_nothing_are_named() {
        let names = ["main", "staging", "feature-search"];
        assert_eq!(unmatched(["main", "feature-*", "*"], &names), Vec::<&str>::new());
        assert_eq!(unmatched(["mian", " staging ", "", "hotfix-*"], &names), ["mian", "hotfix-*"]);
        assert_eq!(unmatched(["*"], &[]), ["*"]);
    }
}
