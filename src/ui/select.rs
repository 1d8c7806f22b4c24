use leptos::prelude::*;

use super::icon::icon;
use super::{FieldContext, IconName, el};
use crate::reactive::Derived;

stylance::import_style!(style, "select.module.css");

/// One choice of a [`Select`] or a [`RadioGroup`](super::RadioGroup).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectOption {
    /// What is reported when it is chosen.
    pub value: String,
    /// What the person reads.
    pub label: String,
    /// A sentence under the label; radio groups only.
    pub help: Option<String>,
    /// Shown, but cannot be chosen now.
    pub disabled: bool,
}

impl SelectOption {
    /// A choice reported as `value` and read as `label`.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), help: None, disabled: false }
    }

    /// Explains the choice.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Shows it without letting it be chosen.
    pub fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }
}

/// The browser's own select: quick to use by keyboard and at home on a phone.
#[component]
pub fn Select(
    /// The value of the chosen option.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the value of what is chosen.
    #[prop(into)]
    on_change: Callback<String>,
    /// The choices.
    #[prop(into)]
    options: Derived<Vec<SelectOption>>,
    /// Its accessible name when it stands outside a `Field`.
    #[prop(optional, into)]
    label: Signal<Option<String>>,
    /// Cannot be changed or focused, because something next to it says so.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Called when the focus leaves it.
    #[prop(optional, into)]
    on_blur: Option<Callback<()>>,
) -> impl IntoView {
    let field = FieldContext::of_control();
    let choices = move || {
        options
            .get()
            .into_iter()
            .map(|option| {
                let own = option.value.clone();
                el("option")
                    .attr("value", option.value)
                    .attr("disabled", option.disabled.then_some(""))
                    .prop("selected", move || value.with(|value| *value == own).into())
                    .text(option.label)
                    .into_any()
            })
            .collect::<Vec<_>>()
            .into_any()
    };
    let select = field
        .wire(el("select"), label, disabled, on_blur)
        .class(style::select)
        .on("change", move |event| on_change.run(event_target_value(&event)))
        .child_fn(choices);
    el("span").class(style::box_).child(select).child(icon(IconName::CHEVRON_DOWN)).into_any()
}
