//! The table: a name stays in view while environments scroll past.

use leptos::prelude::*;

use super::super::list::preview;
use super::columns::Columns;
use super::model::{Cell, Column, Held, Line};
use super::{Matrix, style};
use crate::components::{Match, difference_mark};
use crate::routes::AtKept;
use crate::ui::{Badge, IconButton, IconName, Row, SecretDots, Tone, breakable, el, live, view};

pub(super) fn table(columns: Columns, matrix: Matrix) -> AnyView {
    let head = move || {
        let known = matrix.columns.get();
        let count = known.len();
        let heads = known.into_iter().enumerate().map(|(at, column)| head(columns, at, &column, count));
        heads.collect::<Vec<_>>().into_any()
    };
    let rows = move || {
        let columns = matrix.columns.get();
        let row = |line: Line| {
            let columns = columns.clone();
            Row::new(key(&columns, &line), move || row(matrix, &columns, &line))
        };
        matrix.shown.get().into_iter().map(row).collect()
    };
    let corner = el("th").attr("scope", "col").class(style::name).text("Name").into_any();
    let table = el("table")
        .class(style::table)
        .child(el("caption").class("visually-hidden").text("Variables across environments"))
        .child(el("thead").child(el("tr").child(corner).child(live(head))))
        .child(el("tbody").each(rows));
    // It scrolls by the keyboard as well.
    el("div")
        .class(style::scroll)
        .attr("role", "region")
        .attr("aria-label", "Variables across environments")
        .attr("tabindex", "0")
        .child(table)
        .into_any()
}

fn head(columns: Columns, at: usize, column: &Column, count: usize) -> AnyView {
    let id = column.id.clone();
    let remove = (count > 1).then(|| {
        let label = format!("Remove {}", column.title);
        view! { <IconButton icon=IconName::CROSS label=label on_click=move || columns.remove(&id) /> }
    });
    let failed = (column.has_failed && column.list.is_none()).then(|| {
        let label = format!("Try again to read {}", column.title);
        view! { <IconButton icon=IconName::REFRESH label=label on_click=move || columns.retry(at) /> }
    });
    let link = el("a").attr("href", column.scope.at(AtKept::List).path()).children(breakable(&column.title));
    let content = el("span").class(style::head).child(link).maybe(failed).maybe(remove);
    el("th").attr("scope", "col").child(content).into_any()
}

/// What makes a row another row.
fn key(columns: &[Column], line: &Line) -> String {
    let mut key = line.name.clone();
    for (column, held) in columns.iter().zip(&line.cells) {
        let said = if *held == Held::Unknown && column.has_failed { "failed".to_owned() } else { held.key() };
        key.extend(["\n", &column.id, "\n", &said]);
    }
    key
}

fn row(matrix: Matrix, columns: &[Column], line: &Line) -> AnyView {
    let first = columns.first().map(|column| column.title.clone()).unwrap_or_default();
    let from = line.differ_from();
    let cells = columns.iter().zip(&line.cells).zip(line.matches()).map(|((column, held), found)| {
        let is_known = *held != Held::Unknown;
        let mark = is_known.then(|| difference_mark(found, Some(&first))).flatten();
        el("td")
            .attr("data-differs", (found == Match::Differs && is_known).then_some(""))
            .child(el("div").class(style::cell).child(cell_view(matrix, column, &line.name, from, held)).maybe(mark))
            .into_any()
    });
    let align = line.differs().then(|| {
        let name = line.name.clone();
        let open = move || matrix.copying.with_value(|copying| copying.push(name.clone()));
        let label = format!("Align {}", line.name);
        view! { <IconButton icon=IconName::SYNC label=label on_click=open /> }
    });
    let name =
        el("span").class(style::head).child(el("span").class("mono").children(breakable(&line.name))).maybe(align);
    el("tr").child(el("th").attr("scope", "row").class(style::name).child(name)).children(cells).into_any()
}

fn cell_view(matrix: Matrix, column: &Column, name: &str, from: usize, held: &Held) -> AnyView {
    let muted = |text: &'static str| el("span").class("muted").text(text).into_any();
    match held {
        Held::Unknown if column.has_failed => muted("Couldn’t be loaded"),
        Held::Unknown => muted("Loading"),
        Held::Missing => el("span")
            .class("muted")
            .child(el("span").attr("aria-hidden", "true").text("–"))
            .child(el("span").class("visually-hidden").text("Not set"))
            .into_any(),
        Held::There(cell) => value_view(matrix, column, name, from, cell),
    }
}

fn value_view(matrix: Matrix, column: &Column, name: &str, from: usize, cell: &Cell) -> AnyView {
    let href = column.scope.at(AtKept::One(cell.variable.id().unwrap_or(name).to_owned())).path();
    let value = match (cell.is_sensitive(), cell.value()) {
        (true, _) => view! { <SecretDots /> },
        (false, Some("")) => el("span").class("muted").text("Empty").into_any(),
        (false, Some(value)) => el("code").children(breakable(&preview(value, from))).into_any(),
        (false, None) => "Unknown".into_any(),
    };
    let from =
        (!cell.is_own()).then(|| el("span").class(style::from).text(cell.source.words(matrix.titles)).into_any());
    let off = (cell.variable.is_enabled() == Some(false)).then(|| view! { <Badge text="Off" tone=Tone::Warning /> });
    let copy = cell.value().map(|_| {
        let wanted = format!("{name}\n{}", column.id);
        let open = move || matrix.copying.with_value(|copying| copying.push(wanted.clone()));
        let label = format!("Copy {name} of {}", column.title);
        let button = view! { <IconButton icon=IconName::COPY label=label on_click=open /> };
        el("span").class(style::copy).child(button).into_any()
    });
    let link = el("a").class(style::value).attr("href", href).child(value);
    let words = el("span").class(style::words).child(link).maybe(from).maybe(off);
    el("span")
        .class(style::there)
        .attr("data-inherited", (!cell.is_own()).then_some(""))
        .child(words)
        .maybe(copy)
        .into_any()
}
