//! What forms are made of, drawn by one function each: a component that is used in many places is compiled at each, with all
//! its properties, in each of them.

use leptos::prelude::*;

use crate::ui::{
    Button, ButtonKind, ButtonProps, IconName, Notice, NoticeProps, NoticeTone, TextInput, TextInputProps, el,
};

/// A text that may be absent, computed at each reading.
pub(super) fn maybe(text: impl Fn() -> Option<String> + Send + Sync + 'static) -> Signal<Option<String>> {
    boxed_maybe(Box::new(text))
}

fn boxed_maybe(text: Box<dyn Fn() -> Option<String> + Send + Sync>) -> Signal<Option<String>> {
    Signal::derive(text)
}

/// A text, computed at each reading.
pub(super) fn says(text: impl Fn() -> String + Send + Sync + 'static) -> Signal<String> {
    boxed_says(Box::new(text))
}

fn boxed_says(text: Box<dyn Fn() -> String + Send + Sync>) -> Signal<String> {
    Signal::derive(text)
}

/// Whether something holds, computed at each reading.
pub(super) fn holds(flag: impl Fn() -> bool + Send + Sync + 'static) -> Signal<bool> {
    boxed_holds(Box::new(flag))
}

fn boxed_holds(flag: Box<dyn Fn() -> bool + Send + Sync>) -> Signal<bool> {
    Signal::derive(flag)
}

/// What is called without anything.
pub(super) fn call(run: impl Fn() + Send + Sync + 'static) -> Callback<()> {
    boxed_call(Box::new(run))
}

fn boxed_call(run: Box<dyn Fn() + Send + Sync>) -> Callback<()> {
    Callback::new(move |()| run())
}

/// What is called with a text.
pub(super) fn take(run: impl Fn(String) + Send + Sync + 'static) -> Callback<String> {
    boxed_take(Box::new(run))
}

fn boxed_take(run: Box<dyn Fn(String) + Send + Sync>) -> Callback<String> {
    Callback::new(run)
}

/// A button of a form.
pub(super) struct Act {
    pub kind: ButtonKind,
    pub icon: Option<IconName>,
    pub text: Signal<String>,
    /// What the text goes on with for who cannot see what the button stands at: "to Hosts".
    pub of: Signal<Option<String>>,
    /// Why it does nothing now.
    pub reason: Option<Signal<Option<String>>>,
    /// Whether what it does is under way, and what it says then.
    pub busy: Signal<bool>,
    pub busy_label: Signal<Option<String>>,
}

impl Act {
    /// A button of this kind with a text that stays.
    pub fn new(kind: ButtonKind, text: &str) -> Self {
        Self {
            kind,
            icon: None,
            text: Signal::stored(text.to_owned()),
            of: Signal::default(),
            reason: None,
            busy: Signal::default(),
            busy_label: Signal::default(),
        }
    }

    pub fn of(mut self, of: String) -> Self {
        self.of = Signal::stored(Some(of));
        self
    }

    /// The button, which calls.
    pub fn view(self, on_click: Callback<()>) -> AnyView {
        self.draw(Some(on_click))
    }

    /// The button, which submits the form that it stands in.
    pub fn submit(self) -> AnyView {
        self.draw(None)
    }

    fn draw(self, on_click: Option<Callback<()>>) -> AnyView {
        let of = self.of;
        let of = says(move || of.get().map(|of| format!(" {of}")).unwrap_or_default());
        let words = vec![self.text.into_any(), el("span").class("visually-hidden").show(of).into_any()];
        Button(ButtonProps {
            kind: self.kind,
            submit: on_click.is_none(),
            form: None,
            busy: self.busy,
            busy_label: self.busy_label,
            icon: self.icon,
            disabled_because: self.reason,
            on_click,
            children: Box::new(move || words.into_any()),
        })
        .into_any()
    }
}

/// A message in a form, with what can be done about it.
pub(super) fn notice(tone: NoticeTone, title: &str, words: AnyView, actions: ViewFn) -> AnyView {
    Notice(NoticeProps {
        tone,
        title: Signal::stored(Some(title.to_owned()).filter(|title| !title.is_empty())),
        actions: Some(actions),
        on_dismiss: None,
        children: Box::new(move || words),
    })
    .into_any()
}

/// One line of text in a form.
pub(super) struct Line {
    pub value: Signal<String>,
    pub on_input: Callback<String>,
    pub on_blur: Callback<()>,
    pub kind: &'static str,
    pub mono: bool,
    pub secret: Signal<bool>,
    /// Its name where no field gives it one.
    pub label: Option<String>,
    pub placeholder: Signal<Option<String>>,
    pub inputmode: Option<&'static str>,
    pub suffix: Option<String>,
}

impl Line {
    pub fn new(value: Signal<String>, on_input: Callback<String>, on_blur: Callback<()>) -> Self {
        Self {
            value,
            on_input,
            on_blur,
            kind: "text",
            mono: false,
            secret: Signal::default(),
            label: None,
            placeholder: Signal::default(),
            inputmode: None,
            suffix: None,
        }
    }

    pub fn view(self) -> AnyView {
        TextInput(TextInputProps {
            value: self.value,
            on_input: self.on_input,
            kind: self.kind,
            reveal: false,
            secret: self.secret,
            label: Signal::stored(self.label),
            name: None,
            placeholder: self.placeholder,
            autocomplete: "off",
            inputmode: self.inputmode,
            max_length: None,
            mono: self.mono,
            autofocus: false,
            suffix: self.suffix,
            disabled: Signal::default(),
            readonly: Signal::default(),
            on_blur: Some(self.on_blur),
        })
        .into_any()
    }
}
