//! A form that sends to the API: guarded against leaving, its errors in words, its result announced.

use futures::future::{FutureExt, LocalBoxFuture};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use serde_json::Value;

use super::{LeaveGuard, form_problem, refusal};
use crate::api::ApiError;
use crate::chunk::in_chunk;
use crate::forms::{DraftSlot, Extras, Form, FormProblem, FormState, Fresh, Options, Request};
use crate::reactive::Derived;
use crate::ui::{Toast, use_toaster};

/// Sends what a form holds.
pub type Send = Callback<Value, LocalBoxFuture<'static, Result<(), ApiError>>>;

/// A form over one request body, with everything around sending it.
#[component]
pub fn ResourceForm(
    state: FormState,
    #[prop(into)] submit_label: Signal<String>,
    #[prop(into)] busy_label: String,
    /// Sends the body.
    send: Send,
    /// What is said when it was taken: "Added env:DEBUG".
    #[prop(into)]
    done: Signal<String>,
    /// Where Cancel leads, and where the person lands then unless `landing` says otherwise.
    #[prop(into)]
    back: String,
    /// Where the person lands then, as it is known once it was taken.
    #[prop(optional, into)]
    landing: Option<Signal<String>>,
    /// Why it is sure to be refused: said before anything is asked for.
    #[prop(optional, into)]
    disabled_because: Signal<Option<String>>,
    /// What still has to be chosen or typed outside of the fields.
    #[prop(optional, into)]
    lacks: Signal<Option<String>>,
    /// Says that it changes production, where it does.
    #[prop(optional, into)]
    production: Signal<Option<String>>,
    /// What follows from sending changes, in one sentence.
    #[prop(optional, into)]
    consequences: Signal<Option<String>>,
    /// Reads the resource again before changes are reviewed, to find what was changed elsewhere meanwhile.
    #[prop(optional, into)]
    fresh: Option<Fresh>,
    /// What fields that pick from a collection offer.
    #[prop(optional_no_strip)]
    options: Option<Options>,
    /// Where the body goes, for "Copy as".
    #[prop(optional, into)]
    request: Derived<Option<Request>>,
    /// What stands between the fields and the buttons, such as a name that has to be typed.
    #[prop(optional_no_strip)]
    before_actions: Option<AnyView>,
    /// Tells this form's draft from that of another form at the same address.
    #[prop(optional, into)]
    draft: Option<String>,
) -> impl IntoView {
    let toaster = use_toaster();
    let navigate = StoredValue::new_local(use_navigate());
    let landing = landing.unwrap_or_else(|| Signal::stored(back.clone()));
    let path = use_location().pathname.get_untracked();
    let draft = DraftSlot::new(&draft.map_or(path.clone(), |name| format!("{path}#{name}")));
    let given_up = draft.clone();
    let extras = Extras { consequences, production, fresh, options, request, draft: Some(draft) };
    let sending = Callback::new(move |body: Value| {
        let sent = send.run(body);
        async move { sent.await.map_err(|error| form_problem(&error)) }.boxed_local()
            as LocalBoxFuture<'static, Result<(), FormProblem>>
    });
    let on_sent = move || {
        toaster.push(Toast::success(done.get_untracked()));
        state.settle();
        navigate.with_value(|navigate| navigate(&landing.get_untracked(), NavigateOptions::default()));
    };
    view! {
        {refusal(disabled_because)}
        <LeaveGuard dirty=Signal::derive(move || state.is_changed()) on_discard=move || given_up.close() />
        <Form
            state=state
            submit_label=submit_label
            busy_label=busy_label
            send=sending
            on_sent=on_sent
            cancel=back
            disabled_because=Signal::derive(move || disabled_because.get().or_else(|| lacks.get()))
            extras=extras
            before_actions=before_actions
        />
    }
}

in_chunk! {
    forms: quiet fn engine() { ().into_any() }
}

/// Fetches the forms' engine, for who will need it soon.
pub fn fetch_engine() {
    engine().fetch();
}
