use leptos::prelude::*;

use super::icon::icon as draw_icon;
use super::tooltip::with_tip;
use super::{IconName, el, unique_id};
use crate::reactive::Derived;

stylance::import_style!(style, "button.module.css");

/// How much a button asks for attention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one action a page or form is for.
    Primary,
    /// Any other action.
    #[default]
    Secondary,
    /// An action that stays in the background until hovered.
    Quiet,
    /// Destroys something; the last button before it happens.
    Danger,
}

impl ButtonKind {
    const fn attr(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Secondary => "secondary",
            Self::Quiet => "quiet",
            Self::Danger => "danger",
        }
    }
}

/// A button with a word on it.
///
/// While `busy` it shows `busy_label` and swallows every click and submit, so that nothing is sent twice.
#[component]
pub fn Button(
    /// How much it asks for attention.
    #[prop(optional)]
    kind: ButtonKind,
    /// Submits the form it stands in (or the one named by `form`).
    #[prop(optional)]
    submit: bool,
    /// The id of a form elsewhere on the page that it belongs to.
    #[prop(optional, into)]
    form: Option<String>,
    /// Its action is under way.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// What it says meanwhile, in progress form: "Saving…". Without one the word stays.
    #[prop(optional, into)]
    busy_label: Signal<Option<String>>,
    /// An icon before the word, where it is quicker than the word.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// Why it does nothing now; `None` when it works.
    #[prop(optional, into)]
    disabled_because: Option<Signal<Option<String>>>,
    /// Called on a click or its keyboard equal, never while busy or disabled.
    #[prop(optional, into)]
    on_click: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    let tip_id = unique_id("why");
    let reason = disabled_because.unwrap_or_default();
    let inert = move || busy.get() || reason.with(Option::is_some);
    let described_by = {
        let tip_id = tip_id.clone();
        move || reason.with(Option::is_some).then(|| tip_id.clone())
    };
    let renamed = move || busy.get() && busy_label.with(Option::is_some);
    let button = el("button")
        .class(style::button)
        .attr("data-kind", kind.attr())
        .attr("type", if submit { "submit" } else { "button" })
        .attr("form", form)
        .aria("aria-disabled", inert)
        .aria("aria-busy", move || busy.get())
        .attr_fn("aria-describedby", described_by)
        .on("click", move |event| {
            if busy.get_untracked() || reason.with_untracked(Option::is_some) {
                event.prevent_default();
                event.stop_propagation();
            } else if let Some(on_click) = on_click {
                on_click.run(());
            }
        })
        .maybe(icon.map(draw_icon))
        .child(el("span").flag("hidden", renamed).child(children()))
        .child(el("span").flag("hidden", move || !renamed()).child(busy_label))
        .into_any();
    if disabled_because.is_some() { with_tip(button, tip_id, reason) } else { button }
}

/// A link that looks like a button: for going somewhere, never for doing something.
#[component]
pub fn ButtonLink(
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
    /// How much it asks for attention.
    #[prop(optional)]
    kind: ButtonKind,
    /// An icon before the word.
    #[prop(optional, into)]
    icon: Option<IconName>,
    children: Children,
) -> impl IntoView {
    el("a")
        .class(style::button)
        .attr("data-kind", kind.attr())
        .attr("href", href)
        .maybe(icon.map(draw_icon))
        .child(el("span").child(children()))
        .into_any()
}

/// A square button with an icon alone; its label is its accessible name and its tooltip.
#[component]
pub fn IconButton(
    /// What it shows; a signal when it changes with a state.
    #[prop(into)]
    icon: Derived<IconName>,
    /// What it does, as a verb with its object: "Delete variable".
    #[prop(into)]
    label: Signal<String>,
    /// For a button that stays down, whether it is down.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    /// For a button that opens something, whether that is open.
    #[prop(optional, into)]
    expanded: Option<Signal<bool>>,
    /// Why it does nothing now; `None` when it works.
    #[prop(optional, into)]
    disabled_because: Signal<Option<String>>,
    /// Called on a click or its keyboard equal, never while disabled.
    #[prop(into)]
    on_click: Callback<()>,
) -> impl IntoView {
    let tip_id = unique_id("tip");
    let flag = |flag: Option<Signal<bool>>| move || flag.map(|flag| if flag.get() { "true" } else { "false" });
    let described_by = {
        let tip_id = tip_id.clone();
        move || disabled_because.with(Option::is_some).then(|| tip_id.clone())
    };
    let tip = Signal::derive(move || disabled_because.get().or_else(|| Some(label.get())));
    let button = el("button")
        .class(style::icon_button)
        .attr("type", "button")
        .attr("aria-label", label)
        .attr_fn("aria-pressed", flag(pressed))
        .attr_fn("aria-expanded", flag(expanded))
        .aria("aria-disabled", move || disabled_because.with(Option::is_some))
        .attr_fn("aria-describedby", described_by)
        .on("click", move |_| {
            if disabled_because.with_untracked(Option::is_none) {
                on_click.run(());
            }
        })
        .child(draw_icon(icon));
    with_tip(button.into_any(), tip_id, tip)
}
