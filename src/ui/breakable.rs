//! Long texts without blanks, whose lines end where a reader would end them.

use leptos::prelude::*;

use super::el;

/// After these a line may end.
const MARKS: &[char] = &['_', ':', '.', '-', '/', ',', '=', '?', '&'];

/// So many characters without a mark or a blank stay on one line.
const WORD: usize = 24;

/// A name, an address or a value that may be cut into lines after its marks, and anywhere only where none comes for long.
/// A column of them is never narrower than a word, and a single one never as wide as its table.
pub fn breakable(text: &str) -> Vec<AnyView> {
    let pieces = pieces(text).into_iter().enumerate();
    pieces
        .flat_map(|(at, piece)| (at > 0).then(|| el("wbr").into_any()).into_iter().chain([piece.into_any()]))
        .collect()
}

fn pieces(text: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut piece = String::new();
    let (mut count, mut ends) = (0, false);
    for letter in text.chars() {
        let is_mark = MARKS.contains(&letter);
        // The fraction of a number stays with it.
        let ends_here = ends && !is_mark && !(letter.is_ascii_digit() && piece.ends_with('.'));
        if count == WORD || ends_here {
            pieces.push(std::mem::take(&mut piece));
            count = 0;
        }
        piece.push(letter);
        ends = is_mark;
        count = if letter.is_whitespace() { 0 } else { count + 1 };
    }
    pieces.push(piece);
    pieces
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn lines_end_after_marks_and_within_words_only_when_these_are_long() {
        for (text, lines) in [
            ("", [""].as_slice()),
            ("debug", &["debug"]),
            ("env:LOG_LEVEL", &["env:", "LOG_", "LEVEL"]),
            ("https://c0ffee@errors.lakeside.example/4", &["https://", "c0ffee@errors.", "lakeside.", "example/", "4"]),
            ("{\"vat\":0.2,\"books\":0}", &["{\"vat\":", "0.2,", "\"books\":", "0}"]),
            ("Back at noon, after the summer holidays", &["Back at noon,", " after the summer holidays"]),
            ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", &["ABCDEFGHIJKLMNOPQRSTUVWX", "YZ"]),
        ] {
            assert_eq!(pieces(text), lines);
        }
    }
}
