//! Fields that are typed as one text.

use leptos::prelude::*;
use wheelhouse_contract::Field;
use wheelhouse_contract::body::{Kind, Secret};

use super::super::words::gibibytes;
use super::super::{FieldState, FormState, Input};
use super::frame::{Control, field_frame, placeholder};
use crate::ui::{Button, ButtonKind, TextArea, TextFile, TextInput, VisuallyHidden, el};

pub(super) fn text_view(form: FormState, state: FieldState) -> AnyView {
    let field = state.field;
    let control = Control::new(form, &state);
    let placeholder = placeholder(&state);
    let input = state.input;
    let error = state.error;
    // An error says it all.
    let note =
        Signal::derive(move || error.with(Option::is_none).then(|| input.with(|input| note(field, input.text())))?);
    let draw = move || match field.kind {
        Kind::Text | Kind::Email | Kind::Url | Kind::Date => line(control, field, placeholder),
        Kind::Integer | Kind::Number => number(control, field, placeholder),
        Kind::Json => vec![area(control, field, placeholder), format_button(control, field)].into_any(),
        Kind::Code | Kind::Pem | Kind::PemList => file(control, field, placeholder),
        _ => area(control, field, placeholder),
    };
    field_frame(form, &state, note, Box::new(draw))
}

fn line(control: Control, field: &Field, placeholder: Signal<Option<String>>) -> AnyView {
    let kind = match field.kind {
        Kind::Email => "email",
        Kind::Url => "url",
        Kind::Date => "date",
        _ => "text",
    };
    let mono = field.kind == Kind::Text;
    view! {
        <TextInput
            value=control.text()
            on_input=control.on_text()
            on_blur=control.on_blur()
            kind=kind
            mono=mono
            secret=control.is_secret()
            placeholder=placeholder
        />
    }
    .into_any()
}

fn number(control: Control, field: &Field, placeholder: Signal<Option<String>>) -> AnyView {
    let inputmode = if field.kind == Kind::Integer { "numeric" } else { "decimal" };
    view! {
        <TextInput
            value=control.text()
            on_input=control.on_text()
            on_blur=control.on_blur()
            inputmode=inputmode
            suffix=field.unit
            placeholder=placeholder
        />
    }
    .into_any()
}

fn area(control: Control, field: &Field, placeholder: Signal<Option<String>>) -> AnyView {
    let mono = field.kind != Kind::LongText;
    view! {
        <TextArea
            value=control.text()
            on_input=control.on_text()
            on_blur=control.on_blur()
            mono=mono
            secret=control.is_secret()
            placeholder=placeholder
        />
    }
    .into_any()
}

/// Texts that people have in files.
fn file(control: Control, field: &'static Field, placeholder: Signal<Option<String>>) -> AnyView {
    let accept = if field.kind == Kind::Code { "" } else { ".pem,.crt,.cer,.key,.txt" };
    let read = Callback::new(move |text: Result<String, String>| match text {
        Ok(text) => {
            control.set(Input::Text(text));
            control.check();
        }
        Err(why) => control.error.set(Some(why)),
    });
    view! {
        <TextFile label=field.label accept=accept on_text=read>
            {area(control, field, placeholder)}
        </TextFile>
    }
    .into_any()
}

fn format_button(control: Control, field: &Field) -> AnyView {
    let format = move || {
        let value = control.input.with_untracked(|input| serde_json::from_str::<serde_json::Value>(input.text()));
        match value.map(|value| serde_json::to_string_pretty(&value)) {
            Ok(Ok(text)) => control.set(Input::Text(text)),
            // What is wrong is said at the field.
            _ => control.check(),
        }
    };
    let label = field.label;
    let button = view! {
        <Button kind=ButtonKind::Quiet on_click=format>
            "Format"
            <VisuallyHidden>{format!(" {label}")}</VisuallyHidden>
        </Button>
    };
    el("div").class(super::style::aside).child(button.into_any()).into_any()
}

/// What can be said about what is entered so far.
fn note(field: &Field, text: &str) -> Option<String> {
    match field.kind {
        Kind::Integer if field.unit == "MiB" => {
            gibibytes(text.trim().parse().ok()?).map(|size| format!("This is {size}."))
        }
        Kind::Json if !text.trim().is_empty() && field.secret == Secret::Never => {
            let error = serde_json::from_str::<serde::de::IgnoredAny>(text).err()?;
            Some(format!("Not JSON so far: line {}, column {}.", error.line(), error.column()))
        }
        _ => None,
    }
}
