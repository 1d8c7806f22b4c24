//! Whether the API can be reached, as the requests themselves show.

use leptos::prelude::*;

use crate::reactive::State;

/// What the last requests said about the way to the API.
#[derive(Clone, Copy)]
pub struct Connection {
    lost: RwSignal<bool>,
    /// Counts recoveries, so that reads that failed meanwhile can ask again.
    recoveries: State<u32>,
}

impl Default for Connection {
    fn default() -> Self {
        Self { lost: RwSignal::new(false), recoveries: State::new(0) }
    }
}

impl Connection {
    /// Whether the API cannot be reached at present.
    pub fn is_lost(self) -> bool {
        self.lost.get()
    }

    /// Goes up by one each time the API answers again after it did not.
    pub fn recoveries(self) -> u32 {
        self.recoveries.get()
    }

    /// An answer came, whatever it said.
    pub(super) fn answered(self) {
        if self.lost.get_untracked() {
            self.lost.set(false);
            self.recoveries.set(self.recoveries.get_untracked().wrapping_add(1));
        }
    }

    /// No answer came.
    pub(super) fn failed(self) {
        if !self.lost.get_untracked() {
            self.lost.set(true);
        }
    }
}
