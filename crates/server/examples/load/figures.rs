//! What requests took, as it is printed.

use std::time::Duration;

/// What requests of one kind took, shortest first.
pub struct Figures(Vec<Duration>);

impl Figures {
    pub fn of(mut times: Vec<Duration>) -> Self {
        times.sort();
        Self(times)
    }

    pub fn count(&self) -> usize {
        self.0.len()
    }

    pub fn median(&self) -> Duration {
        self.share(0.5)
    }

    pub fn most(&self) -> Duration {
        self.share(0.99)
    }

    /// A line that says what they are of.
    pub fn print(&self, what: &str) {
        let (half, most) = (said(self.median()), said(self.most()));
        println!("{what:<58} {:>6} {half:>11} {most:>11}", self.count());
    }

    /// The time within which this share of the requests was answered; of none, none.
    fn share(&self, share: f64) -> Duration {
        let at = (self.0.len().saturating_sub(1) as f64 * share).round() as usize;
        self.0.get(at).copied().unwrap_or_default()
    }
}

/// Stands above lines of figures.
pub fn print_head(what: &str) {
    println!("\n{what:<58} {:>6} {:>11} {:>11}", "number", "median", "99th");
}

pub fn said(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}
