//! Doing one thing to many: what is chosen, what would happen to each, and how each ended.

use std::sync::Arc;

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::Relation;

use super::selection::Selection;
use super::{Change, Choosing, Queue, any_changes_production, use_url_state, verdict};
use crate::chunk::in_chunk;
use crate::data::AnyRead;
use crate::reactive::{Derived, Memo, memo};
use crate::text::lower;
use crate::ui::{
    Button, ButtonKind, Choices, ColumnHead, Dialog, Field, Row, Status, Table, TableRow, TextInput, Tone, each, el,
    live, nothing, view, warning_note,
};

stylance::import_style!(style, "bulk.module.css");

/// Something that can be done to each of the things chosen.
#[derive(Clone)]
pub struct BulkAction {
    /// "Delete", "Deleting", "Deleted".
    pub verb: &'static str,
    pub busy: &'static str,
    pub done: &'static str,
    /// The link of a thing that allows it.
    pub relation: Relation,
    /// What follows, in sentences.
    pub follows: &'static str,
    /// It destroys something: its verb has to be typed.
    pub danger: bool,
    /// The write for the thing with this id.
    pub change: Arc<dyn Fn(&str) -> Change + Send + Sync>,
}

/// What a list offers to do with many.
#[derive(Clone)]
pub struct Bulk {
    /// "variable", "variables".
    pub one: &'static str,
    pub many: &'static str,
    pub selection: Selection,
    /// The things known, with their ids and names.
    pub things: Derived<Vec<Thing>>,
    /// Reads one, for its links: those of a list may be fewer.
    pub open: Arc<dyn Fn(&str) -> AnyRead + Send + Sync>,
    pub actions: Vec<BulkAction>,
}

impl Bulk {
    /// As a list wants it.
    pub fn choosing(self) -> Choosing {
        let selection = self.selection.clone();
        let bulk = self.clone();
        Choosing {
            mark: Arc::new(move |id, name| selection.mark(id, name)),
            choices: Arc::new(move |shown| Choices { all: bulk.selection.all(shown), bar: bar(&bulk) }),
            dialog: Arc::new(move || opened(self.clone())),
        }
    }
}

/// One of the things in a list.
#[derive(Clone)]
pub struct Thing {
    pub id: String,
    pub name: String,
    pub raw: Arc<Value>,
}

#[derive(Clone, Copy)]
struct Context {
    bulk: StoredValue<Bulk>,
    doing: Memo<String>,
    known: Memo<bool>,
}

/// How many are chosen, and what can be done with them.
fn bar(bulk: &Bulk) -> AnyView {
    let doing = use_url_state("do", &[]);
    let (ids, things) = (bulk.selection.ids(), bulk.things);
    let (one, many) = (bulk.one, bulk.many);
    // The address may name what is gone.
    let count = memo(move || {
        let is_there = |things: &[Thing], id: &str| things.is_empty() || things.iter().any(|thing| thing.id == id);
        things.with(|things| ids.with(|ids| ids.iter().filter(|id| is_there(things, id)).count()))
    });
    let chosen = Signal::derive(move || match count.get() {
        0 => String::new(),
        1 => format!("1 {one} selected"),
        count => format!("{count} {many} selected"),
    });
    let buttons = bulk.actions.iter().map(|action| {
        let (verb, doing) = (action.verb, doing.clone());
        view! { <Button on_click=move || doing.push(lower(verb))>{verb}</Button> }
    });
    let clear = {
        let selection = bulk.selection.clone();
        view! { <Button kind=ButtonKind::Quiet on_click=move || selection.set(&[])>"Clear selection"</Button> }
    };
    let buttons = el("div").class("row").flag("hidden", move || count.get() == 0).children(buttons).child(clear);
    el("div")
        .class(style::bar)
        .attr("role", "group")
        .attr("aria-label", format!("Selected {many}"))
        .flag("data-any", move || count.get() > 0)
        .child(el("span").attr("role", "status").show(chosen))
        .child(buttons)
        .into_any()
}

/// The dialog of what is being done, while something is.
fn opened(bulk: Bulk) -> AnyView {
    let things = bulk.things;
    // Once they are known it stays so: the last one may be gone, and how that ended is still to be read.
    let was_known = StoredValue::new(false);
    let known = memo(move || {
        if things.with(|things| !things.is_empty()) {
            was_known.set_value(true);
        }
        was_known.get_value()
    });
    let doing = use_url_state("do", &[]).signal();
    let context = Context { bulk: StoredValue::new(bulk), doing, known };
    live(move || match context.doing.with(String::is_empty) {
        true => nothing(),
        false => dialog(context).view(),
    })
}

in_chunk! {
    /// The dialog of the action that the address names, once what is chosen is known.
    bulk: quiet fn dialog(context: Context) { dialog_of(context) }
}

