//! Copying a value to other environments: what happens in each is shown first, then written one after the other.

use leptos::prelude::*;
use wheelhouse_contract::Resource;
use wheelhouse_contract::sections::environment::{Environment, GetAnEnvironment};

use super::super::change_view::{Before, change_view};
use super::Matrix;
use super::columns::Columns;
use super::model::{Column, Held, Line, Step, step};
use crate::components::{Queue, Reach, production_reached, verdict};
use crate::data::read;
use crate::reactive::{Derived, State, effect};
use crate::text::marked_lines;
use crate::ui::{
    Button, ButtonKind, Checkbox, ColumnHead as Head, Dialog, Field, Notice, Row, Select, SelectOption, Status, Table,
    TableRow, Tone, each, el, live, nothing, view, views, warning_note,
};

/// A copy under way.
#[derive(Clone, Copy)]
struct Copying {
    columns: StoredValue<Vec<Column>>,
    /// What there is under the name. It follows what is read until something is written, so that what is said of each
    /// stays what was done there.
    line: State<Line>,
    /// The place of the environment that the value comes from.
    from: RwSignal<Option<usize>>,
    /// The environments that are left out.
    left_out: RwSignal<Vec<String>>,
    /// Whether each may be written to.
    able: StoredValue<Vec<Signal<Option<bool>>>>,
    queue: Queue,
}

impl Copying {
    fn step(self, at: usize) -> Step {
        let from = self.from.get();
        self.line.with(|line| match (from.and_then(|from| line.cell(from)), line.cells.get(at)) {
            (Some(cell), Some(held)) => step(cell, held),
            _ => Step::Unknown,
        })
    }

    fn able(self, at: usize) -> Option<bool> {
        self.able.with_value(|able| able.get(at).copied())?.get()
    }

    fn is_left_out(self, id: &str) -> bool {
        self.left_out.with(|left_out| left_out.iter().any(|left| left == id))
    }

    /// The environments other than the one that the value comes from, and their places.
    fn targets(self) -> Vec<(usize, Column)> {
        let from = self.from.get();
        self.columns.get_value().into_iter().enumerate().filter(|(at, _)| Some(*at) != from).collect()
    }

    /// What is still to be written: chosen, allowed, and not done.
    fn open(self) -> Vec<(usize, Column)> {
        let mut targets = self.targets();
        targets.retain(|(at, column)| {
            let wanted = !self.is_left_out(&column.id) && self.able(*at) == Some(true);
            wanted && self.step(*at).body().is_some() && !self.queue.is_done(&column.id)
        });
        targets
    }

    fn start(self) {
        let name = self.line.with_untracked(|line| line.name.clone());
        let open = untrack(|| self.open()).into_iter();
        let write = open.filter_map(|(at, column)| {
            let step = untrack(|| self.step(at));
            let own =
                self.line.with_untracked(|line| line.cell(at).and_then(|cell| cell.variable.id().map(str::to_owned)));
            let change = match step {
                Step::Add(_) => column.scope.add(),
                _ => column.scope.update(own.as_ref().unwrap_or(&name)),
            };
            Some((column.id, change, Some(step.body()?.clone())))
        });
        self.queue.start(write.collect());
    }
}

