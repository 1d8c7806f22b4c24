//! A list as a file: what its rows say, as they are searched, filtered and sorted.

use leptos::prelude::*;
use serde_json::{Map, Value};

use crate::text::lower;
use crate::ui::{MenuItem, Toast, nothing, save_file, use_toaster, view, views};

/// What is exported: the titles of the columns, and what each row says in them.
pub(super) struct Sheet {
    pub titles: Vec<&'static str>,
    pub rows: Vec<Vec<String>>,
    /// The rows by the API's keys, where all of them are known by those: what is saved can be taken back in.
    pub things: Option<Vec<Value>>,
    /// The rows as lines of a `.env` file, where they are that.
    pub lines: Vec<String>,
}

/// The items of the "View" menu that save a list as it is now.
pub(super) fn export_items(
    caption: &str,
    partial: Signal<Option<String>>,
    sheet: impl Fn() -> Sheet + Copy + Send + Sync + 'static,
) -> ViewFn {
    let toaster = use_toaster();
    let name = StoredValue::new(lower(caption).replace(' ', "-"));
    let save = move |ending: &'static str, write: fn(&Sheet) -> String| {
        let text = write(&untrack(sheet));
        let name = format!("{}.{ending}", name.read_value());
        if !save_file(&name, &text.into()) {
            toaster.push(Toast::danger("The browser didn’t save the file."));
        }
    };
    let items = move || {
        views![
            view! { <MenuItem label="Export as CSV" disabled_because=partial on_select=move || save("csv", csv) /> },
            view! { <MenuItem label="Export as JSON" disabled_because=partial on_select=move || save("json", json) /> },
            match untrack(sheet).lines.as_slice() {
                [] => nothing(),
                _ => {
                    view! { <MenuItem label="Export as .env" disabled_because=partial on_select=move || save("env", lines) /> }
                        .into_any()
                }
            }
        ]
    };
    items.into()
}

fn lines(sheet: &Sheet) -> String {
    sheet.lines.join("\n") + "\n"
}

fn csv(sheet: &Sheet) -> String {
    csv_of(&sheet.titles, &sheet.rows)
}

/// Comma-separated values after RFC 4180: a line of titles, then one a row.
pub fn csv_of(titles: &[&str], rows: &[Vec<String>]) -> String {
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
        line(&mut row.iter().map(String::as_str));
    }
    text
}

fn push_cell(text: &mut String, cell: &str) {
    let cell = disarmed(cell);
    if cell.contains(['"', ',', ';', '\t', '\n', '\r', '\'']) {
        text.push('"');
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(&cell);
    }
}

/// A spreadsheet takes a cell that begins like this for a formula, and runs it. One that reads `;` or tabs as separators,
/// and has no use for our quotes then, sees cells begin within ours.
fn disarmed(cell: &str) -> String {
    // An amount below zero is no formula, and stays what it is.
    if is_number(cell) {
        return cell.to_owned();
    }
    let mut safe = String::with_capacity(cell.len());
    let mut begins = true;
    for letter in cell.chars() {
        if begins && matches!(letter, '=' | '+' | '-' | '@' | '\t' | '\r') {
            safe.push('\'');
        }
        begins = match letter {
            ';' | '\t' | '\n' | '\r' => true,
            '"' | ' ' => begins,
            _ => false,
        };
        safe.push(letter);
    }
    safe
}

fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, fraction].iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A list of objects: the things themselves, else rows whose keys are the titles.
fn json(sheet: &Sheet) -> String {
    let things = sheet.things.clone().unwrap_or_else(|| titled(sheet));
    serde_json::to_string_pretty(&Value::Array(things)).unwrap_or_default()
}

fn titled(sheet: &Sheet) -> Vec<Value> {
    let object = |row: &Vec<String>| {
        let pairs = sheet.titles.iter().zip(row);
        Value::Object(
            pairs.map(|(title, text)| ((*title).to_owned(), Value::from(text.as_str()))).collect::<Map<_, _>>(),
        )
    };
    sheet.rows.iter().map(object).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> Sheet {
        let row = |texts: [&str; 2]| texts.map(str::to_owned).to_vec();
        Sheet {
            titles: vec!["Name", "Text"],
            rows: vec![row(["a,b", "say \"hi\""]), row(["=1+1", "two\nlines"])],
            things: None,
            lines: Vec::new(),
        }
    }

    #[test]
    fn cells_are_quoted_where_they_must_and_formulas_are_disarmed() {
        assert_eq!(csv(&sheet()), "Name,Text\r\n\"a,b\",\"say \"\"hi\"\"\"\r\n\"'=1+1\",\"two\nlines\"\r\n");
    }

    #[test]
    fn formulas_are_disarmed_for_whatever_separator_is_read() {
        for (cell, safe) in [
            ("=1+1", "'=1+1"),
            ("a;=1+1", "a;'=1+1"),
            ("a;\"=1+1\"", "a;\"'=1+1\""),
            ("a\t@x", "a\t'@x"),
            ("a\n-b", "a\n'-b"),
            ("a=b;c", "a=b;c"),
            ("-12.50", "-12.50"),
            ("-1+1", "'-1+1"),
            ("-1;=2", "'-1;'=2"),
            ("", ""),
        ] {
            assert_eq!(disarmed(cell), safe);
        }
        let mut text = String::new();
        push_cell(&mut text, "a;=1+1");
        assert_eq!(text, "\"a;'=1+1\"");
    }

    #[test]
    fn things_are_written_by_the_apis_keys_as_they_are() {
        let text = r#"[{"name":"A","size":8.10,"id":12345678901234567890123}]"#;
        let things = serde_json::from_str(text).ok();
        assert_eq!(json(&Sheet { things, ..sheet() }).replace([' ', '\n'], ""), text);
    }

    #[test]
    fn lines_end_each() {
        let text = lines(&Sheet { lines: vec!["A='1'".to_owned(), "B=''".to_owned()], ..sheet() });
        assert_eq!(text, "A='1'\nB=''\n");
    }

    #[test]
    fn rows_become_objects() {
        let list: Value = serde_json::from_str(&json(&sheet())).unwrap_or_default();
        assert_eq!(
            list,
            serde_json::json!([{"Name": "a,b", "Text": "say \"hi\""}, {"Name": "=1+1", "Text": "two\nlines"}])
        );
    }
}
