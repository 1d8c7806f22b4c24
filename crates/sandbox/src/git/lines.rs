//! Merging two texts that come from one, line by line and as Git does it: what only one side changed is taken, and where both
//! changed the same lines, or lines that touch, they must have made the same of them.

use std::ops::Range;

use imara_diff::{Algorithm, Diff, InternedInput};

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Merged {
    Text(Vec<u8>),
    /// Lines of our text, counted from 1, that cannot be both.
    Conflicts(Vec<Range<usize>>),
}

/// As Git does, in so many bytes, to tell a text from what is none.
const LOOKED_AT: usize = 8_000;

/// Whether this is no text: nobody can say what its lines are.
pub fn is_binary(bytes: &[u8]) -> bool {
    bytes.iter().take(LOOKED_AT).any(|byte| *byte == 0)
}

pub fn merge(base: &[u8], ours: &[u8], theirs: &[u8]) -> Merged {
    let (mut own, mut other) = (Side::new(base, ours), Side::new(base, theirs));
    let base: Vec<&[u8]> = lines(base).collect();
    let mut merged: Vec<u8> = Vec::new();
    let mut conflicts = Vec::new();
    let mut at = 0;
    while let Some(start) = [own.next(), other.next()].into_iter().flatten().min() {
        let mut end = start;
        let (own_start, other_start) = (own.place(start), other.place(start));
        let (mut own_changed, mut other_changed) = (false, false);
        loop {
            let (first, second) = (own.take(&mut end), other.take(&mut end));
            (own_changed, other_changed) = (own_changed || first, other_changed || second);
            if !first && !second {
                break;
            }
        }
        let (own_lines, other_lines) = (own_start..own.place(end), other_start..other.place(end));
        merged.extend(base.get(at..start).into_iter().flatten().flat_map(|line| line.iter()));
        let (own_text, other_text) = (own.text(own_lines.clone()), other.text(other_lines));
        if own_changed && other_changed && own_text != other_text {
            let first = own_lines.start.saturating_add(1);
            conflicts.push(first..own_lines.end.max(first));
        }
        merged.extend(if own_changed { own_text } else { other_text });
        at = end;
    }
    merged.extend(base.get(at..).into_iter().flatten().flat_map(|line| line.iter()));
    if conflicts.is_empty() { Merged::Text(merged) } else { Merged::Conflicts(conflicts) }
}

/// With what ends them.
fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split_inclusive(|byte| *byte == b'\n')
}

/// A text that was made of the base, and how far it was gone through.
struct Side<'a> {
    lines: Vec<&'a [u8]>,
    /// Lines of the base, and what became of them, in order.
    changes: Vec<(Range<usize>, Range<usize>)>,
    taken: usize,
}

impl<'a> Side<'a> {
    fn new(base: &'a [u8], text: &'a [u8]) -> Self {
        let mut input = InternedInput::default();
        input.update_before(lines(base));
        input.update_after(lines(text));
        let mut diff = Diff::compute(Algorithm::Histogram, &input);
        diff.postprocess_no_heuristic(&input);
        let range = |range: Range<u32>| range.start as usize..range.end as usize;
        let changes = diff.hunks().map(|hunk| (range(hunk.before), range(hunk.after))).collect();
        Self { lines: lines(text).collect(), changes, taken: 0 }
    }

    /// The line of the base at which the next change begins.
    fn next(&self) -> Option<usize> {
        self.changes.get(self.taken).map(|(before, _)| before.start)
    }

    /// Takes the next change when it begins at `end` or before, and moves that to where it ends.
    fn take(&mut self, end: &mut usize) -> bool {
        let Some((before, _)) = self.changes.get(self.taken).filter(|(before, _)| before.start <= *end) else {
            return false;
        };
        *end = before.end.max(*end);
        self.taken = self.taken.saturating_add(1);
        true
    }

    /// Where a line of the base is now, of those that no change yet to be taken is before.
    fn place(&self, line: usize) -> usize {
        let last = self.taken.checked_sub(1).and_then(|last| self.changes.get(last));
        last.map_or(line, |(before, after)| after.end.saturating_add(line.saturating_sub(before.end)))
    }

    fn text(&self, range: Range<usize>) -> Vec<u8> {
        self.lines.get(range).unwrap_or_default().concat()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use std::process::Command;

    use super::*;

    const BASE: &str = "one\ntwo\nthree\nfour\nfive\nsix\nseven\n";

    /// What Git makes of it; nothing where it cannot.
    fn by_git(base: &str, ours: &str, theirs: &str) -> Option<String> {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [("base", base), ("ours", ours), ("theirs", theirs)] {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let mut git = Command::new("git");
        let merged = git.current_dir(&folder).args(["merge-file", "-p", "ours", "base", "theirs"]).output().unwrap();
        merged.status.success().then(|| String::from_utf8(merged.stdout).unwrap())
    }

    fn merged(base: &str, ours: &str, theirs: &str) -> Option<String> {
        match merge(base.as_bytes(), ours.as_bytes(), theirs.as_bytes()) {
            Merged::Text(text) => Some(String::from_utf8(text).unwrap()),
            Merged::Conflicts(_) => None,
        }
    }

    #[test]
    fn texts_are_merged_as_git_merges_them() {
        let with = |from: &str, to: &str| BASE.replace(from, to);
        let texts = [
            BASE.to_owned(),
            with("one\n", "ONE\n"),
            with("one\n", ""),
            with("one\n", "zero\none\n"),
            with("two\n", "TWO\n"),
            with("three\n", "3\n"),
            with("two\nthree\n", ""),
            with("four\n", "four\nand a half\n"),
            with("four\n", "four\nand more\n"),
            with("five\n", ""),
            with("seven\n", "seven"),
            with("seven\n", "seven\neight\n"),
            with("one\n", "ONE\n").replace("seven", "SEVEN"),
            String::new(),
        ];
        for ours in &texts {
            for theirs in &texts {
                assert_eq!(merged(BASE, ours, theirs), by_git(BASE, ours, theirs), "{ours:?} {theirs:?}");
            }
        }
        assert_eq!(merged("", "a\n", "a\n").as_deref(), Some("a\n"));
        assert_eq!(merged("", "a\n", "b\n"), None);
    }

    #[test]
    fn conflicts_name_the_lines() {
        let ours = BASE.replace("two\n", "2\n2\n").replace("six\n", "");
        let theirs = BASE.replace("two\n", "II\n").replace("six\n", "VI\n").replace("four\n", "IV\n");
        let Merged::Conflicts(lines) = merge(BASE.as_bytes(), ours.as_bytes(), theirs.as_bytes()) else {
            panic!("no conflict");
        };
        assert_eq!(lines, [2..3, 7..7]);
    }
}
