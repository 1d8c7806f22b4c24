//! Why a body was not taken, in words and with a way out.

use std::time::Duration;

use leptos::prelude::*;
use wheelhouse_contract::FieldError;

use super::controls::{Act, maybe, notice};
use super::{FormState, Wrong};
use crate::reactive::State;
use crate::ui::{ButtonKind, NoticeTone, el, focus, nothing};

/// Why a body was not taken, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormProblem {
    pub title: String,
    pub text: String,
    pub fields: Vec<FieldError>,
    pub way_out: WayOut,
}

impl FormProblem {
    /// Something that keeps a body from being sent.
    pub(super) fn unsent(text: String) -> Self {
        Self { title: "This can’t be saved yet".to_owned(), text, ..Self::default() }
    }
}

/// What the person can do about it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WayOut {
    /// Change what was entered.
    #[default]
    Correct,
    /// Send the same again.
    TryAgain,
    /// Send the same again after so many seconds.
    Wait(u32),
    /// See what is there by now, then decide.
    Compare,
}

/// Counts the seconds that have to pass before anything may be sent again.
#[derive(Clone, Copy)]
pub(super) struct Wait(State<u32>);

impl Wait {
    pub fn new() -> Self {
        Self(State::new(0))
    }

    /// Starts to count down; ends by itself when the form is gone.
    pub fn start(self, seconds: u32) {
        let was_counting = self.0.get_untracked() > 0;
        self.0.set(seconds);
        if seconds > 0 && !was_counting {
            self.tick();
        }
    }

    fn tick(self) {
        let count = move || {
            let Some(left) = self.0.try_get_untracked().map(|left| left.saturating_sub(1)) else { return };
            self.0.set(left);
            if left > 0 {
                self.tick();
            }
        };
        set_timeout(count, Duration::from_secs(1));
    }

    /// Why nothing can be sent now.
    pub fn reason(self) -> Option<String> {
        let left = self.0.get();
        (left > 0).then(|| format!("You can try again in {left} s."))
    }
}

/// What is wrong, said once for the whole form, with links to the fields where the details are.
pub(super) fn problem_view(
    form: FormState,
    problem: State<Option<FormProblem>>,
    wait: Wait,
    can_compare: bool,
    send_again: Callback<()>,
) -> AnyView {
    let reason = maybe(move || wait.reason());
    let view = move || {
        let wrong = form.errors();
        let problem = problem.get();
        if problem.is_none() && wrong.is_empty() {
            return nothing();
        }
        let problem = problem.unwrap_or_else(|| {
            let title = if wrong.len() == 1 { "Fix the highlighted field" } else { "Fix the highlighted fields" };
            FormProblem { title: title.to_owned(), ..FormProblem::default() }
        });
        let (advice, label) = match problem.way_out {
            WayOut::Correct => ("", None),
            WayOut::TryAgain | WayOut::Wait(_) => ("", Some("Try again")),
            WayOut::Compare if can_compare => (
                "Review your changes against the current version.",
                Some(
                    "Review \
                again",
                ),
            ),
            WayOut::Compare => ("Resolve the conflict and try again, or reload.", None),
        };
        let button = move || {
            let act = label.map(|label| Act { reason: Some(reason), ..Act::new(ButtonKind::Secondary, label) });
            act.map_or_else(nothing, |act| act.view(send_again))
        };
        let is_waiting = matches!(problem.way_out, WayOut::Wait(_));
        let waiting = maybe(move || reason.get().filter(|_| is_waiting));
        let text = Some(problem.text).filter(|text| !text.is_empty());
        let words = el("div")
            .maybe(text.map(|text| el("p").text(text).into_any()))
            .child(el("p").text(advice))
            .child(el("p").show_some(waiting))
            .maybe(fields(wrong));
        notice(NoticeTone::Danger, &problem.title, words.into_any(), button.into())
    };
    el("div").child_fn(view).into_any()
}

/// Links to the fields that are in error.
fn fields(wrong: Vec<Wrong>) -> Option<AnyView> {
    if wrong.is_empty() {
        return None;
    }
    let mut line = el("p");
    for (at, Wrong { label, id }) in wrong.into_iter().enumerate() {
        let link = el("a").attr("href", format!("#{id}")).text(label).on("click", move |event| {
            // The address stays: it is the focus that goes there.
            event.prevent_default();
            focus(&id);
        });
        line = line.text(if at > 0 { ", " } else { "" }).child(link);
    }
    Some(line.into_any())
}

/// Moves the focus to the first control that is in error; whether there is one.
pub(super) fn focus_first_error(form: FormState) -> bool {
    let first = untrack(|| form.errors()).into_iter().next();
    if let Some(first) = &first {
        focus(&first.id);
    }
    first.is_some()
}
