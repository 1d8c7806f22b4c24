//! What is wrong with what a form holds, and where.

use leptos::prelude::*;
use wheelhouse_contract::FieldError;
use wheelhouse_contract::body::Kind;
use wheelhouse_contract::validate::{Mode, validate, validate_field};

use super::words::numbered;
use super::{FieldState, FormState};

/// A control that is in error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The field's label after those of the groups it stands in.
    pub label: String,
    /// The control's id.
    pub id: String,
}

impl FormState {
    /// Checks one field, as when the person leaves it.
    pub fn check(self, state: FieldState) {
        let error = untrack(|| {
            let own = state.value().and_then(|value| match self.mode {
                Mode::Partial if !state.is_changed() => Ok(()),
                // It is left out.
                Mode::Whole if !state.field.required && state.input.with(|input| input.is_blank(state.field)) => Ok(()),
                _ => validate_field(state.field, &value),
            });
            own.err()
                .or_else(|| self.joint_errors().into_iter().find(|e| e.field == state.field.name).map(|e| e.message))
        });
        state.error.set(error);
    }

    /// Checks everything and shows what is wrong; whether all is well.
    pub fn check_all(self) -> bool {
        self.checked().is_ok()
    }

    /// Checks everything and shows what is wrong.
    ///
    /// # Errors
    /// When something is: with what could not be shown, as it names no field of this form.
    pub(super) fn checked(self) -> Result<(), Vec<FieldError>> {
        let mut errors = untrack(|| self.unreadable());
        if untrack(|| self.variants().is_some() && self.variant().is_none()) && self.mode == Mode::Whole {
            let unplaced = self.show(&errors);
            self.variant_error.set(Some("Choose one.".to_owned()));
            return Err(unplaced);
        }
        untrack(|| {
            errors.extend(validate(self.body, &self.body(), self.mode));
            errors.extend(self.joint_errors());
        });
        let unplaced = self.show(&errors);
        if errors.is_empty() { Ok(()) } else { Err(unplaced) }
    }

    /// Shows errors at their fields and clears the others; the ones that name no field of this form are returned.
    ///
    /// Paths are dotted: `hosts.0.type` goes to that field of the first group.
    pub fn show(self, errors: &[FieldError]) -> Vec<FieldError> {
        let mut left: Vec<Option<&FieldError>> = errors.iter().map(Some).collect();
        self.place("", &mut left);
        left.into_iter().flatten().cloned().collect()
    }

    /// Takes out of `left` what is in error below `path`, which ends in a dot unless it is empty.
    fn place(self, path: &str, left: &mut [Option<&FieldError>]) {
        let tag = self.variants().and_then(|variants| variants.tag);
        let error = tag.and_then(|tag| take(left, |error| error.field == format!("{path}{tag}")));
        self.variant_error.set(error.map(|error| error.message.clone()));
        for state in self.fields.get_untracked() {
            let path = format!("{path}{}", state.field.name);
            let own = take(left, |error| error.field == path).map(|error| error.message.clone());
            let path = format!("{path}.");
            let is_list = matches!(state.field.kind, Kind::Objects(_));
            for (at, group) in state.input.get_untracked().groups().iter().enumerate() {
                let inner = if is_list { format!("{path}{at}.") } else { path.clone() };
                group.form.place(&inner, left);
            }
            let mut message = own;
            // What is inside but nowhere to be seen is said here; of several errors the first.
            while let Some(error) = take(left, |error| error.field.starts_with(&path)) {
                let inside = error.field.strip_prefix(&path).unwrap_or_default();
                message.get_or_insert_with(|| match inside.parse::<usize>() {
                    Ok(at) => format!("Entry {}: {}", at + 1, error.message),
                    Err(_) => format!("{inside}: {}", error.message),
                });
            }
            // Also the field's own errors beyond the first.
            while take(left, |error| path.strip_suffix('.') == Some(&error.field)).is_some() {}
            state.error.set(message);
        }
    }

    /// The controls that are in error now, from the top.
    pub fn errors(self) -> Vec<Wrong> {
        let mut found = Vec::new();
        self.gather("", &mut found);
        found
    }

    /// The id of the control that chooses the variant.
    pub(super) fn variant_id(self) -> String {
        format!("variant-{}", self.body.name)
    }

    fn gather(self, prefix: &str, found: &mut Vec<Wrong>) {
        if let Some(variants) = self.variants().filter(|_| self.variant_error.with(Option::is_some)) {
            found.push(Wrong { label: format!("{prefix}{}", variants.label), id: self.variant_id() });
        }
        for state in self.fields() {
            let label = format!("{prefix}{}", state.field.label);
            if state.error.with(Option::is_some) {
                found.push(Wrong { label: label.clone(), id: state.id() });
            }
            let is_list = matches!(state.field.kind, Kind::Objects(_));
            for (at, group) in state.input.with(|input| input.groups().to_vec()).into_iter().enumerate() {
                let label = if is_list { numbered(&label, at) } else { label.clone() };
                group.form.gather(&format!("{label} › "), found);
            }
        }
    }

    fn unreadable(self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        for state in self.fields() {
            let groups = state.input.with(|input| input.groups().to_vec());
            let is_list = matches!(state.field.kind, Kind::Objects(_));
            for (at, group) in groups.iter().enumerate() {
                let inner = if is_list { format!("{}.{at}", state.field.name) } else { state.field.name.to_owned() };
                let within = group.form.unreadable().into_iter();
                errors.extend(within.map(|error| FieldError::new(format!("{inner}.{}", error.field), error.message)));
            }
            if groups.is_empty()
                && let Err(message) = state.value()
            {
                errors.push(FieldError::new(state.field.name, message));
            }
        }
        errors
    }

    /// The errors of the rules over several fields, on what the resource would be.
    fn joint_errors(self) -> Vec<FieldError> {
        let of_variant = self.variant().and_then(|variant| variant.body.check);
        let checks = [self.body.check, of_variant];
        if checks.iter().all(Option::is_none) {
            return Vec::new();
        }
        let values = self.collect(|state| match self.mode {
            Mode::Whole => self.is_sent_whole(state),
            Mode::Partial => state.is_changed() || (state.was_there() && !state.is_withheld),
        });
        checks.into_iter().flatten().flat_map(|check| check(&values)).collect()
    }
}

/// Takes the first error that fits out of a list.
fn take<'a>(left: &mut [Option<&'a FieldError>], fits: impl Fn(&FieldError) -> bool) -> Option<&'a FieldError> {
    left.iter_mut().find(|error| error.is_some_and(&fits))?.take()
}
