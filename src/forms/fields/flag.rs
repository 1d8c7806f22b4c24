//! Flags and choices.

use leptos::prelude::*;
use wheelhouse_contract::body::Choice;
use wheelhouse_contract::validate::Mode;

use super::super::{FieldState, FormState, Input};
use super::frame::{Control, field_frame, group_frame};
use crate::ui::{Checkbox, RadioGroup, Select, SelectOption, Switch};

pub(super) fn flag_view(form: FormState, state: FieldState) -> AnyView {
    let field = state.field;
    let control = Control::new(form, &state);
    let help = Signal::stored((!field.help.is_empty()).then(|| field.help.to_owned()));
    let is_known = !untrack(|| state.input.with(Input::is_unset));
    if !field.nullable && (is_known || form.mode == Mode::Whole) {
        let locked = state.is_locked().then(|| "This cannot be turned off again.".to_owned());
        return view! {
            <Switch
                id=state.id
                label=field.label
                checked=Signal::derive(move || control.input.with(Input::flag))
                on_change=move |on| control.set(Input::Flag(on))
                help=help
                error=state.error
                disabled_because=locked
            />
        }
        .into_any();
    }
    // It can be on, off, or neither: not known, or null.
    let value = move || match control.input.with(|input| (input.is_unset(), input.flag())) {
        (true, _) => "",
        (_, true) => "on",
        (_, false) => "off",
    };
    let neither = if field.nullable { "Not set" } else { "Leave as it is" };
    view! {
        <RadioGroup
            id=state.id
            legend=field.label
            segmented=true
            required=field.required
            value=Signal::derive(move || value().to_owned())
            on_change=move |chosen: String| {
                control.set(if chosen.is_empty() { Input::Unset } else { Input::Flag(chosen == "on") });
            }
            options=vec![SelectOption::new("", neither), SelectOption::new("on", "On"), SelectOption::new("off", "Off")]
            help=help
            error=state.error
        />
    }
    .into_any()
}

pub(super) fn choice_view(form: FormState, state: FieldState, choices: &'static [Choice]) -> AnyView {
    let field = state.field;
    let control = Control::new(form, &state);
    let now = untrack(|| state.input.with(|input| input.text().to_owned()));
    let known = choices.iter().map(|choice| SelectOption::new(choice.value, choice.label));
    // What stands there stays a choice, also one that is not declared.
    let own = (!now.is_empty() && !choices.iter().any(|choice| choice.value == now))
        .then(|| SelectOption::new(now.clone(), now.clone()));
    let blank = match form.mode {
        _ if field.nullable => Some("Not set"),
        Mode::Whole if field.required && now.is_empty() => Some("Choose…"),
        Mode::Whole if !field.required => Some("Not set"),
        Mode::Partial if now.is_empty() => Some("Leave as it is"),
        _ => None,
    };
    let options: Vec<_> = blank.map(|label| SelectOption::new("", label)).into_iter().chain(known).chain(own).collect();
    let select = move || {
        view! {
            <Select
                value=control.text()
                on_change=move |chosen: String| {
                    control.set(if chosen.is_empty() && field.nullable { Input::Unset } else { Input::Text(chosen) });
                }
                options=options
                on_blur=control.on_blur()
            />
        }
        .into_any()
    };
    field_frame(form, &state, Signal::default(), Box::new(select))
}

pub(super) fn choices_view(form: FormState, state: FieldState, choices: &'static [Choice]) -> AnyView {
    let control = Control::new(form, &state);
    let chosen = untrack(|| state.input.with(|input| input.items().to_vec()));
    let unknown = chosen.into_iter().filter(|item| !choices.iter().any(|choice| choice.value == *item));
    let known = choices.iter().map(|choice| (choice.value.to_owned(), choice.label.to_owned()));
    let boxes = known.chain(unknown.map(|item| (item.clone(), item))).map(|(value, label)| {
        let value = StoredValue::new(value);
        let checked = move || control.input.with(|input| value.with_value(|value| input.items().contains(value)));
        let toggle = move |on: bool| {
            let mut items = control.input.with_untracked(|input| input.items().to_vec());
            value.with_value(|value| {
                items.retain(|item| item != value);
                if on {
                    items.push(value.clone());
                }
            });
            control.set(Input::Items(items));
        };
        view! { <Checkbox label=label checked=Signal::derive(checked) on_change=toggle /> }.into_any()
    });
    group_frame(form, &state, boxes.collect::<Vec<_>>().into_any())
}
