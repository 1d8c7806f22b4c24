//! Forms that show what comes of what is entered.

use leptos::prelude::*;

use crate::ui::el;

stylance::import_style!(style, "beside_fields.module.css");

/// What follows from the fields of a form: beside them where there is room, and else between them and the buttons, where
/// it is seen before anything is sent. `form` is given it as [`CreateForm::before_actions`](super::CreateForm).
pub fn beside_fields(content: AnyView, form: impl FnOnce(AnyView) -> AnyView) -> AnyView {
    let beside = el("div").class(style::beside).el(el("div").class(style::content).child(content)).into_any();
    el("div").class(style::room).el(el("div").class(style::form).child(form(beside))).into_any()
}
