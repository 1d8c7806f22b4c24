use super::{El, el};

stylance::import_style!(style, "button_bar.module.css");

/// The buttons that end a form. They stay in sight, however long the form is.
pub fn button_bar() -> El {
    el("div").class(style::bar)
}
