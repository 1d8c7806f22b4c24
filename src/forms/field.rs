//! One field of a form, drawn by its kind.

use leptos::prelude::*;
use wheelhouse_contract::Kind;

use super::{FieldState, FormState, Input};
use crate::ui::{Field, Switch, TextArea, TextInput};

/// Draws a field. It is checked when the person leaves it, and from then on at each keystroke until it is right.
pub(super) fn field_view(form: FormState, state: FieldState) -> AnyView {
    let field = state.field;
    let input = state.input;
    let error = state.error;
    let checked = state.clone();
    let check = move || form.check(&checked);
    let recheck = {
        let check = check.clone();
        move || {
            if error.with_untracked(Option::is_some) {
                check();
            }
        }
    };
    let help = Signal::stored((!field.help.is_empty()).then(|| field.help.to_owned()));
    if field.kind == Kind::Flag {
        let locked = state.is_locked().then(|| "This cannot be turned off again.".to_owned());
        return view! {
            <Switch
                id=state.id
                label=field.label
                checked=Signal::derive(move || input.with(Input::flag))
                on_change=move |on| {
                    input.set(Input::Flag(on));
                    recheck();
                }
                help=help
                error=error
                disabled_because=locked
            />
        }
        .into_any();
    }
    let text = Signal::derive(move || input.with(|input| input.text().to_owned()));
    let on_input = move |text: String| {
        input.set(Input::Text(text));
        recheck();
    };
    let placeholder = Signal::stored(match (state.is_withheld, field.kind) {
        (true, _) => Some("Set, cannot be read back. Type to replace it.".to_owned()),
        (_, Kind::TextList) => Some("One on each line".to_owned()),
        (_, Kind::TextMap) => Some("key=value, one on each line".to_owned()),
        _ => None,
    });
    let on_blur = move || check();
    // Drawn inside the field, which tells it its id and what describes it.
    let control = move || {
        match field.kind {
        Kind::Text => view! { <TextInput value=text on_input=on_input on_blur=on_blur mono=true placeholder=placeholder /> }
            .into_any(),
        Kind::Integer => {
            view! { <TextInput value=text on_input=on_input on_blur=on_blur inputmode="numeric" placeholder=placeholder /> }
                .into_any()
        }
        kind => {
            let rows = if matches!(kind, Kind::TextList | Kind::TextMap) { 2 } else { 4 };
            let mono = kind != Kind::LongText;
            view! {
                <TextArea
                    value=text
                    on_input=on_input
                    on_blur=on_blur
                    rows=rows
                    mono=mono
                    placeholder=placeholder
                />
            }
            .into_any()
        }
    }
    };
    let required = field.required && !state.is_withheld;
    view! {
        <Field id=state.id label=field.label required=required help=help error=error>
            {control()}
        </Field>
    }
    .into_any()
}
