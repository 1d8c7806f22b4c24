//! What the repositories of the data sets hold.

use super::history::When;

mod code;
mod data;
mod shop;
mod texts;
mod usual;

pub use shop::shop;
pub use usual::{first, plain, usual};

/// The days of a story: when its beginnings are, when they are over, and when it ends.
#[derive(Clone, Copy, Debug)]
pub struct Days {
    pub first: i64,
    settled: i64,
    pub last: i64,
}

pub const SHOP: Days = Days { first: 0, settled: 133, last: 183 };
pub const USUAL: Days = Days { first: 21, settled: 60, last: 112 };
pub const PLAIN: Days = Days { first: 0, settled: 0, last: 21 };

impl Days {
    /// When the beginnings are over, in seconds since 1970.
    pub(super) fn settled(self) -> i64 {
        at(self.settled, 0, 0)
    }

    /// When it happens so that it ends on one day, counted from 1970, and its beginnings go back to another at most.
    pub fn told(self, from: i64, until: i64) -> When {
        let days = until.saturating_sub(at(self.last, 0, 0).div_euclid(DAY));
        let room = until.saturating_sub(from).saturating_sub(self.last.saturating_sub(self.first));
        let spread = room.max(0).checked_div(self.settled.saturating_sub(self.first)).unwrap_or_default();
        When { days, spread }
    }
}

const DAY: i64 = 24 * 60 * 60;

/// Seconds since 1970 of a minute on a day of the stories, counted from Monday, 3 March 2025. Always the same: ids of
/// commits follow from it.
fn at(day: i64, hour: i64, minute: i64) -> i64 {
    const MONDAY: i64 = 1_740_960_000;
    MONDAY.saturating_add(day.saturating_mul(24).saturating_add(hour).saturating_mul(60).saturating_add(minute) * 60)
}
