use leptos::prelude::*;

use super::el;

stylance::import_style!(style, "page_header.module.css");

/// The name of the page, what is most worth knowing about its subject, and what can be done with it.
///
/// The heading takes the focus when a page is opened by a link, so that screen readers start there:
/// it is the only `h1`, with `tabindex="-1"`.
#[component]
pub fn PageHeader(
    /// The name of the page's subject.
    #[prop(into)]
    title: Signal<String>,
    /// State, type and the like, beside the name.
    #[prop(optional, into)]
    meta: Option<ViewFn>,
    /// One sentence below the name.
    #[prop(optional, into)]
    description: Signal<Option<String>>,
    /// The page's actions.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
) -> impl IntoView {
    let part = |class, view: ViewFn| el("div").class(class).child(view.run()).into_any();
    let identity = el("div")
        .class(style::identity)
        .child(el("h1").class(style::title).attr("tabindex", "-1").show(title))
        .maybe(meta.map(|meta| part(style::meta, meta)))
        .child(el("p").class(style::description).show_some(description));
    el("header")
        .class(style::header)
        .child(identity)
        .maybe(actions.map(|actions| part(style::actions, actions)))
        .into_any()
}

/// One sentence and the actions at the head of a page whose heading stands above it, in the header of its scope.
pub fn lead(description: &'static str, actions: AnyView) -> AnyView {
    let identity = el("div").class(style::identity).child(el("p").class(style::description).text(description));
    let actions = el("div").class(style::actions).child(actions);
    el("div").class(style::header).child(identity).child(actions).into_any()
}
