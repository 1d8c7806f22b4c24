//! What an edit will change, shown before it is sent.

use std::sync::Arc;

use leptos::prelude::*;

use super::FormState;
use super::controls::{Act, call, maybe, notice, take};
use super::diff::{Change, Difference};
use super::fields::radios;
use super::meanwhile::Meanwhile;
use crate::ui::{ButtonKind, NoticeTone, SelectOption, el, focus, unique_id, warning_note};

stylance::import_style!(style, "review.module.css");

const MINE: &str = "mine";

/// A review under way. Clones are the same review.
#[derive(Clone)]
pub(super) struct Review(Arc<Findings>);

struct Findings {
    /// Fields that were changed here and elsewhere, each with which of the two is chosen.
    both: Vec<(Meanwhile, RwSignal<String>)>,
    /// What was changed elsewhere only.
    others: Vec<Change>,
}

impl Review {
    pub fn new(both: Vec<Meanwhile>, others: Vec<Change>) -> Self {
        let both = both.into_iter().map(|meanwhile| (meanwhile, RwSignal::new(String::new()))).collect();
        Self(Arc::new(Findings { both, others }))
    }

    /// Whether something is still to be decided.
    pub fn is_open(&self) -> bool {
        self.0.both.iter().any(|(_, choice)| choice.with(String::is_empty))
    }

    /// Carries out what was decided.
    pub fn settle(&self, form: FormState) {
        for (meanwhile, choice) in &self.0.both {
            form.decide(meanwhile, choice.get_untracked() == MINE);
        }
    }

    fn keep_mine(&self) {
        for (_, choice) in &self.0.both {
            choice.set(MINE.to_owned());
        }
    }

    fn is_contested(&self, name: &str) -> bool {
        self.0.both.iter().any(|(meanwhile, _)| meanwhile.field.field.name == name)
    }
}

/// What stands around a review.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    /// What follows from sending.
    pub consequences: Signal<Option<String>>,
    /// What to think about before that.
    pub production: Signal<Option<String>>,
    /// What the button that sends says.
    pub confirm: Signal<String>,
    pub busy: Signal<bool>,
    pub busy_label: Signal<Option<String>>,
    pub on_confirm: Callback<()>,
    pub on_back: Callback<()>,
}

/// The review, with its buttons. It takes the focus.
pub(super) fn review_view(form: FormState, review: Review, frame: Frame) -> AnyView {
    let title_id = unique_id("review");
    focus(&title_id);
    let title = el("h2").attr("id", title_id.clone()).attr("tabindex", "-1").text("Review changes");
    let own = untrack(|| {
        let fields = form.fields().into_iter();
        let fields = fields.filter(|state| state.is_changed() && !review.is_contested(state.field.name));
        fields.flat_map(|state| form.changes_of(state)).collect::<Vec<_>>()
    });
    let contested = (!review.0.both.is_empty()).then(|| contested(form, &review));
    let others = (!review.0.others.is_empty()).then(|| {
        let said = "Changed elsewhere since you opened this form, and kept:";
        let rows = changes("Changed elsewhere", rows(&review.0.others, ""));
        el("div").child(el("p").class("muted").text(said)).child(rows).into_any()
    });
    let reason = maybe(move || review.is_open().then(|| "Choose a value for each conflicting field.".to_owned()));
    let (busy, busy_label) = (frame.busy, frame.busy_label);
    let confirm =
        Act { text: frame.confirm, busy, busy_label, reason: Some(reason), ..Act::new(ButtonKind::Primary, "") };
    let sending = maybe(move || busy.get().then(|| "It’s being saved.".to_owned()));
    let back = Act { reason: Some(sending), ..Act::new(ButtonKind::Quiet, "Back") };
    let actions = el("div").class(style::actions).child(confirm.view(frame.on_confirm)).child(back.view(frame.on_back));
    // However much there is to read, the buttons under it stay in sight.
    let findings = el("div")
        .class(style::findings)
        .attr("role", "group")
        .attr("aria-label", "Changes")
        .attr("tabindex", "0")
        .maybe(contested)
        .child(changes("Your changes", rows(&own, "")))
        .maybe(others);
    el("section")
        .class(style::review)
        .attr("aria-labelledby", title_id)
        .child(title)
        .child(findings)
        .child(el("p").class(style::consequences).show_some(frame.consequences))
        .child(warning_note(frame.production))
        .child(actions)
        .into_any()
}

fn changes(label: &'static str, rows: Vec<AnyView>) -> AnyView {
    el("ul").class(style::changes).attr("aria-label", label).children(rows).into_any()
}

/// Each change in a row: what is, before and after.
fn rows(changes: &[Change], note: &'static str) -> Vec<AnyView> {
    let row = |change: &Change| {
        let (before, after) = match &change.difference {
            Difference::Value { before, after } => (
                said("Before: ", "del", std::slice::from_ref(before)),
                said("After: ", "ins", std::slice::from_ref(after)),
            ),
            Difference::Entries { removed, added } => {
                (said("Removed: ", "del", removed), said("Added: ", "ins", added))
            }
        };
        let label = el("span").class(style::label).text(format!("{}{note}", change.label));
        el("li").class(style::change).child(label).child(before).child(after).into_any()
    };
    changes.iter().map(row).collect()
}

fn said(hidden: &'static str, tag: &'static str, texts: &[String]) -> AnyView {
    let one = |text: &String| {
        let hidden = el("span").class("visually-hidden").text(hidden);
        el("div").child(hidden).child(el(tag).text(text.clone())).into_any()
    };
    el("div").class(style::values).children(texts.iter().map(one)).into_any()
}

/// The fields that were changed here and elsewhere, with the choice between the two.
fn contested(form: FormState, review: &Review) -> AnyView {
    let item = |(meanwhile, choice): &(Meanwhile, RwSignal<String>)| {
        let choice = *choice;
        let state = meanwhile.field;
        let mut lines = rows(&meanwhile.theirs, " (current)");
        lines.extend(rows(&untrack(|| form.changes_of(state)), " (yours)"));
        let options = vec![SelectOption::new(MINE, "Keep mine"), SelectOption::new("theirs", "Use current value")];
        let choose = take(move |chosen| choice.set(chosen));
        let (id, legend) = (unique_id("choice"), format!("Which {}", state.field.label));
        let none = Signal::default();
        let radios = radios(id, &legend, false, choice.into(), choose, options, none, none);
        el("div").class(style::contested).child(el("ul").class(style::changes).children(lines)).child(radios).into_any()
    };
    let items: Vec<_> = review.0.both.iter().map(item).collect();
    let review = review.clone();
    let keep = call(move || review.keep_mine());
    let words = "Also changed elsewhere. Choose which values to keep.";
    let actions = (move || Act::new(ButtonKind::Secondary, "Keep all mine").view(keep)).into();
    let notice = notice(NoticeTone::Warning, "Conflicting changes", words.into_any(), actions);
    el("div").class(style::contest).child(notice).children(items).into_any()
}
