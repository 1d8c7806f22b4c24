//! What an edit will change, shown before it is sent.

use leptos::prelude::*;

use super::FormState;
use super::diff::{Change, Difference};
use super::meanwhile::Meanwhile;
use crate::ui::{
    Button, ButtonKind, Notice, NoticeTone, RadioGroup, SelectOption, VisuallyHidden, el, focus, live, unique_id,
};

stylance::import_style!(style, "review.module.css");

/// A review under way.
#[derive(Clone, Copy)]
pub(super) struct Review {
    /// Fields that were changed here and elsewhere, each with whether what is entered here is to be sent.
    both: StoredValue<Vec<(Meanwhile, RwSignal<Option<bool>>)>>,
    /// What was changed elsewhere only.
    others: StoredValue<Vec<Change>>,
}

impl Review {
    pub fn new(both: Vec<Meanwhile>, others: Vec<Change>) -> Self {
        let both = both.into_iter().map(|meanwhile| (meanwhile, RwSignal::new(None))).collect();
        Self { both: StoredValue::new(both), others: StoredValue::new(others) }
    }

    /// Whether something is still to be decided.
    pub fn is_open(self) -> bool {
        self.both.with_value(|both| both.iter().any(|(_, mine)| mine.get().is_none()))
    }

    /// Carries out what was decided.
    pub fn settle(self, form: FormState) {
        for (meanwhile, mine) in self.both.get_value() {
            form.decide(&meanwhile, mine.get_untracked().unwrap_or(true));
        }
    }
}

/// What stands around a review.
pub(super) struct Frame {
    /// What follows from sending.
    pub consequences: Signal<Option<String>>,
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
    let both = review.both.get_value();
    let is_contested =
        move |name: &str| review.both.with_value(|both| both.iter().any(|(one, _)| one.field.field.name == name));
    let own = untrack(|| form.fields())
        .into_iter()
        .filter(|state| untrack(|| state.is_changed()) && !is_contested(state.field.name))
        .flat_map(|state| untrack(|| form.changes_of(&state)));
    let own =
        el("ul").class(style::changes).attr("aria-label", "Your changes").children(own.map(|change| row(change, "")));
    let contested = (!both.is_empty()).then(|| contested(form, both));
    let others = review.others.with_value(|others| (!others.is_empty()).then(|| elsewhere(others.clone())));
    let reason = Signal::derive(move || {
        review.is_open().then(|| "Choose for each field that was changed elsewhere too.".to_owned())
    });
    let confirm = view! {
        <Button
            kind=ButtonKind::Primary
            busy=frame.busy
            busy_label=frame.busy_label
            disabled_because=reason
            on_click=frame.on_confirm
        >
            "Confirm"
        </Button>
    };
    let busy = frame.busy;
    let back = view! {
        <Button
            kind=ButtonKind::Quiet
            disabled_because=Signal::derive(move || busy.get().then(|| "It is being sent.".to_owned()))
            on_click=frame.on_back
        >
            "Back"
        </Button>
    };
    el("section")
        .class(style::review)
        .attr("aria-labelledby", title_id)
        .el(title)
        .maybe(contested)
        .el(own)
        .maybe(others)
        .el(el("p").class(style::consequences).show_some(frame.consequences))
        .el(el("div").class(style::actions).child(confirm.into_any()).child(back.into_any()))
        .into_any()
}

/// One change in a row: what is, before and after.
fn row(change: Change, note: &'static str) -> AnyView {
    let said = |hidden: &'static str, tag: &'static str, text: String| {
        let hidden = view! { <VisuallyHidden>{format!("{hidden}: ")}</VisuallyHidden> };
        el("div").child(hidden.into_any()).el(el(tag).text(text)).into_any()
    };
    let (before, after) = match change.difference {
        Difference::Value { before, after } => (vec![said("Before", "del", before)], vec![said("After", "ins", after)]),
        Difference::Entries { removed, added } => (
            removed.into_iter().map(|text| said("Removed", "del", text)).collect(),
            added.into_iter().map(|text| said("Added", "ins", text)).collect(),
        ),
    };
    let label = el("span").class(style::label).text(change.label).text(note);
    el("li")
        .class(style::change)
        .el(label)
        .el(el("div").class(style::values).children(before))
        .el(el("div").class(style::values).children(after))
        .into_any()
}

/// What somebody else changed, which stays as they have it.
fn elsewhere(others: Vec<Change>) -> AnyView {
    let rows = el("ul").class(style::changes).attr("aria-label", "Changed elsewhere");
    el("div")
        .el(el("p").class("muted").text("Changed elsewhere since you opened this form. It stays as it is now:"))
        .el(rows.children(others.into_iter().map(|change| row(change, ""))))
        .into_any()
}

/// The fields that were changed here and elsewhere, with the choice between the two.
fn contested(form: FormState, both: Vec<(Meanwhile, RwSignal<Option<bool>>)>) -> AnyView {
    let choices: Vec<_> = both.iter().map(|(_, mine)| *mine).collect();
    let keep_all = move || {
        for mine in &choices {
            mine.set(Some(true));
        }
    };
    let items = both.into_iter().map(|(meanwhile, mine)| {
        let label = meanwhile.field.field.label;
        let rows = meanwhile.theirs.into_iter().map(|change| row(change, " (now there)"));
        let own = untrack(|| form.changes_of(&meanwhile.field)).into_iter().map(|change| row(change, " (yours)"));
        let rows = el("ul").class(style::changes).children(rows).children(own);
        let value = move || match mine.get() {
            Some(true) => "mine",
            Some(false) => "theirs",
            None => "",
        };
        let choice = view! {
            <RadioGroup
                legend=format!("Which {label}")
                hide_legend=true
                segmented=true
                value=Signal::derive(move || value().to_owned())
                on_change=move |chosen: String| mine.set(Some(chosen == "mine"))
                options=vec![
                    SelectOption::new("mine", "Keep mine"),
                    SelectOption::new("theirs", "Take what is there now"),
                ]
            />
        };
        el("div").class(style::contested).el(rows).child(choice.into_any()).into_any()
    });
    let items: Vec<AnyView> = items.collect();
    let notice = view! {
        <Notice
            tone=NoticeTone::Warning
            title="Changed elsewhere too"
            actions=move || {
                let keep_all = keep_all.clone();
                view! { <Button on_click=move || keep_all()>"Keep all mine"</Button> }
            }
        >
            "Since you opened this form, somebody or something else changed what you changed. Nothing is sent until you choose."
        </Notice>
    };
    el("div").class(style::contest).child(notice.into_any()).children(items).into_any()
}

/// The review while there is one.
pub(super) fn while_reviewing(
    review: RwSignal<Option<Review>>,
    view: impl Fn(Review) -> AnyView + Send + 'static,
) -> AnyView {
    live(move || review.get().map_or_else(|| ().into_any(), &view))
}
