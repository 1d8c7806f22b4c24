//! Where the boxes of a picture stand, and how the lines between them run.
//!
//! Boxes stand in columns, from who asks to who answers. A line over several columns has its own lane in each
//! column between, so that it never runs behind a box. Sizes are in pixels; the same input gives the same picture.

use super::columns::columns;
use super::lines::lines;

/// Where a box belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rank {
    /// In the first column: nothing comes before it.
    First,
    /// Right of whoever leads to it.
    Middle,
    /// Right below another box, which is not below one itself.
    Below(usize),
    /// In the last column, unless it leads on to others.
    Last,
}

/// The upper left corner of a box, and how large it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub column: usize,
    pub x: i32,
    pub y: i32,
    pub width: i32,
}

/// A whole picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// One for each box, in the order given.
    pub places: Vec<Place>,
    /// One for each line, in the order given: the outline of an SVG path, its arrow included.
    pub lines: Vec<String>,
    pub width: i32,
    pub height: i32,
}

pub const BOX_HEIGHT: i32 = 48;
const WIDE: i32 = 248;
const NARROW: i32 = 192;
/// How far a box below another is set in.
const INDENT: i32 = 16;
const GAP: i32 = 14;
const LANE: i32 = 12;
const CHANNEL: i32 = 64;
const MARGIN: i32 = 8;
/// With more pieces of lines than this they run straight, so that a strange answer costs no time.
const MOST_PIECES: usize = 4_000;

/// What stands in a column: a box with those below it, or the lane of a line.
struct Slot {
    column: usize,
    members: Vec<usize>,
    before: Vec<usize>,
    after: Vec<usize>,
    y: i32,
}

impl Slot {
    fn height(&self) -> i32 {
        let count = i32::try_from(self.members.len()).unwrap_or(i32::MAX);
        if count == 0 { LANE } else { count.saturating_mul(BOX_HEIGHT + GAP) - GAP }
    }

    fn middle(&self) -> i32 {
        self.y.saturating_add(self.height() / 2)
    }
}

/// Lays out boxes of these ranks and lines between them, by their places in `ranks`. What names no box is left out.
pub fn layout(ranks: &[Rank], edges: &[(usize, usize)]) -> Layout {
    let heads = heads(ranks);
    let columns = columns(ranks, &heads, edges);
    let count = columns.iter().max().map_or(0, |last| last + 1);
    let (mut slots, slot_of) = slots(&heads, &columns);
    let lanes = lanes(&mut slots, &slot_of, edges);
    let mut order: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (index, slot) in slots.iter().enumerate() {
        if let Some(column) = order.get_mut(slot.column) {
            column.push(index);
        }
    }
    untangle(&slots, &mut order);
    stack(&mut slots, &order);
    let (lefts, width) = lefts(ranks, &columns, count);
    let mut places = vec![Place::default(); ranks.len()];
    let mut height = 0;
    for slot in &slots {
        height = height.max(slot.y.saturating_add(slot.height()));
        let Some(&(x, width)) = lefts.get(slot.column) else { continue };
        for (at, member) in (0..).zip(&slot.members) {
            if let Some(place) = places.get_mut(*member) {
                let inset = if at > 0 { INDENT } else { 0 };
                let y = slot.y.saturating_add(at * (BOX_HEIGHT + GAP));
                *place = Place { column: slot.column, x: x + inset, y, width: width - inset };
            }
        }
    }
    let lines = lines(&places, edges, |line| {
        let lanes = lanes.get(line).map_or(&[][..], Vec::as_slice);
        let lane = |slot: &usize| {
            let slot = slots.get(*slot)?;
            let (x, width) = *lefts.get(slot.column)?;
            Some((x, x + width, slot.middle()))
        };
        lanes.iter().filter_map(lane).collect()
    });
    Layout { places, lines, width, height: height.saturating_add(MARGIN) }
}

