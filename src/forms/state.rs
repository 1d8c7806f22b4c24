//! What a form holds, field by field, so that a keystroke redraws one field.

use leptos::prelude::*;
use serde_json::{Map, Value};
use wheelhouse_contract::body::Secret;
use wheelhouse_contract::validate::{Mode, validate, validate_field};
use wheelhouse_contract::{Body, Field, FieldError};

use super::Input;
use crate::ui::unique_id;

/// One field of a form.
#[derive(Clone)]
pub struct FieldState {
    pub field: &'static Field,
    /// The control's id, to label and to focus it.
    pub id: String,
    pub input: RwSignal<Input>,
    pub error: RwSignal<Option<String>>,
    initial: StoredValue<Input>,
    /// The resource has a value here that cannot be read back.
    pub is_withheld: bool,
}

impl FieldState {
    /// Whether it stands otherwise than at first.
    pub fn is_changed(&self) -> bool {
        self.input.with(|input| self.initial.with_value(|initial| input != initial))
    }

    /// Whether a flag that cannot be turned off again is on.
    pub fn is_locked(&self) -> bool {
        self.field.one_way && self.initial.with_value(Input::flag)
    }

    fn value(&self) -> Result<Value, String> {
        self.input.with(|input| input.value(self.field))
    }
}

/// A form over one request body.
#[derive(Clone, Copy)]
pub struct FormState {
    pub mode: Mode,
    body: &'static Body,
    fields: StoredValue<Vec<FieldState>>,
}

impl FormState {
    /// A form for a new resource.
    pub fn create(body: &'static Body) -> Self {
        Self::new(body, Mode::Whole, &Value::Null)
    }

    /// A form for changes to this resource.
    pub fn edit(body: &'static Body, resource: &Value) -> Self {
        Self::new(body, Mode::Partial, resource)
    }

    fn new(body: &'static Body, mode: Mode, resource: &Value) -> Self {
        let flag = |name: &str| resource.get(name).and_then(Value::as_bool).unwrap_or(false);
        let fields = body.fields.iter().filter(|field| mode == Mode::Whole || !field.fixed).map(|field| {
            let value = resource.get(field.name);
            let initial = Input::from_value(field, value);
            FieldState {
                field,
                id: unique_id(field.name),
                input: RwSignal::new(initial.clone()),
                error: RwSignal::new(None),
                initial: StoredValue::new(initial),
                is_withheld: mode == Mode::Partial && field.is_secret(flag) && value.is_none_or(Value::is_null),
            }
        });
        Self { mode, body, fields: StoredValue::new(fields.collect()) }
    }

    pub fn fields(self) -> Vec<FieldState> {
        self.fields.get_value()
    }

    /// What is typed into a field, to show it elsewhere.
    pub fn text(self, name: &str) -> Signal<String> {
        let input = self
            .fields
            .with_value(|fields| fields.iter().find(|state| state.field.name == name).map(|state| state.input));
        Signal::derive(move || input.map(|input| input.with(|input| input.text().to_owned())).unwrap_or_default())
    }

    /// Whether anything stands otherwise than at first.
    pub fn is_changed(self) -> bool {
        self.fields.with_value(|fields| fields.iter().any(FieldState::is_changed))
    }

    /// Whether a field's value is a secret as the form now stands.
    pub fn is_secret(self, field: &Field) -> bool {
        field.is_secret(|other| self.flag(other))
    }

    fn flag(self, name: &str) -> bool {
        self.fields.with_value(|fields| {
            fields.iter().find(|state| state.field.name == name).is_some_and(|state| state.input.with(Input::flag))
        })
    }

    /// The body to send: all that is entered for a new resource, only what changed for another.
    pub fn body(self) -> Map<String, Value> {
        self.collect(|state| match self.mode {
            Mode::Whole => {
                let input = state.input.get();
                state.field.required || !input.is_blank()
            }
            Mode::Partial => state.is_changed(),
        })
    }

    fn collect(self, wanted: impl Fn(&FieldState) -> bool) -> Map<String, Value> {
        self.fields.with_value(|fields| {
            let wanted = fields.iter().filter(|state| wanted(state));
            wanted.filter_map(|state| Some((state.field.name.to_owned(), state.value().ok()?))).collect()
        })
    }

    /// Checks one field, as when the person leaves it.
    pub fn check(self, state: &FieldState) {
        let error = untrack(|| {
            let own = state.value().and_then(|value| match self.mode {
                Mode::Partial if !state.is_changed() => Ok(()),
                _ if value.is_null() && !state.field.required => Ok(()),
                _ => validate_field(state.field, &value),
            });
            own.err()
                .or_else(|| self.joint_errors().into_iter().find(|e| e.field == state.field.name).map(|e| e.message))
        });
        state.error.set(error);
    }

    /// Checks everything and shows what is wrong; whether all is well.
    pub fn check_all(self) -> bool {
        let errors = untrack(|| {
            let mut errors = self.unreadable();
            errors.extend(validate(self.body, &self.body(), self.mode));
            errors.extend(self.joint_errors());
            errors
        });
        self.show(&errors).is_empty() && errors.is_empty()
    }

    /// Shows errors at their fields and clears the others; the ones that name no field of this form are returned.
    pub fn show(self, errors: &[FieldError]) -> Vec<FieldError> {
        let names = |error: &FieldError, state: &FieldState| error.field.split('.').next() == Some(state.field.name);
        self.fields.with_value(|fields| {
            for state in fields {
                let error = errors.iter().find(|error| names(error, state));
                state.error.set(error.map(|error| error.message.clone()));
            }
            let unplaced = errors.iter().filter(|error| !fields.iter().any(|state| names(error, state)));
            unplaced.cloned().collect()
        })
    }

    /// The fields that are in error now.
    pub fn errors(self) -> Vec<FieldState> {
        self.fields
            .with_value(|fields| fields.iter().filter(|state| state.error.with(Option::is_some)).cloned().collect())
    }

    /// Takes what is entered as the new starting point.
    pub fn settle(self) {
        self.fields.with_value(|fields| {
            for state in fields {
                state.initial.set_value(state.input.get_untracked());
                // Signals that compare with the starting point look again.
                state.input.notify();
            }
        });
    }

    /// Forgets the values that must not be kept.
    pub fn forget_secrets(self) {
        for state in self.fields() {
            if state.field.secret != Secret::Never && untrack(|| self.is_secret(state.field)) {
                state.input.set(Input::Text(String::new()));
            }
        }
    }

    fn unreadable(self) -> Vec<FieldError> {
        self.fields.with_value(|fields| {
            let broken = |state: &FieldState| Some(FieldError::new(state.field.name, state.value().err()?));
            fields.iter().filter_map(broken).collect()
        })
    }

    /// The errors of the rule over several fields, on what the resource would be.
    fn joint_errors(self) -> Vec<FieldError> {
        let Some(check) = self.body.check else { return Vec::new() };
        check(&self.collect(|state| !state.is_withheld || state.is_changed()))
    }
}
