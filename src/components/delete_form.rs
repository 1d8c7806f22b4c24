//! Deleting a thing, after saying what is lost and, where it has one, having its name typed.

use leptos::prelude::*;

use super::{ActForm, Change, act_form};
use crate::text::isolated;

/// What is deleted, and what that means.
pub struct DeleteForm {
    /// The kind of thing: "domain".
    pub thing: &'static str,
    /// What has to be typed.
    pub name: String,
    /// What it is called instead, where its name is an id that nobody would type: nothing has to be typed then.
    pub called: Option<Signal<String>>,
    /// What is lost, in a few words: "The certificate is lost".
    pub lost: &'static str,
    /// What follows, in sentences.
    pub consequences: String,
    pub change: Change,
    /// Where Cancel leads.
    pub back: String,
    /// Where the person lands afterwards.
    pub landing: String,
    /// Why the person may not.
    pub forbidden: Signal<Option<String>>,
}

/// Draws it.
pub fn delete_form(form: DeleteForm) -> AnyView {
    let DeleteForm { thing, name, called, lost, consequences, change, back, landing, forbidden } = form;
    let typed = called.is_none().then(|| name.clone());
    let called = called.unwrap_or_else(|| Signal::stored(isolated(&name)));
    act_form(ActForm {
        change,
        submit: Signal::stored(format!("Delete {thing}")),
        busy: "Deleting…",
        done: Signal::derive(move || format!("Deleted {}", called.get())),
        warning: Some((lost, consequences)),
        typed,
        back,
        landing,
        forbidden,
    })
}