/// For each box the one at the head of its stack.
fn heads(ranks: &[Rank]) -> Vec<usize> {
    let head = |(own, rank): (usize, &Rank)| match rank {
        Rank::Below(above) => match ranks.get(*above) {
            None | Some(Rank::Below(_)) => own,
            Some(_) => *above,
        },
        _ => own,
    };
    ranks.iter().enumerate().map(head).collect()
}

/// The stacks of boxes, and which one each box is in.
fn slots(heads: &[usize], columns: &[usize]) -> (Vec<Slot>, Vec<usize>) {
    let mut slots: Vec<Slot> = Vec::new();
    let mut slot_of = vec![0; heads.len()];
    // The heads first, so that each is the first of its stack.
    for is_head in [true, false] {
        for (at, head) in heads.iter().enumerate().filter(|(at, head)| (at == *head) == is_head) {
            let known = slot_of.get(*head).copied().unwrap_or(0);
            let own = if is_head { slots.len() } else { known };
            if is_head {
                let column = columns.get(at).copied().unwrap_or(0);
                slots.push(Slot { column, members: Vec::new(), before: Vec::new(), after: Vec::new(), y: 0 });
            }
            if let Some(slot) = slots.get_mut(own) {
                slot.members.push(at);
            }
            if let Some(place) = slot_of.get_mut(at) {
                *place = own;
            }
        }
    }
    (slots, slot_of)
}

/// The lanes of each line from left to right, and who is beside whom.
fn lanes(slots: &mut Vec<Slot>, slot_of: &[usize], edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut pieces = 0;
    let mut lanes = Vec::new();
    for (from, to) in edges {
        let mut own = Vec::new();
        if let (Some(&from), Some(&to)) = (slot_of.get(*from), slot_of.get(*to)) {
            let column = |slot: usize, slots: &[Slot]| slots.get(slot).map_or(0, |slot| slot.column);
            let (left, right) = if column(from, slots) <= column(to, slots) { (from, to) } else { (to, from) };
            let between = column(left, slots) + 1..column(right, slots);
            pieces += between.len();
            if pieces <= MOST_PIECES {
                for column in between {
                    own.push(slots.len());
                    slots.push(Slot { column, members: Vec::new(), before: Vec::new(), after: Vec::new(), y: 0 });
                }
                let stops: Vec<usize> = std::iter::once(left).chain(own.iter().copied()).chain([right]).collect();
                for (before, after) in stops.iter().zip(stops.iter().skip(1)).filter(|(before, after)| before != after)
                {
                    if let Some(slot) = slots.get_mut(*before) {
                        slot.after.push(*after);
                    }
                    if let Some(slot) = slots.get_mut(*after) {
                        slot.before.push(*before);
                    }
                }
            }
        }
        lanes.push(own);
    }
    lanes
}

/// Orders each column so that few lines cross: a slot stands at the middle of those it is joined to in the next column.
fn untangle(slots: &[Slot], order: &mut [Vec<usize>]) {
    let mut ranks = vec![0_i32; slots.len()];
    let note = |column: &[usize], ranks: &mut Vec<i32>| {
        for (rank, slot) in (0..).zip(column) {
            if let Some(own) = ranks.get_mut(*slot) {
                *own = rank * 1_000;
            }
        }
    };
    order.iter().for_each(|column| note(column, &mut ranks));
    for round in 0..6 {
        let forward = round % 2 == 0;
        for step in 0..order.len() {
            let at = if forward { step } else { order.len() - 1 - step };
            let Some(column) = order.get_mut(at) else { continue };
            let wanted = |slot: usize| {
                let joined = slots.get(slot).map_or(&[][..], |slot| if forward { &slot.before } else { &slot.after });
                let own = ranks.get(slot).copied().unwrap_or(0);
                mean(joined.iter().filter_map(|other| ranks.get(*other).copied())).unwrap_or(own)
            };
            let mut keyed: Vec<(i32, usize)> = column.iter().map(|slot| (wanted(*slot), *slot)).collect();
            keyed.sort_by_key(|(key, _)| *key);
            *column = keyed.into_iter().map(|(_, slot)| slot).collect();
            note(column, &mut ranks);
        }
    }
}

