//! The grants of a review, each with what is decided of it.

use leptos::prelude::*;

use super::kept::Kept;
use crate::access::Permissions;
use crate::access::review::{Decision, Item as Grant};
use crate::api::ApiError;
use crate::components::{Column, Item, Listing, Rows, use_url_state};
use crate::reactive::{Derived, memo};
use crate::ui::{EmptyState, IconName, Select, SelectOption, TextInput, el, nothing, view};

/// A grant as it was frozen, and where it stands in the review.
struct Row {
    at: usize,
    grant: Grant,
    kept: Kept,
}

/// The list of grants.
pub(super) fn table(kept: Kept) -> AnyView {
    let show = use_url_state("show", &[]);
    let shown = show.signal();
    // What is decided must not draw the rows again: they hold what the person types.
    let frozen = memo(move || {
        kept.review.with(|review| {
            let items = review.iter().flat_map(|review| review.items.iter().cloned());
            let bare = |item: Grant| Grant { decision: None, note: String::new(), end: String::new(), ..item };
            items.map(bare).collect::<Vec<_>>()
        })
    });
    let items = move || {
        let wanted = shown.get();
        let fits = |at: usize| match wanted.as_str() {
            "" => true,
            "undecided" => kept.read(at, |item| item.decision.is_none()),
            decision => kept.read(at, |item| item.decision.map(Decision::name) == Some(decision)),
        };
        let row = |(at, grant): (usize, Grant)| {
            let (key, who) = (grant.key(), grant.who.clone());
            fits(at).then(|| Item::new(key, Row { at, grant, kept }).found_by([who]))
        };
        Some(frozen.get().into_iter().enumerate().filter_map(row).collect())
    };
    let clear = {
        let show = show.clone();
        Callback::new(move |()| show.push(String::new()))
    };
    let filters = move || {
        let show = show.clone();
        let options = [("", "All grants"), ("undecided", "Undecided"), ("keep", "Kept"), ("revoke", "To revoke")];
        let options: Vec<_> = options.into_iter().map(|(value, label)| SelectOption::new(value, label)).collect();
        view! {
            <Select label="Decision" value=shown options=options on_change=move |value: String| show.push(value) />
        }
    };
    let error: Derived<Option<ApiError>> = Derived::new(|| None);
    view! {
        <Listing
            caption="Grants"
            rows=Rows::new(COLUMNS, items)
            error=error
            loading=Signal::stored(false)
            on_retry=|()| {}
            filters=filters
            is_filtered=Signal::derive(move || !shown.with(String::is_empty))
            on_clear=clear
            empty=|| {
                view! {
                    <EmptyState icon=IconName::USERS title="No grants" text="There is nothing to review." />
                }
            }
        />
    }
}

const COLUMNS: &[Column<Row>] = &[
    Column::text("name", "Name", |row: &Row| row.grant.name.clone()),
    Column::text("project", "Project", |row: &Row| row.grant.title.clone()),
    Column::text("granted", "Granted by", |row: &Row| row.grant.kind.words()),
    Column::text("permissions", "Permissions", |row: &Row| row.grant.words()),
    Column::text("decision", "Decision", |_: &Row| String::new()).cell(decision).unsorted(),
    Column::text("note", "Note", |_: &Row| String::new()).cell(note).unsorted(),
    Column::text("end", "Result", |_: &Row| String::new()).cell(end).unsorted(),
];

/// Permissions by their names, in words.
pub(super) fn held(names: &[String]) -> String {
    Permissions::named(names.iter().map(String::as_str)).words()
}

fn decision(row: &Row) -> AnyView {
    let (at, kept) = (row.at, row.kept);
    let mut options = vec![SelectOption::new("", "Undecided"), SelectOption::new("keep", "Keep")];
    if row.grant.kind.is_revocable() {
        options.push(SelectOption::new("revoke", "Revoke"));
    }
    let value =
        Signal::derive(move || kept.read(at, |item| item.decision.map(Decision::name).unwrap_or_default().to_owned()));
    let label = format!("Decision on {}, {}", row.grant.name, row.grant.title);
    let choose = move |value: String| kept.change(at, |item| item.decision = Decision::named(&value));
    wide("9rem", view! { <Select label=Some(label) value=value options=options on_change=choose /> }.into_any())
}

fn note(row: &Row) -> AnyView {
    let (at, kept) = (row.at, row.kept);
    let typed = RwSignal::new(kept.note(at));
    let label = format!("Note on {}, {}", row.grant.name, row.grant.title);
    let field = view! {
        <TextInput
            label=Some(label)
            value=typed
            on_input=move |text: String| {
                typed.set(text.clone());
                kept.type_note(at, text);
            }
            on_blur=Callback::new(move |()| kept.write_note())
        />
    };
    wide("12rem", field.into_any())
}

/// What is filled in has room, whatever the texts beside it.
fn wide(width: &'static str, control: AnyView) -> AnyView {
    el("div").style("min-inline-size", move || width.to_owned()).child(control).into_any()
}

fn end(row: &Row) -> AnyView {
    let (at, kept) = (row.at, row.kept);
    if !row.grant.kind.is_revocable() {
        return el("span").class("muted").text("Change it under Members").into_any();
    }
    let said = Signal::derive(move || Some(kept.read(at, |item| item.end.clone())).filter(|end| !end.is_empty()));
    el("span").show_some(said).child(nothing()).into_any()
}