fn dialog_of(context: Context) -> AnyView {
    let Context { bulk, doing, known } = context;
    let wanted = doing.get();
    let action = bulk.with_value(|bulk| bulk.actions.iter().find(|action| lower(action.verb) == wanted).cloned());
    let Some(action) = action.filter(|_| known.get()) else { return nothing() };
    // Things that are done to vanish from the list, and stay here.
    let (things, open, one, many) = bulk.with_value(|bulk| {
        let ids = bulk.selection.ids().get_untracked();
        let mut things = bulk.things.get_untracked();
        things.retain(|thing| ids.contains(&thing.id));
        (things, bulk.open.clone(), bulk.one, bulk.many)
    });
    let verdicts: Vec<(Thing, Signal<Option<bool>>)> = things
        .into_iter()
        .map(|thing| {
            let verdict = verdict(&thing.raw, action.relation, || open(&thing.id));
            (thing, verdict)
        })
        .collect();
    let verdicts = StoredValue::new(verdicts);
    let queue = Queue::expect();
    let typed = RwSignal::new(String::new());
    let to_do = move || -> Vec<String> {
        verdicts.with_value(|verdicts| {
            let able = verdicts.iter().filter(|(thing, able)| able.get() == Some(true) && !queue.is_done(&thing.id));
            able.map(|(thing, _)| thing.id.clone()).collect()
        })
    };
    let checking = move || verdicts.with_value(|verdicts| verdicts.iter().any(|(_, able)| able.get().is_none()));
    let BulkAction { verb, busy, done, danger, follows, change, .. } = action;
    let words = Words { verb, busy, done, danger };
    let word = StoredValue::new(lower(verb));
    let reason = Signal::derive(move || {
        if checking() {
            return Some("Still checking what’s possible.".to_owned());
        }
        if to_do().is_empty() {
            return Some("Nothing left to do.".to_owned());
        }
        let verb = word.get_value();
        (danger && typed.with(|typed| typed.trim() != verb)).then(|| format!("Type {verb} to confirm."))
    });
    let first = verdicts.with_value(|all| all.first().map(|(thing, _)| change(&thing.id)));
    let change = StoredValue::new(change);
    let left = move || to_do().iter().map(|id| change.with_value(|change| change(id))).collect();
    let production = first.map_or_else(|| Signal::stored(None), |first| any_changes_production(&first, left));
    let send = move || {
        let write = |id: String| (id.clone(), change.with_value(|change| change(&id)), None);
        queue.start(untrack(to_do).into_iter().map(write).collect());
    };
    let leave = Callback::new(move |()| {
        let gone = verdicts.with_value(|verdicts| {
            verdicts.iter().map(|(thing, _)| thing.id.clone()).filter(|id| queue.is_done(id)).collect::<Vec<_>>()
        });
        bulk.with_value(|bulk| bulk.selection.close(&gone));
    });
    let noun = move |count: usize| if count == 1 { format!("1 {one}") } else { format!("{count} {many}") };
    let total = verdicts.with_value(Vec::len);
    let status = Signal::derive(move || match queue.counts() {
        (0, 0) => String::new(),
        (done, 0) => format!("{} of {total} done.", done),
        (done, failed) => format!("{done} of {total} done, {failed} failed."),
    });
    let label = move || match (queue.counts(), to_do().len()) {
        ((_, 0), count) => format!("{} {}", verb, noun(count)),
        (_, 1) => "Retry the failed one".to_owned(),
        (_, count) => format!("Retry the remaining {count}"),
    };
    let actions = move || {
        let send = view! {
            <Button
                kind=if danger { ButtonKind::Danger } else { ButtonKind::Primary }
                busy=queue.busy()
                busy_label=Some(format!("{}…", busy))
                disabled_because=reason
                on_click=send
            >
                {live(move || label().into_any())}
            </Button>
        };
        let finished = move || queue.counts().0 > 0 && to_do().is_empty();
        let close = view! {
            <Button on_click=leave>{live(move || if finished() { "Done" } else { "Cancel" }.into_any())}</Button>
        };
        let send = el("span").flag("hidden", finished).child(send);
        el("div").class("row").child(close).child(send).into_any()
    };
    let content = move || {
        let rows = move || {
            let row = |(thing, able): (Thing, Signal<Option<bool>>)| {
                Row::new(thing.id.clone(), move || {
                    view! { <TableRow cells=cells(words, queue, &thing, able) /> }
                })
            };
            verdicts.get_value().into_iter().map(row).collect()
        };
        let columns =
            vec![ColumnHead::new("name", "Name"), ColumnHead::new("step", "Action"), ColumnHead::new("end", "Result")];
        let table = view! { <Table caption=format!("{} {many}", verb) columns=columns>{each(rows)}</Table> };
        let confirm = danger.then(|| {
            view! {
                <Field label=format!("Type {} to confirm", word.get_value())>
                    <TextInput mono=true value=typed on_input=move |text: String| typed.set(text) />
                </Field>
            }
        });
        el("div")
            .class("stack")
            .child(el("p").text(follows))
            .child(el("div").class(style::rows).attr("tabindex", "0").child(table))
            .maybe(confirm)
            .child(warning_note(production))
            .child(el("p").class("muted").attr("role", "status").show(status))
            .into_any()
    };
    let title = format!("{} {}?", verb, noun(total));
    view! { <Dialog open=Signal::stored(true) on_close=leave title=title actions=actions>{content()}</Dialog> }
}

/// What the rows of the dialog need of the action.
#[derive(Clone, Copy)]
struct Words {
    verb: &'static str,
    busy: &'static str,
    done: &'static str,
    danger: bool,
}

fn cells(words: Words, queue: Queue, thing: &Thing, able: Signal<Option<bool>>) -> Vec<AnyView> {
    let verdict = move || {
        let (text, tone) = match able.get() {
            None => ("Checking", Tone::Running),
            Some(true) => (words.verb, if words.danger { Tone::Danger } else { Tone::Success }),
            Some(false) => ("Not possible now, or not allowed", Tone::Neutral),
        };
        view! { <Status text=text tone=tone /> }
    };
    vec![
        el("span").class("mono").text(thing.name.clone()).into_any(),
        live(verdict),
        queue.end_view(thing.id.clone(), words.busy, words.done),
    ]
}
