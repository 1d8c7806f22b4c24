//! What every field has around its control.

use leptos::prelude::*;
use wheelhouse_contract::Field as BodyField;
use wheelhouse_contract::body::Secret;
use wheelhouse_contract::validate::Mode;

use super::super::controls::{Act, call, holds, maybe, says, take};
use super::super::input::has_empty;
use super::super::{FieldState, FormState, Input};
use super::style;
use crate::ui::{ButtonKind, CheckboxGroup, Field, FieldProps, el, noted, view};

/// A field with the form it stands in: what its control reads and reports to.
#[derive(Clone, Copy)]
pub(super) struct Control {
    pub form: FormState,
    pub state: FieldState,
}

impl Control {
    pub fn check(self) {
        self.form.check(self.state);
    }

    /// Takes what was entered, and looks again where something was wrong.
    pub fn set(self, input: Input) {
        self.state.input.set(input);
        self.recheck();
    }

    /// Takes what `edit` makes of what is entered.
    pub fn edit(self, edit: impl FnOnce(Input) -> Input) {
        self.set(edit(self.state.input.get_untracked()));
    }

    pub fn type_text(self, text: String) {
        self.state.type_text(text);
        self.recheck();
    }

    fn recheck(self) {
        if self.state.error.with_untracked(Option::is_some) {
            self.check();
        }
    }

    pub fn text(self) -> Signal<String> {
        says(move || self.state.input.with(|input| input.text().to_owned()))
    }

    /// Called when the focus leaves the control. What was only passed through has nothing wrong yet: what is said of it
    /// would move what the person is about to press away from under the pointer. Sending checks it anyway.
    pub fn on_blur(self) -> Callback<()> {
        call(move || {
            self.form.part_chain(self.state);
            if untrack(|| self.state.is_changed()) {
                self.check();
            } else {
                self.recheck();
            }
        })
    }

    pub fn on_text(self) -> Callback<String> {
        take(move |text| self.type_text(text))
    }

    pub fn is_secret(self) -> Signal<bool> {
        holds(move || self.form.is_secret(self.state.field))
    }

    pub fn is_unset(self) -> bool {
        self.state.input.with(Input::is_unset)
    }

    /// What the field says about itself.
    pub fn help(self) -> Signal<Option<String>> {
        let help = self.state.field.help;
        Signal::stored((!help.is_empty()).then(|| help.to_owned()))
    }

    /// What a text control says while nothing is in it.
    pub fn placeholder(self) -> Signal<Option<String>> {
        let secret = match self.state.field.secret {
            _ if self.form.is_within => "Can’t be read back. Enter it again.",
            // What may never have been set is not said to be.
            Secret::Always if !self.state.field.required => "Hidden. Type to set or replace it.",
            _ => "Set, can’t be read back. Type to replace it.",
        };
        maybe(move || {
            let text = match (self.is_unset(), self.state.is_withheld) {
                (true, true) => "Will be removed",
                (false, true) => secret,
                (true, false) if self.state.field.nullable => "Not set",
                _ => return None,
            };
            Some(text.to_owned())
        })
    }

    /// A label, help and error around what `draw` draws; `note` says something about what stands in it.
    pub fn field(self, note: Signal<Option<String>>, draw: Draw) -> AnyView {
        let field = self.state.field;
        let children = Box::new(move || {
            let control = noted(note, draw);
            std::iter::once(control).chain(self.null_button()).collect::<Vec<_>>().into_any()
        });
        Field(FieldProps {
            label: Signal::stored(field.label.to_owned()),
            id: Some(self.state.id()),
            // A group is sent whole, so that a secret in it is needed again.
            required: Signal::stored(is_asked_for(field) && (self.form.is_within || !self.state.is_withheld)),
            help: self.help(),
            error: self.state.error.into(),
            children,
        })
        .into_any()
    }

    /// The same around several controls.
    pub fn group(self, controls: AnyView) -> AnyView {
        let field = self.state.field;
        let help = self.help();
        let controls: Vec<_> = std::iter::once(controls).chain(self.null_button()).collect();
        view! {
            <CheckboxGroup
                id=self.state.id()
                legend=field.label
                required=is_asked_for(field)
                help=help
                error=self.state.error
            >
                {controls.into_any()}
            </CheckboxGroup>
        }
    }

    /// For a field where null is not the same as empty: a button that clears it, or takes that back.
    fn null_button(self) -> Option<AnyView> {
        let state = self.state;
        let field = state.field;
        if !field.nullable || self.form.mode != Mode::Partial || !(has_empty(field) || state.is_withheld) {
            return None;
        }
        let was_null = !state.is_withheld && state.initial().is_null();
        let toggle = move || {
            if !untrack(|| self.is_unset()) {
                self.set(Input::Unset);
            } else if was_null {
                self.set(Input::blank(field.kind));
            } else {
                self.form.owned(|| state.restore());
            }
        };
        let text = says(move || {
            let text = match (self.is_unset(), was_null) {
                (true, true) => "Set to empty",
                (true, false) => "Undo clear",
                (false, _) => "Clear",
            };
            text.to_owned()
        });
        let button = Act { text, ..Act::new(ButtonKind::Quiet, "") }.of(field.label.to_owned()).view(call(toggle));
        let said = el("span").class("muted").flag("hidden", move || !self.is_unset()).text("Not set");
        Some(el("div").class(style::aside).child(said).child(button).into_any())
    }
}

/// Draws a control inside its field, which tells it its id and what describes it.
pub(super) type Draw = Box<dyn FnOnce() -> AnyView + Send>;

/// Whether a field has to be filled in: one that has to be sent may be sent as nothing.
fn is_asked_for(field: &BodyField) -> bool {
    field.required && !field.nullable && (field.kind.is_list() || !has_empty(field))
}
