//! Connections, as a table.

use leptos::prelude::*;

use super::facts::{choose_button, size_of};
use super::graph::{Graph, Node, Thing};
use crate::components::{Column, Item, Rows, mebibytes, or_unknown, table_of};
use crate::reactive::Memo;
use crate::text::sentence;
use crate::ui::el;

stylance::import_style!(style, "table.module.css");

/// Stands for what there is none of.
const NONE: &str = "–";

/// A node of the graph; its name shows its facts.
struct Row {
    thing: Thing,
    targets: String,
    open: Callback<String>,
}

const COLUMNS: &[Column<Row>] = &[
    Column::text("name", "Name", |row: &Row| row.thing.name().to_owned())
        .cell(|row| choose_button(row.thing.name().to_owned(), row.thing.key(), row.open)),
    Column::text("kind", "Kind", |row: &Row| row.thing.word().to_owned())
        .cell(|row| short(row.thing.word().to_owned())),
    Column::text("type", "Type", kind).cell(|row| short(kind(row))),
    Column::text("size", "Size", size).cell(|row| short(size(row))).wide_only(),
    Column::text("disk", "Disk", disk).cell(|row| short(disk(row))).numeric(),
    Column::text("targets", "Connects to", |row: &Row| row.targets.clone()),
];

/// A row for each node.
pub fn table(graph: Memo<Graph>, open: Callback<String>) -> AnyView {
    let items = move || {
        graph.with(|graph| {
            let item = |(at, node): (usize, &Node)| {
                let row = Row { thing: node.thing.clone(), targets: targets(graph, at), open };
                Item::new(node.thing.key(), row)
            };
            Some(graph.nodes.iter().enumerate().map(item).collect())
        })
    };
    table_of("Connections", Rows::new(COLUMNS, items))
}

fn kind(row: &Row) -> String {
    match (&row.thing, row.thing.container()) {
        (Thing::Route(route), _) => or_unknown(route.kind().map(sentence).as_deref()),
        (_, Some(container)) => or_unknown(container.kind()),
        (_, None) => NONE.to_owned(),
    }
}

fn size(row: &Row) -> String {
    row.thing.container().map_or_else(|| NONE.to_owned(), |container| size_of(container))
}

fn disk(row: &Row) -> String {
    row.thing.container().and_then(|container| container.disk()).map_or_else(|| NONE.to_owned(), mebibytes)
}

fn targets(graph: &Graph, at: usize) -> String {
    let target = |(other, label): (&Node, &str)| {
        if label.is_empty() { other.thing.name().to_owned() } else { format!("{} {label}", other.thing.name()) }
    };
    let targets = graph.targets(at).into_iter().map(target).collect::<Vec<_>>().join(", ");
    if targets.is_empty() { NONE.to_owned() } else { targets }
}

fn short(text: String) -> AnyView {
    el("span").class(style::short).text(text).into_any()
}
