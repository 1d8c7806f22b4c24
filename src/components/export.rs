//! A list as a file: what its rows say, as they are searched, filtered and sorted.

use leptos::prelude::*;
use serde_json::{Map, Value};

use super::Item;
use crate::text::lower;
use crate::ui::{Menu, MenuItem, Toast, save_file, use_toaster};

/// The menu that saves a list, given its columns' titles and what its rows are now.
pub(super) fn export_menu(
    caption: &'static str,
    titles: Vec<&'static str>,
    rows: impl Fn() -> Vec<Item> + Copy + Send + Sync + 'static,
) -> AnyView {
    let toaster = use_toaster();
    let titles = StoredValue::new(titles);
    let save = move |ending: &'static str, write: fn(&[&str], &[Item]) -> String| {
        let text = titles.with_value(|titles| write(titles, &untrack(rows)));
        let name = format!("{}.{ending}", lower(caption).replace(' ', "-"));
        if !save_file(&name, &text.into()) {
            toaster.push(Toast::danger("The browser did not save the file."));
        }
    };
    let items = move || {
        vec![
            view! { <MenuItem label="As CSV" on_select=move || save("csv", csv) /> }.into_any(),
            view! { <MenuItem label="As JSON" on_select=move || save("json", json) /> }.into_any(),
        ]
        .into_any()
    };
    view! {
        <Menu label=format!("Export {}", lower(caption)) text=Signal::stored("Export".to_owned())>
            {items()}
        </Menu>
    }
    .into_any()
}

/// Comma-separated values after RFC 4180: a line of titles, then one a row.
fn csv(titles: &[&str], rows: &[Item]) -> String {
    let mut text = String::new();
    let mut line = |cells: &mut dyn Iterator<Item = &str>| {
        for (at, cell) in cells.enumerate() {
            if at > 0 {
                text.push(',');
            }
            push_cell(&mut text, cell);
        }
        text.push_str("\r\n");
    };
    line(&mut titles.iter().copied());
    for row in rows {
        line(&mut row.texts.iter().take(titles.len()).map(String::as_str));
    }
    text
}

fn push_cell(text: &mut String, cell: &str) {
    // A spreadsheet would take such a cell for a formula, and run it.
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if formula || cell.contains(['"', ',', '\n', '\r']) {
        text.push('"');
        if formula {
            text.push('\'');
        }
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(cell);
    }
}

/// A list of objects whose keys are the titles.
fn json(titles: &[&str], rows: &[Item]) -> String {
    let object = |row: &Item| {
        let pairs = titles.iter().zip(&row.texts);
        Value::Object(
            pairs.map(|(title, text)| ((*title).to_owned(), Value::from(text.as_str()))).collect::<Map<_, _>>(),
        )
    };
    let list = Value::Array(rows.iter().map(object).collect());
    serde_json::to_string_pretty(&list).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<Item> {
        let row =
            |key: &str, texts: &[&str]| Item::new(key, texts.iter().map(|text| (*text).to_owned()).collect(), Vec::new);
        vec![row("1", &["a,b", "say \"hi\"", "hidden"]), row("2", &["=1+1", "two\nlines"])]
    }

    #[test]
    fn cells_are_quoted_where_they_must_and_formulas_are_disarmed() {
        assert_eq!(
            csv(&["Name", "Text"], &rows()),
            "Name,Text\r\n\"a,b\",\"say \"\"hi\"\"\"\r\n\"'=1+1\",\"two\nlines\"\r\n"
        );
    }

    #[test]
    fn rows_become_objects() {
        let list: Value = serde_json::from_str(&json(&["Name", "Text"], &rows())).unwrap_or_default();
        assert_eq!(
            list,
            serde_json::json!([{"Name": "a,b", "Text": "say \"hi\""}, {"Name": "=1+1", "Text": "two\nlines"}])
        );
    }
}
