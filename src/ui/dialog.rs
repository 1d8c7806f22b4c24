use leptos::prelude::*;
use web_sys::HtmlDialogElement;

use super::{Handle, IconButton, IconName, el, unique_id, view};

stylance::import_style!(style, "dialog.module.css");

/// A modal dialog on the browser's own `<dialog>`: the page behind is inert, the focus stays inside and goes back to
/// where it was, Escape closes.
///
/// The caller owns `open`: Escape and the close button only call `on_close`. Its children exist while it is open.
#[component]
pub fn Dialog(
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// Called when the person wants it gone.
    #[prop(into)]
    on_close: Callback<()>,
    /// What it is for, as its heading and accessible name.
    #[prop(into)]
    title: Signal<String>,
    /// A sheet at the end edge of the window instead of a box in its middle.
    #[prop(optional)]
    sheet: bool,
    /// Its title is for screen readers only, and what is inside goes up to its edges.
    #[prop(optional)]
    bare: bool,
    /// The buttons at its foot.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
    children: ChildrenFn,
) -> impl IntoView {
    let node = Handle::new();
    let title_id = unique_id("dialog");
    let labelled_by = title_id.clone();
    let content = move || {
        let content = open.get().then(|| {
            // Runs once the content is there, so that the focus can go to a control in it.
            Effect::new(move |_| {
                if let Some(dialog) = node.get::<HtmlDialogElement>()
                    && !dialog.open()
                {
                    // Fails only for a dialog that is not in the document, which has nobody to show itself to.
                    let _ = dialog.show_modal();
                }
            });
            // Before the content goes, so that the browser still knows where to return the focus.
            on_cleanup(move || {
                if let Some(dialog) = node.get::<HtmlDialogElement>() {
                    dialog.close();
                }
            });
            let close = view! { <IconButton icon=IconName::CROSS label="Close" on_click=on_close /> };
            let head =
                el("div").class(style::head).child(el("h2").attr("id", title_id.clone()).show(title)).child(close);
            let foot = actions.as_ref().map(|actions| el("div").class(style::foot).child(actions.run()).into_any());
            let mut parts = vec![head.into_any(), el("div").class(style::body).child(children()).into_any()];
            parts.extend(foot);
            parts.into_any()
        });
        content.into_any()
    };
    el("dialog")
        .class(style::dialog)
        .attr("data-sheet", sheet.then_some(""))
        .attr("data-bare", bare.then_some(""))
        .attr("aria-labelledby", labelled_by)
        .handle(node)
        .on("cancel", move |event| {
            // A file picker inside says "cancel" too, and bubbles.
            if is_own(&event) {
                event.prevent_default();
                on_close.run(());
            }
        })
        .on("close", move |event| {
            // Some browsers close on a second Escape whatever the page says.
            if is_own(&event) && open.try_get_untracked() == Some(true) {
                on_close.run(());
            }
        })
        .child_fn(content)
        .into_any()
}

fn is_own(event: &web_sys::Event) -> bool {
    event.target() == event.current_target()
}
