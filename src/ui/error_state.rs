use leptos::prelude::*;

use super::icon::icon;
use super::{Button, IconName, el, view};

stylance::import_style!(style, "error_state.module.css");

/// Where something would be that couldn't be loaded: what happened, what to do, and the means to do it.
#[component]
pub fn ErrorState(
    /// What happened: "The variables couldn’t be loaded".
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
    let details = el("details")
        .class(style::detail)
        .flag("hidden", move || detail.with(Option::is_none))
        .child(el("summary").text("Details"))
        .child(el("pre").class(style::pre).show_some(detail));
    let content = el("div")
        .class(style::content)
        .child(el("p").class(style::title).show(title))
        .child(el("p").class(style::text).show_some(text))
        .child(details)
        .child(el("div").class(style::actions).maybe(retry).maybe(actions.map(|actions| actions.run())));
    el("div").class(style::error).attr("role", "alert").child(icon(IconName::WARNING)).child(content).into_any()
}