/// The dialog of the copy that the address names, once what there is is known.
pub(super) fn dialog(columns: Columns, matrix: Matrix) -> AnyView {
    let wanted = matrix.copying.with_value(|copying| copying.get());
    let (name, from) = wanted.split_once('\n').map_or((wanted.as_str(), None), |(name, from)| (name, Some(from)));
    if name.is_empty() || !matrix.is_known.get() {
        return nothing();
    }
    let line = matrix.all.with_untracked(|all| all.iter().find(|line| line.name == name).cloned());
    let Some(line) = line else { return nothing() };
    let found = line.name.clone();
    let known = matrix.columns.get_untracked();
    let readable = |at: &usize| line.cell(*at).is_some_and(|cell| cell.value().is_some());
    let named = from.and_then(|from| known.iter().position(|column| column.id == from)).filter(readable);
    let first = named.or_else(|| (0..known.len()).find(readable));
    // A value is copied to those that are picked; a whole line is aligned unless some are left out.
    let left_out = if from.is_some() { known.iter().map(|column| column.id.clone()).collect() } else { Vec::new() };
    let able = known.iter().map(|column| {
        let open = || {
            let path = GetAnEnvironment::path(column.scope.project_id(), &column.id);
            *read::<GetAnEnvironment>(move || Some(path.clone()))
        };
        let listed = columns.environment(&column.id);
        verdict(
            listed.as_ref().map_or(&serde_json::Value::Null, |listed| listed.raw()),
            Environment::MANAGE_VARIABLES,
            open,
        )
    });
    let copying = Copying {
        able: StoredValue::new(able.collect()),
        columns: StoredValue::new(known),
        line: State::new(line),
        from: RwSignal::new(first),
        left_out: RwSignal::new(left_out),
        queue: Queue::expect(),
    };
    effect(move || {
        let has_begun = copying.queue.busy().get() || copying.queue.counts() != (0, 0);
        let now = matrix.all.with(|all| all.iter().find(|line| line.name == found).cloned());
        if let Some(now) = now.filter(|now| !has_begun && copying.line.with_untracked(|line| line != now)) {
            copying.line.set(now);
        }
    });
    let choose = move |id: String| {
        copying.queue.clear();
        copying.from.set(copying.columns.with_value(|columns| columns.iter().position(|column| column.id == id)));
    };
    let leave = Callback::new(move |()| matrix.copying.with_value(|copying| copying.replace(String::new())));
    let project = copying.columns.with_value(|all| all.first().map(|column| column.scope.project_id().to_owned()));
    let reached = move || Some(Reach::Any(copying.open().into_iter().map(|(_, column)| column.id).collect()));
    let production = production_reached(project.unwrap_or_default(), reached);
    let content = move || match copying.from.with_untracked(Option::is_some) {
        true => views![plan(copying, choose), warning_note(production)],
        false => view! {
            <Notice title="No value to copy">
                "Sensitive values can’t be read back, so they can’t be copied. Set the variable in each environment \
                 instead."
            </Notice>
        },
    };
    let actions = move || buttons(copying, leave);
    let title = format!("Copy {name}");
    view! { <Dialog open=Signal::stored(true) on_close=leave title=title actions=actions>{content()}</Dialog> }
}

/// Where from, and what happens in each of the others.
fn plan(copying: Copying, choose: impl Fn(String) + Send + Sync + 'static) -> AnyView {
    let options = copying.columns.with_value(|columns| {
        let option = |(at, column): (usize, &Column)| {
            let cell = copying.line.with_untracked(|line| line.cell(at).cloned());
            let option = |label: String| SelectOption::new(column.id.clone(), label);
            match cell {
                Some(cell) if cell.is_sensitive() => {
                    option(format!("{}: sensitive, can’t be copied", column.title)).disabled()
                }
                Some(cell) if cell.value().is_some() => option(column.title.clone()),
                _ => option(format!("{}: no value", column.title)).disabled(),
            }
        };
        columns.iter().enumerate().map(option).collect::<Vec<_>>()
    });
    let value = Signal::derive(move || {
        let from = copying.from.get();
        from.and_then(|from| copying.columns.with_value(|columns| columns.get(from).map(|column| column.id.clone())))
            .unwrap_or_default()
    });
    let source = view! {
        <Field label="Value of">
            <Select value=value options=Derived::from(options) on_change=choose disabled=copying.queue.busy() />
        </Field>
    };
    let rows = move || {
        let from = copying.from.get();
        let value =
            from.and_then(|from| copying.line.with(|line| line.cells.get(from).map(Held::key))).unwrap_or_default();
        let from = from.map_or(String::new(), |from| from.to_string());
        let row = |(at, column): (usize, Column)| {
            // Another source makes other rows, and so does what is read meanwhile.
            let before = copying.line.with(|line| line.cells.get(at).map(Held::key)).unwrap_or_default();
            Row::new(format!("{from}\n{value}\n{}\n{before}", column.id), move || {
                view! { <TableRow cells=cells(copying, at, &column) /> }
            })
        };
        copying.targets().into_iter().map(row).collect()
    };
    let heads = vec![
        Head::new("environment", "Environment"),
        Head::new("step", "Action"),
        Head::new("value", "Value"),
        Head::new("end", "Result"),
    ];
    let table = view! { <Table caption="Preview" columns=heads>{each(rows)}</Table> };
    let status = Signal::derive(move || match copying.queue.counts() {
        (0, 0) => String::new(),
        (done, 0) => format!("{done} written."),
        (done, failed) => format!("{done} written, {failed} failed."),
    });
    el("div")
        .class("stack")
        .child(el("p").text(
            "Each of these environments redeploys, as do child environments that inherit the \
            variable.",
        ))
        .child(source)
        .child(el("div").class(super::style::plan).attr("tabindex", "0").child(table))
        .child(el("p").class("muted").attr("role", "status").show(status))
        .into_any()
}

