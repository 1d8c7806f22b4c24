use leptos::prelude::*;

use super::combobox::{Closed, Combobox, Offer};
use super::icon::icon;
use super::{FieldContext, IconName, el, live, view};
use crate::reactive::{Derived, memo};

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

/// Beyond so many choices they can be searched.
const FEW: usize = 15;

/// The browser's own select: quick to use by keyboard and at home on a phone. With more choices than one looks through,
/// a field that searches them.
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
    let is_long = memo(move || options.with(|options| options.len() > FEW));
    let choosing = Choosing { value, on_change, options, label, disabled, on_blur };
    live(move || if is_long.get() { searched(choosing) } else { native(field, choosing) })
}

/// What a select is given.
#[derive(Clone, Copy)]
struct Choosing {
    value: Signal<String>,
    on_change: Callback<String>,
    options: Derived<Vec<SelectOption>>,
    label: Signal<Option<String>>,
    disabled: Signal<bool>,
    on_blur: Option<Callback<()>>,
}

/// The choices that fit what is typed; what is chosen while nothing is.
fn searched(choosing: Choosing) -> AnyView {
    let Choosing { value, on_change, options, label, disabled, on_blur } = choosing;
    let typed = RwSignal::new(None::<String>);
    let shown = Signal::derive(move || {
        let chosen = || {
            let value = value.get();
            options.with(|all| {
                let chosen = all.iter().find(|option| option.value == value);
                chosen.map_or_else(|| value.clone(), |option| option.label.clone())
            })
        };
        typed.get().unwrap_or_else(chosen)
    });
    let take = move |taken: String| {
        typed.set(None);
        if value.with_untracked(|value| *value != taken) {
            on_change.run(taken);
        }
    };
    // The field may be gone with the page that it stood on.
    let leave = move |()| drop(typed.try_set(None));
    let closed = Closed { take: Callback::new(take), leave: Callback::new(leave) };
    view! {
        <Combobox
            value=shown
            on_input=move |text: String| typed.set(Some(text))
            offer=Derived::new(move || Offer::Ready(options.get()))
            on_open=|()| {}
            closed=closed
            disabled=disabled
            label=label
            on_blur=move |()| on_blur.iter().for_each(|left| left.run(()))
        />
    }
}

fn native(field: FieldContext, choosing: Choosing) -> AnyView {
    let Choosing { value, on_change, options, label, disabled, on_blur } = choosing;
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
