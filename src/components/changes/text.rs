//! How the lines of a text differ from those of another.

use imara_diff::{Algorithm, Diff, InternedInput};

/// How many lines that are the same are shown around those that differ.
const CONTEXT: usize = 3;

/// Which side a line is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    Same,
    Removed,
    Added,
}

/// What a line ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Newline,
    /// A carriage return and a newline.
    Windows,
    /// The file, without a newline.
    File,
}

/// A line of either side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub sign: Sign,
    /// From 1; `None` where that side does not have the line.
    pub old: Option<usize>,
    pub new: Option<usize>,
    /// Without its end.
    pub text: String,
    pub end: End,
    /// Bytes of the text that its counterpart has otherwise.
    pub marked: Option<(usize, usize)>,
    /// It differs from its counterpart in nothing that is seen: blanks, or what it ends with.
    pub is_invisible: bool,
}

/// Lines that differ, with some around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk {
    pub lines: Vec<Line>,
    /// How many lines that are the same were left out before it.
    pub skipped: usize,
}

/// How two texts differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    pub hunks: Vec<Hunk>,
    pub added: usize,
    pub removed: usize,
    /// How many lines that are the same follow the last hunk.
    pub rest: usize,
}

/// Compares two texts line by line.
pub fn difference(old: &str, new: &str) -> Difference {
    let input = InternedInput::new(old, new);
    let mut diff = Diff::compute(Algorithm::Histogram, &input);
    diff.postprocess_lines(&input);
    let (before, after): (Vec<&str>, Vec<&str>) =
        (old.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
    let mut found = Difference::default();
    // The first line of the old text that is in no hunk yet, and the one of the new text beside it.
    let (mut at, mut beside) = (0, 0);
    let mut is_near = false;
    let place = |line: u32| usize::try_from(line).unwrap_or(usize::MAX);
    let mut changes = diff.hunks().peekable();
    while let Some(change) = changes.next() {
        let (removed, added) =
            (place(change.before.start)..place(change.before.end), place(change.after.start)..place(change.after.end));
        let between = removed.start.saturating_sub(at);
        let kept = if is_near { between } else { between.min(CONTEXT) };
        if !is_near {
            found.hunks.push(Hunk { lines: Vec::new(), skipped: between - kept });
            at += between - kept;
            beside += between - kept;
        }
        let next = changes.peek().map(|next| place(next.before.start));
        let Some(hunk) = found.hunks.last_mut() else { break };
        same(hunk, &before, &mut at, &mut beside, kept);
        found.removed += removed.len();
        found.added += added.len();
        let old_lines = before.get(removed.clone()).unwrap_or_default();
        let new_lines = after.get(added.clone()).unwrap_or_default();
        both(hunk, old_lines, new_lines, removed.start, added.start);
        (at, beside) = (removed.end, added.end);
        let left = next.unwrap_or(before.len()).saturating_sub(at);
        // Two that are near each other are one hunk: what lies between them is drawn with the second.
        is_near = next.is_some() && left <= 2 * CONTEXT;
        if !is_near {
            same(hunk, &before, &mut at, &mut beside, left.min(CONTEXT));
        }
    }
    found.rest = before.len().saturating_sub(at);
    if found.hunks.is_empty() {
        found.rest = 0;
    }
    found
}

fn same(hunk: &mut Hunk, before: &[&str], at: &mut usize, beside: &mut usize, count: usize) {
    for text in before.iter().skip(*at).take(count) {
        *at += 1;
        *beside += 1;
        hunk.lines.push(line(text, Sign::Same, Some(*at), Some(*beside)));
    }
}

fn both(hunk: &mut Hunk, old: &[&str], new: &[&str], old_start: usize, new_start: usize) {
    // As many on both sides: each took the place of one.
    let pairs = old.len() == new.len();
    let side = |sign: Sign, own: &[&str], others: &[&str], start: usize| {
        let one = |(at, text): (usize, &&str)| {
            let number = Some(start + at + 1);
            let (old, new) = if sign == Sign::Removed { (number, None) } else { (None, number) };
            let mut line = line(text, sign, old, new);
            if let Some(other) = others.get(at).filter(|_| pairs) {
                line.marked = marked(&line.text, ended(other).0);
                line.is_invisible = visible(text) == visible(other);
            }
            line
        };
        own.iter().enumerate().map(one).collect::<Vec<_>>()
    };
    let (removed, added) = (side(Sign::Removed, old, new, old_start), side(Sign::Added, new, old, new_start));
    hunk.lines.extend(removed);
    hunk.lines.extend(added);
}

fn line(text: &str, sign: Sign, old: Option<usize>, new: Option<usize>) -> Line {
    let (text, end) = ended(text);
    Line { sign, old, new, text: text.to_owned(), end, marked: None, is_invisible: false }
}

fn ended(line: &str) -> (&str, End) {
    match (line.strip_suffix("\r\n"), line.strip_suffix('\n')) {
        (Some(text), _) => (text, End::Windows),
        (None, Some(text)) => (text, End::Newline),
        (None, None) => (line, End::File),
    }
}

fn visible(line: &str) -> String {
    line.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// The bytes of a text between what it has in common with another at its beginning and at its end, unless that is nearly
/// all of it.
fn marked(text: &str, other: &str) -> Option<(usize, usize)> {
    let same = |(one, other): &((usize, char), (usize, char))| one.1 == other.1;
    let start = text.char_indices().zip(other.char_indices()).find(|pair| !same(pair));
    let start = start.map_or(text.len().min(other.len()), |((at, _), _)| at);
    let (rest, others) = (text.get(start..)?, other.get(start..)?);
    let tail = rest.chars().rev().zip(others.chars().rev()).take_while(|(one, other)| one == other);
    let tail: usize = tail.map(|(letter, _)| letter.len_utf8()).sum();
    let end = text.len().saturating_sub(tail);
    (end > start && (end - start) * 4 <= text.len() * 3).then_some((start, end))
}

/// A text whose blanks are seen: a dot for a space, an arrow for a tab, signs for what ends a line.
pub fn with_blanks_shown(text: &str) -> String {
    let seen = |letter: char| match letter {
        ' ' => '·',
        '\t' => '→',
        '\r' => '␍',
        '\u{a0}' => '⍽',
        letter => letter,
    };
    text.chars().map(seen).collect()
}

/// What a line ends with, in a sign.
pub fn end_sign(end: End) -> &'static str {
    match end {
        End::Newline => "␊",
        End::Windows => "␍␊",
        End::File => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(old: &str, new: &str) -> Vec<String> {
        let found = difference(old, new);
        let line = |line: &Line| {
            let sign = match line.sign {
                Sign::Same => ' ',
                Sign::Removed => '-',
                Sign::Added => '+',
            };
            format!("{sign}{}", line.text)
        };
        found
            .hunks
            .iter()
            .flat_map(|hunk| std::iter::once(format!("@{}", hunk.skipped)).chain(hunk.lines.iter().map(line)))
            .collect()
    }

    fn numbered(count: usize) -> String {
        (1..=count).map(|number| format!("line {number}\n")).collect()
    }

    #[test]
    fn what_differs_stands_among_three_lines() {
        let old = numbered(20);
        let new = old.replace("line 10\n", "line ten\nand a half\n");
        assert_eq!(
            drawn(&old, &new),
            [
                "@6",
                " line 7",
                " line 8",
                " line 9",
                "-line 10",
                "+line ten",
                "+and a half",
                " line 11",
                " line 12",
                " line 13"
            ]
        );
        let found = difference(&old, &new);
        assert_eq!((found.added, found.removed, found.rest), (2, 1, 7));
        assert!(difference(&old, &old).hunks.is_empty());
    }

    #[test]
    fn what_is_near_is_drawn_together() {
        let old = numbered(30);
        let near = old.replace("line 5\n", "five\n").replace("line 11\n", "eleven\n");
        assert_eq!(difference(&old, &near).hunks.len(), 1);
        let far = old.replace("line 5\n", "five\n").replace("line 13\n", "thirteen\n");
        assert_eq!(difference(&old, &far).hunks.iter().map(|hunk| hunk.skipped).collect::<Vec<_>>(), [1, 1]);
    }

    #[test]
    fn what_nobody_sees_is_told() {
        let lines = |old: &str, new: &str| difference(old, new).hunks.remove(0).lines;
        let blanks = lines("a b\n", "a  b \n");
        assert!(blanks.iter().all(|line| line.is_invisible));
        let ends = lines("a\r\n", "a\n");
        assert_eq!(ends.iter().map(|line| line.end).collect::<Vec<_>>(), [End::Windows, End::Newline]);
        assert!(ends.iter().all(|line| line.is_invisible));
        let last = lines("a\n", "a");
        assert_eq!(last.iter().map(|line| line.end).collect::<Vec<_>>(), [End::Newline, End::File]);
        assert!(!lines("a\n", "b\n").iter().any(|line| line.is_invisible));
        assert_eq!(with_blanks_shown("a\tb c"), "a→b·c");
    }

    #[test]
    fn the_part_that_changed_is_marked() {
        let found = difference("const rate = 0.2;\n", "const rate = 0.25;\n");
        let marks: Vec<_> = found.hunks.iter().flat_map(|hunk| &hunk.lines).map(|line| line.marked).collect();
        assert_eq!(marks, [None, Some((16, 17))]);
        // Letters of several bytes are never cut.
        let found = difference("Preis für ä\n", "Preis für ö\n");
        for line in found.hunks.iter().flat_map(|hunk| &hunk.lines) {
            let (start, end) = line.marked.unwrap_or_default();
            assert!(["ä", "ö"].contains(&line.text.get(start..end).unwrap_or_default()));
        }
    }

    #[cfg(not(target_arch = "wasm32"))]
    mod any {
        use proptest::prelude::*;

        use super::*;

        fn ends(line: &Line) -> &'static str {
            match line.end {
                End::Newline => "\n",
                End::Windows => "\r\n",
                End::File => "",
            }
        }

        /// The new text, made of the old one and how they differ.
        fn applied(old: &str, found: &Difference) -> String {
            let mut lines = old.split_inclusive('\n');
            let mut new = String::new();
            for hunk in &found.hunks {
                new.extend(lines.by_ref().take(hunk.skipped));
                for line in &hunk.lines {
                    let text = format!("{}{}", line.text, ends(line));
                    if line.sign != Sign::Added {
                        assert_eq!(lines.next(), Some(text.as_str()));
                    }
                    if line.sign != Sign::Removed {
                        new.push_str(&text);
                    }
                }
            }
            new.extend(lines);
            new
        }

        fn text() -> impl Strategy<Value = String> {
            let line = prop_oneof![Just("a\n"), Just("b\n"), Just(" a\n"), Just("a\r\n"), Just("ö\t\n"), Just("\n")];
            (prop::collection::vec(line, 0..40), prop_oneof![Just(""), Just("end"), Just("é\r")])
                .prop_map(|(lines, end)| lines.concat() + end)
        }

        proptest! {
            #[test]
            fn applied_to_the_old_it_gives_the_new(old in text(), new in text()) {
                let found = difference(&old, &new);
                prop_assert_eq!(applied(&old, &found), new.clone());
                let lines = || found.hunks.iter().flat_map(|hunk| &hunk.lines);
                prop_assert_eq!(lines().filter(|line| line.sign == Sign::Added).count(), found.added);
                prop_assert_eq!(lines().filter(|line| line.sign == Sign::Removed).count(), found.removed);
                let all = found.hunks.iter().map(|hunk| hunk.skipped + hunk.lines.len()).sum::<usize>() + found.rest;
                if !found.hunks.is_empty() {
                    prop_assert_eq!(all - found.added, old.split_inclusive('\n').count());
                }
                for line in lines() {
                    let number = if line.sign == Sign::Added { line.new } else { line.old };
                    let side = if line.sign == Sign::Added { &new } else { &old };
                    let text = number.and_then(|number| side.split_inclusive('\n').nth(number - 1));
                    let expected = format!("{}{}", line.text, ends(line));
                    prop_assert_eq!(text, Some(expected.as_str()));
                    if let Some((start, end)) = line.marked {
                        prop_assert!(line.text.get(start..end).is_some());
                    }
                }
            }
        }
    }
}
