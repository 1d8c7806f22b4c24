//! A form: its fields in sections, its errors, its review, and sending it once.

use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::validate::Mode;

use super::copy_as::copy_as;
use super::draft_view::drafts;
use super::fields::{Options, Scene, fields_view};
use super::flow::Flow;
use super::problem::{Wait, problem_view};
use super::review::{Frame, review_view, while_reviewing};
use super::{DraftSlot, FormProblem, FormState, Request};
use crate::ui::{Button, ButtonKind, ButtonLink, el, focus, unique_id};

stylance::import_style!(style, "form.module.css");

/// What sends a body and says how that went.
pub type Sending = Callback<Value, LocalBoxFuture<'static, Result<(), FormProblem>>>;

/// What reads the resource anew; `None` when that fails.
pub type Fresh = Callback<(), LocalBoxFuture<'static, Option<Value>>>;

/// What a form can do beyond showing fields and sending them, where it is given what that takes.
#[derive(Clone, Default)]
pub struct Extras {
    /// What follows from sending changes, said above the button that confirms them.
    pub consequences: Signal<Option<String>>,
    /// Reads the resource right before the review, to find what was changed elsewhere meanwhile.
    pub fresh: Option<Fresh>,
    /// What fields that pick from a collection offer.
    pub options: Option<Options>,
    /// Where the body goes, for "Copy as".
    pub request: Signal<Option<Request>>,
    /// Where unsent entries are kept.
    pub draft: Option<DraftSlot>,
}

/// Shows a form and sends it. Changes to a resource are reviewed first; a new resource is sent directly.
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
    /// What the form can do where more is given.
    #[prop(optional)]
    extras: Extras,
) -> impl IntoView {
    let Extras { consequences, fresh, options, request, draft } = extras;
    let actions_id = StoredValue::new(unique_id("actions"));
    let flow = Flow {
        form: state,
        send,
        on_sent,
        fresh,
        forbidden: disabled_because,
        busy: RwSignal::new(false),
        late: RwSignal::new(false),
        looking: RwSignal::new(false),
        problem: RwSignal::new(None),
        review: RwSignal::new(None),
        wait: Wait::new(),
        last: StoredValue::new(None),
        draft: StoredValue::new(draft),
    };
    let reason = Signal::derive(move || {
        disabled_because
            .get()
            .or_else(|| flow.wait.reason())
            .or_else(|| (state.mode == Mode::Partial && !state.is_changed()).then(|| "Nothing has changed.".to_owned()))
    });
    let busy_label = Signal::stored(busy_label);
    let busy_label = Signal::derive(move || {
        let word = || if flow.looking.get() { "Checking…".to_owned() } else { busy_label.get() };
        flow.late.get().then(word)
    });
    let send = view! {
        <Button kind=ButtonKind::Primary submit=true busy=flow.busy busy_label=busy_label disabled_because=reason>
            {submit_label}
        </Button>
    };
    let leave = view! {
        <ButtonLink kind=ButtonKind::Quiet href=cancel>
            "Cancel"
        </ButtonLink>
    };
    let leave = el("span").on("click", move |_| flow.forget_draft()).child(leave.into_any());
    let reviewing = move || flow.review.with(Option::is_some);
    let actions = el("div")
        .class(style::actions)
        .attr("id", actions_id.get_value())
        .attr("tabindex", "-1")
        .flag("hidden", reviewing)
        .child(send.into_any())
        .el(leave)
        .child(copy_as(state, request));
    let review = while_reviewing(flow.review, move |review| {
        let frame = Frame {
            consequences,
            busy: flow.busy.into(),
            busy_label,
            on_confirm: Callback::new(move |()| flow.confirm()),
            on_back: Callback::new(move |()| {
                flow.review.set(None);
                actions_id.with_value(|id| focus(id));
            }),
        };
        review_view(state, review, frame)
    });
    let again = Callback::new(move |()| flow.again());
    el("form")
        .class(style::form)
        .attr("novalidate", "")
        .on("submit", move |event| {
            event.prevent_default();
            flow.submit();
        })
        .maybe(flow.draft.get_value().map(|slot| drafts(state, slot)))
        // What is under review stays as it is reviewed.
        .el(el("div").class(style::body).flag("inert", reviewing).child(fields_view(Scene::new(options), state)))
        .child(problem_view(state, flow.problem.into(), flow.wait, fresh.is_some(), again))
        .child(review)
        .el(actions)
        .into_any()
}
