use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::FocusEvent;

use super::forgotten::with_context;
use super::icon::icon;
use super::{El, IconName, el, unique_id, views};

stylance::import_style!(style, "field.module.css");

/// What a [`Field`] tells the control inside it.
#[derive(Clone, Copy)]
pub struct FieldContext {
    /// The id the label points at.
    pub id: Signal<String>,
    /// The ids of help and error, for `aria-describedby`.
    pub described_by: Signal<Option<String>>,
    /// Whether the field is in error.
    pub invalid: Signal<bool>,
    /// Whether it has to be filled.
    pub required: Signal<bool>,
}

impl FieldContext {
    /// The context of the field around the caller, or one of its own for a control that stands alone.
    pub fn of_control() -> Self {
        use_context::<Self>().unwrap_or_else(|| Self {
            id: Signal::stored(unique_id("control")),
            described_by: Signal::default(),
            invalid: Signal::default(),
            required: Signal::default(),
        })
    }

    /// Gives a control the attributes that tie it to its field, and what every control has in common.
    pub fn wire(
        self,
        control: El,
        label: Signal<Option<String>>,
        disabled: Signal<bool>,
        on_blur: Option<Callback<()>>,
    ) -> El {
        control
            .attr("id", self.id)
            .attr("aria-label", label)
            .attr("aria-describedby", self.described_by)
            .aria("aria-invalid", move || self.invalid.get())
            .aria("aria-required", move || self.required.get())
            .flag("disabled", move || disabled.get())
            .on("blur", move |event| {
                // What is said on leaving would move the button away from under the pointer; sending checks anyway.
                let next = event.unchecked_ref::<FocusEvent>().related_target();
                let next = next.and_then(|next| next.dyn_into::<web_sys::Element>().ok());
                let sends = next.is_some_and(|next| next.get_attribute("type").as_deref() == Some("submit"));
                if let Some(on_blur) = on_blur.filter(|_| !sends) {
                    on_blur.run(());
                }
            })
    }
}

/// A label, help and error around one control, wired to it for screen readers.
#[component]
pub fn Field(
    /// The name of the field, in sentence case.
    #[prop(into)]
    label: Signal<String>,
    /// The id for the control, where something else has to find it; else one is made.
    #[prop(optional, into)]
    id: Option<String>,
    /// Marks the field as one that has to be filled.
    #[prop(optional, into)]
    required: Signal<bool>,
    /// One sentence on what goes in, shown under the label.
    #[prop(optional, into)]
    help: Signal<Option<String>>,
    /// What is wrong with the value and how to put it right; `None` when nothing is.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Exactly one control.
    children: Children,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| unique_id("field"));
    let messages = Messages::new(&id, help, error);
    let context = FieldContext {
        id: Signal::stored(id.clone()),
        described_by: messages.described_by(),
        invalid: Signal::derive(move || error.with(Option::is_some)),
        required,
    };
    let label = el("label").class(style::label).attr("for", id).show(label).child(required_mark(required));
    el("div")
        .class(style::field)
        .child(label)
        .child(messages.help_view())
        .child(with_context(context, children))
        .child(messages.error_view())
        .into_any()
}

/// A control with a sentence under it on what stands in it now: read with the field's help, without moving the control
/// as it comes and goes.
pub fn noted(note: Signal<Option<String>>, control: impl FnOnce() -> AnyView) -> AnyView {
    let id = StoredValue::new(unique_id("note"));
    let field = FieldContext::of_control();
    let described_by = Signal::derive(move || {
        let note = note.with(Option::is_some).then(|| id.get_value());
        match (field.described_by.get(), note) {
            (Some(others), Some(note)) => Some(format!("{others} {note}")),
            (others, note) => others.or(note),
        }
    });
    let control = with_context(FieldContext { described_by, ..field }, control);
    let note = el("p").class(style::help).attr("id", id.get_value()).show_some(note);
    views![control, note]
}

/// The star that sighted people see; screen readers hear `aria-required` instead.
pub(crate) fn required_mark(required: Signal<bool>) -> AnyView {
    el("span")
        .class(style::required)
        .attr("aria-hidden", "true")
        .flag("hidden", move || !required.get())
        .text(" *")
        .into_any()
}

/// Help and error of a control or a group of controls, with the ids that tie them to it.
#[derive(Clone, Copy)]
pub(crate) struct Messages {
    help: Signal<Option<String>>,
    error: Signal<Option<String>>,
    help_id: StoredValue<String>,
    error_id: StoredValue<String>,
}

impl Messages {
    pub(crate) fn new(id: &str, help: Signal<Option<String>>, error: Signal<Option<String>>) -> Self {
        Self {
            help,
            error,
            help_id: StoredValue::new(format!("{id}-help")),
            error_id: StoredValue::new(format!("{id}-error")),
        }
    }

    /// The ids of what is shown now: the error first, as it is the more urgent.
    pub(crate) fn described_by(self) -> Signal<Option<String>> {
        Signal::derive(move || {
            let error = self.error.with(Option::is_some).then(|| self.error_id.get_value());
            let help = self.help.with(Option::is_some).then(|| self.help_id.get_value());
            match (error, help) {
                (Some(error), Some(help)) => Some(format!("{error} {help}")),
                (error, help) => error.or(help),
            }
        })
    }

    pub(crate) fn help_view(self) -> AnyView {
        el("p").class(style::help).attr("id", self.help_id.get_value()).show_some(self.help).into_any()
    }

    /// Always in the document, so that screen readers notice when it fills.
    pub(crate) fn error_view(self) -> AnyView {
        let message = el("p")
            .class(style::error)
            .attr("id", self.error_id.get_value())
            .flag("hidden", move || self.error.with(Option::is_none))
            .child(icon(IconName::WARNING))
            .child(el("span").child(self.error));
        el("div").attr("aria-live", "polite").child(message).into_any()
    }
}
