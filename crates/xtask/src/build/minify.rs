//! Takes out of scripts and styles what only people read.

use std::path::Path;
use std::process::Command;

use crate::{Result, folders, process};

/// Every script of `dist`, in place.
///
/// # Errors
/// As `file`.
pub fn scripts(dist: &Path) -> Result {
    for path in folders::files_under(dist)? {
        if path.extension().is_some_and(|extension| extension == "js") {
            file(&path)?;
        }
    }
    Ok(())
}

/// One script or style sheet, in place.
///
/// # Errors
/// When esbuild does not understand it, after esbuild's own message.
pub fn file(path: &Path) -> Result {
    process::run(esbuild(path)?.arg("--allow-overwrite").arg(path))
}

/// A script and all that it imports as one.
///
/// # Errors
/// As `file`.
pub fn bundle(entry: &Path, out: &Path) -> Result {
    process::run(esbuild(out)?.args(["--bundle", "--format=esm"]).arg(entry))
}

fn esbuild(out: &Path) -> Result<Command> {
    let mut esbuild = process::command("esbuild")?;
    esbuild.args(["--minify", "--log-level=warning", "--charset=utf8", "--legal-comments=none"]);
    // wasm-bindgen names a module once for each function that it takes from it.
    esbuild.arg("--log-override:duplicate-object-key=silent");
    let mut outfile = std::ffi::OsString::from("--outfile=");
    outfile.push(out);
    esbuild.arg(outfile);
    Ok(esbuild)
}
