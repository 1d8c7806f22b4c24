use leptos::prelude::*;

use super::{Icon, IconButton, IconName};

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
    view! {
        <div class=style::notice data-tone=tone.attr() role=role>
            <Icon name=tone.icon() />
            <div class=style::content>
                <div class=style::words>
                    <p class=style::title hidden=move || title.with(Option::is_none)>
                        {title}
                    </p>
                    {children()}
                </div>
                {actions.map(|actions| view! { <div class=style::actions>{actions.run()}</div> })}
            </div>
            {on_dismiss
                .map(|on_dismiss| {
                    view! { <IconButton icon=IconName::CROSS label="Dismiss" on_click=on_dismiss /> }
                })}
        </div>
    }
    .into_any()
}
