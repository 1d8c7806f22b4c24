//! Patterns: of names, `feature-*` for those that begin so and `*` for all, and regular expressions.

use std::iter::Peekable;
use std::str::Chars;

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

/// Whether a text can be a regular expression, as far as its brackets, its ranges and what it repeats tell: what is easily
/// mistyped, without an engine to try it.
pub fn is_expression(pattern: &str) -> bool {
    read_expression(pattern).is_some()
}

/// Reads to the end, or as far as it makes sense.
fn read_expression(pattern: &str) -> Option<()> {
    let mut open: usize = 0;
    let mut can_repeat = false;
    let mut letters = pattern.chars().peekable();
    while let Some(letter) = letters.next() {
        let is_times = letter == '{' && bounds(&letters).is_some();
        match letter {
            '\\' => {
                letters.next()?;
                can_repeat = true;
            }
            '[' => {
                class(&mut letters)?;
                can_repeat = true;
            }
            '(' => {
                open += 1;
                if letters.next_if_eq(&'?').is_some() {
                    letters.next().filter(|kind| ":=!<>#P|imsxU-".contains(*kind))?;
                }
                can_repeat = false;
            }
            ')' => (open, can_repeat) = (open.checked_sub(1)?, true),
            '|' => can_repeat = false,
            _ if is_times || matches!(letter, '*' | '+' | '?') => {
                if !can_repeat {
                    return None;
                }
                if is_times {
                    let (least, most) = bounds(&letters)?;
                    if most.is_some_and(|most| most < least) {
                        return None;
                    }
                    letters.by_ref().find(|letter| *letter == '}')?;
                }
                // As few as can be, or as many and no fewer.
                letters.next_if(|letter| matches!(letter, '?' | '+'));
                can_repeat = false;
            }
            _ => can_repeat = true,
        }
    }
    (open == 0).then_some(())
}

/// How often, as `{2}`, `{2,}` and `{2,5}` say behind their first brace. Other braces stand for themselves.
fn bounds(letters: &Peekable<Chars<'_>>) -> Option<(u32, Option<u32>)> {
    let inner: String = letters.clone().take_while(|letter| *letter != '}').collect();
    if !letters.clone().any(|letter| letter == '}') || !inner.chars().all(|c| c.is_ascii_digit() || c == ',') {
        return None;
    }
    match inner.split_once(',') {
        None => inner.parse().ok().map(|times| (times, Some(times))),
        Some((least, "")) => Some((least.parse().ok()?, None)),
        Some((least, most)) => Some((least.parse().ok()?, Some(most.parse().ok()?))),
    }
}

/// A class of letters, behind its bracket. One that closes it stands for itself in the first place.
fn class(letters: &mut Peekable<Chars<'_>>) -> Option<()> {
    letters.next_if_eq(&'^');
    let mut from = None;
    let mut is_first = true;
    loop {
        let letter = letters.next()?;
        match letter {
            ']' if !is_first => return Some(()),
            // What an escape stands for is not known: it begins and ends no range that could be told to be wrong.
            '\\' => {
                letters.next()?;
                from = None;
            }
            // A class by its name, as in [[:digit:]].
            '[' if letters.next_if_eq(&':').is_some() => {
                letters.find(|letter| *letter == ']')?;
                from = None;
            }
            '-' if from.is_some() && letters.peek().is_some_and(|next| !matches!(next, ']' | '\\' | '[')) => {
                let to = letters.next()?;
                if from.is_some_and(|from| from > to) {
                    return None;
                }
                from = None;
            }
            letter => from = Some(letter),
        }
        is_first = false;
    }
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

    #[test]
    fn what_no_engine_reads_is_no_expression() {
        for good in [
            "",
            "/old/(.*)",
            "^/(a|b)[)]?/(?:c+)$",
            "/[]a]/[^]]/[a-z0-9_-]+",
            "/a*?b++c{2}d{2,}e{2,5}?",
            "/a{b}{,3}",
            "/[[:digit:]]+/\\d+/[\\w-z]",
            "(?i)/a(?=b)(?<n>c)(?P<m>d)",
            "/a\\(",
        ] {
            assert!(is_expression(good), "{good}");
        }
        for bad in [
            "/old/(.*", "/a)", "/[a-", "/[]", "/[z-a]", "*", "/(*)", "/a**", "/a+*", "/a{3,1}", "/(?z)", "/(|+)",
            "/a\\", "(?",
        ] {
            assert!(!is_expression(bad), "{bad}");
        }
    }
}
