//! Texts as they are: a mark stands for what cannot be seen, so that two that differ look different.

use wheelhouse_contract::checks::is_invisible;

/// How much is shown before the place that matters.
const LEAD: usize = 20;

/// A text on one line, with marks for line breaks, tabs, blanks that are easily missed, and what has no shape at all.
pub fn marked(text: &str) -> String {
    marks(text, false)
}

/// The same with its lines.
pub fn marked_lines(text: &str) -> String {
    marks(text, true)
}

fn marks(text: &str, breaks: bool) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut before = None;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        // A single blank between two words is seen.
        let is_seen = |other: Option<char>| other.is_some_and(|other| !other.is_whitespace());
        match letter {
            '\n' => shown.push_str(if breaks { "↵\n" } else { "↵" }),
            '\r' => shown.push('␍'),
            '\t' => shown.push('⇥'),
            ' ' if is_seen(before) && is_seen(letters.peek().copied()) => shown.push(' '),
            ' ' => shown.push('␣'),
            letter if letter.is_whitespace() || is_invisible(letter) || is_mark(letter) => {
                shown.push_str(&name(letter))
            }
            letter => shown.push(letter),
        }
        before = Some(letter);
    }
    shown
}

/// Whether a letter looks like one of the marks, or is an accent by itself: the letter that has it as its own looks the same.
fn is_mark(letter: char) -> bool {
    matches!(letter, '↵' | '␍' | '⇥' | '␣' | '⟨' | '\u{300}'..='\u{36f}')
}

fn name(letter: char) -> String {
    format!("⟨U+{:04X}⟩", u32::from(letter))
}

/// At most `most` characters of a text, with the character at `from` among them, and an ellipsis where more is left out.
pub fn part(text: &str, from: usize, most: usize) -> String {
    let length = text.chars().count();
    if length <= most {
        return text.to_owned();
    }
    let lead = LEAD.min(most / 2);
    let start = if from + lead > most { (from - lead.min(from)).min(length - most) } else { 0 };
    let part: String = text.chars().skip(start).take(most).collect();
    let (before, after) = (if start > 0 { "…" } else { "" }, if start + most < length { "…" } else { "" });
    format!("{before}{part}{after}")
}

/// A name as part of a sentence: written from right to left it leaves what stands around it in its own direction, and what
/// would turn that is taken out. It is what `bdi` does, where there are texts and no elements.
pub fn isolated(name: &str) -> String {
    let turns =
        |letter: char| matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
    let goes_left = |letter: char| {
        matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
            || matches!(letter, '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    };
    if !name.chars().any(|letter| turns(letter) || goes_left(letter)) {
        return name.to_owned();
    }
    let kept: String = name.chars().filter(|letter| !turns(*letter)).collect();
    format!("\u{2068}{kept}\u{2069}")
}

/// What a person can see of a text, and so type, on one line.
pub fn visible(text: &str) -> String {
    let seen: String = text.chars().filter(|letter| !is_invisible(*letter)).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What of a text is easily missed, in a sentence.
pub fn unseen(text: &str) -> Option<String> {
    if let Some(letter) = text.chars().find(|letter| is_invisible(*letter)) {
        return Some(format!("Has an invisible character in it: U+{:04X}.", u32::from(letter)));
    }
    let word = |letter: Option<char>| {
        letter.filter(|letter| letter.is_whitespace()).map(|letter| match letter {
            '\n' => "a line break",
            '\t' => "a tab",
            _ => "a space",
        })
    };
    match (word(text.chars().next()), word(text.chars().next_back())) {
        (None, None) => None,
        (Some(first), Some(last)) if first == last => Some(format!("Starts and ends with {first}.")),
        (Some(first), Some(last)) => Some(format!("Starts with {first} and ends with {last}.")),
        (Some(first), None) => Some(format!("Starts with {first}.")),
        (None, Some(last)) => Some(format!("Ends with {last}.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_differ_look_different() {
        let pairs = [
            ("abc123", "abc123\n"),
            ("a b", "a  b"),
            ("x", " x"),
            ("A\nB", "A B"),
            ("A\r\nB", "A\nB"),
            ("a\tb", "a b"),
            ("a\u{a0}b", "a b"),
            ("a\u{200b}b", "ab"),
            ("\u{feff}a", "a"),
            ("admin\u{202e}", "admin"),
            ("", " "),
            ("a\nb", "a↵b"),
            ("a\r", "a␍"),
            ("\t", "⇥"),
            (" a", "␣a"),
            ("\u{200b}", "⟨U+200B⟩"),
            ("caf\u{e9}", "cafe\u{301}"),
            ("a\u{2028}b", "a\nb"),
            ("a\u{e000}b", "ab"),
        ];
        for (one, other) in pairs {
            let seen = |text: &str| marked(text).split_whitespace().collect::<Vec<_>>().join(" ");
            assert_ne!(seen(one), seen(other), "{one:?} {other:?}");
        }
        assert_eq!(marked("two words\n  in"), "two words↵␣␣in");
        assert_eq!(marked_lines("two\nlines "), "two↵\nlines␣");
        assert_eq!(marked("\u{202e}\0"), "⟨U+202E⟩⟨U+0000⟩");
    }

    #[test]
    fn a_part_holds_the_place_that_matters() {
        let long = format!("{}1{}", "k".repeat(304), "k".repeat(20));
        assert_eq!(part(&long, 304, 80).matches('1').count(), 1);
        assert_eq!(part(&long, 0, 80), format!("{}…", "k".repeat(80)));
        assert_eq!(part("short", 3, 80), "short");
        for from in 0..400 {
            for most in [1, 2, 10, 80] {
                let shown = part(&long, from, most).replace('…', "");
                assert_eq!(shown.chars().count(), most);
                assert_eq!(shown.contains('1'), from == 304 || shown.contains('1'), "{from} {most}");
            }
        }
    }

    #[test]
    fn a_name_turns_nothing_around_it() {
        assert_eq!(isolated("Main shop é 👩\u{200d}🚀"), "Main shop é 👩\u{200d}🚀");
        assert_eq!(isolated("חנות"), "\u{2068}חנות\u{2069}");
        assert_eq!(isolated("a\u{202e}b\u{2069}c"), "\u{2068}abc\u{2069}");
        assert_eq!(visible("\u{2068}a\u{202e}  b\u{2069} "), "a b");
    }

    #[test]
    fn what_is_easily_missed_is_named() {
        assert_eq!(unseen("abc d"), None);
        assert_eq!(unseen("abc\n").as_deref(), Some("Ends with a line break."));
        assert_eq!(unseen(" a ").as_deref(), Some("Starts and ends with a space."));
        assert_eq!(unseen("a\u{200b}b").as_deref(), Some("Has an invisible character in it: U+200B."));
    }
}
