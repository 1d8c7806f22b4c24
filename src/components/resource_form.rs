//! A form that sends to the API: guarded against leaving, its errors in words, its result announced.

use futures::future::{FutureExt, LocalBoxFuture};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use serde_json::Value;

use super::{LeaveGuard, form_problem};
use crate::api::ApiError;
use crate::forms::{Form, FormProblem, FormState};
use crate::ui::{Toast, use_toaster};

/// Sends what a form holds.
pub type Send = Callback<Value, LocalBoxFuture<'static, Result<(), ApiError>>>;

/// A form over one request body, with all that surrounds sending it.
#[component]
pub fn ResourceForm(
    state: FormState,
    #[prop(into)] submit_label: String,
    #[prop(into)] busy_label: String,
    /// Sends the body.
    send: Send,
    /// What is said when it was taken: "Added env:DEBUG".
    #[prop(into)]
    done: Signal<String>,
    /// Where the person lands then, and by Cancel.
    #[prop(into)]
    back: String,
    #[prop(optional, into)] disabled_because: Signal<Option<String>>,
) -> impl IntoView {
    let toaster = use_toaster();
    let navigate = StoredValue::new_local(use_navigate());
    let landing = StoredValue::new(back.clone());
    let sending = Callback::new(move |body: Value| {
        let sent = send.run(body);
        async move { sent.await.map_err(|error| form_problem(&error)) }.boxed_local()
            as LocalBoxFuture<'static, Result<(), FormProblem>>
    });
    let on_sent = move || {
        toaster.push(Toast::success(done.get_untracked()));
        state.settle();
        navigate.with_value(|navigate| navigate(&landing.get_value(), NavigateOptions::default()));
    };
    view! {
        <LeaveGuard dirty=Signal::derive(move || state.is_changed()) />
        <Form
            state=state
            submit_label=submit_label
            busy_label=busy_label
            send=sending
            on_sent=on_sent
            cancel=back
            disabled_because=disabled_because
        />
    }
}
