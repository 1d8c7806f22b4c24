//! The way of a body from the button to the answer.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Map, Value};
use wheelhouse_contract::FieldError;
use wheelhouse_contract::validate::Mode;

use super::diff::Change;
use super::fields::{Scene, settle, unsettled};
use super::meanwhile::Meanwhile;
use super::problem::{Wait, focus_first_error};
use super::review::Review;
use super::{DraftSlot, FormProblem, FormState, Fresh, Sending, WayOut};
use crate::reactive::State;

/// Progress shows only after this: most answers are there by then.
const PATIENCE: Duration = Duration::from_millis(300);

/// What a form does with its body.
#[derive(Clone, Copy)]
pub(super) struct Flow {
    pub form: FormState,
    pub scene: Scene,
    pub send: Sending,
    pub on_sent: Callback<()>,
    pub fresh: Option<Fresh>,
    pub forbidden: Signal<Option<String>>,
    pub busy: RwSignal<bool>,
    /// It is busy for so long that the person should be told.
    pub late: RwSignal<bool>,
    /// It reads the resource again and sends nothing yet.
    pub looking: RwSignal<bool>,
    pub problem: State<Option<FormProblem>>,
    pub review: State<Option<Review>>,
    pub wait: Wait,
    /// The body that was sent last.
    pub last: State<Option<Map<String, Value>>>,
    pub draft: State<Option<DraftSlot>>,
}

impl Flow {
    fn may_send(self) -> bool {
        !self.busy.get_untracked()
            && self.forbidden.with_untracked(Option::is_none)
            && untrack(|| self.wait.reason()).is_none()
    }

    pub fn submit(self) {
        let is_edit = self.form.mode == Mode::Partial;
        if !self.may_send() || self.review.with_untracked(Option::is_some) {
            return;
        }
        if is_edit && !untrack(|| self.form.is_changed()) {
            return;
        }
        self.problem.set(None);
        let people = untrack(|| unsettled(self.form));
        if people.is_empty() || !self.scene.can_ask() {
            return self.go_on();
        }
        // Who is typed and not found yet is looked up first.
        self.looking.set(true);
        self.begin();
        spawn_local(async move {
            let mut nobody = Vec::new();
            for (form, state) in people {
                let why = settle(self.scene, form, state).await;
                nobody.extend(why.map(|why| (state, why)));
            }
            if self.end() {
                self.go_on();
                nobody.into_iter().for_each(|(state, why)| state.error.set(Some(why)));
            }
        });
    }

    fn go_on(self) {
        let is_edit = self.form.mode == Mode::Partial;
        if let Err(unplaced) = self.form.checked() {
            // What is wrong but nowhere to be seen is said on the form.
            if !unplaced.is_empty() {
                self.problem.set(Some(FormProblem::unsent(named(&unplaced))));
            }
            focus_first_error(self.form);
        } else if is_edit {
            self.look();
        } else {
            self.send();
        }
    }

    /// Opens the review, on what the resource is by now.
    fn look(self) {
        let Some(fresh) = self.fresh else {
            self.open(Vec::new(), Vec::new());
            return;
        };
        self.looking.set(true);
        self.begin();
        spawn_local(async move {
            let now = fresh.run(()).await;
            // The page may be gone by now, with everything it held.
            if self.end() {
                let (both, others) = now.map(|now| self.form.meet(&now)).unwrap_or_default();
                self.open(both, others);
            }
        });
    }

    fn open(self, both: Vec<Meanwhile>, others: Vec<Change>) {
        self.review.set(Some(self.form.owned(|| Review::new(both, others))));
    }

    pub fn confirm(self) {
        let Some(review) = self.review.get_untracked() else { return };
        if !self.may_send() || untrack(|| review.is_open()) {
            return;
        }
        review.settle(self.form);
        let Some(fresh) = self.fresh else { return self.send_changes() };
        // Somebody may have changed it while the review was read.
        self.looking.set(true);
        self.begin();
        spawn_local(async move {
            let now = fresh.run(()).await;
            if !self.end() {
                return;
            }
            let (both, others) = now.map(|now| self.form.meet(&now)).unwrap_or_default();
            if both.is_empty() { self.send_changes() } else { self.open(both, others) }
        });
    }

    fn send_changes(self) {
        if untrack(|| self.form.is_changed()) {
            self.send();
        } else {
            // Everything was left as it is now there.
            self.review.set(None);
        }
    }

    /// Sends what failed again, or starts over where it was changed since.
    pub fn again(self) {
        let body = untrack(|| self.form.body());
        let is_same = self.last.with_untracked(|last| last.as_ref() == Some(&body));
        let may_repeat =
            self.problem.with_untracked(|problem| problem.as_ref().is_some_and(|p| p.way_out != WayOut::Compare));
        if is_same && may_repeat && self.may_send() {
            self.problem.set(None);
            self.send();
        } else {
            self.submit();
        }
    }

    fn send(self) {
        let body = untrack(|| self.form.body());
        self.last.set(Some(body.clone()));
        let slot = self.draft.get_untracked();
        self.begin();
        spawn_local(async move {
            let sent = self.send.run(Value::Object(body)).await;
            match sent {
                // It stays as if sending until the page is left: a second click must not send it again.
                Ok(()) => {
                    if let Some(slot) = slot {
                        slot.close();
                    }
                    self.on_sent.try_run(()).unwrap_or_default();
                }
                Err(refused) => {
                    if self.end() {
                        self.refuse(refused);
                    }
                }
            }
        });
    }

    fn refuse(self, refused: FormProblem) {
        self.review.set(None);
        let unplaced = self.form.show(&refused.fields);
        let text = format!("{} {}", refused.text, named(&unplaced)).trim().to_owned();
        if let WayOut::Wait(seconds) = refused.way_out {
            self.wait.start(seconds);
        }
        self.problem.set(Some(FormProblem { text, ..refused }));
        focus_first_error(self.form);
    }

    fn begin(self) {
        self.busy.set(true);
        set_timeout(
            move || {
                if self.busy.try_get_untracked() == Some(true) {
                    self.late.set(true);
                }
            },
            PATIENCE,
        );
    }

    /// Whether the form is still there.
    fn end(self) -> bool {
        let _ = self.late.try_set(false);
        let _ = self.looking.try_set(false);
        // What could not be set comes back.
        self.busy.try_set(false).is_none()
    }

    pub fn forget_draft(self) {
        self.draft.with_untracked(|slot| {
            if let Some(slot) = slot {
                slot.close();
            }
        });
    }
}

/// Errors in one line, each after the field it names.
fn named(errors: &[FieldError]) -> String {
    errors.iter().map(|error| format!("{}: {}", error.field, error.message)).collect::<Vec<_>>().join(" ")
}
