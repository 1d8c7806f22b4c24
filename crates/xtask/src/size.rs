//! `cargo xtask size`: what a first visit downloads.

use std::fs;
use std::path::Path;

use crate::build::{DESIGN, beside};
use crate::{Result, folders};

/// The most that the files of a first visit may weigh together in Brotli, in bytes: what is reached, so that it cannot
/// grow unnoticed. The goal is 160 KiB; lower this with every step towards it.
const BUDGET: u64 = 240 * 1024;

struct Row {
    name: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// Prints each file of `dist/` with its size as it is, in gzip and in Brotli. All of them but
/// the design system's page are asked for by a first visit.
///
/// # Errors
/// When there is no build, or the files together are beyond the budget.
pub fn run() -> Result {
    let dist = folders::dist();
    if !dist.join("index.html").is_file() {
        return Err("there is no build in dist/: run `cargo xtask build` first".into());
    }
    let mut rows = Vec::new();
    for path in folders::files_under(&dist)? {
        // The design system's page is asked for by nobody but who opens it.
        if path.starts_with(dist.join(DESIGN)) {
            continue;
        }
        if !path.extension().is_some_and(|extension| extension == "br" || extension == "gz") {
            rows.push(measure(&dist, &path)?);
        }
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.brotli));
    let total = Row {
        name: "First visit".to_owned(),
        raw: rows.iter().map(|row| row.raw).sum(),
        gzip: rows.iter().map(|row| row.gzip).sum(),
        brotli: rows.iter().map(|row| row.brotli).sum(),
    };
    println!("{:<48} {:>10} {:>10} {:>10}", "File (bytes)", "raw", "gzip", "Brotli");
    for row in rows.iter().chain([&total]) {
        println!("{:<48} {:>10} {:>10} {:>10}", row.name, row.raw, row.gzip, row.brotli);
    }
    println!("Budget {BUDGET}, used {} %", total.brotli * 100 / BUDGET);
    if total.brotli > BUDGET {
        return Err(format!("the first visit is {} bytes beyond its budget", total.brotli - BUDGET).into());
    }
    Ok(())
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
