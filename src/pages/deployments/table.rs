//! Who talks to whom, as a table.

use leptos::prelude::*;

use super::facts::{choose_button, disk_words, size_of};
use super::graph::{Graph, Thing};
use crate::components::or_unknown;
use crate::reactive::Memo;
use crate::text::sentence;
use crate::ui::{Column, Row, Table, TableRow, each, el};

stylance::import_style!(style, "table.module.css");

/// A row for each node; its name shows the facts.
pub fn table(graph: Memo<Graph>, open: Callback<String>) -> AnyView {
    let columns = vec![
        Column::new("name", "Name"),
        Column::new("kind", "Kind"),
        Column::new("type", "Type"),
        Column::new("size", "Size").wide_only(),
        Column::new("disk", "Disk").numeric(),
        Column::new("targets", "Talks to"),
    ];
    let rows = move || {
        let row = |(at, key): (usize, String)| {
            let said = graph.with(|graph| said(graph, at));
            Row::new(format!("{key}\n{}", said.join("\n")), move || {
                view! { <TableRow cells=cells(key, said, open) /> }.into_any()
            })
        };
        let keys: Vec<_> = graph.with(|graph| graph.nodes.iter().map(|node| node.thing.key()).enumerate().collect());
        keys.into_iter().map(row).collect()
    };
    view! { <Table caption="Who talks to whom" columns=columns>{each(rows)}</Table> }.into_any()
}

/// The texts of a row, one a column.
fn said(graph: &Graph, at: usize) -> Vec<String> {
    let Some(node) = graph.nodes.get(at) else { return Vec::new() };
    let thing = &node.thing;
    let container = thing.container();
    let kind = match thing {
        Thing::Route(route) => or_unknown(route.kind().map(sentence).as_deref()),
        thing => container.map_or_else(|| "–".to_owned(), |_| or_unknown(thing.container().and_then(|c| c.kind()))),
    };
    let size = container.map_or_else(|| "–".to_owned(), |container| size_of(container));
    let disk = container.and_then(|container| container.disk()).map_or_else(|| "–".to_owned(), disk_words);
    let targets = graph.targets(at).into_iter().map(|(other, label)| {
        if label.is_empty() { other.thing.name().to_owned() } else { format!("{} {label}", other.thing.name()) }
    });
    let targets = targets.collect::<Vec<_>>().join(", ");
    let targets = if targets.is_empty() { "–".to_owned() } else { targets };
    vec![thing.name().to_owned(), thing.word().to_owned(), kind, size, disk, targets]
}

fn cells(key: String, said: Vec<String>, open: Callback<String>) -> Vec<AnyView> {
    let mut said = said.into_iter();
    let name = choose_button(said.next().unwrap_or_default(), key, open);
    let last = said.len().saturating_sub(1);
    let cell = |(at, text): (usize, String)| {
        el("span").attr("class", (at < last).then_some(style::short)).text(text).into_any()
    };
    let rest = said.enumerate().map(cell);
    std::iter::once(name).chain(rest).collect()
}
