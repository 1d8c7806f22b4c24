//! Flags and choices.

use leptos::prelude::*;
use wheelhouse_contract::body::Choice;
use wheelhouse_contract::validate::Mode;

use super::super::Input;
use super::super::controls::{holds, says, take};
use super::frame::Control;
use super::radios;
use crate::ui::{Checkbox, Select, SelectOption, Switch, view};

pub(super) fn flag_view(control: Control) -> AnyView {
    let state = control.state;
    let field = state.field;
    if !field.nullable && (control.form.mode == Mode::Whole || !untrack(|| control.is_unset())) {
        let locked = state.is_locked().then(|| "This can’t be turned off again.".to_owned());
        return view! {
            <Switch
                id=state.id()
                label=field.label
                checked=holds(move || state.input.with(Input::flag))
                on_change=move |on| control.set(Input::Flag(on))
                help=control.help()
                error=state.error
                disabled_because=locked
            />
        };
    }
    // It can be on, off, or neither: not known, or null.
    let value = says(move || {
        let value = match state.input.with(|input| (input.is_unset(), input.flag())) {
            (true, _) => "",
            (_, true) => "on",
            (_, false) => "off",
        };
        value.to_owned()
    });
    let choose = take(move |chosen| {
        control.set(if chosen.is_empty() { Input::Unset } else { Input::Flag(chosen == "on") });
    });
    let neither = if field.nullable { "Not set" } else { "Keep as is" };
    let options = vec![SelectOption::new("", neither), SelectOption::new("on", "On"), SelectOption::new("off", "Off")];
    radios(state.id(), field.label, field.required, value, choose, options, control.help(), state.error.into())
}

pub(super) fn choice_view(control: Control, choices: &'static [Choice]) -> AnyView {
    let field = control.state.field;
    let now = untrack(|| control.text().get());
    let known = choices.iter().map(|choice| SelectOption::new(choice.value, choice.label));
    // What stands there stays a choice, also one that is not declared.
    let is_known = now.is_empty() || choices.iter().any(|choice| choice.value == now);
    let own = (!is_known).then(|| SelectOption::new(now.clone(), now.clone()));
    let blank = match control.form.mode {
        _ if field.nullable => Some("Not set"),
        Mode::Whole if field.required && now.is_empty() => Some("Choose…"),
        Mode::Whole if !field.required => Some("Not set"),
        Mode::Partial if now.is_empty() => Some("Not set"),
        _ => None,
    };
    let options: Vec<_> = blank.map(|label| SelectOption::new("", label)).into_iter().chain(known).chain(own).collect();
    let choose = take(move |chosen| {
        control.set(if chosen.is_empty() && field.nullable { Input::Unset } else { Input::Text(chosen) });
    });
    let select = move || {
        view! { <Select value=control.text() on_change=choose options=options on_blur=control.on_blur() /> }
    };
    control.field(Signal::default(), Box::new(select))
}

pub(super) fn choices_view(control: Control, choices: &'static [Choice]) -> AnyView {
    let input = control.state.input;
    let chosen = input.with_untracked(|input| input.items().to_vec());
    let unknown = chosen.into_iter().filter(|item| !choices.iter().any(|choice| choice.value == *item));
    let known = choices.iter().map(|choice| (choice.value.to_owned(), choice.label.to_owned()));
    let boxes = known.chain(unknown.map(|item| (item.clone(), item))).map(|(value, label)| {
        let own = value.clone();
        let checked = holds(move || input.with(|input| input.items().contains(&own)));
        let toggle = move |on: bool| {
            let mut items = input.with_untracked(|input| input.items().to_vec());
            items.retain(|item| *item != value);
            items.extend(on.then(|| value.clone()));
            control.set(Input::Items(items));
        };
        view! { <Checkbox label=label checked=checked on_change=toggle /> }
    });
    control.group(boxes.collect::<Vec<_>>().into_any())
}
