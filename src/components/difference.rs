//! How the same thing on two sides compares, and the sign for it.

use leptos::prelude::*;

use crate::ui::el;

stylance::import_style!(style, "difference.module.css");

/// How one side stands to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match {
    Same,
    Differs,
    /// What cannot be read, or is not known, cannot be compared.
    Unknown,
}

/// The sign for what is not the same, with its words. `to` is what it is compared with, where that is not plain.
pub fn difference_mark(found: Match, to: Option<&str>) -> Option<AnyView> {
    let (sign, words) = match (found, to) {
        (Match::Same, _) => return None,
        (Match::Differs, None) => ("≠", "Differs".to_owned()),
        (Match::Differs, Some(to)) => ("≠", format!("Differs from {to}")),
        (Match::Unknown, None) => ("?", "Can’t be compared".to_owned()),
        (Match::Unknown, Some(to)) => ("?", format!("Can’t be compared with {to}")),
    };
    let mark = el("span")
        .class(style::mark)
        .attr("title", words.clone())
        .child(el("span").attr("aria-hidden", "true").text(sign))
        .child(el("span").class("visually-hidden").text(words));
    Some(mark.into_any())
}
