//! Fields that are typed as one text.

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::Field;
use wheelhouse_contract::body::{Kind, Secret};

use super::super::Input;
use super::super::controls::{Act, Line, call, maybe};
use super::super::words::gibibytes;
use super::frame::Control;
use crate::text::unseen;
use crate::ui::{ButtonKind, TextArea, TextFile, el, view, views};

pub(super) fn text_view(control: Control) -> AnyView {
    let state = control.state;
    let field = state.field;
    let note = maybe(move || {
        // An error says it all.
        let text = state.error.with(Option::is_none).then(|| control.text().get())?;
        note(field, &text)
    });
    let draw = move || match field.kind {
        Kind::Text | Kind::Email | Kind::Url | Kind::Domain | Kind::Date | Kind::Integer | Kind::Number => {
            line(control)
        }
        Kind::Json => views![area(control), format_button(control)],
        Kind::Code | Kind::Base64 | Kind::Pem | Kind::PemList => file(control),
        _ => area(control),
    };
    control.field(note, Box::new(draw))
}

fn line(control: Control) -> AnyView {
    let field = control.state.field;
    let (kind, inputmode) = match field.kind {
        Kind::Email => ("email", None),
        Kind::Url => ("url", None),
        Kind::Date => ("date", None),
        Kind::Integer => ("text", Some("numeric")),
        Kind::Number => ("text", Some("decimal")),
        _ => ("text", None),
    };
    Line {
        kind,
        inputmode,
        // A text with its own rule is a name for machines; others are for people.
        mono: (field.kind == Kind::Text && field.check.is_some()) || field.kind == Kind::Domain,
        secret: control.is_secret(),
        placeholder: control.placeholder(),
        suffix: Some(field.unit).filter(|unit| !unit.is_empty()).map(str::to_owned),
        ..Line::new(control.text(), control.on_text(), control.on_blur())
    }
    .view()
}

fn area(control: Control) -> AnyView {
    let mono = control.state.field.kind != Kind::LongText;
    view! {
        <TextArea
            value=control.text()
            on_input=control.on_text()
            on_blur=control.on_blur()
            mono=mono
            secret=control.is_secret()
            placeholder=control.placeholder()
        />
    }
}

/// Texts that people have in files.
fn file(control: Control) -> AnyView {
    let field = control.state.field;
    let is_free = matches!(field.kind, Kind::Code | Kind::Base64);
    let accept = if is_free { "" } else { ".pem,.crt,.cer,.key,.txt" };
    let read = move |text: Result<String, String>| match text {
        Ok(text) => {
            control.set(Input::Text(text));
            control.form.part_chain(control.state);
            control.check();
        }
        Err(why) => {
            let hint = if is_free { "" } else { " Certificates and keys must be in PEM format." };
            control.state.error.set(Some(format!("{why}{hint}")));
        }
    };
    view! {
        <TextFile label=field.label accept=accept on_text=Callback::new(read)>
            {area(control)}
        </TextFile>
    }
}

fn format_button(control: Control) -> AnyView {
    let format = move || {
        let value = untrack(|| control.state.value()).ok();
        match value.and_then(|value| serde_json::to_string_pretty(&value).ok()) {
            Some(text) => control.set(Input::Text(text)),
            // What is wrong is said at the field.
            None => control.check(),
        }
    };
    let button = Act::new(ButtonKind::Quiet, "Format").of(control.state.field.label.to_owned()).view(call(format));
    el("div").class(super::style::aside).child(button).into_any()
}

/// What can be said about what is entered so far.
fn note(field: &Field, text: &str) -> Option<String> {
    if let Some(hint) = field.hint.and_then(|hint| hint(text.trim())) {
        return Some(hint.to_owned());
    }
    match field.kind {
        Kind::Integer if field.unit == "MiB" => {
            gibibytes(text.trim().parse().ok()?).map(|size| format!("This is {size}."))
        }
        Kind::Json if !text.trim().is_empty() && field.secret == Secret::Never => {
            let error = serde_json::from_str::<Value>(text).err()?;
            Some(format!("Not valid JSON yet: line {}, column {}.", error.line(), error.column()))
        }
        // A secret's shape is not told. What is trimmed has no blanks around it.
        Kind::Code | Kind::Base64 if field.secret != Secret::Always => unseen(text),
        _ => None,
    }
}
