//! Writes move branches before the database keeps why. When it does not, the branches go back.

use std::collections::BTreeSet;
use std::mem;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Which projects' branches a write may have moved. There is one write at a time.
#[derive(Debug, Default)]
pub struct Writing(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    is_under_way: bool,
    /// Whose repository was opened since the write began, by it or by who reads meanwhile.
    opened: BTreeSet<String>,
    /// Whose branches may be elsewhere than the database says.
    astray: BTreeSet<String>,
}

impl Writing {
    /// A repository is opened: who writes may move its branches.
    pub fn opened(&self, project: &str) {
        let mut state = self.state();
        if !state.opened.contains(project) {
            state.opened.insert(project.to_owned());
        }
    }

    /// A write begins. If the last one broke off, or could not be taken back, it is now; `bring_back` says of a project
    /// whether that was possible.
    pub fn begin(&self, bring_back: impl Fn(&str) -> bool) {
        let mut state = self.state();
        let opened = mem::take(&mut state.opened);
        if mem::replace(&mut state.is_under_way, true) {
            state.astray.extend(opened);
        }
        state.astray.retain(|project| !bring_back(project));
    }

    /// What was written is kept.
    pub fn keep(&self) {
        let mut state = self.state();
        state.is_under_way = false;
        state.opened.clear();
    }

    /// Nothing of what was written is kept.
    pub fn take_back(&self, bring_back: impl Fn(&str) -> bool) {
        let mut state = self.state();
        state.is_under_way = false;
        let opened = mem::take(&mut state.opened);
        state.astray.extend(opened);
        state.astray.retain(|project| !bring_back(project));
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::cell::RefCell;

    use super::*;

    #[test]
    fn what_may_have_moved_is_brought_back_as_soon_as_it_can_be() {
        let writing = Writing::default();
        let brought = RefCell::new(Vec::new());
        let asked = |is_possible: bool| {
            let brought = &brought;
            move |project: &str| {
                brought.borrow_mut().push(project.to_owned());
                is_possible
            }
        };
        writing.opened("read before");
        writing.begin(asked(true));
        writing.opened("kept");
        writing.keep();
        writing.begin(asked(true));
        assert!(brought.take().is_empty());
        writing.opened("refused");
        writing.take_back(asked(false));
        writing.begin(asked(true));
        assert_eq!(brought.take(), ["refused", "refused"]);
        writing.opened("broke off");
        writing.begin(asked(true));
        assert_eq!(brought.take(), ["broke off"]);
        writing.keep();
        writing.begin(asked(true));
        assert!(brought.take().is_empty());
    }
}
