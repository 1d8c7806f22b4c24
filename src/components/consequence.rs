//! What follows from saving changes to a thing.

use leptos::prelude::*;

use crate::forms::FormState;

/// The names of fields.
type Fields = &'static [&'static str];

/// What follows, in one sentence, and whether anything redeploys: the button that saves says so.
#[derive(Clone, Copy)]
pub struct Consequence {
    pub text: &'static str,
    redeploys: Redeploys,
    also: Option<Signal<Option<String>>>,
}

#[derive(Clone, Copy)]
enum Redeploys {
    Never,
    Always,
    /// When one of these fields is changed.
    With(Fields),
}

impl Consequence {
    /// Nothing redeploys.
    pub const fn plain(text: &'static str) -> Self {
        Self::new(Redeploys::Never, text)
    }

    /// Whatever is changed, something redeploys.
    pub const fn redeploys(text: &'static str) -> Self {
        Self::new(Redeploys::Always, text)
    }

    /// Something redeploys when one of these fields is changed.
    pub const fn redeploys_with(fields: Fields, text: &'static str) -> Self {
        Self::new(Redeploys::With(fields), text)
    }

    const fn new(redeploys: Redeploys, text: &'static str) -> Self {
        Self { text, redeploys, also: None }
    }

    /// With what else follows from the changes as they stand.
    pub fn with(self, also: Signal<Option<String>>) -> Self {
        Self { also: Some(also), ..self }
    }

    /// What follows from a form's changes, as they stand.
    pub fn follows(self, form: FormState) -> Signal<Option<String>> {
        Signal::derive(move || match self.redeploys {
            Redeploys::With(fields) if !is_changed(form, fields) => None,
            _ => match self.also.and_then(|also| also.get()) {
                Some(also) => Some([self.text, &also].join(" ")),
                None => Some(self.text.to_owned()),
            },
        })
    }
}

fn is_changed(form: FormState, fields: Fields) -> bool {
    form.fields().iter().any(|state| fields.contains(&state.field.name) && state.is_changed())
}

/// What the button that saves a form's changes says, as they stand.
pub fn save_label(consequence: Option<Consequence>, form: FormState) -> Signal<String> {
    let redeploys = move || match consequence.map(|consequence| consequence.redeploys) {
        None | Some(Redeploys::Never) => false,
        Some(Redeploys::Always) => true,
        Some(Redeploys::With(fields)) => is_changed(form, fields),
    };
    Signal::derive(move || if redeploys() { "Save and redeploy" } else { "Save changes" }.to_owned())
}
