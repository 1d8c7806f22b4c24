//! What a bundle is made from, to tell whether it is up to date.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use crate::{Result, folders, setup};

/// Everything that is compiled.
const PROGRAM: [&str; 16] = [
    ".cargo/config.toml",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "build.rs",
    "index.html",
    "design.html",
    "boot/start.js",
    "public",
    "style",
    "src",
    "crates/contract",
    "crates/contract-derive",
    "crates/xtask/src/build/mod.rs",
    "crates/xtask/src/build/small.rs",
    "crates/xtask/src/build/styles.rs",
];

/// What decides how files are made of it.
const REST: [&str; 2] = ["boot", "crates/xtask/src/build"];

/// A text that differs when a bundle made now could differ.
///
/// # Errors
/// When one of the inputs cannot be read.
pub fn of_bundle(compiler: &str) -> Result<String> {
    fingerprint(compiler, PROGRAM.into_iter().chain(REST))
}

/// A text that differs when a program compiled now could differ.
///
/// # Errors
/// As `of_bundle`.
pub fn of_program(compiler: &str) -> Result<String> {
    fingerprint(compiler, PROGRAM.into_iter())
}

fn fingerprint(compiler: &str, inputs: impl Iterator<Item = &'static str>) -> Result<String> {
    let root = folders::root();
    let mut hasher = DefaultHasher::new();
    setup::tool_versions()?.hash(&mut hasher);
    for input in inputs {
        hash(&root, &root.join(input), &mut hasher)?;
    }
    Ok(format!("{:016x} {compiler}", hasher.finish()))
}

fn hash(root: &Path, path: &Path, hasher: &mut DefaultHasher) -> Result {
    let files = if path.is_dir() { folders::files_under(path)? } else { vec![path.to_owned()] };
    for file in files {
        file.strip_prefix(root).unwrap_or(&file).hash(hasher);
        fs::read(&file).map_err(|error| format!("{} cannot be read: {error}", file.display()))?.hash(hasher);
    }
    Ok(())
}
