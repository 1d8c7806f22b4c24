use leptos::prelude::*;

use super::{Button, Icon, IconName};

stylance::import_style!(style, "error_state.module.css");

/// Where something would be that could not be had: what happened, what to do, and the means to do it.
#[component]
pub fn ErrorState(
    /// What happened: "The variables could not be loaded".
    #[prop(into)]
    title: Signal<String>,
    /// Why, if known, and what to do about it.
    #[prop(optional, into)]
    text: Signal<Option<String>>,
    /// What a person would quote to those who run the API, such as the answer's status and text.
    #[prop(optional, into)]
    detail: Signal<Option<String>>,
    /// Tries again.
    #[prop(optional, into)]
    on_retry: Option<Callback<()>>,
    /// The retry is under way.
    #[prop(optional, into)]
    retrying: Signal<bool>,
    /// Other ways out.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
) -> impl IntoView {
    let retry = on_retry.map(|on_retry| {
        view! {
            <Button icon=IconName::REFRESH busy=retrying busy_label="Trying again…" on_click=on_retry>
                "Try again"
            </Button>
        }
    });
    view! {
        <div class=style::error role="alert">
            <Icon name=IconName::WARNING />
            <div class=style::content>
                <p class=style::title>{title}</p>
                <p class=style::text hidden=move || text.with(Option::is_none)>
                    {text}
                </p>
                <details class=style::detail hidden=move || detail.with(Option::is_none)>
                    <summary>"Details"</summary>
                    <pre class=style::pre>{detail}</pre>
                </details>
                <div class=style::actions>{retry} {actions.map(|actions| actions.run())}</div>
            </div>
        </div>
    }
    .into_any()
}
