use leptos::prelude::*;

use super::{FieldContext, Icon, IconName};

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
    options: Signal<Vec<SelectOption>>,
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
                view! {
                    <option
                        value=option.value
                        disabled=option.disabled
                        prop:selected=move || value.with(|value| *value == own)
                    >
                        {option.label}
                    </option>
                }
            })
            .collect_view()
    };
    view! {
        <span class=style::box_>
            <select
                class=style::select
                id=field.id
                disabled=disabled
                aria-label=label
                aria-describedby=field.described_by
                aria-invalid=field.aria_invalid()
                aria-required=field.aria_required()
                on:change:target=move |event| on_change.run(event.target().value())
                on:blur=move |_| {
                    if let Some(on_blur) = on_blur {
                        on_blur.run(());
                    }
                }
            >
                {choices}
            </select>
            <Icon name=IconName::CHEVRON_DOWN />
        </span>
    }
    .into_any()
}
