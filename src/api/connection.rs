//! Whether the API can be reached, as the requests themselves show, and the browser where it knows that none can be.

use leptos::prelude::*;

use crate::reactive::State;

/// What the last requests said about the way to the API.
#[derive(Clone, Copy)]
pub struct Connection {
    lost: RwSignal<bool>,
    /// Counts recoveries, so that reads that failed meanwhile can ask again.
    recoveries: State<u32>,
}

impl Connection {
    pub(super) fn new() -> Self {
        Self { lost: RwSignal::new(false), recoveries: State::new(0) }
    }

    /// Listens to what the browser knows, as long as the reactive owner is there.
    pub fn listen(self) {
        let gone = window_event_listener_untyped("offline", move |_| self.failed());
        // There is a network; whether the API is there shows when it is asked.
        let back = window_event_listener_untyped("online", move |_| self.ask_again());
        on_cleanup(move || {
            gone.remove();
            back.remove();
        });
    }

    /// Whether the API cannot be reached at present.
    pub fn is_lost(self) -> bool {
        self.lost.get()
    }

    /// As [`Connection::is_lost`], without following it.
    pub(super) fn is_lost_untracked(self) -> bool {
        self.lost.get_untracked()
    }

    /// Goes up by one each time what failed may well succeed: the API answers again, or there is a network again.
    pub fn recoveries(self) -> u32 {
        self.recoveries.get()
    }

    /// The API answered, whatever it said.
    pub(super) fn answered(self) {
        if self.lost.get_untracked() {
            self.lost.set(false);
            self.ask_again();
        }
    }

    fn ask_again(self) {
        self.recoveries.set(self.recoveries.get_untracked().wrapping_add(1));
    }

    /// No answer came, or that of a gateway that cannot reach the API.
    pub(super) fn failed(self) {
        if !self.lost.get_untracked() {
            self.lost.set(true);
        }
    }
}
