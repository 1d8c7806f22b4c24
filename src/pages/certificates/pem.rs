//! A certificate as PEM, folded away until it is wanted.

use leptos::prelude::*;

use super::style;
use crate::components::expiry_view;
use crate::ui::{CopyButton, el, view};

/// One certificate: who it is, until when, a button that copies it, and its text.
pub fn pem_view(name: String, expires_at: Option<&str>, text: &str) -> AnyView {
    let copy = format!("Copy certificate of {name}");
    let text = text.trim().to_owned();
    el("div")
        .class(style::block)
        .child(
            el("div")
                .class(style::head)
                .child(
                    el("div")
                        .class(style::words)
                        .child(el("span").class(style::name).text(name))
                        .maybe(expires_at.map(|at| expiry_view(Some(at)))),
                )
                .child(view! { <CopyButton text=text.clone() label=copy /> }),
        )
        .child(
            el("details")
                .class(style::fold)
                .child(el("summary").text("Show PEM"))
                .child(el("pre").class(style::text).attr("tabindex", "0").child(el("code").text(text))),
        )
        .into_any()
}
