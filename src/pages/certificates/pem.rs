//! A certificate as PEM, folded away until it is wanted.

use leptos::prelude::*;

use super::style;
use crate::components::expiry_view;
use crate::ui::{CopyButton, el};

/// One certificate: who it is, until when, a button that copies it, and its text.
pub fn pem_view(name: String, expires_at: Option<&str>, text: &str) -> AnyView {
    let copy = format!("Copy certificate of {name}");
    let text = text.trim().to_owned();
    el("div")
        .class(style::block)
        .el(el("div")
            .class(style::head)
            .el(el("div")
                .class(style::words)
                .el(el("span").class(style::name).text(name))
                .maybe(expires_at.map(|at| expiry_view(Some(at)))))
            .child(view! { <CopyButton text=text.clone() label=copy /> }.into_any()))
        .el(el("details")
            .class(style::fold)
            .el(el("summary").text("Show PEM"))
            .el(el("pre").class(style::text).attr("tabindex", "0").el(el("code").text(text))))
        .into_any()
}
