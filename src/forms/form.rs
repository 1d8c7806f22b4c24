//! A form: its fields in sections, its errors, its review, and sending it once.

use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use serde_json::Value;
use wasm_bindgen::JsCast;
use wheelhouse_contract::validate::Mode;

use super::controls::{Act, call, maybe};
use super::copy_as::copy_as;
use super::draft_view::drafts;
use super::fields::{Options, Scene, fields_view};
use super::flow::Flow;
use super::problem::{Wait, problem_view};
use super::review::{Frame, review_view};
use super::{DraftSlot, FormProblem, FormState, Request};
use crate::reactive::{Derived, State};
use crate::ui::{ButtonKind, ButtonLink, button_bar, el, focus, live, nothing, unique_id, view, warning_note};

stylance::import_style!(style, "form.module.css");

/// What sends a body and says how that went.
pub type Sending = Callback<Value, LocalBoxFuture<'static, Result<(), FormProblem>>>;

/// What reads the resource again; `None` when that fails.
pub type Fresh = Callback<(), LocalBoxFuture<'static, Option<Value>>>;

/// What a form can do beyond showing fields and sending them, where it is given what that takes.
#[derive(Clone, Default)]
pub struct Extras {
    /// What follows from sending changes, said in their review.
    pub consequences: Signal<Option<String>>,
    /// What to think about before sending, said above the last button.
    pub production: Signal<Option<String>>,
    /// Reads the resource right before the review, to find what was changed elsewhere meanwhile.
    pub fresh: Option<Fresh>,
    /// What fields that pick from a collection offer.
    pub options: Option<Options>,
    /// Where the body goes, for "Copy as".
    pub request: Derived<Option<Request>>,
    /// Where unsent entries are kept.
    pub draft: Option<DraftSlot>,
}

/// Shows a form and sends it. Changes to a resource are reviewed first; a new resource is sent directly.
#[component]
pub fn Form(
    state: FormState,
    /// What the button says: the verb and the thing.
    #[prop(into)]
    submit_label: Signal<String>,
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
    /// What stands between the fields and the buttons.
    #[prop(optional_no_strip)]
    before_actions: Option<AnyView>,
    /// What the form can do where more is given.
    #[prop(optional)]
    extras: Extras,
) -> impl IntoView {
    let Extras { consequences, production, fresh, options, request, draft } = extras;
    let actions_id = unique_id("actions");
    let scene = Scene::new(options);
    let flow = Flow {
        form: state,
        scene,
        send,
        on_sent,
        fresh,
        forbidden: disabled_because,
        busy: RwSignal::new(false),
        late: RwSignal::new(false),
        looking: RwSignal::new(false),
        problem: State::new(None),
        review: State::new(None),
        wait: Wait::new(),
        last: State::new(None),
        draft: State::new(draft.clone()),
    };
    let busy: Signal<bool> = flow.busy.into();
    let busy_label = maybe(move || {
        let word = || if flow.looking.get() { "Checking…" } else { &*busy_label }.to_owned();
        flow.late.get().then(word)
    });
    let reason = maybe(move || {
        let unchanged = || state.mode == Mode::Partial && !state.is_changed();
        let reason = disabled_because.get().or_else(|| flow.wait.reason());
        reason.or_else(|| unchanged().then(|| "No changes to save.".to_owned()))
    });
    let send = Act { text: submit_label, busy, busy_label, reason: Some(reason), ..Act::new(ButtonKind::Primary, "") };
    let send = send.submit();
    let leave = view! {
        <ButtonLink kind=ButtonKind::Quiet href=cancel>
            "Cancel"
        </ButtonLink>
    };
    let leave = el("span").on("click", move |_| flow.forget_draft()).child(leave);
    // Changes say it in their review.
    let reaches = Signal::derive(move || production.get().filter(|_| state.mode != Mode::Partial));
    let again = call(move || flow.again());
    let reviewing = move || flow.review.with(Option::is_some);
    let actions = button_bar()
        .attr("id", actions_id.clone())
        .attr("tabindex", "-1")
        .flag("hidden", reviewing)
        .child(problem_view(state, flow.problem, flow.wait, fresh.is_some(), again))
        .child(warning_note(reaches))
        .child(send)
        .child(leave)
        .child(copy_as(state, request));
    let on_back = call(move || {
        flow.review.set(None);
        focus(&actions_id);
    });
    let frame = Frame {
        consequences,
        production,
        confirm: submit_label,
        busy,
        busy_label,
        on_confirm: call(move || flow.confirm()),
        on_back,
    };
    let review = live(move || match flow.review.get() {
        Some(review) => review_view(state, review, frame),
        None => nothing(),
    });
    el("form")
        .class(style::form)
        .attr("novalidate", "")
        .on("submit", move |event| {
            event.prevent_default();
            flow.submit();
        })
        // In a text of many lines, Enter alone is one more line.
        .on("keydown", move |event| {
            let key = event.unchecked_ref::<web_sys::KeyboardEvent>();
            if key.key() == "Enter" && (key.ctrl_key() || key.meta_key()) {
                event.prevent_default();
                flow.submit();
            }
        })
        .maybe(draft.map(|slot| drafts(state, slot)))
        // What is under review stays as it is reviewed.
        .child(el("div").class(style::body).flag("inert", reviewing).child(fields_view(scene, state)))
        .child(review)
        .maybe(before_actions)
        .child(actions)
        .into_any()
}
