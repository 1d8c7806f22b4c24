//! The sandbox's time: real time plus an offset, so that tests need not wait.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use wheelhouse_contract::facts::{Said, kind};

/// A point in time, in microseconds since 1970 (UTC): as precise as the API's timestamps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(i64);

impl Moment {
    pub const fn from_unix_seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1_000_000))
    }

    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    pub const fn micros(self) -> i64 {
        self.0
    }

    pub const fn plus_millis(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis.saturating_mul(1000)))
    }

    pub const fn plus_micros(self, micros: i64) -> Self {
        Self(self.0.saturating_add(micros))
    }

    pub const fn plus_seconds(self, seconds: i64) -> Self {
        self.plus_millis(seconds.saturating_mul(1000))
    }

    /// Whole milliseconds since `earlier`; negative when that is later.
    pub const fn millis_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0).div_euclid(1000)
    }

    /// Whole seconds since `earlier`; negative when that is later.
    pub const fn seconds_after(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0).div_euclid(1_000_000)
    }

    /// Seconds since `earlier`, as the API gives timings.
    pub fn seconds_since(self, earlier: Self) -> f64 {
        self.millis_since(earlier) as f64 / 1000.0
    }

    /// As the API writes it: `2026-01-31T12:00:00.000000+00:00`.
    pub fn rfc3339(self) -> String {
        let nanos = i128::from(self.0).saturating_mul(1000);
        let at = OffsetDateTime::from_unix_timestamp_nanos(nanos).unwrap_or(OffsetDateTime::UNIX_EPOCH);
        let (year, month, day) = (at.year(), u8::from(at.month()), at.day());
        let (hour, minute, second, micro) = (at.hour(), at.minute(), at.second(), at.microsecond());
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{micro:06}+00:00")
    }

    /// Reads RFC 3339.
    pub fn parse(text: &str) -> Option<Self> {
        // A plus that was not percent-encoded in a query string arrives as a space.
        let at = OffsetDateTime::parse(&text.trim().replace(' ', "+"), &Rfc3339).ok()?;
        i64::try_from(at.unix_timestamp_nanos().div_euclid(1000)).ok().map(Self)
    }
}

impl From<Moment> for Said<kind::time> {
    fn from(moment: Moment) -> Self {
        Self::from(moment.rfc3339())
    }
}

impl ToSql for Moment {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.0))
    }
}

impl FromSql for Moment {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        i64::column_result(value).map(Self)
    }
}

/// Stands for the moment at which a clock that goes has stopped.
const GOING: i64 = i64::MIN;

/// Tells the sandbox's time.
#[derive(Debug)]
pub struct Clock {
    /// Microseconds ahead of real time, while it goes.
    offset: AtomicI64,
    /// The moment at which it stands, in microseconds since 1970; [`GOING`] while it goes.
    stopped: AtomicI64,
    /// The latest moment that was told, in microseconds since 1970: time does not go back when the machine's clock does.
    told: AtomicI64,
}

/// Microseconds by which the machine's clock may go back before time goes on from where it was. Readings on several threads
/// differ by less.
const BACK: i64 = 1_000_000;

impl Clock {
    pub fn with_offset(micros: i64) -> Self {
        Self { offset: AtomicI64::new(micros), stopped: AtomicI64::new(GOING), told: AtomicI64::new(GOING) }
    }

    pub fn now(&self) -> Moment {
        match self.stopped.load(Ordering::SeqCst) {
            GOING => {
                let offset = self.offset();
                let at = real().saturating_add(offset);
                let told = self.told.fetch_max(at, Ordering::SeqCst);
                let behind = told.saturating_sub(at);
                if behind > BACK {
                    // Somebody else may have done it meanwhile.
                    let ahead = offset.saturating_add(behind);
                    let _ = self.offset.compare_exchange(offset, ahead, Ordering::SeqCst, Ordering::SeqCst);
                }
                Moment(at.max(told))
            }
            stopped => Moment(stopped),
        }
    }

    /// Has time go on from a moment at least: one that it was already.
    pub fn not_before(&self, moment: Option<Moment>) {
        if let Some(moment) = moment {
            self.told.fetch_max(moment.micros(), Ordering::SeqCst);
        }
    }

    /// Sets how far ahead of real time the sandbox is, in microseconds; the clock goes.
    pub fn set_offset(&self, micros: i64) {
        self.offset.store(micros, Ordering::SeqCst);
        self.told.store(GOING, Ordering::SeqCst);
        self.stopped.store(GOING, Ordering::SeqCst);
    }

    /// How far ahead of real time the clock is while it goes, in microseconds.
    pub fn offset(&self) -> i64 {
        self.offset.load(Ordering::SeqCst)
    }

    /// Moves the clock ahead, whether it goes or stands.
    pub fn advance(&self, micros: i64) {
        self.offset.store(self.offset().saturating_add(micros), Ordering::SeqCst);
        let stopped = self.stopped.load(Ordering::SeqCst);
        if stopped != GOING {
            self.stopped.store(stopped.saturating_add(micros), Ordering::SeqCst);
        }
    }

    /// Stops the clock: only `advance` moves it.
    pub fn stop(&self) {
        self.stopped.store(self.now().micros(), Ordering::SeqCst);
    }

    /// Lets the clock go on from where it stands.
    pub fn go_on(&self) {
        let stopped = self.stopped.load(Ordering::SeqCst);
        if stopped != GOING {
            self.set_offset(stopped.saturating_sub(real()));
        }
    }
}

/// Microseconds since 1970, in real time.
fn real() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_micros()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_whose_clock_is_set_back_does_not_take_time_back() {
        const HOUR: i64 = 3_600_000_000;
        let clock = Clock::with_offset(0);
        let before = clock.now();
        // To the clock it is all the same which of the two went back.
        clock.offset.fetch_sub(HOUR, Ordering::SeqCst);
        let after = clock.now();
        assert!(after >= before && after.micros() - before.micros() < HOUR / 2);
        assert!(clock.offset() > -HOUR / 2, "and it goes on from there");
        let later = Moment(after.micros() + HOUR);
        clock.not_before(Some(later));
        assert!(clock.now() >= later);
        clock.set_offset(0);
        assert!(clock.now() < later, "only whoever steers it takes it back");
    }

    #[test]
    fn what_is_written_reads_back() {
        for micros in [0, 1, 1_700_000_000_123_456, 4_102_444_800_000_000] {
            let moment = Moment(micros);
            assert_eq!(Moment::parse(&moment.rfc3339()), Some(moment));
        }
        assert_eq!(Moment::parse("yesterday"), None);
        assert_eq!(Moment(0).rfc3339(), "1970-01-01T00:00:00.000000+00:00");
    }
}