fn cells(copying: Copying, at: usize, column: &Column) -> Vec<AnyView> {
    let step = untrack(|| copying.step(at));
    let id = column.id.clone();
    let after = copying.line.with_untracked(|line| {
        let cell = copying.from.get_untracked().and_then(|from| line.cell(from));
        marked_lines(cell.and_then(|cell| cell.value()).unwrap_or_default())
    });
    let (words, tone, value) = match &step {
        Step::Add(_) => ("Add", Tone::Success, change_view(Before::Nothing, after.into_any())),
        Step::Change(before, body) if body.get("value").is_some() => {
            let before = before.clone().map_or(Before::Secret, Before::Value);
            ("Change", Tone::Warning, change_view(before, after.into_any()))
        }
        // The value is the same already: only what else is said of the variable is not.
        Step::Change(..) => ("Change its settings", Tone::Warning, change_view(Before::Nothing, after.into_any())),
        Step::Same => ("Same", Tone::Neutral, nothing()),
        Step::Unknown => ("Unknown: couldn’t be loaded", Tone::Neutral, nothing()),
    };
    let is_wanted = step.body().is_some();
    let verdict = move || {
        let (text, tone) = match copying.able(at) {
            _ if !is_wanted => (words, tone),
            None => ("Checking", Tone::Running),
            Some(true) => (words, tone),
            Some(false) => ("You can’t manage variables there", Tone::Neutral),
        };
        view! { <Status text=text tone=tone /> }
    };
    let first = if is_wanted {
        let toggle = {
            let id = id.clone();
            move |on: bool| {
                copying.left_out.update(|left_out| {
                    left_out.retain(|left| *left != id);
                    if !on {
                        left_out.push(id.clone());
                    }
                });
            }
        };
        let id = id.clone();
        let chosen = Signal::derive(move || !copying.is_left_out(&id));
        view! { <Checkbox label=column.title.clone() checked=chosen on_change=toggle /> }
    } else {
        el("span").text(column.title.clone()).into_any()
    };
    vec![first, live(verdict), value, copying.queue.end_view(id, "Writing", "Written")]
}

fn buttons(copying: Copying, leave: Callback<()>) -> AnyView {
    let open = move || copying.open().len();
    let checking = move || copying.targets().iter().any(|(at, _)| copying.able(*at).is_none());
    let reason = Signal::derive(move || {
        if copying.queue.busy().get() {
            return None;
        }
        if checking() {
            return Some("Still checking your permissions.".to_owned());
        }
        (open() == 0).then(|| "Nothing left to copy.".to_owned())
    });
    let label = move || match (copying.queue.counts(), open()) {
        ((_, 0), 1) => "Copy to 1 environment".to_owned(),
        ((_, 0), count) => format!("Copy to {count} environments"),
        (_, 1) => "Retry the failed one".to_owned(),
        (_, count) => format!("Retry the remaining {count}"),
    };
    let finished = move || copying.queue.counts().0 > 0 && open() == 0;
    let close = view! { <Button on_click=leave>{live(move || if finished() { "Close" } else { "Cancel" }.into_any())}</Button> };
    let write = view! {
        <Button
            kind=ButtonKind::Primary
            busy=copying.queue.busy()
            busy_label=Some("Writing…".to_owned())
            disabled_because=reason
            on_click=move || copying.start()
        >
            {live(move || label().into_any())}
        </Button>
    };
    let write = copying.from.with_untracked(Option::is_some).then(|| write.into_any());
    el("div").class("row").child(close).maybe(write).into_any()
}
