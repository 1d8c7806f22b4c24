//! The lines of an import: choosing among them, writing them in order, and how each ended.

use leptos::prelude::*;
use serde_json::Value;

use super::super::Scope;
use super::super::change_view::{Before, change_view};
use super::parse::Entry;
use super::plan::{Planned, Step};
use crate::components::{Queue, changes_production};
use crate::reactive::Memo;
use crate::routes::AtKept;
use crate::text::marked_lines;
use crate::ui::{
    Button, ButtonKind, ButtonLink, Checkbox, ColumnHead, Row, Status, Table, TableRow, Tone, button_bar, each, el,
    live, nothing, view, warning_note,
};

/// An import under way. Lines are known by their names: a plan writes each at most once.
#[derive(Clone, Copy)]
pub(super) struct Run {
    scope: StoredValue<Scope>,
    sensitive: RwSignal<bool>,
    left_out: RwSignal<Vec<String>>,
    queue: Queue,
}

impl Run {
    pub(super) fn new(scope: StoredValue<Scope>, sensitive: RwSignal<bool>) -> Self {
        Self { scope, sensitive, left_out: RwSignal::new(Vec::new()), queue: Queue::expect() }
    }

    /// Forgets how lines ended, as another text makes other lines.
    pub(super) fn clear(self) {
        self.left_out.set(Vec::new());
        self.queue.clear();
    }

    fn is_chosen(self, line: &Planned) -> bool {
        line.is_wanted() && self.left_out.with(|left_out| !left_out.contains(&line.entry.name))
    }

    /// Whether every line that is chosen has been written.
    pub(super) fn is_all_done(self, lines: Memo<Vec<Planned>>) -> bool {
        lines.with(|lines| {
            let mut chosen = lines.iter().filter(|line| self.is_chosen(line)).peekable();
            chosen.peek().is_some() && chosen.all(|line| self.queue.is_done(&line.entry.name))
        })
    }

    /// What is still to be written: chosen, and not done.
    fn open(self, lines: Memo<Vec<Planned>>) -> Vec<Planned> {
        let open = |line: &&Planned| self.is_chosen(line) && !self.queue.is_done(&line.entry.name);
        lines.with(|lines| lines.iter().filter(open).cloned().collect())
    }

    /// Writes what is open, one after the other.
    fn start(self, lines: Memo<Vec<Planned>>) {
        let sensitive = self.sensitive.get_untracked();
        let write = |line: Planned| {
            let name = line.entry.name.clone();
            let change = self.scope.with_value(|scope| match line.step {
                Step::Add => scope.add(),
                _ => scope.update(&name),
            });
            (name, change, Some(line.body(sensitive)))
        };
        self.queue.start(untrack(|| self.open(lines)).into_iter().map(write).collect());
    }
}

/// The lines in a table, and the buttons below it.
pub(super) fn plan_view(run: Run, lines: Memo<Vec<Planned>>, forbidden: Signal<Option<String>>) -> AnyView {
    let rows = move || {
        let row = |(at, line): (usize, Planned)| {
            let (step, before) = match &line.step {
                Step::Add => ("add", ""),
                Step::Change(before) => ("change", before.as_deref().unwrap_or_default()),
                Step::Same => ("same", ""),
                Step::Conflict(reason) => ("conflict", reason.as_str()),
            };
            let Entry { name, value, rest, left_out } = &line.entry;
            let rest = Value::Object(rest.clone());
            let left_out = left_out.as_deref().unwrap_or_default();
            let key = format!("{at}\n{name}\n{step}\n{before}\n{rest}\n{left_out}\n{value}");
            Row::new(key, move || view! { <TableRow cells=cells(run, &line) /> })
        };
        lines.get().into_iter().enumerate().map(row).collect()
    };
    let table = move || {
        let columns = vec![
            ColumnHead::new("name", "Name"),
            ColumnHead::new("step", "Action"),
            ColumnHead::new("value", "Value"),
            ColumnHead::new("end", "Result"),
        ];
        view! {
            <Table caption="Preview" columns=columns>
                {each(rows)}
            </Table>
        }
    };
    let is_empty = crate::reactive::memo(move || lines.with(Vec::is_empty));
    let shown = move || if is_empty.get() { nothing() } else { table() };
    let open = move || run.open(lines).len();
    let failed = move || run.queue.counts().1;
    let reason = Signal::derive(move || {
        forbidden.get().or_else(|| (open() == 0 && !run.queue.busy().get()).then(|| "Nothing to import.".to_owned()))
    });
    let label = move || match (failed(), open()) {
        (0, 0) => "Import variables".to_owned(),
        (0, 1) => "Import 1 variable".to_owned(),
        (0, count) => format!("Import {count} variables"),
        (_, 1) => "Retry the failed one".to_owned(),
        (_, count) => format!("Retry the remaining {count}"),
    };
    let progress = move || match run.queue.counts() {
        (0, 0) => String::new(),
        (done, 0) => format!("{done} written."),
        (done, failed) => format!("{done} written, {failed} failed."),
    };
    let production = run.scope.with_value(|scope| changes_production(&scope.add()));
    let back = run.scope.with_value(|scope| scope.at(AtKept::List).path());
    let write = view! {
        <Button
            kind=ButtonKind::Primary
            busy=run.queue.busy()
            busy_label="Writing…"
            disabled_because=reason
            on_click=move || run.start(lines)
        >
            {live(move || label().into_any())}
        </Button>
    };
    let leave = view! {
        <ButtonLink kind=ButtonKind::Quiet href=back>
            {live(move || if run.is_all_done(lines) { "Back to variables" } else { "Cancel" }.into_any())}
        </ButtonLink>
    };
    el("div")
        .class("stack")
        .child(live(shown))
        .child(el("p").class("muted").attr("role", "status").show(Signal::derive(progress)))
        .child(warning_note(production))
        .child(button_bar().child(write).child(leave))
        .into_any()
}

