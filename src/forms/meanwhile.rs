//! What became of the resource while its form was filled.

use leptos::prelude::*;
use serde_json::Value;

use super::diff::{Change, changes, secret_change};
use super::input::same;
use super::{FieldState, FormState};

/// A field that somebody else changed.
#[derive(Clone)]
pub(super) struct Meanwhile {
    pub field: FieldState,
    /// What was changed, from what the form started with to what is there now.
    pub theirs: Vec<Change>,
    /// What is there now.
    pub value: Value,
}

impl FormState {
    /// The changed fields, from what the resource has to what is entered.
    pub fn changes(self) -> Vec<Change> {
        self.fields().iter().filter(|state| state.is_changed()).flat_map(|state| self.changes_of(*state)).collect()
    }

    pub(super) fn changes_of(self, state: FieldState) -> Vec<Change> {
        let after = state.value().unwrap_or_default();
        if state.is_withheld {
            return vec![secret_change(state.field.label, true, !after.is_null())];
        }
        changes(state.field, &state.initial(), &after, self.is_secret(state.field))
    }

    /// Takes up what the resource has become. What the person did not touch follows at once; what both changed to
    /// different ends is returned first, what only the others changed second.
    pub(super) fn meet(self, now: &Value) -> (Vec<Meanwhile>, Vec<Change>) {
        let mut both = Vec::new();
        let mut others = Vec::new();
        for field in untrack(|| self.fields()) {
            // What is not said is not known to have changed.
            let Some(value) = now.get(field.field.name) else { continue };
            let initial = field.initial();
            let theirs = self.owned(|| field.settled(value));
            if field.is_withheld || same(field.field, &initial, &theirs) {
                continue;
            }
            let is_secret = untrack(|| self.is_secret(field.field));
            let changed = changes(field.field, &initial, &theirs, is_secret);
            let (is_touched, is_same) =
                untrack(|| (field.is_changed(), field.value().is_ok_and(|own| same(field.field, &own, &theirs))));
            if is_touched && !is_same {
                both.push(Meanwhile { field, theirs: changed, value: value.clone() });
                continue;
            }
            self.owned(|| field.rebase(value, true));
            others.extend(changed);
        }
        (both, others)
    }

    /// Settles a field that both changed: with `mine` what is entered is sent, else what is there now stays.
    pub(super) fn decide(self, meanwhile: &Meanwhile, mine: bool) {
        self.owned(|| meanwhile.field.rebase(&meanwhile.value, !mine));
    }
}
