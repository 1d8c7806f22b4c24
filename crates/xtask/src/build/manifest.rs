//! Which files each part of the program is made of, for who counts them.

use std::fs;
use std::path::PathBuf;

use crate::{Result, folders};

/// A part, and the files that it needs there, its own last.
pub type Part = (String, Vec<String>);

/// # Errors
/// When it cannot be written.
pub fn write(parts: &[Part]) -> Result {
    let lines: String = parts.iter().map(|(part, files)| format!("{part} {}\n", files.join(" "))).collect();
    Ok(fs::write(place(), lines)?)
}

/// # Errors
/// When there was no build.
pub fn read() -> Result<Vec<Part>> {
    let lines = fs::read_to_string(place()).map_err(|_| "there is no build: run `cargo xtask build` first")?;
    let parts = lines.lines().filter_map(|line| {
        let (part, files) = line.split_once(' ')?;
        Some((part.to_owned(), files.split(' ').map(str::to_owned).collect()))
    });
    Ok(parts.collect())
}

fn place() -> PathBuf {
    folders::scratch().join("parts.txt")
}
