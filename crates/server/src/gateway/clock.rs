//! The gateway's clock.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use time::OffsetDateTime;

/// What time it is: that of the system, unless it was moved forward. Tests move it rather than wait for tokens to end.
#[derive(Clone, Debug, Default)]
pub struct Clock(Arc<AtomicI64>);

impl Clock {
    /// Seconds since 1970.
    pub(super) fn now(&self) -> i64 {
        OffsetDateTime::now_utc().unix_timestamp().saturating_add(self.0.load(Ordering::Relaxed))
    }

    /// Moves it and its copies forward by whole seconds.
    pub fn forward(&self, by: Duration) {
        self.0.fetch_add(i64::try_from(by.as_secs()).unwrap_or(i64::MAX), Ordering::Relaxed);
    }
}
