use leptos::prelude::*;

use super::checkbox::{group, style};
use super::field::Messages;
use super::{SelectOption, el, unique_id};
use crate::reactive::Derived;

/// One choice out of a few that are all worth seeing: two to five of them, else a `Select`.
#[component]
pub fn RadioGroup(
    /// The question.
    #[prop(into)]
    legend: Signal<String>,
    /// The value of what is chosen.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the value of what is chosen.
    #[prop(into)]
    on_change: Callback<String>,
    /// The choices.
    #[prop(into)]
    options: Derived<Vec<SelectOption>>,
    /// In one line, as segments; help texts of the options are left out.
    #[prop(optional)]
    segmented: bool,
    /// The legend is for screen readers only.
    #[prop(optional)]
    hide_legend: bool,
    /// Marks the group as one in which something has to be chosen.
    #[prop(optional, into)]
    required: Signal<bool>,
    /// One sentence on what the choice means.
    #[prop(optional, into)]
    help: Signal<Option<String>>,
    /// What is wrong with the choice.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// The id of the group, where something else has to find it.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| unique_id("group"));
    let name = unique_id("radio");
    let messages = Messages::new(&id, help, error);
    let choices = move || {
        let choice = |option: SelectOption| {
            let own_id = unique_id("choice");
            let own = option.value.clone();
            let is_chosen = move || value.with(|value| *value == own);
            let help = option.help.filter(|_| !segmented);
            let choice = Messages::new(&own_id, Signal::stored(help), Signal::default());
            let input = el("input")
                .class(style::input)
                .attr("type", "radio")
                .attr("id", own_id.clone())
                .attr("name", name.clone())
                .attr("value", option.value.clone())
                .attr("disabled", option.disabled.then_some(""))
                .attr("aria-describedby", choice.described_by())
                .prop("checked", move || is_chosen().into())
                .on("change", move |_| on_change.run(option.value.clone()));
            el("div")
                .class(if segmented { style::segment } else { style::toggle })
                .child(input)
                .child(el("label").class(style::label).attr("for", own_id).text(option.label))
                .child(el("div").class(style::messages).child(choice.help_view()))
                .into_any()
        };
        options.get().into_iter().map(choice).collect::<Vec<_>>().into_any()
    };
    let choices = el("div").class(if segmented { style::segments } else { style::choices }).child_fn(choices);
    group(id, legend, hide_legend, required, messages, choices)
}