fn cells(run: Run, line: &Planned) -> Vec<AnyView> {
    let name = line.entry.name.clone();
    let line = StoredValue::new(line.clone());
    let choose = {
        let name = name.clone();
        move |on: bool| {
            run.left_out.update(|left_out| {
                left_out.retain(|known| *known != name);
                if !on {
                    left_out.push(name.clone());
                }
            });
        }
    };
    let locked = Signal::derive(move || {
        let fixed = line.with_value(|line| !line.is_wanted());
        fixed.then(String::new)
    });
    let first = match line.with_value(Planned::is_wanted) {
        true => view! {
            <Checkbox
                label=name.clone()
                checked=Signal::derive(move || line.with_value(|line| run.is_chosen(line)))
                on_change=choose
                disabled_because=locked
            />
        },
        false => el("span").class("mono").text(name.clone()).into_any(),
    };
    let (step, tone) = line.with_value(|line| match &line.step {
        Step::Add => ("Add".to_owned(), Tone::Success),
        Step::Change(_) => ("Change".to_owned(), Tone::Warning),
        Step::Same => ("Same".to_owned(), Tone::Neutral),
        Step::Conflict(reason) => (reason.clone(), Tone::Danger),
    });
    let after = move || match run.sensitive.get() || line.with_value(Planned::is_sensitive) {
        true if line.with_value(|line| line.step == Step::Add || line.is_sensitive()) => {
            view! { <crate::ui::SecretDots /> }
        }
        _ => line.with_value(|line| marked_lines(&line.entry.value)).into_any(),
    };
    let before = line.with_value(|planned| match &planned.step {
        Step::Change(Some(before)) if planned.changes_value() => Before::Value(before.clone()),
        Step::Change(None) => Before::Secret,
        _ => Before::Nothing,
    });
    let value = el("div")
        .class("stack")
        .child(change_view(before, live(after)))
        .children(line.with_value(|line| notes(run, line)).into_iter().map(|note| el("span").class("muted").text(note)))
        .into_any();
    let end = run.queue.end_view(name, "Writing", "Written");
    let step = view! { <Status text=step tone=tone /> };
    vec![first, step.into_any(), value, end]
}

/// What else is written beside the value, and what is not.
fn notes(run: Run, line: &Planned) -> Vec<String> {
    let word = |value: &Value| match value {
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    };
    let body = run.scope.with_value(Scope::create_body);
    let rest = line.entry.rest.iter();
    let rest = rest.filter_map(|(key, value)| Some(format!("{}: {}", body.field(key)?.label, word(value))));
    let left_out = line.entry.left_out.iter().map(|text| format!("Not part of the value: {text}"));
    let not_kept = line.not_kept.iter().map(|label| format!("Not kept, as project variables don’t have it: {label}"));
    let hint = body.field("name").and_then(|field| field.hint?(&line.entry.name));
    rest.chain(left_out).chain(not_kept).chain(hint.map(str::to_owned)).collect()
}
