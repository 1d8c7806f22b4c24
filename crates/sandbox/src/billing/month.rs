//! Months, which are what orders are made of (UTC).

use time::{Date, OffsetDateTime};

use crate::clock::Moment;

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    year: i32,
    /// From 1.
    month: u8,
}

impl Month {
    /// The month that a moment lies in.
    pub fn of(at: Moment) -> Self {
        let seconds = at.micros().div_euclid(1_000_000);
        let at = OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH);
        Self { year: at.year(), month: u8::from(at.month()) }
    }

    pub fn next(self) -> Self {
        match self.month {
            12.. => Self { year: self.year.saturating_add(1), month: 1 },
            month => Self { month: month.saturating_add(1), ..self },
        }
    }

    pub fn previous(self) -> Self {
        match self.month {
            ..=1 => Self { year: self.year.saturating_sub(1), month: 12 },
            month => Self { month: month.saturating_sub(1), ..self },
        }
    }

    pub fn start(self) -> Moment {
        let month = time::Month::try_from(self.month).unwrap_or(time::Month::January);
        let first = Date::from_calendar_date(self.year, month, 1).unwrap_or(Date::MAX);
        Moment::from_unix_seconds(first.midnight().assume_utc().unix_timestamp())
    }

    /// The first moment of the next.
    pub fn end(self) -> Moment {
        self.next().start()
    }

    /// As `2026-01`.
    pub fn text(self) -> String {
        format!("{:04}-{:02}", self.year, self.month)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_follow_each_other_over_the_years() {
        let february = Month { year: 2024, month: 2 };
        assert_eq!(february.end().seconds_after(february.start()), 29 * 86_400);
        assert_eq!(february.start().rfc3339(), "2024-02-01T00:00:00.000000+00:00");
        let mut month = february;
        for _ in 0..30 {
            assert_eq!((month.next().previous(), Month::of(month.start())), (month, month));
            assert_eq!(Month::of(month.end().plus_micros(-1)), month);
            month = month.next();
        }
        assert_eq!(month.text(), "2026-08");
    }
}
