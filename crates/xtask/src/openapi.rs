//! `cargo xtask openapi`: the API as an OpenAPI document.

use crate::{Result, folders, process};

/// Writes the document into the file that is named, or to the terminal.
///
/// # Errors
/// When it does not compile, or cannot be written.
pub fn run(arguments: &[String]) -> Result {
    let mut cargo = process::command("cargo")?;
    cargo.args(["run", "--quiet", "--package", "wheelhouse-api-docs", "--"]);
    cargo.env("CARGO_TARGET_DIR", folders::native_target()?);
    if let Some(file) = arguments.first() {
        cargo.arg(std::path::absolute(file)?);
    }
    process::run(&mut cargo)
}
