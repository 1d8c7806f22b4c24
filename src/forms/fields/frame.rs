//! What every field has around its control.

use leptos::prelude::*;
use wheelhouse_contract::validate::Mode;

use super::super::input::has_empty;
use super::super::{FieldState, FormState, Input};
use super::style;
use crate::ui::{Button, ButtonKind, CheckboxGroup, Field, VisuallyHidden, el, noted};

/// What a field's control needs to know and to report.
#[derive(Clone, Copy)]
pub(super) struct Control {
    form: FormState,
    state: StoredValue<FieldState>,
    pub input: RwSignal<Input>,
    pub error: RwSignal<Option<String>>,
}

impl Control {
    pub fn new(form: FormState, state: &FieldState) -> Self {
        Self { form, state: StoredValue::new(state.clone()), input: state.input, error: state.error }
    }

    pub fn check(self) {
        self.state.with_value(|state| self.form.check(state));
    }

    /// Takes what was entered, and looks again where something was wrong.
    pub fn set(self, input: Input) {
        self.input.set(input);
        self.recheck();
    }

    pub fn type_text(self, text: String) {
        self.state.with_value(|state| state.type_text(text));
        self.recheck();
    }

    fn recheck(self) {
        if self.error.with_untracked(Option::is_some) {
            self.check();
        }
    }

    pub fn text(self) -> Signal<String> {
        Signal::derive(move || self.input.with(|input| input.text().to_owned()))
    }

    /// Called when the focus leaves the control.
    pub fn on_blur(self) -> Callback<()> {
        Callback::new(move |()| self.check())
    }

    pub fn on_text(self) -> Callback<String> {
        Callback::new(move |text| self.type_text(text))
    }

    pub fn is_secret(self) -> Signal<bool> {
        Signal::derive(move || self.state.with_value(|state| self.form.is_secret(state.field)))
    }
}

/// What a text control says while nothing is in it.
pub(super) fn placeholder(state: &FieldState) -> Signal<Option<String>> {
    let (input, is_withheld) = (state.input, state.is_withheld);
    let is_nullable = state.field.nullable;
    Signal::derive(move || match (input.with(Input::is_unset), is_withheld) {
        (true, true) => Some("Will be removed".to_owned()),
        (false, true) => Some("Set, cannot be read back. Type to replace it.".to_owned()),
        (true, false) if is_nullable => Some("Not set".to_owned()),
        _ => None,
    })
}

/// Draws a control inside its field, which tells it its id and what describes it.
pub(super) type Draw = Box<dyn FnOnce() -> AnyView + Send>;

/// A label, help and error around one control, with what can be done about a value that may be null.
pub(super) fn field_frame(form: FormState, state: &FieldState, note: Signal<Option<String>>, control: Draw) -> AnyView {
    let field = state.field;
    let help = (!field.help.is_empty()).then(|| field.help.to_owned());
    let required = field.required && !state.is_withheld;
    let null = null_button(form, state);
    view! {
        <Field id=state.id.clone() label=field.label required=required help=Signal::stored(help) error=state.error>
            {std::iter::once(noted(note, control)).chain(null).collect::<Vec<_>>().into_any()}
        </Field>
    }
    .into_any()
}

/// The same around several controls.
pub(super) fn group_frame(form: FormState, state: &FieldState, controls: AnyView) -> AnyView {
    let field = state.field;
    let help = (!field.help.is_empty()).then(|| field.help.to_owned());
    let null = null_button(form, state);
    view! {
        <CheckboxGroup id=state.id.clone() legend=field.label required=field.required help=Signal::stored(help) error=state.error>
            {std::iter::once(controls).chain(null).collect::<Vec<_>>().into_any()}
        </CheckboxGroup>
    }
    .into_any()
}

/// For a field where null is not the same as empty: a button that clears it, or takes that back.
fn null_button(form: FormState, state: &FieldState) -> Option<AnyView> {
    let field = state.field;
    if !field.nullable || form.mode != Mode::Partial || !(has_empty(field) || state.is_withheld) {
        return None;
    }
    let control = Control::new(form, state);
    let was_null = !state.is_withheld && state.initial().is_null();
    let empty = Input::blank(field.kind);
    let toggle = move || {
        if !control.input.with_untracked(Input::is_unset) {
            control.set(Input::Unset);
        } else if was_null {
            control.set(empty.clone());
        } else {
            form.owned(|| control.state.with_value(FieldState::restore));
        }
    };
    let is_unset = move || control.input.with(Input::is_unset);
    let label = move || match (is_unset(), was_null) {
        (true, true) => "Set to empty",
        (true, false) => "Undo clear",
        (false, _) => "Clear",
    };
    let button = view! {
        <Button kind=ButtonKind::Quiet on_click=toggle>
            {move || label()}
            <VisuallyHidden>{format!(" {}", field.label)}</VisuallyHidden>
        </Button>
    };
    let said = el("span").class("muted").flag("hidden", move || !is_unset()).text("Not set");
    Some(el("div").class(style::aside).el(said).child(button.into_any()).into_any())
}
