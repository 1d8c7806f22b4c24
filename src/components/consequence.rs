//! What follows from saving changes to a thing.

use leptos::prelude::*;

use crate::forms::FormState;

/// What follows, in one sentence, and whether anything redeploys: the button that saves says so.
#[derive(Clone, Copy)]
pub struct Consequence {
    pub text: &'static str,
    redeploys: Redeploys,
}

#[derive(Clone, Copy)]
enum Redeploys {
    Never,
    Always,
    /// When one of these fields is changed.
    With(&'static [&'static str]),
}

impl Consequence {
    /// Nothing redeploys.
    pub const fn plain(text: &'static str) -> Self {
        Self { text, redeploys: Redeploys::Never }
    }

    /// Whatever is changed, something redeploys.
    pub const fn redeploys(text: &'static str) -> Self {
        Self { text, redeploys: Redeploys::Always }
    }

    /// Something redeploys when one of these fields is changed.
    pub const fn redeploys_with(fields: &'static [&'static str], text: &'static str) -> Self {
        Self { text, redeploys: Redeploys::With(fields) }
    }
}

/// What the button that saves a form's changes says, as they stand.
pub fn save_label(consequence: Option<Consequence>, form: FormState) -> Signal<String> {
    let redeploys = move || match consequence.map(|consequence| consequence.redeploys) {
        None | Some(Redeploys::Never) => false,
        Some(Redeploys::Always) => true,
        Some(Redeploys::With(fields)) => {
            form.fields().iter().any(|state| fields.contains(&state.field.name) && state.is_changed())
        }
    };
    Signal::derive(move || if redeploys() { "Save and redeploy" } else { "Save changes" }.to_owned())
}
