//! The letters of one line of a log, in their faces, with what is searched for marked.

use leptos::prelude::*;

use super::colours::properties;
use super::terminal::Run;
use crate::ui::el;

/// The letters of a line in their faces, with what is searched for marked.
pub fn letters(runs: &[Run], wanted: &str) -> Vec<AnyView> {
    let whole: String = runs.iter().map(|run| run.text.to_ascii_lowercase()).collect();
    let found: Vec<usize> = match wanted {
        "" => Vec::new(),
        _ => whole.match_indices(wanted).map(|(at, _)| at).collect(),
    };
    let mut start = 0_usize;
    let mut all = Vec::new();
    for run in runs {
        let mut at = 0_usize;
        for piece in pieces(run.text.len(), start, &found, wanted.len()) {
            let text = run.text.get(at..piece.end).unwrap_or_default().to_owned();
            at = piece.end;
            all.push(piece_view(text, run, piece.is_found));
        }
        start = start.saturating_add(run.text.len());
    }
    all
}

fn piece_view(text: String, run: &Run, is_found: bool) -> AnyView {
    let properties = properties(&run.face);
    if !is_found && properties.is_empty() {
        return text.into_any();
    }
    let element = el(if is_found { "mark" } else { "span" });
    let properties = if is_found { Vec::new() } else { properties };
    let styled =
        properties.into_iter().fold(element, |element, (name, value)| element.style(name, move || value.clone()));
    styled.text(text).into_any()
}

/// A piece of a run up to a byte, found or not.
#[derive(Debug, PartialEq)]
struct Piece {
    end: usize,
    is_found: bool,
}

/// How a run of some bytes that begins at `start` in its line is cut by what was found in the line.
fn pieces(length: usize, start: usize, found: &[usize], width: usize) -> Vec<Piece> {
    let mut all = Vec::new();
    let mut at = 0_usize;
    let end = start.saturating_add(length);
    for from in found {
        let (from, to) = ((*from).max(start), from.saturating_add(width).min(end));
        if from >= to {
            continue;
        }
        let (from, to) = (from.saturating_sub(start), to.saturating_sub(start));
        if from > at {
            all.push(Piece { end: from, is_found: false });
        }
        all.push(Piece { end: to, is_found: true });
        at = to;
    }
    if at < length {
        all.push(Piece { end: length, is_found: false });
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_may_go_over_the_ends_of_runs() {
        let cut = |length, start, found: &[usize]| {
            pieces(length, start, found, 3).iter().map(|piece| (piece.end, piece.is_found)).collect::<Vec<_>>()
        };
        assert_eq!(cut(10, 0, &[2]), [(2, false), (5, true), (10, false)]);
        assert_eq!(cut(4, 0, &[2]), [(2, false), (4, true)]);
        assert_eq!(cut(6, 4, &[2]), [(1, true), (6, false)]);
        assert_eq!(cut(6, 4, &[]), [(6, false)]);
        assert_eq!(cut(0, 4, &[2]), []);
    }
}
