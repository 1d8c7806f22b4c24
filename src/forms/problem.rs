//! Why a body was not taken, in words and with a way out.

use std::time::Duration;

use leptos::prelude::*;
use wheelhouse_contract::FieldError;

use super::{FormState, Wrong};
use crate::ui::{Button, Notice, NoticeTone, el, focus};

/// Why a body was not taken, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormProblem {
    pub title: String,
    pub text: String,
    pub fields: Vec<FieldError>,
    pub way_out: WayOut,
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
pub(super) struct Wait(RwSignal<u32>);

impl Wait {
    pub fn new() -> Self {
        Self(RwSignal::new(0))
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
            let left = self.0.try_update(|left| {
                *left = left.saturating_sub(1);
                *left
            });
            if left.is_some_and(|left| left > 0) {
                self.tick();
            }
        };
        set_timeout(count, Duration::from_secs(1));
    }

    /// Why nothing can be sent now.
    pub fn reason(self) -> Option<String> {
        let left = self.0.get();
        (left > 0).then(|| format!("You can send again in {left} s."))
    }
}

/// What is wrong, said once for the whole form, with links to the fields where the details are.
pub(super) fn problem_view(
    form: FormState,
    problem: Signal<Option<FormProblem>>,
    wait: Wait,
    can_compare: bool,
    send_again: Callback<()>,
) -> AnyView {
    let view = move || {
        let wrong = form.errors();
        let problem = problem.get();
        if problem.is_none() && wrong.is_empty() {
            return ().into_any();
        }
        let way_out = problem.as_ref().map(|problem| problem.way_out).unwrap_or_default();
        let (title, text) = match problem {
            Some(problem) => (problem.title, problem.text),
            None => ("This can’t be sent yet".to_owned(), String::new()),
        };
        let advice = match way_out {
            WayOut::Compare if can_compare => "Review your changes against what is there now.",
            WayOut::Compare => "Change what conflicts and send again, or open this page anew to see what is there now.",
            _ => "",
        };
        let label = match way_out {
            WayOut::TryAgain | WayOut::Wait(_) => Some("Try again"),
            WayOut::Compare if can_compare => Some("Review again"),
            _ => None,
        };
        let button = move || {
            let reason = Signal::derive(move || wait.reason());
            label
                .map(|label| view! { <Button disabled_because=reason on_click=send_again>{label}</Button> }.into_any())
                .into_any()
        };
        let words = el("div")
            .el(el("p")
                .flag("hidden", {
                    let is_empty = text.is_empty();
                    move || is_empty
                })
                .text(text))
            .el(el("p").text(advice))
            .el(el("p").child_fn(move || wait.reason().filter(|_| matches!(way_out, WayOut::Wait(_))).into_any()))
            .maybe(fields(wrong))
            .into_any();
        view! { <Notice tone=NoticeTone::Danger title=title actions=button>{words}</Notice> }.into_any()
    };
    el("div").child_fn(view).into_any()
}

/// Links to the fields that are in error.
fn fields(wrong: Vec<Wrong>) -> Option<AnyView> {
    let many = match wrong.len() {
        0 => return None,
        1 => "Check the field ".to_owned(),
        count => format!("Check {count} fields: "),
    };
    let mut line = el("p").text(many);
    for (at, Wrong { label, id }) in wrong.into_iter().enumerate() {
        let link = el("a").attr("href", format!("#{id}")).text(label).on("click", move |event| {
            // The address stays: it is the focus that goes there.
            event.prevent_default();
            focus(&id);
        });
        line = line.text(if at > 0 { ", " } else { "" }).el(link);
    }
    Some(line.text(".").into_any())
}

/// Moves the focus to the first control that is in error; whether there is one.
pub(super) fn focus_first_error(form: FormState) -> bool {
    let first = untrack(|| form.errors()).into_iter().next();
    if let Some(first) = &first {
        focus(&first.id);
    }
    first.is_some()
}
