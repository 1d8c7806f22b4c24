//! What a form holds of one field.

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::Field;

use super::Input;
use super::input::{has_empty, same};
use crate::reactive::State;
use crate::ui::unique_id;

/// Where a form starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Start {
    /// Nothing is there yet: the API's defaults are shown.
    New,
    /// Something is there: what is not known of it is shown as not known.
    Known,
}

/// One field of a form. Copies are the same field.
#[derive(Clone, Copy)]
pub struct FieldState {
    pub field: &'static Field,
    id: StoredValue<String>,
    pub input: State<Input>,
    pub error: RwSignal<Option<String>>,
    initial: State<Initial>,
    /// The resource has a value here that cannot be read back, or must not be shown.
    pub is_withheld: bool,
}

/// What a field started with.
struct Initial {
    value: Value,
    flag: bool,
    /// The resource says something of this field.
    is_there: bool,
}

impl FieldState {
    pub(super) fn new(field: &'static Field, value: Option<&Value>, is_withheld: bool, start: Start) -> Self {
        let input = match (is_withheld, start, value) {
            (true, ..) => Input::blank(field.kind),
            (_, Start::New, None) => Input::new(field),
            (_, _, value) => Input::from_value(field, value),
        };
        let initial = Initial::of(&input, field, value.is_some());
        Self {
            field,
            id: StoredValue::new(unique_id(field.name)),
            input: State::new(input),
            error: RwSignal::new(None),
            initial: State::new(initial),
            is_withheld,
        }
    }

    /// The control's id, to label and to focus it.
    pub fn id(self) -> String {
        self.id.get_value()
    }

    /// Whether it differs from how it started.
    pub fn is_changed(&self) -> bool {
        self.input.with(|input| {
            if self.is_withheld {
                return input.is_unset() || !input.is_blank(self.field);
            }
            let value = input.value(self.field);
            self.initial.with_untracked(|initial| !value.is_ok_and(|value| same(self.field, &value, &initial.value)))
        })
    }

    /// Whether a flag that cannot be turned off again is on.
    pub fn is_locked(self) -> bool {
        self.field.one_way && self.initial.with_untracked(|initial| initial.flag)
    }

    /// What it started with.
    pub fn initial(self) -> Value {
        self.initial.with_untracked(|initial| initial.value.clone())
    }

    pub(super) fn was_there(self) -> bool {
        self.initial.with_untracked(|initial| initial.is_there)
    }

    /// The JSON that is entered.
    ///
    /// # Errors
    /// A sentence for the person when it is none.
    pub fn value(self) -> Result<Value, String> {
        self.input.with(|input| input.value(self.field))
    }

    /// Takes a text as typed. Where nothing was set, a text that is taken back leaves nothing set.
    pub(super) fn type_text(self, text: String) {
        let nothing = text.is_empty() && self.field.nullable && !self.is_withheld && has_empty(self.field);
        let nothing = nothing && self.initial.with_untracked(|initial| initial.value.is_null());
        self.input.set(if nothing { Input::Unset } else { Input::Text(text) });
    }

    /// Puts back what it started with.
    pub(super) fn restore(self) {
        let kept = self.was_there() && !self.is_withheld;
        let value = kept.then(|| self.initial());
        self.input.set(Input::from_value(self.field, value.as_ref()));
    }

    /// Takes what is entered as the new starting point.
    pub(super) fn settle(self) {
        let initial = self.input.with_untracked(|input| {
            for group in input.groups() {
                group.form.settle();
            }
            Initial::of(input, self.field, true)
        });
        self.initial.set(initial);
        // What compares with the starting point looks again.
        self.input.notify();
    }

    /// Takes what the resource has now as the new starting point, and with `shown` as what is entered too.
    pub(super) fn rebase(self, value: &Value, shown: bool) {
        let input = Input::from_value(self.field, Some(value));
        self.initial.set(Initial::of(&input, self.field, true));
        if shown { self.input.set(input) } else { self.input.notify() }
    }

    /// What a value of the resource looks like once it has gone through the field.
    pub(super) fn settled(self, value: &Value) -> Value {
        Initial::of(&Input::from_value(self.field, Some(value)), self.field, true).value
    }

    /// The same with the declaration of another variant, keeping what is entered.
    pub(super) fn declared(self, field: &'static Field) -> Self {
        Self { field, ..self }
    }
}

impl Initial {
    fn of(input: &Input, field: &Field, is_there: bool) -> Self {
        Self { value: untrack(|| input.value(field)).unwrap_or_default(), flag: input.flag(), is_there }
    }
}
