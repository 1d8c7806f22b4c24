use leptos::prelude::*;

use super::icon::icon;
use super::{IconButton, IconName, el, live, nothing, view};

stylance::import_style!(style, "notice.module.css");

/// What kind of thing a [`Notice`] says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoticeTone {
    /// Good to know.
    #[default]
    Info,
    /// It worked, and there is more to say than fits a toast.
    Success,
    /// Think before going on.
    Warning,
    /// Something failed.
    Danger,
    /// Not allowed, and who could allow it.
    Forbidden,
}

impl NoticeTone {
    const fn attr(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Danger => "danger",
            Self::Forbidden => "forbidden",
        }
    }

    const fn icon(self) -> IconName {
        match self {
            Self::Info => IconName::INFO,
            Self::Success => IconName::CHECK,
            Self::Warning | Self::Danger => IconName::WARNING,
            Self::Forbidden => IconName::LOCK,
        }
    }
}

/// A message in the page, where what it is about stands. Warnings and failures are announced when they appear.
#[component]
pub fn Notice(
    /// What kind of thing it says.
    #[prop(optional)]
    tone: NoticeTone,
    /// The message in a few words, where it has more than one sentence.
    #[prop(optional, into)]
    title: Signal<Option<String>>,
    /// What can be done about it.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
    /// Called when the person has read it; without one it cannot be dismissed.
    #[prop(optional, into)]
    on_dismiss: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    let role = match tone {
        NoticeTone::Danger => "alert",
        _ => "status",
    };
    let words = el("div").class(style::words).child(el("p").class(style::title).show_some(title)).child(children());
    let actions = actions.map(|actions| el("div").class(style::actions).child(actions.run()).into_any());
    let dismiss = on_dismiss.map(|on_click| view! { <IconButton icon=IconName::CROSS label="Dismiss" on_click /> });
    el("div")
        .class(style::notice)
        .attr("data-tone", tone.attr())
        .attr("role", role)
        .child(icon(tone.icon()))
        .child(el("div").class(style::content).child(words).maybe(actions))
        .maybe(dismiss)
        .into_any()
}

/// A warning in one sentence, to stand right above the last button; nothing where there is none.
pub fn warning_note(said: Signal<Option<String>>) -> AnyView {
    live(move || match said.get() {
        Some(text) => el("p").class(style::note).child(icon(IconName::WARNING)).child(el("span").text(text)).into_any(),
        None => nothing(),
    })
}
