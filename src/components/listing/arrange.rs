//! Which rows of a list are shown, and in which order.

use super::rows::Row;
use crate::components::sorted;
use crate::text::lower;

/// The rows that have every word of the query, in the order of a column, descending or not. What is not known in that
/// column comes last either way, and what is equal stays in place.
pub(super) fn arrange(rows: Vec<Row>, query: &str, sort: Option<(usize, bool)>) -> Vec<Row> {
    let words: Vec<String> = query.split_whitespace().map(lower).collect();
    let mut shown = rows;
    if !words.is_empty() {
        shown.retain(|row| {
            let all = lower(&row.all_text());
            words.iter().all(|word| all.contains(word))
        });
    }
    let Some((column, descending)) = sort else { return shown };
    let keyed: Vec<_> = shown.into_iter().map(|row| (row.value(column).key(), row)).collect();
    let (mut known, unknown): (Vec<_>, Vec<_>) = keyed.into_iter().partition(|(key, _)| key.is_some());
    // Turned round twice, those that are equal stay as they were.
    if descending {
        known.reverse();
    }
    let mut known = sorted(known, |(key, _)| key.clone().unwrap_or_default());
    if descending {
        known.reverse();
    }
    known.into_iter().chain(unknown).map(|(_, row)| row).collect()
}

#[cfg(test)]
mod tests {
    use leptos::prelude::Owner;

    use super::*;
    use crate::components::listing::{Column, Item, Rows, SortValue};

    /// A name, a size in bytes, a share of a hundred, a moment and a price.
    type Thing = (&'static str, Option<i64>, Option<i64>, Option<&'static str>, Option<f64>);

    const THINGS: [Thing; 4] = [
        ("Shop eu", Some(900), Some(9), Some("2026-03-01T00:30:00+02:00"), Some(1_000.0)),
        ("blog us", Some(10_000), Some(100), Some("2026-02-28T23:00:00Z"), Some(20.0)),
        ("Docs eu", None, None, None, None),
        ("attic us", Some(900), Some(10), Some("2025-12-31T23:59:59Z"), Some(3.5)),
    ];

    fn words(number: Option<i64>) -> String {
        number.map_or_else(|| "Unknown".to_owned(), |number| format!("{number} units"))
    }

    const COLUMNS: &[Column<Thing>] = &[
        Column::text("name", "Name", |thing: &Thing| thing.0.to_owned()),
        Column::number("size", "Size", |thing: &Thing| thing.1, words),
        Column::number("share", "Share", |thing: &Thing| thing.2, words),
        Column::time("changed", "Changed", |thing: &Thing| thing.3),
        Column::text("price", "Price", |thing: &Thing| thing.4.map(|price| format!("€ {price}")).unwrap_or_default())
            .by(|thing| thing.4.map_or(SortValue::Unknown, SortValue::Number)),
        Column::text("count", "Machines", |thing: &Thing| words(thing.1)).by(|thing| SortValue::number(thing.1)),
    ];

    fn names(query: &str, sort: Option<(usize, bool)>) -> String {
        Owner::new().with(|| {
            let items = || Some(THINGS.map(|thing| Item::new(thing.0, thing)).into_iter().collect());
            let rows = Rows::new(COLUMNS, items).rows.get_untracked().unwrap_or_default();
            let shown = arrange(rows, query, sort);
            shown.iter().filter_map(|row| row.name().split(' ').next().map(str::to_owned)).collect::<Vec<_>>().join(" ")
        })
    }

    #[test]
    fn every_word_has_to_be_there_in_any_case() {
        assert_eq!(names("EU", None), "Shop Docs");
        assert_eq!(names("eu docs", None), "Docs");
        assert_eq!(names("", None), "Shop blog Docs attic");
    }

    #[test]
    fn each_kind_of_column_sorts_by_its_value_and_what_is_unknown_comes_last() {
        for (column, rising, falling) in [
            ("name", "attic blog Docs Shop", "Shop Docs blog attic"),
            ("size", "Shop attic blog Docs", "blog Shop attic Docs"),
            ("share", "Shop attic blog Docs", "blog attic Shop Docs"),
            ("changed", "attic Shop blog Docs", "blog Shop attic Docs"),
            ("price", "attic blog Shop Docs", "Shop blog attic Docs"),
            ("count", "Shop attic blog Docs", "blog Shop attic Docs"),
        ] {
            let at = COLUMNS.iter().position(|known| known.head().key() == column).unwrap_or(usize::MAX);
            assert_eq!(names("", Some((at, false))), rising, "{column}");
            assert_eq!(names("", Some((at, true))), falling, "{column}, descending");
        }
    }
}
