//! Lines about progress, and how long things took.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use crate::Result;

/// A numbered series of steps, one line each: `[3/9] trunk 0.21.14 … found`.
pub struct Steps {
    total: usize,
    at: usize,
}

impl Steps {
    pub fn of(total: usize) -> Self {
        Self { total, at: 0 }
    }

    /// Does one step. It says `found` where there was nothing to do, else how long it took.
    ///
    /// # Errors
    /// Those of `ensure`, after the line has been ended.
    pub fn step<T>(&mut self, what: &str, ensure: impl FnOnce(&Progress) -> Result<T>) -> Result<T> {
        self.at += 1;
        say(&format!("[{}/{}] {what} … ", self.at, self.total));
        let progress = Progress::default();
        let started = Instant::now();
        let outcome = ensure(&progress);
        match &outcome {
            Ok(_) if progress.busy.get() => println!("done in {}", seconds(started.elapsed())),
            Ok(_) => println!("found"),
            Err(_) => println!("failed"),
        }
        outcome
    }
}

/// How a step says that it found work to do.
#[derive(Default)]
pub struct Progress {
    busy: std::cell::Cell<bool>,
}

impl Progress {
    /// Continues the step's line: `building (about 2 min) … `.
    pub fn doing(&self, what: &str) {
        self.busy.set(true);
        say(&format!("{what} … "));
    }
}

/// How long each part of a command took.
#[derive(Default)]
pub struct Timings(Vec<(String, Duration)>);

impl Timings {
    /// Does one part and notes its time.
    ///
    /// # Errors
    /// Those of `part`.
    pub fn time<T>(&mut self, what: &str, part: impl FnOnce() -> Result<T>) -> Result<T> {
        let started = Instant::now();
        let outcome = part();
        self.0.push((what.to_owned(), started.elapsed()));
        outcome
    }

    /// `setup 0.4 s · console 61.0 s · server 12.3 s · in all 73.7 s`.
    pub fn line(&self) -> String {
        let total = self.0.iter().map(|(_, time)| *time).sum();
        let parts = self.0.iter().map(|(what, time)| format!("{what} {}", seconds(*time)));
        parts.chain([format!("in all {}", seconds(total))]).collect::<Vec<_>>().join(" · ")
    }
}

pub fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

fn say(text: &str) {
    print!("{text}");
    // Where standard output is gone, nobody reads it.
    let _ = io::stdout().flush();
}
