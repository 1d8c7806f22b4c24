//! Deleting a thing, after saying what is lost and having its name typed.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::{Change, form_problem};
use crate::data::Cache;
use crate::ui::{Button, ButtonKind, ButtonLink, Field, Notice, NoticeTone, TextInput, Toast, el, use_toaster};

/// What is deleted, and what that means.
pub struct DeleteForm {
    /// The kind of thing: "domain".
    pub thing: &'static str,
    /// What has to be typed.
    pub name: String,
    /// What is lost, in a few words: "The certificate is lost".
    pub lost: &'static str,
    /// What follows, in sentences.
    pub consequences: String,
    pub change: Change,
    /// Where Cancel leads.
    pub back: String,
    /// Where the person lands afterwards.
    pub landing: String,
    /// Why the person may not.
    pub forbidden: Signal<Option<String>>,
}

/// Draws it.
pub fn delete_form(form: DeleteForm) -> AnyView {
    let DeleteForm { thing, name, lost, consequences, change, back, landing, forbidden } = form;
    let cache = Cache::expect();
    let toaster = use_toaster();
    let navigate = StoredValue::new_local(use_navigate());
    let prompt = format!("Type {name} to confirm");
    let name = StoredValue::new(name);
    let change = StoredValue::new(change);
    let landing = StoredValue::new(landing);
    let typed = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<(String, String)>);
    let reason = Signal::derive(move || {
        let differs = typed.with(|typed| typed.trim() != *name.read_value());
        forbidden.get().or_else(|| differs.then(|| format!("Type {} to confirm.", name.get_value())))
    });
    let submit = move |event: web_sys::Event| {
        event.prevent_default();
        if busy.get_untracked() || reason.with_untracked(Option::is_some) {
            return;
        }
        busy.set(true);
        problem.set(None);
        spawn_local(async move {
            let done = change.get_value().send(cache, None).await;
            // The page may be gone by now, and all that it held with it.
            if busy.try_set(done.is_ok()).is_some() {
                return;
            }
            match done {
                // It stays as if sending until the page is left: a second click must not send it again.
                Ok(_) => {
                    toaster.push(Toast::success(format!("Deleted {}", name.get_value())));
                    navigate.with_value(|navigate| navigate(&landing.get_value(), NavigateOptions::default()));
                }
                Err(error) => {
                    let refused = form_problem(&error);
                    problem.set(Some((refused.title, refused.text)));
                }
            }
        });
    };
    let warning = view! { <Notice tone=NoticeTone::Warning title=lost>{consequences}</Notice> };
    let field = view! {
        <Field label=prompt required=true>
            <TextInput mono=true value=typed on_input=move |text: String| typed.set(text) />
        </Field>
    };
    let notice = move || match problem.get() {
        Some((title, text)) => view! { <Notice tone=NoticeTone::Danger title=title>{text}</Notice> }.into_any(),
        None => ().into_any(),
    };
    let delete = view! {
        <Button kind=ButtonKind::Danger submit=true busy=busy busy_label="Deleting…" disabled_because=reason>
            {format!("Delete {thing}")}
        </Button>
    };
    let cancel = view! {
        <ButtonLink kind=ButtonKind::Quiet href=back>
            "Cancel"
        </ButtonLink>
    };
    el("form")
        .class("stack form-width")
        .attr("novalidate", "")
        .on("submit", submit)
        .child(warning.into_any())
        .child(field.into_any())
        .el(el("div").child_fn(notice))
        .el(el("div").class("row").child(delete.into_any()).child(cancel.into_any()))
        .into_any()
}
