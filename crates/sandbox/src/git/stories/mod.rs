//! What the repositories of the data sets hold.

mod code;
mod data;
mod shop;
mod texts;
mod usual;

pub use shop::shop;
pub use usual::{first, plain, usual};

/// Seconds since 1970 of a minute on a day of the stories, counted from Monday, 3 March 2025. Always the same: ids of
/// commits follow from it.
fn at(day: i64, hour: i64, minute: i64) -> i64 {
    const MONDAY: i64 = 1_740_960_000;
    MONDAY.saturating_add(day.saturating_mul(24).saturating_add(hour).saturating_mul(60).saturating_add(minute) * 60)
}
