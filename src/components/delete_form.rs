//! Deleting a thing, after saying what is lost and having its name typed.

use leptos::prelude::*;

use super::{ActForm, Change, act_form};
use crate::text::isolated;

/// What is deleted, and what that means.
pub struct DeleteForm {
    /// The kind of thing: "domain".
    pub thing: &'static str,
    /// What has to be typed.
    pub name: String,
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
    let DeleteForm { thing, name, lost, consequences, change, back, landing, forbidden } = form;
    act_form(ActForm {
        change,
        submit: Signal::stored(format!("Delete {thing}")),
        busy: "Deleting…",
        done: Signal::stored(format!("Deleted {}", isolated(&name))),
        warning: Some((lost, consequences)),
        typed: Some(name),
        back,
        landing,
        forbidden,
    })
}