/// Stacks each column, every slot as near to those it is joined to as the others leave room.
fn stack(slots: &mut [Slot], order: &[Vec<usize>]) {
    let forward = order.iter();
    for column in forward.clone().chain(forward.clone().rev()).chain(forward) {
        let mut next = i32::MIN;
        let mut moved = 0_i64;
        for slot in column {
            let Some(Slot { before, after, .. }) = slots.get(*slot) else { continue };
            let joined = before.iter().chain(after).filter_map(|other| slots.get(*other)).map(Slot::middle);
            let middle = mean(joined);
            let Some(slot) = slots.get_mut(*slot) else { continue };
            let wanted = middle.map_or(slot.y, |middle| middle.saturating_sub(slot.height() / 2));
            slot.y = wanted.max(next);
            moved = moved.saturating_add(i64::from(slot.y) - i64::from(wanted));
            next = slot.y.saturating_add(slot.height()).saturating_add(GAP);
        }
        // Pushed down alike, they move up again together.
        let back = moved / i64::try_from(column.len().max(1)).unwrap_or(1);
        let back = i32::try_from(back).unwrap_or(0);
        for slot in column {
            if let Some(slot) = slots.get_mut(*slot) {
                slot.y = slot.y.saturating_sub(back);
            }
        }
    }
    let top = slots.iter().map(|slot| slot.y).min().unwrap_or(0);
    for slot in slots {
        slot.y = slot.y.saturating_sub(top).saturating_add(MARGIN);
    }
}

/// Where each column begins and how wide it is, and how wide the whole is.
fn lefts(ranks: &[Rank], columns: &[usize], count: usize) -> (Vec<(i32, i32)>, i32) {
    let mut x = MARGIN;
    let mut lefts = Vec::new();
    for column in 0..count {
        let is_wide = columns.iter().zip(ranks).any(|(own, rank)| *own == column && *rank == Rank::First);
        let width = if is_wide { WIDE } else { NARROW };
        lefts.push((x, width));
        x = x.saturating_add(width).saturating_add(CHANNEL);
    }
    // Lines between boxes of the last column go round on its right.
    (lefts, x.saturating_sub(CHANNEL / 2))
}

