//! How the lines of a picture are drawn, once it is known where its boxes stand.

use super::layout::{BOX_HEIGHT, Place};

/// How far a line between boxes of one column goes out.
const BEND: i32 = 30;
const ARROW: i32 = 6;

/// A part of a column that a line goes through: where it begins and ends, and how high it is.
pub type Lane = (i32, i32, i32);

/// Where a line meets a box.
struct End {
    at: usize,
    is_right: bool,
    /// How high the box at the other end is: by that, the ends at one side are ordered.
    other: i32,
    /// The line, and whether it ends here.
    line: (usize, bool),
}

/// The outlines of SVG paths for lines between boxes, with arrows; empty for what is between no boxes. `lanes` says for
/// each line by which lanes it goes, from left to right.
pub fn lines(places: &[Place], edges: &[(usize, usize)], lanes: impl Fn(usize) -> Vec<Lane>) -> Vec<String> {
    let heights = heights(places, edges);
    let path = |(line, (from, to)): (usize, &(usize, usize))| {
        let (from, to) = (places.get(*from)?, places.get(*to)?);
        let &(from_y, to_y) = heights.get(line)?;
        let mut lanes = lanes(line);
        let (start, end, back) = match from.column.cmp(&to.column) {
            std::cmp::Ordering::Less => (from.x + from.width, to.x, -ARROW),
            std::cmp::Ordering::Equal => (from.x + from.width, to.x + to.width, ARROW),
            std::cmp::Ordering::Greater => {
                lanes = lanes.into_iter().rev().map(|(left, right, y)| (right, left, y)).collect();
                (from.x, to.x + to.width, ARROW)
            }
        };
        let mut path = format!("M{start} {from_y}");
        let (mut x, mut y) = (start, from_y);
        for (left, right, at) in lanes {
            path.push_str(&format!("{}H{right}", curve(x, y, left, at)));
            (x, y) = (right, at);
        }
        if from.column == to.column {
            let out = start.max(end) + BEND;
            path.push_str(&format!("C{out} {y} {out} {to_y} {end} {to_y}"));
        } else {
            path.push_str(&curve(x, y, end, to_y));
        }
        let (tail, half) = (end + back, ARROW * 2 / 3);
        Some(format!("{path}M{tail} {}L{end} {to_y}L{tail} {}", to_y - half, to_y + half))
    };
    edges.iter().enumerate().map(|line| path(line).unwrap_or_default()).collect()
}

/// From a box down and into the left side of one that stands below it.
pub fn branch(head: &Place, below: &Place) -> String {
    let x = head.x + (below.x - head.x) / 2;
    format!("M{x} {}V{}H{}", head.y + BOX_HEIGHT, below.y + BOX_HEIGHT / 2, below.x)
}

fn curve(x: i32, y: i32, to_x: i32, to_y: i32) -> String {
    let middle = x + (to_x - x) / 2;
    format!("C{middle} {y} {middle} {to_y} {to_x} {to_y}")
}

/// How high each line begins and ends: those at one side of a box are spread over it.
fn heights(places: &[Place], edges: &[(usize, usize)]) -> Vec<(i32, i32)> {
    let mut ends = Vec::new();
    for (line, (from, to)) in edges.iter().enumerate() {
        let (Some(a), Some(b)) = (places.get(*from), places.get(*to)) else { continue };
        ends.push(End { at: *from, is_right: a.column <= b.column, other: b.y, line: (line, false) });
        ends.push(End { at: *to, is_right: a.column >= b.column, other: a.y, line: (line, true) });
    }
    ends.sort_by_key(|end| (end.at, end.is_right, end.other, end.line));
    let mut heights = vec![(0, 0); edges.len()];
    for side in ends.chunk_by(|a, b| (a.at, a.is_right) == (b.at, b.is_right)) {
        let parts = i32::try_from(side.len()).unwrap_or(i32::MAX).saturating_add(1);
        for (part, end) in (1..).zip(side) {
            let top = places.get(end.at).map_or(0, |place| place.y);
            let y = top.saturating_add(BOX_HEIGHT.saturating_mul(part) / parts);
            if let Some((begin, finish)) = heights.get_mut(end.line.0) {
                *(if end.line.1 { finish } else { begin }) = y;
            }
        }
    }
    heights
}
