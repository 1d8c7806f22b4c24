//! Doing something that takes no more than the person's word, after saying what it does.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use wheelhouse_contract::Method;

use super::{Change, changes_production, form_problem, refusal, typed_name};
use crate::chunk::{Held, in_chunk};
use crate::data::Cache;
use crate::ui::{
    Button, ButtonKind, ButtonLink, Notice, NoticeTone, Toast, button_bar, el, live, use_toaster, warning_note,
};

/// What is done.
pub struct ActForm {
    pub change: Change,
    /// What the button says: "Merge into main".
    pub submit: Signal<String>,
    /// What it says meanwhile: "Merging…".
    pub busy: &'static str,
    /// What is said when it was taken: "Merging into main".
    pub done: Signal<String>,
    /// What is lost, in a few words, and what follows, in sentences.
    pub warning: Option<(&'static str, String)>,
    /// What has to be typed, where something is lost.
    pub typed: Option<String>,
    /// Where Cancel leads.
    pub back: String,
    /// Where the person lands afterwards.
    pub landing: String,
    /// Why the person may not.
    pub forbidden: Signal<Option<String>>,
}

/// Draws it.
pub fn act_form(form: ActForm) -> AnyView {
    act(Held::new(form)).view()
}

in_chunk! {
    forms: fn act(form: Held<ActForm>) { form.take().map(drawn).into_any() }
}

fn drawn(form: ActForm) -> AnyView {
    let ActForm { change, submit, busy: busy_label, done, warning, typed, back, landing, forbidden } = form;
    let cache = Cache::expect();
    let toaster = use_toaster();
    let navigate = StoredValue::new_local(use_navigate());
    let is_loss = typed.is_some() || change.operation.method == Method::Delete;
    let kind = if is_loss { ButtonKind::Danger } else { ButtonKind::Primary };
    let production = changes_production(&change);
    let ends = StoredValue::new((change, landing));
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<(String, String)>);
    let (field, unconfirmed) = typed_name(move || typed.clone().filter(|_| forbidden.get().is_none()));
    let reason = Signal::derive(move || forbidden.get().or_else(|| unconfirmed.get()));
    let send = move |event: web_sys::Event| {
        event.prevent_default();
        if busy.get_untracked() || reason.with_untracked(Option::is_some) {
            return;
        }
        busy.set(true);
        problem.set(None);
        let ((change, landing), done) = (ends.get_value(), done.get_untracked());
        spawn_local(async move {
            let sent = change.send(cache, None).await;
            // The page may be gone by now, with everything it held.
            if busy.try_set(sent.is_ok()).is_some() {
                return;
            }
            match sent {
                // It stays as if sending until the page is left: a second click must not send it again.
                Ok(_) => {
                    toaster.push(Toast::success(done));
                    navigate.with_value(|navigate| navigate(&landing, NavigateOptions::default()));
                }
                Err(error) => {
                    let refused = form_problem(&error);
                    problem.set(Some((refused.title, refused.text)));
                }
            }
        });
    };
    let warning = warning
        .map(|(lost, follows)| view! { <Notice tone=NoticeTone::Warning title=lost>{follows}</Notice> }.into_any());
    let notice = move || match problem.get() {
        Some((title, text)) => view! { <Notice tone=NoticeTone::Danger title=title>{text}</Notice> }.into_any(),
        None => ().into_any(),
    };
    let send_button = view! {
        <Button kind=kind submit=true busy=busy busy_label=busy_label disabled_because=reason>
            {submit}
        </Button>
    };
    // Beside "Cancel invitation" it would say the opposite of what it does.
    let leave = if submit.with_untracked(|submit| submit.starts_with("Cancel")) { "Keep it" } else { "Cancel" };
    let cancel = view! {
        <ButtonLink kind=ButtonKind::Quiet href=back>
            {leave}
        </ButtonLink>
    };
    let actions = button_bar().child(live(notice)).child(warning_note(production));
    let actions = actions.child(send_button.into_any()).child(cancel.into_any());
    el("form")
        .class("stack form-width")
        .attr("novalidate", "")
        .on("submit", send)
        .child(refusal(forbidden))
        .maybe(warning)
        .child(field)
        .el(actions)
        .into_any()
}