fn mean(values: impl Iterator<Item = i32>) -> Option<i32> {
    let (sum, count) = values.fold((0_i64, 0_i64), |(sum, count), value| (sum + i64::from(value), count + 1));
    (count > 0).then(|| i32::try_from(sum / count).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    /// The columns of all boxes, after looking that none lies on another and that each line is drawn.
    fn checked(ranks: &[Rank], edges: &[(usize, usize)]) -> Vec<usize> {
        let layout = layout(ranks, edges);
        assert_eq!((layout.places.len(), layout.lines.len()), (ranks.len(), edges.len()));
        for (at, a) in layout.places.iter().enumerate() {
            assert!(a.x >= 0 && a.y >= 0 && a.width > 0);
            assert!(a.x + a.width <= layout.width && a.y + BOX_HEIGHT <= layout.height);
            for b in layout.places.iter().skip(at + 1) {
                let apart_x = a.x + a.width <= b.x || b.x + b.width <= a.x;
                let apart_y = a.y + BOX_HEIGHT <= b.y || b.y + BOX_HEIGHT <= a.y;
                assert!(apart_x || apart_y, "{a:?} lies on {b:?}");
            }
        }
        for (line, (from, to)) in layout.lines.iter().zip(edges) {
            let [from, to] = [from, to].map(|at| layout.places[*at]);
            let meets = |place: Place, text: &str| {
                let (x, y) = text.split_once(' ').unwrap();
                let (x, y): (i32, i32) = (x.parse().unwrap(), y.parse().unwrap());
                (x == place.x || x == place.x + place.width) && (place.y..=place.y + BOX_HEIGHT).contains(&y)
            };
            let start = line.strip_prefix('M').unwrap().split('C').next().unwrap();
            let tip = line.split('L').nth(1).unwrap();
            assert!(meets(from, start) && meets(to, tip), "{line} from {from:?} to {to:?}");
        }
        layout.places.iter().map(|place| place.column).collect()
    }

    #[test]
    fn from_who_asks_to_who_answers() {
        use Rank::{Below, First, Last, Middle};
        // Two routes, an application with a worker, a database, a cache that nobody asks.
        let ranks = [First, First, Middle, Below(2), Last, Last];
        assert_eq!(checked(&ranks, &[(0, 2), (1, 0), (2, 4), (3, 4)]), [0, 0, 1, 1, 2, 2]);
        // A front end that asks an application that asks a database; a cache before the front end.
        let ranks = [First, Last, Middle, Middle, Last];
        assert_eq!(checked(&ranks, &[(0, 1), (1, 2), (2, 3), (3, 4), (2, 4)]), [0, 1, 2, 3, 4]);
        assert_eq!(checked(&[Last, Middle], &[]), [1, 0]);
        assert_eq!(checked(&[], &[]), [0; 0]);
    }

    #[test]
    fn one_below_another_stands_right_below_it() {
        use Rank::{Below, Last, Middle};
        let ranks = [Below(1), Middle, Middle, Below(1), Below(0), Below(9), Last];
        let layout = layout(&ranks, &[(0, 6), (3, 6), (2, 6)]);
        checked(&ranks, &[(0, 6), (3, 6), (2, 6)]);
        let y = |at: usize| layout.places[at].y;
        assert_eq!((y(0), y(3)), (y(1) + BOX_HEIGHT + GAP, y(1) + 2 * (BOX_HEIGHT + GAP)));
        assert!(layout.places[0].x > layout.places[1].x);
    }

    #[test]
    fn a_line_over_a_column_keeps_clear_of_its_boxes() {
        use Rank::{First, Last, Middle};
        let ranks = [First, Middle, Middle, Last];
        let layout = layout(&ranks, &[(0, 1), (1, 2), (2, 3), (1, 3)]);
        let between = layout.places[2];
        // The lane: the only level part of the line.
        let (before, after) = layout.lines[3].split_once('H').unwrap();
        let y: i32 = before.rsplit(' ').next().unwrap().parse().unwrap();
        assert!(after.starts_with(&(between.x + between.width).to_string()));
        assert!(y < between.y || y > between.y + BOX_HEIGHT, "{y} {between:?}");
    }

    #[test]
    fn circles_and_strangers_end() {
        use Rank::{Below, First, Last, Middle};
        checked(&[Middle, Middle, Middle], &[(0, 1), (1, 2), (2, 0), (1, 1), (0, 2)]);
        checked(&[Middle, Below(0), Last], &[(0, 1), (1, 0), (2, 0), (0, 2), (2, 2)]);
        checked(&[First, First], &[(0, 1), (1, 0), (0, 0)]);
        let lines = layout(&[Middle], &[(0, 7), (7, 0), (8, 9)]).lines;
        assert_eq!(lines, ["", "", ""]);
    }

    #[test]
    fn many_boxes_and_very_many_lines_take_no_time() {
        let rank = |at: usize| match at {
            0..15 => Rank::First,
            15..25 => Rank::Middle,
            25..35 => Rank::Below(at - 10),
            _ => Rank::Last,
        };
        let ranks: Vec<Rank> = (0..50).map(rank).collect();
        let edges: Vec<(usize, usize)> = (0..400).map(|n| (n * 7 % 50, n * 13 % 50)).collect();
        checked(&ranks, &edges);
        // A chain: as many columns as boxes, and lines over all of them.
        let chain = vec![Rank::Middle; 300];
        let edges: Vec<(usize, usize)> = (0..299).map(|n| (n, n + 1)).chain((0..2_000).map(|n| (n % 9, 299))).collect();
        checked(&chain, &edges);
    }
}
