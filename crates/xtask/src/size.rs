//! `cargo xtask size`: what a first visit downloads.

use std::fs;
use std::path::Path;

use crate::build::{DESIGN, beside};
use crate::{Result, folders};

/// The most that the files of a first visit may weigh together in Brotli, in bytes.
const BUDGET: u64 = 160 * 1024;

struct Row {
    name: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// Prints each file of `dist/` with its size as it is, in gzip and in Brotli: those of a first visit, which signs in,
/// and shows organizations and their projects; and those that a page asks for when it is first opened.
///
/// # Errors
/// When there is no build, or the files together are beyond the budget.
pub fn run() -> Result {
    let dist = folders::dist();
    if !dist.join("index.html").is_file() {
        return Err("there is no build in dist/: run `cargo xtask build` first".into());
    }
    let (mut first, mut later) = (Vec::new(), Vec::new());
    for path in folders::files_under(&dist)? {
        // The design system's page is asked for by nobody but who opens it.
        if path.starts_with(dist.join(DESIGN)) {
            continue;
        }
        if !path.extension().is_some_and(|extension| extension == "br" || extension == "gz") {
            let row = measure(&dist, &path)?;
            if is_later(&row.name) { later.push(row) } else { first.push(row) }
        }
    }
    println!("{:<48} {:>10} {:>10} {:>10}", "File (bytes)", "raw", "gzip", "Brotli");
    let total = print(&mut first, "First visit");
    if !later.is_empty() {
        println!();
        print(&mut later, "When a page first needs it");
        println!();
    }
    println!("Budget {BUDGET}, used {} %", total.brotli * 100 / BUDGET);
    if total.brotli > BUDGET {
        return Err(format!("the first visit is {} bytes beyond its budget", total.brotli - BUDGET).into());
    }
    Ok(())
}

/// Whether a file is a chunk, one of the program's parts other than the one that every visit starts with, or their sheet.
fn is_later(name: &str) -> bool {
    (name.ends_with(".wasm") && !name.starts_with("console-")) || name.starts_with("pages-")
}

/// Prints the rows, the heaviest first, and their sum.
fn print(rows: &mut [Row], title: &str) -> Row {
    rows.sort_by_key(|row| std::cmp::Reverse(row.brotli));
    let total = Row {
        name: title.to_owned(),
        raw: rows.iter().map(|row| row.raw).sum(),
        gzip: rows.iter().map(|row| row.gzip).sum(),
        brotli: rows.iter().map(|row| row.brotli).sum(),
    };
    for row in rows.iter().chain([&total]) {
        println!("{:<48} {:>10} {:>10} {:>10}", row.name, row.raw, row.gzip, row.brotli);
    }
    total
}

/// A file without a compressed form travels as it is.
fn measure(dist: &Path, path: &Path) -> Result<Row> {
    let raw = fs::metadata(path)?.len();
    let compressed = |extension| fs::metadata(beside(path, extension)).map_or(raw, |form| form.len());
    Ok(Row {
        name: path.strip_prefix(dist).unwrap_or(path).display().to_string(),
        raw,
        gzip: compressed("gz"),
        brotli: compressed("br"),
    })
}
