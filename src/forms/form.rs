//! A form: its fields in sections, its errors, and sending it once.

use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;
use wheelhouse_contract::FieldError;
use wheelhouse_contract::validate::Mode;

use super::FormState;
use super::field::field_view;
use crate::ui::{Button, ButtonKind, ButtonLink, Notice, NoticeTone, el, focus};

stylance::import_style!(style, "form.module.css");

/// Why a body was not taken, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormProblem {
    pub title: String,
    pub text: String,
    pub fields: Vec<FieldError>,
}

/// What sends a body and says how that went.
pub type Sending = Callback<Value, LocalBoxFuture<'static, Result<(), FormProblem>>>;

/// Shows a form and sends it.
#[component]
pub fn Form(
    state: FormState,
    /// What the button says: the verb and the thing.
    #[prop(into)]
    submit_label: String,
    /// What it says while sending.
    #[prop(into)]
    busy_label: String,
    /// Sends the body; runs to its end even if the page is left.
    send: Sending,
    /// Called when the body was taken.
    #[prop(into)]
    on_sent: Callback<()>,
    /// Where Cancel leads.
    #[prop(into)]
    cancel: String,
    /// Why the person may not send this.
    #[prop(optional, into)]
    disabled_because: Signal<Option<String>>,
) -> impl IntoView {
    let sending = RwSignal::new(false);
    let problem = RwSignal::new(None::<FormProblem>);
    let submit = move |event: web_sys::Event| {
        event.prevent_default();
        if sending.get_untracked() || disabled_because.with_untracked(Option::is_some) {
            return;
        }
        if state.mode == Mode::Partial && !untrack(|| state.is_changed()) {
            return;
        }
        problem.set(None);
        if !state.check_all() {
            focus_first_error(state);
            return;
        }
        let body = untrack(|| state.body());
        sending.set(true);
        spawn_local(async move {
            let sent = send.run(Value::Object(body)).await;
            match sent {
                // It stays as if sending until the page is left: a second click must not send it again.
                Ok(()) => on_sent.try_run(()).unwrap_or_default(),
                // The page may be gone by now, and all that it held with it.
                Err(_) if sending.try_set(false).is_some() => {}
                Err(refused) => {
                    let unplaced = state.show(&refused.fields);
                    let named = unplaced.iter().map(|error| format!("{}: {}", error.field, error.message));
                    let text = std::iter::once(refused.text.clone()).chain(named).collect::<Vec<_>>().join(" ");
                    problem.set(Some(FormProblem { text, ..refused }));
                    focus_first_error(state);
                }
            }
        });
    };
    let reason = Signal::derive(move || {
        disabled_because
            .get()
            .or_else(|| (state.mode == Mode::Partial && !state.is_changed()).then(|| "Nothing has changed.".to_owned()))
    });
    let summary = move || summary(state, problem.get()).unwrap_or_else(|| ().into_any());
    let send = view! {
        <Button kind=ButtonKind::Primary submit=true busy=sending busy_label=busy_label disabled_because=reason>
            {submit_label}
        </Button>
    };
    let cancel = view! {
        <ButtonLink kind=ButtonKind::Quiet href=cancel>
            "Cancel"
        </ButtonLink>
    };
    el("form")
        .class(style::form)
        .attr("novalidate", "")
        .on("submit", submit)
        .children(sections(state))
        .el(el("div").child_fn(summary))
        .el(el("div").class(style::actions).child(send.into_any()).child(cancel.into_any()))
        .into_any()
}

/// The fields, those of a named section under its heading.
fn sections(state: FormState) -> Vec<AnyView> {
    let mut sections: Vec<(&'static str, Vec<AnyView>)> = Vec::new();
    for field in state.fields() {
        let section = field.field.section;
        let view = field_view(state, field);
        match sections.last_mut() {
            Some((name, fields)) if *name == section => fields.push(view),
            _ => sections.push((section, vec![view])),
        }
    }
    let section = |(name, fields)| {
        let fields = el("div").class(style::fields).children(fields);
        match name {
            "" => fields.into_any(),
            name => {
                let legend = el("legend").class(style::legend).text(name);
                el("fieldset").class(style::section).el(legend).el(fields).into_any()
            }
        }
    };
    sections.into_iter().map(section).collect()
}

/// What is wrong, said once for the whole form; the details are at the fields.
fn summary(state: FormState, problem: Option<FormProblem>) -> Option<AnyView> {
    let labels: Vec<&str> = state.errors().iter().map(|state| state.field.label).collect();
    let at_fields = match labels.as_slice() {
        [] => None,
        [one] => Some(format!("Check the field “{one}”.")),
        many => Some(format!("Check {} fields: {}.", many.len(), many.join(", "))),
    };
    let (title, text) = match (problem, at_fields) {
        (None, None) => return None,
        (None, Some(at_fields)) => ("This can’t be sent yet".to_owned(), at_fields),
        (Some(problem), at_fields) => {
            (problem.title, [Some(problem.text), at_fields].into_iter().flatten().collect::<Vec<_>>().join(" "))
        }
    };
    Some(view! { <Notice tone=NoticeTone::Danger title=title>{text}</Notice> }.into_any())
}

fn focus_first_error(state: FormState) {
    if let Some(first) = untrack(|| state.errors()).into_iter().next() {
        focus(&first.id);
    }
}
