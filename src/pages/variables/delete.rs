//! Deleting a variable, after saying what is lost.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::Scope;
use crate::components::{form_problem, set_title};
use crate::data::Cache;
use crate::layouts::Place;
use crate::ui::{
    Button, ButtonKind, ButtonLink, Field, Notice, NoticeTone, PageHeader, TextInput, Toast, el, use_toaster,
};

/// Asks for the name to be typed, then deletes.
#[component]
pub fn VariableDeletePage(scope: Scope, variable: String) -> impl IntoView {
    let place = Place::expect();
    let cache = Cache::expect();
    let toaster = use_toaster();
    let navigate = StoredValue::new_local(use_navigate());
    let scope = StoredValue::new(scope);
    let name = StoredValue::new(variable);
    set_title(move || vec![format!("Delete {}", name.get_value()), scope.with_value(|scope| scope.title(place))]);
    let typed = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<(String, String)>);
    let reason = Signal::derive(move || {
        let forbidden = scope.with_value(|scope| scope.forbidden(place));
        let differs = typed.with(|typed| *typed != *name.read_value());
        forbidden.or_else(|| differs.then(|| format!("Type {} to confirm.", name.get_value())))
    });
    let submit = move |event: web_sys::Event| {
        event.prevent_default();
        if busy.get_untracked() || reason.with_untracked(Option::is_some) {
            return;
        }
        busy.set(true);
        problem.set(None);
        spawn_local(async move {
            let done = scope.with_value(|scope| scope.remove(cache, &name.read_value())).await;
            // The page may be gone by now, and all that it held with it.
            if busy.try_set(false).is_some() {
                return;
            }
            match done {
                Ok(()) => {
                    toaster.push(Toast::success(format!("Deleted {}", name.get_value())));
                    let target = scope.with_value(|scope| scope.list().path());
                    navigate.with_value(|navigate| navigate(&target, NavigateOptions::default()));
                }
                Err(error) => {
                    let refused = form_problem(&error);
                    problem.try_set(Some((refused.title, refused.text)));
                }
            }
        });
    };
    let affected = if scope.with_value(Scope::is_environment) {
        "The environment redeploys without it, and so do the child environments that inherit it."
    } else {
        "Every active environment of the project redeploys without it."
    };
    let warning = view! {
        <Notice tone=NoticeTone::Warning title="The value is lost">
            {format!("{affected} A deleted value cannot be brought back.")}
        </Notice>
    };
    let field = view! {
        <Field label=format!("Type {} to confirm", name.get_value()) required=true>
            <TextInput mono=true value=typed on_input=move |text: String| typed.set(text) />
        </Field>
    };
    let notice = move || match problem.get() {
        Some((title, text)) => view! { <Notice tone=NoticeTone::Danger title=title>{text}</Notice> }.into_any(),
        None => ().into_any(),
    };
    let delete = view! {
        <Button kind=ButtonKind::Danger submit=true busy=busy busy_label="Deleting…" disabled_because=reason>
            "Delete variable"
        </Button>
    };
    let back = scope.with_value(|scope| scope.item(&name.read_value()).path());
    let cancel = view! {
        <ButtonLink kind=ButtonKind::Quiet href=back>
            "Cancel"
        </ButtonLink>
    };
    let form = el("form")
        .class("stack")
        .attr("novalidate", "")
        .on("submit", submit)
        .child(warning.into_any())
        .child(field.into_any())
        .el(el("div").child_fn(notice))
        .el(el("div").class("row").child(delete.into_any()).child(cancel.into_any()));
    let header = view! { <PageHeader title=format!("Delete {}", name.get_value()) /> };
    vec![header.into_any(), form.into_any()].into_any()
}
